/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/heatmap-range.h"

#include "support/small-profile.h"

#define N_ROWS 7

static EmberHeatmap *
heatmap_of (EmberProfile *profile,
            EmberTimeRange range)
{
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);

  return ember_heatmap_new_of_range (set, range, EMBER_SECOND_NS, N_ROWS, NULL);
}

static uint64_t
sum (const EmberHeatmap *heatmap)
{
  uint64_t n = 0;

  for (uint32_t i = 0; i < ember_heatmap_grid_get_n_cells (&heatmap->grid); i++)
    n += heatmap->counts[i];
  return n;
}

static void
test_the_whole_range_is_the_whole_map (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (5, 3000, 6, 9);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  const EmberHeatmapGrid grid = ember_heatmap_grid_new (profile, EMBER_SECOND_NS, N_ROWS);
  g_autoptr (EmberHeatmap) whole = ember_heatmap_new (set, &grid, NULL);
  g_autoptr (EmberHeatmap) heatmap = heatmap_of (profile, EMBER_TIME_RANGE_ALL);

  g_assert_true (ember_heatmap_grid_equal (&heatmap->grid, &grid));
  g_assert_cmpmem (heatmap->counts, grid.n_columns * N_ROWS * sizeof (uint32_t), whole->counts, grid.n_columns * N_ROWS * sizeof (uint32_t));
  g_assert_cmpuint (heatmap->max_count, ==, whole->max_count);
  g_assert_true (ember_time_range_equal (heatmap->covered, whole->covered));
}

static void
test_only_samples_of_the_range_are_counted (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (6, 3000, 6, 9);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);
  const int64_t origin_ns = ember_profile_get_origin (profile);

  for (int i = 0; i < 200; i++)
    {
      const int64_t begin_ns = origin_ns + (int64_t) (g_rand_double (rand) * 5.5e9);
      const EmberTimeRange range = { begin_ns, begin_ns + (int64_t) (g_rand_double (rand) * 3e9) };
      g_autoptr (EmberHeatmap) heatmap = heatmap_of (profile, range);

      g_assert_cmpuint (sum (heatmap), ==, ember_table_set_count (set, range));
      if (heatmap->grid.n_columns == 0)
        continue;
      g_assert_cmpint ((heatmap->grid.origin_ns - origin_ns) % EMBER_SECOND_NS, ==, 0);
      g_assert_cmpint (heatmap->grid.origin_ns, <=, range.begin_ns);
      g_assert_cmpint (heatmap->grid.origin_ns + EMBER_SECOND_NS, >, range.begin_ns);
      g_assert_cmpint (heatmap->covered.begin_ns, >=, range.begin_ns);
      g_assert_cmpint (heatmap->covered.end_ns, <=, range.end_ns);
    }
}

static void
test_a_range_that_ends_on_a_second_has_no_column_beyond_it (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (7, 3000, 6, 9);
  const int64_t origin_ns = ember_profile_get_origin (profile);
  g_autoptr (EmberHeatmap) heatmap = heatmap_of (profile, (EmberTimeRange){ origin_ns + EMBER_SECOND_NS, origin_ns + 3 * EMBER_SECOND_NS });

  g_assert_cmpint (heatmap->grid.origin_ns, ==, origin_ns + EMBER_SECOND_NS);
  g_assert_cmpint (heatmap->grid.first_column, ==, 1);
  g_assert_cmpuint (heatmap->grid.n_columns, ==, 2);
}

static void
test_an_empty_range_has_no_columns (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (7, 100, 6, 9);
  g_autoptr (EmberHeatmap) heatmap = heatmap_of (profile, (EmberTimeRange){ 5, 5 });

  g_assert_cmpuint (heatmap->grid.n_columns, ==, 0);
  g_assert_cmpuint (heatmap->max_count, ==, 0);
}

/* The end of a recording that is too long for one map can still be looked at. */
static void
test_a_range_far_from_the_origin_is_reached (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberHeatmap) heatmap = NULL;
  const int64_t far_ns = INT64_C (4000000000) * EMBER_SECOND_NS + 5;

  small_profile_add (builder, 5, "a", 1, "x", "main", 1);
  small_profile_add (builder, far_ns, "a", 1, "x", "main", 1);
  profile = ember_profile_builder_freeze (builder);
  heatmap = heatmap_of (profile, (EmberTimeRange){ far_ns - EMBER_SECOND_NS, INT64_MAX });
  g_assert_cmpuint (heatmap->grid.n_columns, ==, 2);
  g_assert_cmpuint (sum (heatmap), ==, 1);
  g_assert_false (heatmap->grid.is_cut);
  g_assert_true (ember_heatmap_grid_new_of_range (profile, EMBER_TIME_RANGE_ALL, EMBER_SECOND_NS, N_ROWS).is_cut);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/heatmap-range/the-whole-range-is-the-whole-map", test_the_whole_range_is_the_whole_map);
  g_test_add_func ("/heatmap-range/only-samples-of-the-range-are-counted", test_only_samples_of_the_range_are_counted);
  g_test_add_func ("/heatmap-range/a-range-that-ends-on-a-second-has-no-column-beyond-it", test_a_range_that_ends_on_a_second_has_no_column_beyond_it);
  g_test_add_func ("/heatmap-range/an-empty-range-has-no-columns", test_an_empty_range_has_no_columns);
  g_test_add_func ("/heatmap-range/a-range-far-from-the-origin-is-reached", test_a_range_far_from_the_origin_is_reached);
  return g_test_run ();
}
