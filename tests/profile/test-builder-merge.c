/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/builder-merge.h"

#include "support/small-profile.h"

#define N_SAMPLES 1000u
#define MAX_PARTS 5u

/* Which recording, and what is in it. */
typedef struct
{
  uint32_t seed;
  bool has_times;
  bool has_some_times; /* but not all samples */
  bool has_weights;
  bool has_switches;
} Kind;

static uint32_t
mix (const Kind *kind,
     uint32_t number,
     uint32_t salt)
{
  uint32_t x = (number + 1) * 2654435761u ^ (salt + kind->seed * 31 + 1) * 2246822519u;

  x ^= x >> 15;
  x *= 2654435761u;
  return x ^ x >> 13;
}

/* Adds samples [first, last) of a recording, which are functions of their number alone. */
static void
add_numbered (EmberProfileBuilder *builder,
              const Kind *kind,
              uint32_t first,
              uint32_t last)
{
  for (uint32_t i = first; i < last; i++)
    {
      const bool is_timed = kind->has_times && (!kind->has_some_times || mix (kind, i, 0) % 5 > 0);
      const int32_t tid = (int32_t) (mix (kind, i, 1) % 9);
      g_autofree char *event = g_strdup_printf ("event%u", mix (kind, i / 60, 2) % 4);
      g_autofree char *stack = g_strdup_printf ("main;f%u;g%u", mix (kind, i, 3) % 50, mix (kind, i, 4) % 3);
      const uint64_t weight = kind->has_weights && i % 300 > 200 ? mix (kind, i, 5) % 3 : 7;
      const int64_t time_ns = is_timed ? (int64_t) (i / 3) : EMBER_TIME_NONE;

      if (kind->has_switches && i % 3 == 0)
        small_profile_add_switch (builder, time_ns, "a", tid, stack, (int32_t) (mix (kind, i, 6) % 9));
      else
        small_profile_add (builder, time_ns, i % 2 ? "a" : "b", tid, event, stack, weight);
      if (kind->has_switches && i % 7 == 0 && is_timed)
        ember_profile_builder_add_switch_in (builder, time_ns, (int32_t) (mix (kind, i, 7) % 9));
    }
}

static char *
describe (const EmberProfile *profile)
{
  GString *text = g_string_new (NULL);
  uint32_t n_tables, n_events, n_notices;
  const EmberSampleTable *tables = ember_profile_get_tables (profile, &n_tables);
  const EmberEvent *events = ember_profile_get_events (profile, &n_events);

  ember_profile_get_notices (profile, &n_notices);
  g_string_append_printf (text, "%" G_GUINT64_FORMAT " samples, %u events, %u notices\n", ember_profile_get_n_samples (profile), n_events, n_notices);
  for (uint32_t t = 0; t < n_tables; t++)
    {
      g_string_append_printf (text, "%s %d, %" G_GSIZE_FORMAT " weights\n", ember_strings_get (ember_profile_get_strings (profile), events[tables[t].event].name),
                              tables[t].is_idle, tables[t].weights.n);
      for (size_t row = 0; row < ember_sample_table_get_n (&tables[t]); row++)
        {
          const EmberSample sample = ember_sample_table_get (&tables[t], row);
          g_autofree char *stack = small_profile_dup_stack (profile, sample.stack);

          g_string_append_printf (text, "%" G_GINT64_FORMAT " %d %d %s %" G_GUINT64_FORMAT "\n", sample.time_ns,
                                  ember_threads_get (ember_profile_get_threads (profile), sample.thread)->tid, sample.cpu, stack, sample.weight);
        }
    }
  return g_string_free (text, FALSE);
}

static char *
describe_whole (const Kind *kind)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;

  add_numbered (builder, kind, 0, N_SAMPLES);
  profile = ember_profile_builder_freeze (builder);
  return describe (profile);
}

/* The same by @n_parts builders, of which any may get a chunk, or none; some chunks are empty. */
static char *
describe_parts (const Kind *kind,
                uint32_t n_parts)
{
  EmberProfileBuilder *parts[MAX_PARTS];
  g_autoptr (EmberProfile) profile = NULL;
  uint32_t chunk = 0;

  for (uint32_t i = 0; i < n_parts; i++)
    parts[i] = ember_profile_builder_new ();
  for (uint32_t first = 0, last; first < N_SAMPLES; first = last, chunk++)
    {
      EmberProfileBuilder *part = parts[mix (kind, chunk, 8) % n_parts];

      last = MIN (first + mix (kind, chunk, 9) % 90, N_SAMPLES);
      ember_profile_builder_begin_chunk (part, chunk);
      add_numbered (part, kind, first, last);
    }
  profile = ember_profile_builder_freeze (ember_builder_merge (parts, n_parts));
  return describe (profile);
}

static void
check (Kind kind)
{
  for (kind.seed = 0; kind.seed < 20; kind.seed++)
    {
      g_autofree char *expected = describe_whole (&kind);

      for (uint32_t n_parts = 1; n_parts <= MAX_PARTS; n_parts++)
        {
          g_autofree char *merged = describe_parts (&kind, n_parts);

          g_assert_cmpstr (merged, ==, expected);
        }
    }
}

static void
test_parts_equal_one_builder (void)
{
  check ((Kind){ .has_times = true });
}

static void
test_without_times_the_order_is_that_of_the_file (void)
{
  check ((Kind){ .has_times = false, .has_weights = true });
}

static void
test_samples_without_a_time_are_dropped_from_each_part (void)
{
  check ((Kind){ .has_times = true, .has_some_times = true, .has_weights = true });
}

static void
test_weights_differ_from_where_they_do (void)
{
  check ((Kind){ .has_times = true, .has_weights = true });
}

static void
test_waits_go_from_part_to_part (void)
{
  check ((Kind){ .has_times = true, .has_switches = true });
  check ((Kind){ .has_times = true, .has_some_times = true, .has_switches = true, .has_weights = true });
}

/* A part of one sample of weight @weight. */
static EmberProfileBuilder *
part_with (uint64_t sequence,
           uint64_t weight)
{
  EmberProfileBuilder *part = ember_profile_builder_new ();

  ember_profile_builder_begin_chunk (part, sequence);
  small_profile_add (part, (int64_t) sequence, "a", 1, "cycles", "main", weight);
  return part;
}

static void
test_equal_weights_need_no_column (void)
{
  EmberProfileBuilder *equal[] = { part_with (1, 5), part_with (0, 5) };
  EmberProfileBuilder *different[] = { part_with (1, 5), part_with (0, 6) };
  g_autoptr (EmberProfile) plain = ember_profile_builder_freeze (ember_builder_merge (equal, 2));
  g_autoptr (EmberProfile) weighted = ember_profile_builder_freeze (ember_builder_merge (different, 2));
  uint32_t n_tables;

  g_assert_cmpuint (ember_profile_get_tables (plain, &n_tables)[0].weights.n, ==, 0);
  g_assert_cmpuint (ember_sample_table_get_weight (&ember_profile_get_tables (plain, &n_tables)[0], 1), ==, 5);
  g_assert_cmpuint (ember_sample_table_get_weight (&ember_profile_get_tables (weighted, &n_tables)[0], 0), ==, 6);
  g_assert_cmpuint (ember_sample_table_get_weight (&ember_profile_get_tables (weighted, &n_tables)[0], 1), ==, 5);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/builder-merge/parts-equal-one-builder", test_parts_equal_one_builder);
  g_test_add_func ("/builder-merge/without-times-the-order-is-that-of-the-file", test_without_times_the_order_is_that_of_the_file);
  g_test_add_func ("/builder-merge/samples-without-a-time-are-dropped-from-each-part", test_samples_without_a_time_are_dropped_from_each_part);
  g_test_add_func ("/builder-merge/weights-differ-from-where-they-do", test_weights_differ_from_where_they_do);
  g_test_add_func ("/builder-merge/waits-go-from-part-to-part", test_waits_go_from_part_to_part);
  g_test_add_func ("/builder-merge/equal-weights-need-no-column", test_equal_weights_need_no_column);
  return g_test_run ();
}
