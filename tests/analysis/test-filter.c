/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/filter.h"

#include <string.h>

#include "analysis/flame-graph.h"
#include "analysis/heatmap.h"
#include "support/filter-of.h"
#include "support/small-profile.h"

/* A condition as a chip would make it. */
static EmberFilterCondition
make_condition (EmberFilterKind kind,
                EmberMatch match,
                bool is_excluding,
                int32_t number,
                const char *text)
{
  return (EmberFilterCondition){ kind, match, is_excluding, true, number, (char *) text };
}

/* The plain, slow truth: looks at the names of one sample's stack. */
static bool
holds_frame (const EmberProfile *profile,
             EmberStackId stack,
             const EmberFilterCondition *condition)
{
  const EmberStacks *stacks = ember_profile_get_stacks (profile);

  for (; ember_stacks_get_depth (stacks, stack) > 1; stack = ember_stacks_get_parent (stacks, stack))
    {
      const EmberFrameId frame = ember_stacks_get_frame (stacks, stack);
      const char *text = condition->kind == EMBER_FILTER_FRAME ? ember_profile_get_frame_name (profile, frame)
                                                               : ember_profile_get_frame_module (profile, frame);

      if (condition->match == EMBER_MATCH_WHOLE ? g_str_equal (text, condition->text) : strstr (text, condition->text) != NULL)
        return true;
    }
  return false;
}

static bool
is_named (const EmberProfile *profile,
          const EmberSample *sample,
          const EmberFilterCondition *condition)
{
  const EmberThread *thread = ember_threads_get (ember_profile_get_threads (profile), sample->thread);

  switch (condition->kind)
    {
    case EMBER_FILTER_PROCESS:
      return thread->pid == condition->number;
    case EMBER_FILTER_THREAD:
      return thread->tid == condition->number;
    case EMBER_FILTER_COMM:
      return g_str_equal (ember_strings_get (ember_profile_get_strings (profile), thread->comm), condition->text);
    case EMBER_FILTER_CPU:
      return sample->cpu == condition->number;
    case EMBER_FILTER_FRAME:
    case EMBER_FILTER_MODULE:
    case EMBER_FILTER_EVENT:
    case EMBER_FILTER_IDLE:
    default:
      return holds_frame (profile, sample->stack, condition);
    }
}

static bool
passes (const EmberProfile *profile,
        const EmberSample *sample,
        const EmberFilterCondition *conditions,
        size_t n)
{
  bool is_who_asked = false, is_who_named = false;
  bool is_cpu_asked = false, is_cpu_named = false;

  for (size_t i = 0; i < n; i++)
    {
      const bool named = is_named (profile, sample, &conditions[i]);

      if (conditions[i].is_excluding)
        {
          if (named)
            return false;
        }
      else if (conditions[i].kind == EMBER_FILTER_CPU)
        {
          is_cpu_asked = true;
          is_cpu_named |= named;
        }
      else if (conditions[i].kind < EMBER_FILTER_CPU)
        {
          is_who_asked = true;
          is_who_named |= named;
        }
      else if (!named)
        {
          return false;
        }
    }
  return is_who_asked == is_who_named && is_cpu_asked == is_cpu_named;
}

/* The masks, the heat map and the graph of a filter, against a recount. */
static void
check_conditions (EmberProfile *profile,
                  const EmberFilterCondition *conditions,
                  size_t n)
{
  g_autoptr (EmberTableSet) all = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberFilter) filter = filter_of (conditions, n);
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberTableSet) set = ember_filter_apply (filter, all, NULL, &error);
  const EmberTimeRange recorded = ember_profile_get_range (profile);
  const EmberTimeRange range = { recorded.begin_ns + EMBER_SECOND_NS / 3, recorded.end_ns - EMBER_SECOND_NS / 3 };
  const EmberHeatmapGrid grid = ember_heatmap_grid_new (profile, EMBER_SECOND_NS, 20);
  g_autoptr (EmberHeatmap) heatmap = NULL;
  g_autoptr (EmberFlameGraph) whole = NULL;
  g_autoptr (EmberFlameGraph) graph = NULL;
  g_autofree uint32_t *counts = g_new0 (uint32_t, ember_heatmap_grid_get_n_cells (&grid));
  uint64_t n_passed = 0, n_in_range = 0, weight_in_range = 0;

  g_assert_no_error (error);
  for (uint32_t t = 0; t < all->n_tables; t++)
    for (size_t row = 0; row < ember_sample_table_get_n (all->tables[t]); row++)
      {
        const EmberSample sample = ember_sample_table_get (all->tables[t], row);
        const bool is_passed = passes (profile, &sample, conditions, n);
        EmberCell cell;

        g_assert_cmpint (ember_bitmap_get (set->masks[t], row), ==, is_passed);
        if (!is_passed)
          continue;
        n_passed++;
        g_assert_true (ember_heatmap_grid_find (&grid, sample.time_ns, &cell));
        counts[ember_heatmap_grid_get_index (&grid, cell)]++;
        if (range.begin_ns <= sample.time_ns && sample.time_ns < range.end_ns)
          {
            n_in_range++;
            weight_in_range += sample.weight;
          }
      }
  g_assert_cmpuint (n_passed, >, 0);
  g_assert_cmpuint (n_passed, <, ember_profile_get_n_samples (profile));
  g_assert_cmpuint (ember_table_set_count (set, EMBER_TIME_RANGE_ALL), ==, n_passed);
  heatmap = ember_heatmap_new (set, &grid, NULL);
  for (uint32_t i = 0; i < ember_heatmap_grid_get_n_cells (&grid); i++)
    g_assert_cmpuint (heatmap->counts[i], ==, counts[i]);
  whole = ember_flame_graph_new (set, EMBER_TIME_RANGE_ALL, NULL);
  graph = ember_flame_graph_new_near (whole, range, NULL);
  g_assert_cmpuint (ember_flame_graph_get_total (whole, EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT), ==, n_passed);
  g_assert_cmpuint (ember_flame_graph_get_total (graph, EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT), ==, n_in_range);
  g_assert_cmpuint (ember_flame_graph_get_total (graph, EMBER_MEASURE_WEIGHT, EMBER_STACK_ROOT), ==, weight_in_range);
}

static void
test_each_kind_of_condition_equals_a_recount (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (5, 3000, 4, 30);
  const EmberFilterCondition conditions[] = {
    make_condition (EMBER_FILTER_PROCESS, EMBER_MATCH_WHOLE, false, 3, NULL),
    make_condition (EMBER_FILTER_THREAD, EMBER_MATCH_WHOLE, true, 3, NULL),
    make_condition (EMBER_FILTER_COMM, EMBER_MATCH_WHOLE, false, 0, "app2"),
    make_condition (EMBER_FILTER_CPU, EMBER_MATCH_WHOLE, false, 2, NULL),
    make_condition (EMBER_FILTER_CPU, EMBER_MATCH_WHOLE, true, 0, NULL),
    make_condition (EMBER_FILTER_FRAME, EMBER_MATCH_WHOLE, false, 0, "f7"),
    make_condition (EMBER_FILTER_FRAME, EMBER_MATCH_WHOLE, true, 0, "f7"),
    make_condition (EMBER_FILTER_FRAME, EMBER_MATCH_PART, false, 0, "f2"),
    make_condition (EMBER_FILTER_MODULE, EMBER_MATCH_PART, false, 0, "kernel"),
    make_condition (EMBER_FILTER_MODULE, EMBER_MATCH_WHOLE, true, 0, "[kernel.kallsyms]"),
  };

  for (size_t i = 0; i < G_N_ELEMENTS (conditions); i++)
    check_conditions (profile, &conditions[i], 1);
}

static void
test_conditions_together_equal_a_recount (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (6, 4000, 3, 10);
  const EmberFilterCondition conditions[] = {
    make_condition (EMBER_FILTER_PROCESS, EMBER_MATCH_WHOLE, false, 3, NULL),
    make_condition (EMBER_FILTER_COMM, EMBER_MATCH_WHOLE, false, 0, "app1"),
    make_condition (EMBER_FILTER_CPU, EMBER_MATCH_WHOLE, false, 1, NULL),
    make_condition (EMBER_FILTER_CPU, EMBER_MATCH_WHOLE, false, 3, NULL),
    make_condition (EMBER_FILTER_THREAD, EMBER_MATCH_WHOLE, true, 11, NULL),
    make_condition (EMBER_FILTER_FRAME, EMBER_MATCH_WHOLE, false, 0, "f1"),
    make_condition (EMBER_FILTER_FRAME, EMBER_MATCH_WHOLE, true, 0, "f2"),
  };

  for (size_t n = 2; n <= G_N_ELEMENTS (conditions); n++)
    check_conditions (profile, conditions, n);
}

static void
test_what_is_excluded_has_the_last_word (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (7, 1000, 2, 10);
  const EmberFilterCondition conditions[] = {
    make_condition (EMBER_FILTER_CPU, EMBER_MATCH_WHOLE, true, 1, NULL),
    make_condition (EMBER_FILTER_CPU, EMBER_MATCH_WHOLE, false, 1, NULL),
    make_condition (EMBER_FILTER_CPU, EMBER_MATCH_WHOLE, false, 2, NULL),
  };

  check_conditions (profile, conditions, G_N_ELEMENTS (conditions));
}

static void
test_a_condition_switched_off_has_no_effect (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (8, 500, 2, 10);
  g_autoptr (EmberTableSet) all = ember_table_set_new (profile, NULL, 0, true);
  const EmberFilterCondition condition = make_condition (EMBER_FILTER_PROCESS, EMBER_MATCH_WHOLE, false, 1, NULL);
  g_autoptr (EmberFilter) on = filter_of (&condition, 1);
  g_autoptr (EmberFilter) off = ember_filter_with_enabled (on, 0, false);
  g_autoptr (EmberFilter) on_again = ember_filter_with (off, &condition);
  g_autoptr (EmberTableSet) set = ember_filter_apply (off, all, NULL, NULL);

  g_assert_false (ember_filter_is_active (off));
  g_assert_cmpuint (ember_table_set_count (set, EMBER_TIME_RANGE_ALL), ==, 500);
  g_assert_false (ember_filter_equal (on, off));
  g_assert_true (ember_filter_equal (on, on_again));
}

static void
test_removing_a_condition_keeps_the_others (void)
{
  const EmberFilterCondition conditions[] = {
    make_condition (EMBER_FILTER_COMM, EMBER_MATCH_WHOLE, false, 0, "a"),
    make_condition (EMBER_FILTER_COMM, EMBER_MATCH_WHOLE, false, 0, "b"),
    make_condition (EMBER_FILTER_COMM, EMBER_MATCH_WHOLE, false, 0, "c"),
  };
  g_autoptr (EmberFilter) filter = filter_of (conditions, 3);
  g_autoptr (EmberFilter) fewer = ember_filter_without (filter, 1);

  g_assert_cmpuint (ember_filter_get_n (fewer), ==, 2);
  g_assert_cmpstr (ember_filter_get (fewer, 0)->text, ==, "a");
  g_assert_cmpstr (ember_filter_get (fewer, 1)->text, ==, "c");
}

static void
test_a_bad_expression_says_why (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (9, 100, 2, 10);
  g_autoptr (EmberTableSet) all = ember_table_set_new (profile, NULL, 0, true);
  const EmberFilterCondition condition = make_condition (EMBER_FILTER_MODULE, EMBER_MATCH_REGEX, false, 0, "kernel(");
  g_autoptr (EmberFilter) filter = filter_of (&condition, 1);
  g_autoptr (GError) error = NULL;

  g_assert_null (ember_filter_apply (filter, all, NULL, &error));
  g_assert_error (error, G_REGEX_ERROR, G_REGEX_ERROR_UNMATCHED_PARENTHESIS);
}

static void
test_a_cancelled_filter_ends_with_an_error (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (9, 100, 2, 10);
  g_autoptr (EmberTableSet) all = ember_table_set_new (profile, NULL, 0, true);
  const EmberFilterCondition condition = make_condition (EMBER_FILTER_CPU, EMBER_MATCH_WHOLE, false, 1, NULL);
  g_autoptr (EmberFilter) filter = filter_of (&condition, 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (ember_filter_apply (filter, all, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filter/each-kind-of-condition-equals-a-recount", test_each_kind_of_condition_equals_a_recount);
  g_test_add_func ("/filter/conditions-together-equal-a-recount", test_conditions_together_equal_a_recount);
  g_test_add_func ("/filter/what-is-excluded-has-the-last-word", test_what_is_excluded_has_the_last_word);
  g_test_add_func ("/filter/a-condition-switched-off-has-no-effect", test_a_condition_switched_off_has_no_effect);
  g_test_add_func ("/filter/removing-a-condition-keeps-the-others", test_removing_a_condition_keeps_the_others);
  g_test_add_func ("/filter/a-bad-expression-says-why", test_a_bad_expression_says_why);
  g_test_add_func ("/filter/a-cancelled-filter-ends-with-an-error", test_a_cancelled_filter_ends_with_an_error);
  return g_test_run ();
}
