/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/heatmap-grid.h"

#include "support/small-profile.h"

/* Column lengths and rows that do not divide, and ones that do. */
static const int64_t column_lengths[] = { EMBER_SECOND_NS, 1300000000, 100000000, 7, 999999937, 60 * EMBER_SECOND_NS, EMBER_HEATMAP_MAX_COLUMN_NS };
static const uint32_t row_numbers[] = { 1, 3, 7, 20, 49, 50, 333, 1000 };

static void
check_tiling (const EmberHeatmapGrid *grid)
{
  const EmberTimeRange all = ember_heatmap_grid_get_range (grid);
  int64_t expected = all.begin_ns;

  for (uint32_t i = 0; i < ember_heatmap_grid_get_n_cells (grid); i++)
    {
      const EmberCell cell = { i / grid->n_rows, i % grid->n_rows };
      const EmberTimeRange range = ember_heatmap_grid_get_cell (grid, cell);

      g_assert_cmpint (range.begin_ns, ==, expected);
      g_assert_cmpint (range.end_ns, >=, range.begin_ns);
      g_assert_cmpint (range.begin_ns, ==, ember_heatmap_grid_get_border (grid, i));
      g_assert_cmpint (range.end_ns, ==, ember_heatmap_grid_get_border (grid, i + 1));
      expected = range.end_ns;
    }
  g_assert_cmpint (expected, ==, all.end_ns);
}

static void
check_find (const EmberHeatmapGrid *grid,
            int64_t time_ns)
{
  const EmberTimeRange all = ember_heatmap_grid_get_range (grid);
  EmberCell cell;
  EmberTimeRange range;

  if (time_ns < all.begin_ns || time_ns >= all.end_ns)
    {
      g_assert_false (ember_heatmap_grid_find (grid, time_ns, &cell));
      return;
    }
  g_assert_true (ember_heatmap_grid_find (grid, time_ns, &cell));
  range = ember_heatmap_grid_get_cell (grid, cell);
  g_assert_cmpint (range.begin_ns, <=, time_ns);
  g_assert_cmpint (time_ns, <, range.end_ns);
}

static void
test_cells_tile_time_without_gap_or_overlap (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (column_lengths); i++)
    for (size_t j = 0; j < G_N_ELEMENTS (row_numbers); j++)
      {
        const EmberHeatmapGrid grid = { 8122 * EMBER_SECOND_NS, column_lengths[i], 5, row_numbers[j], false };

        check_tiling (&grid);
      }
}

static void
test_each_border_belongs_to_the_cell_that_begins_there (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (column_lengths); i++)
    for (size_t j = 0; j < G_N_ELEMENTS (row_numbers); j++)
      {
        const EmberHeatmapGrid grid = { 17, column_lengths[i], 4, row_numbers[j], false };

        for (uint32_t index = 0; index <= ember_heatmap_grid_get_n_cells (&grid); index++)
          for (int64_t delta = -1; delta <= 1; delta++)
            check_find (&grid, ember_heatmap_grid_get_border (&grid, index) + delta);
      }
}

static void
test_cells_differ_by_one_nanosecond_at_most (void)
{
  const EmberHeatmapGrid grid = { 0, EMBER_SECOND_NS, 1, 333, false };

  for (uint32_t row = 0; row < 333; row++)
    {
      const EmberTimeRange range = ember_heatmap_grid_get_cell (&grid, (EmberCell){ 0, row });

      g_assert_cmpint (range.end_ns - range.begin_ns, >=, EMBER_SECOND_NS / 333);
      g_assert_cmpint (range.end_ns - range.begin_ns, <=, EMBER_SECOND_NS / 333 + 1);
    }
}

static void
test_the_last_nanosecond_stays_in_its_second (void)
{
  const EmberHeatmapGrid grid = { 0, EMBER_SECOND_NS, 2, 50, false };
  EmberCell cell;

  g_assert_true (ember_heatmap_grid_find (&grid, EMBER_SECOND_NS - 1, &cell));
  g_assert_cmpuint (cell.column, ==, 0);
  g_assert_cmpuint (cell.row, ==, 49);
  g_assert_true (ember_heatmap_grid_find (&grid, EMBER_SECOND_NS, &cell));
  g_assert_cmpuint (cell.column, ==, 1);
  g_assert_cmpuint (cell.row, ==, 0);
}

static void
test_a_grid_may_begin_anywhere (void)
{
  static const int64_t origins[] = { -5 * EMBER_SECOND_NS - 3, -1, 0, 1, 123456789123456789, EMBER_TIME_MAX_NS };

  for (size_t i = 0; i < G_N_ELEMENTS (origins); i++)
    {
      const EmberHeatmapGrid grid = { origins[i], EMBER_SECOND_NS, 3, 7, false };

      check_tiling (&grid);
      for (int64_t offset = -1; offset < 3 * EMBER_SECOND_NS + 2; offset += 99999989)
        check_find (&grid, origins[i] + offset);
    }
}

static void
test_times_outside_clamp_to_the_first_and_last_cell (void)
{
  const EmberHeatmapGrid grid = { 100, 1000, 3, 10, false };

  g_assert_cmpuint (ember_heatmap_grid_get_index (&grid, ember_heatmap_grid_clamp (&grid, INT64_MIN)), ==, 0);
  g_assert_cmpuint (ember_heatmap_grid_get_index (&grid, ember_heatmap_grid_clamp (&grid, 100 + 1500)), ==, 15);
  g_assert_cmpuint (ember_heatmap_grid_get_index (&grid, ember_heatmap_grid_clamp (&grid, INT64_MAX)), ==, 29);
}

static EmberProfile *
profile_of (const int64_t *times,
            size_t n)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  for (size_t i = 0; i < n; i++)
    small_profile_add (builder, times[i], "a", 1, "cycles", "main", 1);
  return ember_profile_builder_freeze (builder);
}

static void
test_a_new_grid_holds_the_whole_recording (void)
{
  static const int64_t times[] = { 8122 * EMBER_SECOND_NS + 300, 8124 * EMBER_SECOND_NS };
  g_autoptr (EmberProfile) profile = profile_of (times, G_N_ELEMENTS (times));
  const EmberHeatmapGrid grid = ember_heatmap_grid_new (profile, EMBER_SECOND_NS, 50);

  g_assert_cmpint (grid.origin_ns, ==, 8122 * EMBER_SECOND_NS);
  g_assert_cmpuint (grid.n_columns, ==, 3);
  g_assert_cmpuint (grid.n_rows, ==, 50);
  g_assert_false (grid.is_cut);
}

static void
test_a_grid_of_nothing_has_no_columns (void)
{
  static const int64_t no_time[] = { EMBER_TIME_NONE };
  g_autoptr (EmberProfile) empty = profile_of (NULL, 0);
  g_autoptr (EmberProfile) timeless = profile_of (no_time, 1);

  g_assert_cmpuint (ember_heatmap_grid_new (empty, EMBER_SECOND_NS, 50).n_columns, ==, 0);
  g_assert_cmpuint (ember_heatmap_grid_new (timeless, EMBER_SECOND_NS, 50).n_columns, ==, 0);
}

static void
test_hostile_times_are_cut_at_the_bound (void)
{
  static const int64_t times[] = { 0, EMBER_TIME_MAX_NS };
  g_autoptr (EmberProfile) profile = profile_of (times, G_N_ELEMENTS (times));
  const EmberHeatmapGrid grid = ember_heatmap_grid_new (profile, 1, 1000);

  g_assert_true (grid.is_cut);
  g_assert_cmpuint (ember_heatmap_grid_get_n_cells (&grid), <=, EMBER_HEATMAP_MAX_CELLS);
  g_assert_cmpuint (grid.n_columns, >, 0);
}

static void
test_senseless_wishes_are_brought_into_bounds (void)
{
  static const int64_t times[] = { 1, EMBER_SECOND_NS };
  g_autoptr (EmberProfile) profile = profile_of (times, G_N_ELEMENTS (times));

  g_assert_cmpuint (ember_heatmap_grid_new (profile, EMBER_SECOND_NS, 0).n_rows, ==, 1);
  g_assert_cmpuint (ember_heatmap_grid_new (profile, EMBER_SECOND_NS, UINT32_MAX).n_rows, ==, EMBER_HEATMAP_MAX_ROWS);
  g_assert_cmpint (ember_heatmap_grid_new (profile, -5, 50).column_ns, ==, 1);
  g_assert_cmpuint (ember_heatmap_grid_new (profile, INT64_MAX, 50).n_columns, ==, 1);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/heatmap-grid/cells-tile-time-without-gap-or-overlap", test_cells_tile_time_without_gap_or_overlap);
  g_test_add_func ("/heatmap-grid/each-border-belongs-to-the-cell-that-begins-there", test_each_border_belongs_to_the_cell_that_begins_there);
  g_test_add_func ("/heatmap-grid/cells-differ-by-one-nanosecond-at-most", test_cells_differ_by_one_nanosecond_at_most);
  g_test_add_func ("/heatmap-grid/the-last-nanosecond-stays-in-its-second", test_the_last_nanosecond_stays_in_its_second);
  g_test_add_func ("/heatmap-grid/a-grid-may-begin-anywhere", test_a_grid_may_begin_anywhere);
  g_test_add_func ("/heatmap-grid/times-outside-clamp-to-the-first-and-last-cell", test_times_outside_clamp_to_the_first_and_last_cell);
  g_test_add_func ("/heatmap-grid/a-new-grid-holds-the-whole-recording", test_a_new_grid_holds_the_whole_recording);
  g_test_add_func ("/heatmap-grid/a-grid-of-nothing-has-no-columns", test_a_grid_of_nothing_has_no_columns);
  g_test_add_func ("/heatmap-grid/hostile-times-are-cut-at-the-bound", test_hostile_times_are_cut_at_the_bound);
  g_test_add_func ("/heatmap-grid/senseless-wishes-are-brought-into-bounds", test_senseless_wishes_are_brought_into_bounds);
  return g_test_run ();
}
