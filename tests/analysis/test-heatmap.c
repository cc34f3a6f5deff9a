/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/heatmap.h"

#include "support/small-profile.h"

static uint64_t
sum_counts (const EmberHeatmap *heatmap)
{
  uint64_t sum = 0;

  for (uint32_t i = 0; i < ember_heatmap_grid_get_n_cells (&heatmap->grid); i++)
    sum += heatmap->counts[i];
  return sum;
}

static void
check_against_recount (const EmberTableSet *set,
                       const EmberHeatmap *heatmap)
{
  uint32_t max_count = 0;

  for (uint32_t i = 0; i < ember_heatmap_grid_get_n_cells (&heatmap->grid); i++)
    {
      const EmberCell cell = { i / heatmap->grid.n_rows, i % heatmap->grid.n_rows };

      g_assert_cmpuint (ember_heatmap_get_count (heatmap, cell), ==, ember_table_set_count (set, ember_heatmap_grid_get_cell (&heatmap->grid, cell)));
      max_count = MAX (max_count, heatmap->counts[i]);
    }
  g_assert_cmpuint (heatmap->max_count, ==, max_count);
}

static void
test_counts_of_random_profiles_equal_a_recount (void)
{
  static const int64_t columns[] = { EMBER_SECOND_NS, 130000000, 10 * EMBER_SECOND_NS };
  static const uint32_t rows[] = { 1, 7, 50, 333 };

  for (uint32_t seed = 1; seed <= 6; seed++)
    {
      g_autoptr (EmberProfile) profile = small_profile_new_random (seed, seed * 1500, 9, 20);
      g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, seed % 2 == 0);
      const EmberHeatmapGrid grid = ember_heatmap_grid_new (profile, columns[seed % 3], rows[seed % 4]);
      g_autoptr (EmberHeatmap) heatmap = ember_heatmap_new (set, &grid, NULL);

      check_against_recount (set, heatmap);
      g_assert_cmpuint (sum_counts (heatmap), ==, ember_table_set_count (set, EMBER_TIME_RANGE_ALL));
    }
}

static void
test_a_grid_inside_the_recording_leaves_the_rest_out (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (7, 5000, 9, 20);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  const EmberHeatmapGrid grid = { ember_profile_get_origin (profile) + 2345678901, 700000001, 4, 11, false };
  g_autoptr (EmberHeatmap) heatmap = ember_heatmap_new (set, &grid, NULL);

  check_against_recount (set, heatmap);
  g_assert_cmpuint (sum_counts (heatmap), ==, ember_table_set_count (set, ember_heatmap_grid_get_range (&grid)));
}

static EmberProfile *
new_profile_with_gap (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  small_profile_add (builder, 5 * EMBER_SECOND_NS + 500000000, "a", 1, "cycles", "main", 1);
  small_profile_add (builder, 8 * EMBER_SECOND_NS + 500000000, "a", 1, "cycles", "main", 1);
  ember_profile_builder_add_gap (builder, (EmberTimeRange){ 6 * EMBER_SECOND_NS + 100000000, 6 * EMBER_SECOND_NS + 250000000 });
  return ember_profile_builder_freeze (builder);
}

static void
test_outside_the_recording_and_in_gaps_there_is_no_data (void)
{
  g_autoptr (EmberProfile) profile = new_profile_with_gap ();
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  const EmberHeatmapGrid grid = ember_heatmap_grid_new (profile, EMBER_SECOND_NS, 10);
  g_autoptr (EmberHeatmap) heatmap = ember_heatmap_new (set, &grid, NULL);

  g_assert_false (ember_heatmap_has_data (heatmap, (EmberCell){ 0, 4 }));
  g_assert_true (ember_heatmap_has_data (heatmap, (EmberCell){ 0, 5 }));
  g_assert_true (ember_heatmap_has_data (heatmap, (EmberCell){ 0, 6 }));
  g_assert_true (ember_heatmap_has_data (heatmap, (EmberCell){ 1, 0 }));
  g_assert_false (ember_heatmap_has_data (heatmap, (EmberCell){ 1, 1 }));
  g_assert_false (ember_heatmap_has_data (heatmap, (EmberCell){ 1, 2 }));
  g_assert_true (ember_heatmap_has_data (heatmap, (EmberCell){ 1, 3 }));
  g_assert_true (ember_heatmap_has_data (heatmap, (EmberCell){ 3, 5 }));
  g_assert_false (ember_heatmap_has_data (heatmap, (EmberCell){ 3, 6 }));
}

static void
test_a_cancelled_map_is_none (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (3, 100, 2, 5);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  const EmberHeatmapGrid grid = ember_heatmap_grid_new (profile, EMBER_SECOND_NS, 50);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_assert_null (ember_heatmap_new (set, &grid, cancellable));
}

static void
test_a_map_of_nothing_has_no_cells (void)
{
  g_autoptr (EmberProfile) profile = ember_profile_builder_freeze (ember_profile_builder_new ());
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  const EmberHeatmapGrid grid = ember_heatmap_grid_new (profile, EMBER_SECOND_NS, 50);
  g_autoptr (EmberHeatmap) heatmap = ember_heatmap_new (set, &grid, NULL);

  g_assert_cmpuint (heatmap->grid.n_columns, ==, 0);
  g_assert_cmpuint (heatmap->max_count, ==, 0);
}

static void
test_hostile_times_make_a_map_that_is_cut (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberTableSet) set = NULL;
  g_autoptr (EmberHeatmap) heatmap = NULL;
  EmberHeatmapGrid grid;

  small_profile_add (builder, 0, "a", 1, "cycles", "main", 1);
  small_profile_add (builder, EMBER_TIME_MAX_NS, "a", 1, "cycles", "main", 1);
  profile = ember_profile_builder_freeze (builder);
  set = ember_table_set_new (profile, NULL, 0, true);
  grid = ember_heatmap_grid_new (profile, EMBER_SECOND_NS, 50);
  heatmap = ember_heatmap_new (set, &grid, NULL);

  g_assert_true (heatmap->grid.is_cut);
  g_assert_cmpuint (heatmap->counts[0], ==, 1);
  g_assert_cmpuint (heatmap->max_count, ==, 1);
}

static void
test_counts_made_elsewhere_are_taken_over (void)
{
  const EmberHeatmapGrid grid = { 0, EMBER_SECOND_NS, 2, 2, false };
  uint32_t *counts = g_new0 (uint32_t, 4);
  g_autoptr (EmberHeatmap) heatmap = NULL;
  EmberHeatmap *other;

  counts[2] = 9;
  heatmap = ember_heatmap_new_from_counts (&grid, counts, (EmberTimeRange){ 0, 2 * EMBER_SECOND_NS });
  other = ember_heatmap_ref (heatmap);
  g_assert_cmpuint (other->max_count, ==, 9);
  g_assert_cmpuint (ember_heatmap_get_count (other, (EmberCell){ 1, 0 }), ==, 9);
  ember_heatmap_unref (other);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/heatmap/counts-of-random-profiles-equal-a-recount", test_counts_of_random_profiles_equal_a_recount);
  g_test_add_func ("/heatmap/a-grid-inside-the-recording-leaves-the-rest-out", test_a_grid_inside_the_recording_leaves_the_rest_out);
  g_test_add_func ("/heatmap/outside-the-recording-and-in-gaps-there-is-no-data", test_outside_the_recording_and_in_gaps_there_is_no_data);
  g_test_add_func ("/heatmap/a-cancelled-map-is-none", test_a_cancelled_map_is_none);
  g_test_add_func ("/heatmap/a-map-of-nothing-has-no-cells", test_a_map_of_nothing_has_no_cells);
  g_test_add_func ("/heatmap/hostile-times-make-a-map-that-is-cut", test_hostile_times_make_a_map_that_is_cut);
  g_test_add_func ("/heatmap/counts-made-elsewhere-are-taken-over", test_counts_made_elsewhere_are_taken_over);
  return g_test_run ();
}
