/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/filter-frame.h"

#include "support/small-profile.h"

/* The samples that are below one box, counted by hand. */
static uint64_t
count_below (const EmberTableSet *set,
             EmberFrameId frame)
{
  const EmberStacks *stacks = ember_profile_get_stacks (set->profile);
  uint64_t n = 0;

  for (uint32_t t = 0; t < set->n_tables; t++)
    for (size_t row = 0; row < ember_sample_table_get_n (set->tables[t]); row++)
      {
        EmberStackId id = ember_sample_table_get (set->tables[t], row).stack;

        while (id != EMBER_STACK_ROOT && ember_stacks_get_frame (stacks, id) != frame)
          id = ember_stacks_get_parent (stacks, id);
        n += id != EMBER_STACK_ROOT;
      }
  return n;
}

static uint64_t
count_passing (const EmberTableSet *set,
               const EmberFilterCondition *condition)
{
  g_autoptr (EmberFilter) nothing = ember_filter_new ();
  g_autoptr (EmberFilter) filter = ember_filter_with (nothing, condition);
  g_autoptr (EmberTableSet) left = ember_filter_apply (filter, set, NULL, NULL);

  return ember_table_set_count (left, EMBER_TIME_RANGE_ALL);
}

/* Of each frame of a kind: the filter that is made of its box leaves the samples below its boxes.
 * Addresses without a symbol share a name, so they are left out. */
static void
check_boxes (EmberMergeLevel merge_level,
             bool is_group)
{
  g_autoptr (EmberProfile) base = small_profile_new_random (11, 3000, 5, 30);
  g_autoptr (EmberProfile) profile = ember_tree_shape_apply ((EmberTreeShape){ .merge_level = merge_level }, base, NULL);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberTableSet) base_set = ember_table_set_new (base, NULL, 0, true);
  const EmberFrames *frames = ember_profile_get_frames (profile);
  uint32_t n_checked = 0;

  for (EmberFrameId i = 1; i < ember_frames_get_n (frames); i++)
    {
      const uint32_t kind = ember_frames_get (frames, i)->kind;
      const uint64_t n_below = count_below (set, i);
      EmberFilterCondition condition;

      if ((kind == EMBER_FRAME_COMM) != is_group || kind == EMBER_FRAME_UNKNOWN || n_below == 0)
        continue;
      g_assert_true (ember_filter_frame_get (profile, merge_level, i, EMBER_FILTER_FRAME, &condition));
      g_assert_cmpuint (count_passing (base_set, &condition), ==, n_below);
      g_free (condition.text);
      n_checked++;
    }
  g_assert_cmpuint (n_checked, >, 1);
}

static void
test_a_box_of_each_merge_level_leaves_what_is_below_it (void)
{
  check_boxes (EMBER_MERGE_COMM, true);
  check_boxes (EMBER_MERGE_PROCESS, true);
  check_boxes (EMBER_MERGE_THREAD, true);
  check_boxes (EMBER_MERGE_CPU, true);
}

static EmberFrameId
find_frame (const EmberProfile *profile,
            const char *name)
{
  EmberFrameId i = 0;

  while (!g_str_equal (ember_profile_get_frame_name (profile, i), name))
    i++;
  return i;
}

static EmberProfile *
two_modules (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  small_profile_add (builder, 1000, "app [7]", 7, "cycles", "main@app;copy@libc", 1);
  small_profile_add (builder, 2000, "app [7]", 8, "cycles", "main@app;bare", 1);
  return ember_profile_builder_freeze (builder);
}

static void
test_a_function_is_named_by_its_symbol_or_its_module (void)
{
  g_autoptr (EmberProfile) profile = two_modules ();
  EmberFilterCondition condition;

  g_assert_true (ember_filter_frame_get (profile, EMBER_MERGE_COMM, find_frame (profile, "copy"), EMBER_FILTER_FRAME, &condition));
  g_assert_cmpint (condition.kind, ==, EMBER_FILTER_FRAME);
  g_assert_cmpint (condition.match, ==, EMBER_MATCH_WHOLE);
  g_assert_true (condition.is_enabled && !condition.is_excluding);
  g_assert_cmpstr (condition.text, ==, "copy");
  g_free (condition.text);
  g_assert_true (ember_filter_frame_get (profile, EMBER_MERGE_COMM, find_frame (profile, "copy"), EMBER_FILTER_MODULE, &condition));
  g_assert_cmpint (condition.kind, ==, EMBER_FILTER_MODULE);
  g_assert_cmpstr (condition.text, ==, "libc");
  g_free (condition.text);
}

static void
test_the_root_and_code_without_module_name_nothing (void)
{
  g_autoptr (EmberProfile) profile = two_modules ();
  EmberFilterCondition condition;

  g_assert_false (ember_filter_frame_get (profile, EMBER_MERGE_COMM, 0, EMBER_FILTER_FRAME, &condition));
  g_assert_false (ember_filter_frame_get (profile, EMBER_MERGE_COMM, find_frame (profile, "bare"), EMBER_FILTER_MODULE, &condition));
}

/* Brackets in a comm are not the tree's. */
static void
test_numbers_are_read_behind_brackets_of_the_comm (void)
{
  g_autoptr (EmberProfile) base = two_modules ();
  g_autoptr (EmberProfile) profile = ember_tree_shape_apply ((EmberTreeShape){ .merge_level = EMBER_MERGE_PROCESS }, base, NULL);
  EmberFilterCondition condition;

  g_assert_true (ember_filter_frame_get (profile, EMBER_MERGE_PROCESS, find_frame (profile, "app [7] [8]"), EMBER_FILTER_FRAME, &condition));
  g_assert_cmpint (condition.kind, ==, EMBER_FILTER_PROCESS);
  g_assert_cmpint (condition.number, ==, 8);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filter-frame/a-box-of-each-merge-level-leaves-what-is-below-it", test_a_box_of_each_merge_level_leaves_what_is_below_it);
  g_test_add_func ("/filter-frame/a-function-is-named-by-its-symbol-or-its-module", test_a_function_is_named_by_its_symbol_or_its_module);
  g_test_add_func ("/filter-frame/the-root-and-code-without-module-name-nothing", test_the_root_and_code_without_module_name_nothing);
  g_test_add_func ("/filter-frame/numbers-are-read-behind-brackets-of-the-comm", test_numbers_are_read_behind_brackets_of_the_comm);
  return g_test_run ();
}
