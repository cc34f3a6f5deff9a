/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/builder-fork.h"

#include "profile/builder-merge.h"
#include "support/small-profile.h"

/* Adds the samples of one chunk, which are functions of its number. */
static void
add_chunk (EmberProfileBuilder *builder,
           uint64_t sequence)
{
  ember_profile_builder_begin_chunk (builder, sequence);
  for (uint64_t i = sequence * 30; i < (sequence + 1) * 30; i++)
    {
      g_autofree char *stack = g_strdup_printf ("main;f%" G_GUINT64_FORMAT ";g%" G_GUINT64_FORMAT "@lib%" G_GUINT64_FORMAT, i % 7, i * i % (i + 3), i % 4);
      g_autofree char *comm = g_strdup_printf ("comm%" G_GUINT64_FORMAT, i / 100);
      g_autofree char *event = g_strdup_printf ("event%" G_GUINT64_FORMAT, i / 80);

      small_profile_add (builder, (int64_t) i, comm, (int32_t) (i % 5), event, stack, 1);
    }
}

static char *
describe (EmberProfileBuilder *builder)
{
  g_autoptr (EmberProfile) profile = ember_profile_builder_freeze (builder);
  GString *text = g_string_new (NULL);
  uint32_t n_tables, n_events;
  const EmberSampleTable *tables = ember_profile_get_tables (profile, &n_tables);
  const EmberEvent *events = ember_profile_get_events (profile, &n_events);

  g_string_append_printf (text, "%u frames\n", ember_frames_get_n (ember_profile_get_frames (profile)));
  for (uint32_t t = 0; t < n_tables; t++)
    for (size_t row = 0; row < ember_sample_table_get_n (&tables[t]); row++)
      {
        const EmberSample sample = ember_sample_table_get (&tables[t], row);
        g_autofree char *stack = small_profile_dup_stack (profile, sample.stack);

        g_string_append_printf (text, "%s %" G_GINT64_FORMAT " %d %s\n", ember_strings_get (ember_profile_get_strings (profile), events[sample.event].name),
                                sample.time_ns, ember_threads_get (ember_profile_get_threads (profile), sample.thread)->tid, stack);
      }
  return g_string_free (text, FALSE);
}

/* Chunks [0, 9), those from @n_before on by origin and fork in turns, joined in either order. */
static char *
describe_forked (uint64_t n_before,
                 bool origin_is_first)
{
  EmberProfileBuilder *origin = ember_profile_builder_new ();
  EmberProfileBuilder *fork;

  for (uint64_t i = 0; i < n_before; i++)
    add_chunk (origin, i);
  fork = ember_builder_fork (origin);
  for (uint64_t i = n_before; i < 9; i++)
    add_chunk (i % 2 ? origin : fork, i);
  if (origin_is_first)
    return describe (ember_builder_merge ((EmberProfileBuilder *[]){ origin, fork }, 2));
  return describe (ember_builder_merge ((EmberProfileBuilder *[]){ fork, origin }, 2));
}

static void
test_origin_and_fork_are_one_when_joined (void)
{
  EmberProfileBuilder *single = ember_profile_builder_new ();
  g_autofree char *expected = NULL;

  for (uint64_t i = 0; i < 9; i++)
    add_chunk (single, i);
  expected = describe (single);
  for (uint64_t n_before = 0; n_before <= 9; n_before++)
    for (int i = 0; i < 2; i++)
      {
        g_autofree char *joined = describe_forked (n_before, i == 0);

        g_assert_cmpstr (joined, ==, expected);
      }
}

static void
test_known_things_have_the_ids_of_the_origin (void)
{
  EmberProfileBuilder *origin = ember_profile_builder_new ();
  EmberProfileBuilder *fork;
  EmberStringId known, comm;

  add_chunk (origin, 0);
  known = ember_profile_builder_add_string (origin, "f3", -1);
  comm = ember_profile_builder_add_string (origin, "comm0", -1);
  fork = ember_builder_fork (origin);

  g_assert_cmpuint (ember_profile_builder_get_n_samples (fork), ==, 0);
  g_assert_cmpuint (ember_profile_builder_add_string (fork, "f3", -1), ==, known);
  g_assert_cmpuint (ember_profile_builder_add_comm (fork, comm), ==, ember_profile_builder_add_comm (origin, comm));
  g_assert_cmpuint (ember_profile_builder_add_event (fork, ember_profile_builder_add_string (fork, "event0", -1), false), ==, 0);
  g_assert_cmpuint (ember_profile_builder_add_string (fork, "new", -1), ==, ember_profile_builder_add_string (origin, "other", -1));
  ember_profile_builder_free (fork);
  ember_profile_builder_free (origin);
}

static void
test_remarks_stay_with_the_origin (void)
{
  EmberProfileBuilder *origin = ember_profile_builder_new ();
  EmberProfileBuilder *parts[] = { origin, NULL };
  g_autoptr (EmberProfile) profile = NULL;
  uint32_t n;

  ember_profile_builder_add_notice (origin, g_strdup ("a notice"), 1);
  ember_profile_builder_add_gap (origin, (EmberTimeRange){ 1, 2 });
  ember_profile_builder_begin_chunk (origin, 0);
  small_profile_add (origin, 1, "a", 1, "cycles", "main", 1);
  parts[1] = ember_builder_fork (origin);
  profile = ember_profile_builder_freeze (ember_builder_merge (parts, 2));

  ember_profile_get_notices (profile, &n);
  g_assert_cmpuint (n, ==, 1);
  ember_profile_get_gaps (profile, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (ember_profile_get_n_samples (profile), ==, 1);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/builder-fork/origin-and-fork-are-one-when-joined", test_origin_and_fork_are_one_when_joined);
  g_test_add_func ("/builder-fork/known-things-have-the-ids-of-the-origin", test_known_things_have_the_ids_of_the_origin);
  g_test_add_func ("/builder-fork/remarks-stay-with-the-origin", test_remarks_stay_with_the_origin);
  return g_test_run ();
}
