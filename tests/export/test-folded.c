/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/folded.h"

#include <string.h>

#include "analysis/filter.h"
#include "analysis/tree-shape.h"
#include "support/captured-output.h"
#include "support/small-profile.h"

static char *
fold_set (const EmberTableSet *set,
          EmberTimeRange range,
          EmberFoldedFlags flags)
{
  EmberOutput output;

  captured_output_begin (&output);
  ember_folded_write (&output, set, range, flags);
  return captured_output_end (&output);
}

/* As stackcollapse-perf.pl would; drops the profile. */
static char *
fold (EmberProfileBuilder *builder,
      EmberFoldedFlags flags)
{
  g_autoptr (EmberProfile) profile = ember_profile_builder_freeze (builder);
  g_autoptr (EmberTableSet) set = ember_folded_table_set_new (profile, true);

  return fold_set (set, EMBER_TIME_RANGE_ALL, flags);
}

static void
test_weights_of_a_stack_are_summed (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autofree char *text = NULL;

  small_profile_add (builder, 1, "app", 1, "cycles", "main;f", 5);
  small_profile_add (builder, 2, "app", 1, "cycles", "main", 7);
  small_profile_add (builder, 3, "app", 1, "cycles", "main;f", 9);
  text = fold (builder, EMBER_FOLDED_PLAIN);
  g_assert_cmpstr (text, ==, "app;main 7\napp;main;f 14\n");
}

static void
test_sums_may_pass_what_a_double_holds (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autofree char *text = NULL;

  small_profile_add (builder, 1, "app", 1, "cycles", "f", UINT64_C (9007199254740992));
  small_profile_add (builder, 2, "app", 1, "cycles", "f", 1);
  text = fold (builder, EMBER_FOLDED_PLAIN);
  g_assert_cmpstr (text, ==, "app;f 9007199254740993\n");
}

static void
test_a_sample_without_frames_is_its_comm (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autofree char *text = NULL;

  small_profile_add (builder, 1, "app one", 1, "cycles", "", 1);
  text = fold (builder, EMBER_FOLDED_PLAIN);
  g_assert_cmpstr (text, ==, "app_one 1\n");
}

static void
test_stacks_that_read_the_same_are_one_line (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autofree char *text = NULL;

  small_profile_add (builder, 1, "app", 1, "cycles", "f(int)@/bin/a", 1);
  small_profile_add (builder, 2, "app", 1, "cycles", "f(char)@/bin/a", 2);
  small_profile_add (builder, 3, "app", 1, "cycles", "f@/bin/b", 4);
  text = fold (builder, EMBER_FOLDED_PLAIN);
  g_assert_cmpstr (text, ==, "app;f 7\n");
}

static void
test_lines_are_sorted_bytewise_by_stack (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autofree char *text = NULL;

  small_profile_add (builder, 1, "b", 1, "cycles", "", 1);
  small_profile_add (builder, 1, "a", 1, "cycles", "é", 1);
  small_profile_add (builder, 1, "a", 1, "cycles", "f g", 1);
  small_profile_add (builder, 1, "a", 1, "cycles", "f", 9);
  small_profile_add (builder, 1, "a", 1, "cycles", "F", 1);
  small_profile_add (builder, 1, "a", 1, "cycles", "f;z", 1);
  text = fold (builder, EMBER_FOLDED_PLAIN);
  g_assert_cmpstr (text, ==, "a;F 1\na;f 9\na;f g 1\na;f;z 1\na;é 1\nb 1\n");
}

static void
test_threads_stand_apart_on_demand (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autofree char *text = NULL;

  small_profile_add (builder, 1, "a", 1, "cycles", "f", 1);
  small_profile_add (builder, 2, "a", 2, "cycles", "f", 2);
  small_profile_add (builder, 3, "a", 1, "cycles", "f", 4);
  text = fold (builder, EMBER_FOLDED_TID);
  g_assert_cmpstr (text, ==, "a-1/1;f 5\na-2/2;f 2\n");
}

static void
test_only_the_first_event_is_kept (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autofree char *text = NULL;

  small_profile_add (builder, 9, "a", 1, "cycles", "f", 1);
  small_profile_add (builder, 1, "a", 1, "instructions", "f", 100);
  text = fold (builder, EMBER_FOLDED_PLAIN);
  g_assert_cmpstr (text, ==, "a;f 1\n");
}

/* stackcollapse-perf.pl does not see the event of a tracepoint's header, so no filter drops it. */
static void
test_tracepoints_are_kept_beside_the_first_event (void)
{
  const char *orders[][3] = {
    { "sched:switch", "cycles", "instructions" },
    { "cycles", "sched:switch", "instructions" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      EmberProfileBuilder *builder = ember_profile_builder_new ();
      g_autofree char *text = NULL;

      for (size_t e = 0; e < 3; e++)
        ember_profile_builder_add_event (builder, ember_profile_builder_add_string (builder, orders[i][e], -1), strchr (orders[i][e], ':') != NULL);
      for (size_t e = 0; e < 3; e++)
        {
          const EmberStringId comm = ember_profile_builder_add_string (builder, orders[i][e], -1);
          const EmberThread thread = { 1, 1, comm };
          const EmberSample sample = {
            .time_ns = 1,
            .thread = ember_profile_builder_add_thread (builder, &thread),
            .stack = ember_profile_builder_add_comm (builder, comm),
            .event = (EmberEventId) e,
            .weight = 1,
          };

          ember_profile_builder_add_sample (builder, &sample);
        }
      text = fold (builder, EMBER_FOLDED_PLAIN);
      g_assert_cmpstr (text, ==, "cycles 1\nsched:switch 1\n");
    }
}

static void
test_idle_samples_are_left_out_on_demand (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberTableSet) set = NULL;
  g_autofree char *text = NULL;

  small_profile_add (builder, 1, "swapper", 0, "cycles", "do_idle", 1);
  small_profile_add (builder, 2, "a", 1, "cycles", "f", 1);
  profile = ember_profile_builder_freeze (builder);
  set = ember_folded_table_set_new (profile, false);
  text = fold_set (set, EMBER_TIME_RANGE_ALL, EMBER_FOLDED_PLAIN);
  g_assert_cmpstr (text, ==, "a;f 1\n");
}

static void
test_an_empty_range_is_no_line (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (1, 100, 3, 5);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autofree char *plain = fold_set (set, (EmberTimeRange){ 5, 5 }, EMBER_FOLDED_PLAIN);
  g_autofree char *by_thread = fold_set (set, (EmberTimeRange){ 5, 5 }, EMBER_FOLDED_TID);

  g_assert_cmpstr (plain, ==, "");
  g_assert_cmpstr (by_thread, ==, "");
}

static uint64_t
sum_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  uint64_t sum = 0;

  for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
    sum += g_ascii_strtoull (strrchr (lines[i], ' '), NULL, 10);
  return sum;
}

static void
test_every_way_of_telling_threads_has_the_same_sum (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (3, 5000, 10, 20);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  const EmberTimeRange range = { ember_profile_get_origin (profile) + 1234567890, ember_profile_get_origin (profile) + INT64_C (7654321098) };
  uint64_t expected = 0;

  for (uint32_t t = 0; t < set->n_tables; t++)
    for (size_t row = 0; row < ember_sample_table_get_n (set->tables[t]); row++)
      {
        const EmberSample sample = ember_sample_table_get (set->tables[t], row);

        if (sample.time_ns >= range.begin_ns && sample.time_ns < range.end_ns)
          expected += sample.weight;
      }
  for (int flags = 0; flags < EMBER_FOLDED_ADDRESSES * 2; flags++)
    {
      g_autofree char *text = fold_set (set, range, (EmberFoldedFlags) flags);

      g_assert_cmpuint (sum_lines (text), ==, expected);
    }
}

/* Filtered text is the text of a recording that has only what passes. */
static void
check_filtered (EmberFoldedFlags flags)
{
  EmberProfileBuilder *all = ember_profile_builder_new ();
  EmberProfileBuilder *some = ember_profile_builder_new ();
  g_autoptr (EmberFilter) nothing = ember_filter_new ();
  g_autoptr (EmberFilter) filter = ember_filter_with (nothing, &(EmberFilterCondition){ .kind = EMBER_FILTER_THREAD, .is_enabled = true, .number = 2 });
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberTableSet) set = NULL;
  g_autoptr (EmberTableSet) passing = NULL;
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;

  for (int i = 0; i < 200; i++)
    {
      small_profile_add (all, i, "app", i % 3, "cycles", i % 2 == 0 ? "main;f" : "main", (uint64_t) i);
      if (i % 3 == 2)
        small_profile_add (some, i, "app", i % 3, "cycles", i % 2 == 0 ? "main;f" : "main", (uint64_t) i);
    }
  expected = fold (some, flags);
  profile = ember_profile_builder_freeze (all);
  set = ember_folded_table_set_new (profile, true);
  passing = ember_filter_apply (filter, set, NULL, NULL);
  text = fold_set (passing, EMBER_TIME_RANGE_ALL, flags);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_only_what_passes_a_filter_is_written (void)
{
  check_filtered (EMBER_FOLDED_PLAIN);
  check_filtered (EMBER_FOLDED_TID);
}

static void
test_trees_of_other_merge_levels_are_written (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) base = NULL;
  g_autoptr (EmberProfile) by_thread = NULL;
  g_autoptr (EmberProfile) merged = NULL;
  g_autoptr (EmberTableSet) thread_set = NULL;
  g_autoptr (EmberTableSet) merged_set = NULL;
  g_autofree char *thread_text = NULL;
  g_autofree char *merged_text = NULL;

  small_profile_add (builder, 1, "my app", 1, "cycles", "main(int);f", 5);
  small_profile_add (builder, 2, "my app", 2, "cycles", "main(int);f", 7);
  small_profile_add (builder, 3, "my app", 2, "cycles", "", 9);
  base = ember_profile_builder_freeze (builder);
  by_thread = ember_tree_shape_apply ((EmberTreeShape){ .merge_level = EMBER_MERGE_THREAD }, base, NULL);
  merged = ember_tree_shape_apply ((EmberTreeShape){ .merge_level = EMBER_MERGE_NOTHING }, base, NULL);
  thread_set = ember_folded_table_set_new (by_thread, true);
  merged_set = ember_folded_table_set_new (merged, true);
  thread_text = fold_set (thread_set, EMBER_TIME_RANGE_ALL, EMBER_FOLDED_PLAIN);
  merged_text = fold_set (merged_set, EMBER_TIME_RANGE_ALL, EMBER_FOLDED_PLAIN);
  g_assert_cmpstr (thread_text, ==, "my_app_[1];main;f 5\nmy_app_[2] 9\nmy_app_[2];main;f 7\n");
  g_assert_cmpstr (merged_text, ==, "[no stack] 9\nmain;f 12\n");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/folded/weights-of-a-stack-are-summed", test_weights_of_a_stack_are_summed);
  g_test_add_func ("/folded/sums-may-pass-what-a-double-holds", test_sums_may_pass_what_a_double_holds);
  g_test_add_func ("/folded/a-sample-without-frames-is-its-comm", test_a_sample_without_frames_is_its_comm);
  g_test_add_func ("/folded/stacks-that-read-the-same-are-one-line", test_stacks_that_read_the_same_are_one_line);
  g_test_add_func ("/folded/lines-are-sorted-bytewise-by-stack", test_lines_are_sorted_bytewise_by_stack);
  g_test_add_func ("/folded/threads-stand-apart-on-demand", test_threads_stand_apart_on_demand);
  g_test_add_func ("/folded/only-the-first-event-is-kept", test_only_the_first_event_is_kept);
  g_test_add_func ("/folded/tracepoints-are-kept-beside-the-first-event", test_tracepoints_are_kept_beside_the_first_event);
  g_test_add_func ("/folded/idle-samples-are-left-out-on-demand", test_idle_samples_are_left_out_on_demand);
  g_test_add_func ("/folded/an-empty-range-is-no-line", test_an_empty_range_is_no_line);
  g_test_add_func ("/folded/every-way-of-telling-threads-has-the-same-sum", test_every_way_of_telling_threads_has_the_same_sum);
  g_test_add_func ("/folded/only-what-passes-a-filter-is-written", test_only_what_passes_a_filter_is_written);
  g_test_add_func ("/folded/trees-of-other-merge-levels-are-written", test_trees_of_other_merge_levels_are_written);
  return g_test_run ();
}
