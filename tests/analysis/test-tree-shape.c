/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/tree-shape.h"

#include "analysis/flame-graph.h"
#include "support/small-profile.h"

/* What the first level should say of a sample, told from the sample alone. */
static char *
dup_group (EmberMergeLevel level,
           const EmberProfile *profile,
           const EmberSample *sample)
{
  const EmberThread *thread = ember_threads_get (ember_profile_get_threads (profile), sample->thread);
  const char *comm = ember_strings_get (ember_profile_get_strings (profile), thread->comm);

  switch (level)
    {
    case EMBER_MERGE_COMM:
      return g_strdup (comm);
    case EMBER_MERGE_PROCESS:
    case EMBER_MERGE_THREAD:
      return g_strdup_printf ("%s [%d]", comm, thread->tid);
    case EMBER_MERGE_CPU:
      return g_strdup_printf ("CPU %d", sample->cpu);
    case EMBER_MERGE_NOTHING:
    case EMBER_N_MERGE_LEVELS:
    default:
      return g_strdup ("");
    }
}

/* "comm;a;b" with another group, perhaps turned round; empty parts left out. */
static char *
dup_expected (const char *stack,
              const char *group,
              bool is_inverted)
{
  g_auto (GStrv) names = g_strsplit (stack, ";", -1);
  GString *text = g_string_new (NULL);
  const guint n = g_strv_length (names);

  g_free (names[0]);
  names[0] = g_strdup (group);
  for (guint i = 0; i < n; i++)
    {
      const char *name = names[is_inverted ? n - 1 - i : i];

      if (name[0] != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? ";" : "", name);
    }
  return g_string_free (text, FALSE);
}

static void
check_shape (EmberTreeShape shape)
{
  g_autoptr (EmberProfile) base = small_profile_new_random (12, 1500, 3, 8);
  g_autoptr (EmberProfile) shaped = ember_tree_shape_apply (shape, base, NULL);
  uint32_t n_old, n_new;
  const EmberSampleTable *old_tables = ember_profile_get_tables (base, &n_old);
  const EmberSampleTable *new_tables = ember_profile_get_tables (shaped, &n_new);

  g_assert_cmpuint (n_new, ==, n_old);
  for (uint32_t t = 0; t < n_old; t++)
    for (size_t row = 0; row < ember_sample_table_get_n (&old_tables[t]); row++)
      {
        const EmberSample old_sample = ember_sample_table_get (&old_tables[t], row);
        const EmberSample new_sample = ember_sample_table_get (&new_tables[t], row);
        g_autofree char *group = dup_group (shape.merge_level, base, &old_sample);
        g_autofree char *old_stack = small_profile_dup_stack (base, old_sample.stack);
        g_autofree char *expected = dup_expected (old_stack, group, shape.is_inverted);
        g_autofree char *new_stack = small_profile_dup_stack (shaped, new_sample.stack);

        g_assert_cmpstr (new_stack, ==, expected);
        g_assert_cmpint (new_sample.time_ns, ==, old_sample.time_ns);
        g_assert_cmpint (new_tables[t].is_idle, ==, old_tables[t].is_idle);
      }
}

static void
test_each_merge_level_tells_apart_what_it_says (void)
{
  for (EmberMergeLevel level = 0; level < EMBER_N_MERGE_LEVELS; level++)
    check_shape ((EmberTreeShape){ level, false });
}

static void
test_inverted_trees_begin_with_the_leaf (void)
{
  for (EmberMergeLevel level = 0; level < EMBER_N_MERGE_LEVELS; level++)
    check_shape ((EmberTreeShape){ level, true });
}

static void
test_the_shape_of_the_recording_costs_nothing (void)
{
  g_autoptr (EmberProfile) base = small_profile_new_random (12, 10, 3, 8);
  g_autoptr (EmberProfile) same = ember_tree_shape_apply ((EmberTreeShape){ EMBER_MERGE_COMM, false }, base, NULL);

  g_assert_true (same == base);
}

static void
test_a_process_is_called_as_its_first_thread (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) base = NULL;
  g_autoptr (EmberProfile) shaped = NULL;
  static const EmberThread threads[] = { { 7, 9, 0 }, { 7, 7, 0 }, { 8, 12, 0 } };
  static const char *const comms[] = { "worker", "server", "other" };
  static const char *const expected[] = { "server [7]", "server [7]", "other [8]" };
  const EmberSampleTable *tables;
  uint32_t n_tables;

  for (int i = 0; i < 3; i++)
    {
      EmberThread thread = threads[i];
      EmberSample sample = { .time_ns = i, .weight = 1 };

      thread.comm = ember_profile_builder_add_string (builder, comms[i], -1);
      sample.event = ember_profile_builder_add_event (builder, ember_profile_builder_add_string (builder, "x", -1), false);
      sample.thread = ember_profile_builder_add_thread (builder, &thread);
      sample.stack = ember_profile_builder_add_comm (builder, thread.comm);
      ember_profile_builder_add_sample (builder, &sample);
    }
  base = ember_profile_builder_freeze (builder);
  shaped = ember_tree_shape_apply ((EmberTreeShape){ EMBER_MERGE_PROCESS, false }, base, NULL);
  tables = ember_profile_get_tables (shaped, &n_tables);
  for (size_t i = 0; i < 3; i++)
    {
      g_autofree char *stack = small_profile_dup_stack (shaped, ember_sample_table_get_stacks (&tables[0])[i]);

      g_assert_cmpstr (stack, ==, expected[i]);
    }
}

static void
test_cancelling_gives_nothing (void)
{
  g_autoptr (EmberProfile) base = small_profile_new_random (12, 10, 3, 8);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_assert_null (ember_tree_shape_apply ((EmberTreeShape){ EMBER_MERGE_COMM, true }, base, cancellable));
}

static void
test_each_merge_level_has_a_word (void)
{
  for (int i = 0; i < EMBER_N_MERGE_LEVELS; i++)
    g_assert_cmpint (ember_merge_level_from_word (ember_merge_level_words[i]), ==, i);
  g_assert_null (ember_merge_level_words[EMBER_N_MERGE_LEVELS]);
  g_assert_cmpint (ember_merge_level_from_word ("nonsense"), ==, EMBER_MERGE_COMM);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tree-shape/each-merge-level-tells-apart-what-it-says", test_each_merge_level_tells_apart_what_it_says);
  g_test_add_func ("/tree-shape/inverted-trees-begin-with-the-leaf", test_inverted_trees_begin_with_the_leaf);
  g_test_add_func ("/tree-shape/the-shape-of-the-recording-costs-nothing", test_the_shape_of_the_recording_costs_nothing);
  g_test_add_func ("/tree-shape/a-process-is-called-as-its-first-thread", test_a_process_is_called_as_its_first_thread);
  g_test_add_func ("/tree-shape/cancelling-gives-nothing", test_cancelling_gives_nothing);
  g_test_add_func ("/tree-shape/each-merge-level-has-a-word", test_each_merge_level_has_a_word);
  return g_test_run ();
}
