/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/tree-builder.h"

#include "profile/profile-builder.h"
#include "support/small-profile.h"

/* The same tree, each name with a "new_" before it, comms too. */
static EmberProfile *
rename_all (EmberProfile *base)
{
  EmberTreeBuilder *builder = ember_tree_builder_new (base);
  const EmberStacks *stacks = ember_profile_get_stacks (base);
  g_autofree EmberStackId *map = g_new (EmberStackId, ember_stacks_get_n (stacks));

  map[0] = EMBER_STACK_ROOT;
  for (EmberStackId i = 1; i < ember_stacks_get_n (stacks); i++)
    {
      const EmberFrameId id = ember_stacks_get_frame (stacks, i);
      EmberFrame frame = *ember_frames_get (ember_profile_get_frames (base), id);
      g_autofree char *name = g_strconcat ("new_", ember_profile_get_frame_name (base, id), NULL);

      frame.name = ember_tree_builder_add_string (builder, name, -1);
      map[i] = ember_tree_builder_add_call (builder, map[ember_stacks_get_parent (stacks, i)], ember_tree_builder_add_frame (builder, &frame));
    }
  ember_tree_builder_map_stacks (builder, map);
  return ember_tree_builder_freeze (builder, true);
}

static void
assert_renamed (const EmberProfile *base,
                const EmberProfile *renamed,
                const EmberSample *old_sample,
                const EmberSample *new_sample)
{
  g_autofree char *old_stack = small_profile_dup_stack (base, old_sample->stack);
  g_autofree char *new_stack = small_profile_dup_stack (renamed, new_sample->stack);
  g_auto (GStrv) names = g_strsplit (old_stack, ";", -1);
  g_autofree char *joined = g_strjoinv (";new_", names);
  g_autofree char *expected = g_strconcat ("new_", joined, NULL);

  g_assert_cmpstr (new_stack, ==, expected);
  g_assert_cmpint (new_sample->time_ns, ==, old_sample->time_ns);
  g_assert_cmpuint (new_sample->thread, ==, old_sample->thread);
  g_assert_cmpint (new_sample->cpu, ==, old_sample->cpu);
  g_assert_cmpuint (new_sample->weight, ==, old_sample->weight);
}

/* Only processes that are never idle, so that no sample changes its table. */
static void
test_new_names_keep_every_sample (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) renamed = NULL;
  const EmberSampleTable *old_tables, *new_tables;
  uint32_t n_old, n_new;

  for (int i = 0; i < 200; i++)
    {
      g_autofree char *stack = g_strdup_printf ("main;f%d;g%d", i % 7, i % 3);

      small_profile_add (builder, i / 2, i % 2 ? "a" : "b", 1 + i % 5, i % 3 ? "x" : "y", stack, (uint64_t) i);
    }

  EmberProfile *base = ember_profile_builder_freeze (builder);

  renamed = rename_all (base);
  old_tables = ember_profile_get_tables (base, &n_old);
  new_tables = ember_profile_get_tables (renamed, &n_new);
  g_assert_cmpuint (n_new, ==, n_old);
  for (uint32_t t = 0; t < n_old; t++)
    for (size_t row = 0; row < ember_sample_table_get_n (&old_tables[t]); row++)
      {
        const EmberSample old_sample = ember_sample_table_get (&old_tables[t], row);
        const EmberSample new_sample = ember_sample_table_get (&new_tables[t], row);

        assert_renamed (base, renamed, &old_sample, &new_sample);
      }
  g_assert_true (old_tables[0].times.data == new_tables[0].times.data);
  ember_profile_unref (base);
  g_assert_cmpint (ember_sample_table_get_times (&new_tables[0])[0], ==, 0);
}

static void
check_idle_samples (bool takes_samples)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) base = NULL;
  g_autoptr (EmberProfile) renamed = NULL;
  EmberTreeBuilder *tree;
  EmberFrame frame = { .kind = EMBER_FRAME_KERNEL };
  EmberStackId *stacks;
  const EmberSampleTable *tables;
  uint32_t n_tables;

  small_profile_add (builder, 10, "swapper", 0, "x", "0xffff1000", 1);
  small_profile_add (builder, 20, "swapper", 0, "x", "", 2);
  small_profile_add (builder, 30, "a", 1, "x", "main", 3);
  base = ember_profile_builder_freeze (builder);
  ember_profile_get_tables (base, &n_tables);
  g_assert_cmpuint (n_tables, ==, 2);

  tree = ember_tree_builder_new (base);
  frame.name = ember_tree_builder_add_string (tree, "do_idle", -1);
  stacks = ember_tree_builder_get_stacks (tree, 0);
  stacks[0] = stacks[1] = ember_tree_builder_add_call (tree, EMBER_STACK_ROOT, ember_tree_builder_add_frame (tree, &frame));
  if (takes_samples)
    ember_tree_builder_take_samples (tree);
  renamed = ember_tree_builder_freeze (tree, true);

  tables = ember_profile_get_tables (renamed, &n_tables);
  g_assert_cmpuint (n_tables, ==, 2);
  g_assert_cmpuint (ember_sample_table_get_n (&tables[0]), ==, 1);
  g_assert_cmpint (ember_sample_table_get_times (&tables[0])[0], ==, 30);
  g_assert_cmpuint (tables[0].marks.n, ==, 1);
  g_assert_cmpint (((const int64_t *) tables[0].marks.data)[0], ==, 30);
  g_assert_true (tables[1].is_idle);
  g_assert_cmpint (ember_sample_table_get_times (&tables[1])[0], ==, 10);
  g_assert_cmpuint (ember_sample_table_get_weight (&tables[1], 1), ==, 2);
}

static void
test_idle_samples_are_found_by_their_new_names (void)
{
  check_idle_samples (false);
}

static void
test_samples_that_are_taken_are_the_same (void)
{
  check_idle_samples (true);
}

static void
test_names_keep_their_ids (void)
{
  g_autoptr (EmberProfile) base = small_profile_new_random (4, 400, 2, 9);
  g_autoptr (EmberProfile) same = ember_tree_builder_freeze (ember_tree_builder_new (base), false);
  const EmberStrings *strings = ember_profile_get_strings (base);

  for (EmberStringId i = 0; i < ember_strings_get_n (strings); i++)
    g_assert_cmpstr (ember_strings_get (ember_profile_get_strings (same), i), ==, ember_strings_get (strings, i));
  g_assert_cmpuint (ember_threads_get_n (ember_profile_get_threads (same)), ==, ember_threads_get_n (ember_profile_get_threads (base)));
  g_assert_cmpuint (ember_frames_get_n (ember_profile_get_frames (same)), ==, ember_frames_get_n (ember_profile_get_frames (base)));
  g_assert_cmpuint (ember_profile_get_n_samples (same), ==, 400);
}

static void
test_frames_can_be_left_out (void)
{
  g_autoptr (EmberProfile) base = small_profile_new_random (4, 400, 2, 9);
  EmberTreeBuilder *builder = ember_tree_builder_new_without_frames (base);
  g_autoptr (EmberProfile) tree = NULL;
  EmberFrame frame = { .kind = EMBER_FRAME_USER };

  g_assert_cmpuint (ember_tree_builder_add_frame (builder, ember_frames_get (ember_profile_get_frames (base), 0)), ==, 0);
  frame.name = ember_tree_builder_add_string (builder, "other", -1);
  g_assert_cmpuint (ember_tree_builder_add_frame (builder, &frame), ==, 1);
  tree = ember_tree_builder_freeze (builder, false);
  g_assert_cmpuint (ember_frames_get_n (ember_profile_get_frames (tree)), ==, 2);
  g_assert_cmpuint (ember_profile_get_n_samples (tree), ==, 400);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tree-builder/new-names-keep-every-sample", test_new_names_keep_every_sample);
  g_test_add_func ("/tree-builder/idle-samples-are-found-by-their-new-names", test_idle_samples_are_found_by_their_new_names);
  g_test_add_func ("/tree-builder/samples-that-are-taken-are-the-same", test_samples_that_are_taken_are_the_same);
  g_test_add_func ("/tree-builder/names-keep-their-ids", test_names_keep_their_ids);
  g_test_add_func ("/tree-builder/frames-can-be-left-out", test_frames_can_be_left_out);
  return g_test_run ();
}
