/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/heatmap-matches.h"

#include "analysis/filter.h"
#include "analysis/mark.h"
#include "support/small-profile.h"

/* Sample by sample: its cell, whether it passes, and whether its stack holds a frame of the name. */
static uint32_t *
recount (const EmberTableSet *set,
         const EmberHeatmapGrid *grid,
         const char *name)
{
  const EmberStacks *stacks = ember_profile_get_stacks (set->profile);
  uint32_t *counts = g_new0 (uint32_t, ember_heatmap_grid_get_n_cells (grid));

  for (uint32_t t = 0; t < set->n_tables; t++)
    for (size_t row = 0; row < ember_sample_table_get_n (set->tables[t]); row++)
      {
        const EmberSample sample = ember_sample_table_get (set->tables[t], row);
        const EmberBitmap *mask = ember_table_set_get_mask (set, t);
        bool is_found = false;
        EmberCell cell;

        for (EmberStackId id = sample.stack; id != EMBER_STACK_ROOT; id = ember_stacks_get_parent (stacks, id))
          is_found |= g_str_equal (ember_profile_get_frame_name (set->profile, ember_stacks_get_frame (stacks, id)), name);
        if (is_found && (mask == NULL || ember_bitmap_get (mask, row)) && ember_heatmap_grid_find (grid, sample.time_ns, &cell))
          counts[ember_heatmap_grid_get_index (grid, cell)]++;
      }
  return counts;
}

static void
check (const EmberTableSet *set,
       const EmberHeatmapGrid *grid,
       const char *name)
{
  g_autofree char *expression = g_strdup_printf ("^%s$", name);
  g_autoptr (EmberMark) mark = ember_mark_new_search (expression, true);
  g_autoptr (EmberStackMask) stacks = ember_mark_find_stacks (mark, set->profile, NULL, NULL);
  g_autoptr (EmberHeatmap) matches = ember_heatmap_new_of_stacks (set, grid, EMBER_TIME_RANGE_ALL, stacks, NULL);
  g_autoptr (EmberHeatmap) all = ember_heatmap_new (set, grid, NULL);
  g_autofree uint32_t *counts = recount (set, grid, name);
  uint32_t most = 0;

  for (uint32_t i = 0; i < ember_heatmap_grid_get_n_cells (grid); i++)
    {
      g_assert_cmpuint (matches->counts[i], ==, counts[i]);
      g_assert_cmpuint (matches->counts[i], <=, all->counts[i]);
      most = MAX (most, counts[i]);
    }
  g_assert_cmpuint (matches->max_count, ==, most);
  g_assert_cmpuint (matches->n_gaps, ==, all->n_gaps);
  g_assert_true (ember_time_range_equal (matches->covered, all->covered));
}

/* Names with few and with many places in the tree. */
static void
check_names (const EmberTableSet *set,
             const EmberHeatmapGrid *grid)
{
  const EmberProfile *profile = set->profile;

  for (EmberFrameId i = 1; i < ember_frames_get_n (ember_profile_get_frames (profile)); i += 5)
    {
      g_autofree char *name = g_regex_escape_string (ember_profile_get_frame_name (profile, i), -1);

      if (g_str_equal (name, ember_profile_get_frame_name (profile, i)))
        check (set, grid, name);
    }
}

static void
test_counts_of_random_profiles_equal_a_recount (void)
{
  for (uint32_t seed = 1; seed <= 6; seed++)
    {
      g_autoptr (EmberProfile) profile = small_profile_new_random (seed, seed * 700, 5, 4 + 8 * seed);
      g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, seed % 2 == 0);
      const EmberHeatmapGrid grid = ember_heatmap_grid_new (profile, EMBER_SECOND_NS / seed, 1 + 9 * seed);

      check_names (set, &grid);
    }
}

static void
test_a_filter_counts_what_passes (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (9, 4000, 5, 20);
  g_autoptr (EmberTableSet) all = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberFilter) none = ember_filter_new ();
  const EmberFilterCondition condition = { .kind = EMBER_FILTER_CPU, .is_enabled = true, .number = 1 };
  g_autoptr (EmberFilter) filter = ember_filter_with (none, &condition);
  g_autoptr (EmberTableSet) set = ember_filter_apply (filter, all, NULL, NULL);
  const EmberHeatmapGrid grid = ember_heatmap_grid_new (profile, EMBER_SECOND_NS, 10);

  g_assert_cmpuint (ember_table_set_count (set, EMBER_TIME_RANGE_ALL), <, ember_table_set_count (all, EMBER_TIME_RANGE_ALL));
  g_assert_cmpuint (ember_table_set_count (set, EMBER_TIME_RANGE_ALL), >, 0);
  check_names (set, &grid);
}

static void
test_a_cancelled_request_has_no_result (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (9, 400, 5, 20);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  const EmberHeatmapGrid grid = ember_heatmap_grid_new (profile, EMBER_SECOND_NS, 10);
  g_autoptr (EmberMark) mark = ember_mark_new_search ("a", false);
  g_autoptr (EmberStackMask) stacks = ember_mark_find_stacks (mark, profile, NULL, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_assert_null (ember_heatmap_new_of_stacks (set, &grid, EMBER_TIME_RANGE_ALL, stacks, cancellable));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/heatmap-matches/counts-of-random-profiles-equal-a-recount", test_counts_of_random_profiles_equal_a_recount);
  g_test_add_func ("/heatmap-matches/a-filter-counts-what-passes", test_a_filter_counts_what_passes);
  g_test_add_func ("/heatmap-matches/a-cancelled-request-has-no-result", test_a_cancelled_request_has_no_result);
  return g_test_run ();
}
