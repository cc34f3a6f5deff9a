/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/heatmap-seen.h"

#define ORIGIN (8122 * EMBER_SECOND_NS)

static const EmberHeatmapGrid grid = { .origin_ns = ORIGIN, .column_ns = 1300000000, .n_columns = 60, .n_rows = 50 };

static EmberHeatmapGeometry
make (const EmberHeatmapZoom *zoom,
      double width)
{
  const EmberHeatmapFrame frame = { .width = width, .height = 300, .room = { 0, 0, width, 300 }, .scale = 1, .fills_height = zoom->height > 0 };
  EmberHeatmapGeometry geometry;

  ember_heatmap_geometry_init (&geometry, &grid, &frame);
  ember_heatmap_zoom_apply (zoom, &geometry);
  return geometry;
}

static EmberHeatmapSeen
see (const EmberHeatmapZoom *zoom,
     double width)
{
  const EmberHeatmapGeometry geometry = make (zoom, width);

  return ember_heatmap_seen_new (zoom, &geometry);
}

static void
test_of_a_whole_map_there_is_nothing_to_say (void)
{
  const EmberHeatmapSeen seen = see (&(EmberHeatmapZoom){ 0 }, 600);
  const EmberHeatmapSeen nothing = { 0 };

  g_assert_false (ember_heatmap_seen_is_part (&seen));
  g_assert_cmpmem (&seen.zoom, sizeof seen.zoom, &nothing.zoom, sizeof nothing.zoom);
  g_assert_true (ember_time_range_is_empty (seen.range));
  g_assert_false (ember_band_is_active (&seen.band));
  g_assert_cmpfloat (ember_heatmap_seen_get_n_rows (&seen, &grid), ==, 50);
}

static void
test_columns_count_that_are_seen_in_part (void)
{
  /* From the middle of column 10 to the middle of column 20. */
  const EmberHeatmapSeen seen = see (&(EmberHeatmapZoom){ .begin_ns = 10.5 * 1300000000, .length_ns = 10.0 * 1300000000 }, 600);

  g_assert_true (ember_heatmap_seen_is_part (&seen));
  g_assert_cmpuint (seen.columns[0], ==, 10);
  g_assert_cmpuint (seen.columns[1], ==, 21);
  g_assert_cmpint (seen.range.begin_ns, ==, ORIGIN + 10 * INT64_C (1300000000));
  g_assert_cmpint (seen.range.end_ns, ==, ORIGIN + 21 * INT64_C (1300000000));
  g_assert_false (ember_band_is_active (&seen.band));
  g_assert_cmpfloat (seen.zoom.height, ==, 0);
}

static void
test_rows_are_a_band_of_all_columns (void)
{
  const EmberHeatmapSeen seen = see (&(EmberHeatmapZoom){ .low = 0.2, .height = 0.1 }, 600);

  g_assert_true (ember_time_range_is_empty (seen.range));
  g_assert_cmpuint (seen.rows[0], ==, 10);
  g_assert_cmpuint (seen.rows[1], ==, 15);
  g_assert_cmpint (seen.band.origin_ns, ==, ORIGIN);
  g_assert_cmpint (seen.band.column_ns, ==, 1300000000);
  g_assert_cmpint (seen.band.begin_ns, ==, 260000000);
  g_assert_cmpint (seen.band.end_ns, ==, 390000000);
  g_assert_cmpfloat_with_epsilon (ember_heatmap_seen_get_n_rows (&seen, &grid), 5, 1e-9);
}

/* A map that scrolls shows less than all of it, though nobody zoomed. */
static void
test_a_map_that_scrolls_is_a_part (void)
{
  const EmberHeatmapSeen seen = see (&(EmberHeatmapZoom){ .begin_ns = 5.0 * 1300000000 }, 40);

  g_assert_true (ember_heatmap_seen_is_part (&seen));
  g_assert_cmpuint (seen.columns[0], ==, 5);
  g_assert_cmpuint (seen.columns[1], ==, 45);
}

static void
test_a_picture_of_another_size_shows_the_same (void)
{
  static const EmberHeatmapZoom zooms[] = {
    { .begin_ns = 10.5 * 1300000000, .length_ns = 10.0 * 1300000000 },
    { .low = 0.21, .height = 0.1 },
    { .begin_ns = 1e9, .length_ns = 3e9, .low = 0.5, .height = 0.5 },
    { .begin_ns = 5.0 * 1300000000 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      const EmberHeatmapSeen seen = see (&zooms[i], i == 3 ? 40 : 600);
      const EmberHeatmapSeen again = see (&seen.zoom, 1600);

      g_assert_cmpmem (again.columns, sizeof again.columns, seen.columns, sizeof seen.columns);
      g_assert_cmpmem (again.rows, sizeof again.rows, seen.rows, sizeof seen.rows);
    }
}

static void
test_samples_are_those_of_the_cells_that_are_seen (void)
{
  uint32_t *counts = g_new0 (uint32_t, ember_heatmap_grid_get_n_cells (&grid));
  const EmberHeatmapSeen all = { 0 };
  const EmberHeatmapSeen seen = see (&(EmberHeatmapZoom){ .begin_ns = 10.5 * 1300000000, .length_ns = 10.0 * 1300000000, .low = 0.2, .height = 0.1 }, 600);
  g_autoptr (EmberHeatmap) heatmap = NULL;
  uint64_t sum = 0;
  uint64_t sum_of_all = 0;

  for (uint32_t i = 0; i < ember_heatmap_grid_get_n_cells (&grid); i++)
    {
      counts[i] = i * 7 % 11;
      sum_of_all += counts[i];
      sum += i / 50 >= 10 && i / 50 < 21 && i % 50 >= 10 && i % 50 < 15 ? counts[i] : 0;
    }
  heatmap = ember_heatmap_new_from_counts (&grid, counts, ember_heatmap_grid_get_range (&grid));
  g_assert_cmpuint (ember_heatmap_seen_sum (&seen, heatmap), ==, sum);
  g_assert_cmpuint (ember_heatmap_seen_sum (&all, heatmap), ==, sum_of_all);
}

static void
test_a_map_without_columns_is_whole (void)
{
  const EmberHeatmapGrid empty = { .column_ns = EMBER_SECOND_NS, .n_rows = 50 };
  const EmberHeatmapFrame frame = { .width = 100, .height = 100, .room = { 0, 0, 100, 100 }, .scale = 1 };
  const EmberHeatmapZoom zoom = { .begin_ns = 5e9, .length_ns = 1e9 };
  EmberHeatmapGeometry geometry;
  EmberHeatmapSeen seen;

  ember_heatmap_geometry_init (&geometry, &empty, &frame);
  ember_heatmap_zoom_apply (&zoom, &geometry);
  seen = ember_heatmap_seen_new (&zoom, &geometry);
  g_assert_false (ember_heatmap_seen_is_part (&seen));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/heatmap-seen/of-a-whole-map-there-is-nothing-to-say", test_of_a_whole_map_there_is_nothing_to_say);
  g_test_add_func ("/heatmap-seen/columns-count-that-are-seen-in-part", test_columns_count_that_are_seen_in_part);
  g_test_add_func ("/heatmap-seen/rows-are-a-band-of-all-columns", test_rows_are_a_band_of_all_columns);
  g_test_add_func ("/heatmap-seen/a-map-that-scrolls-is-a-part", test_a_map_that_scrolls_is_a_part);
  g_test_add_func ("/heatmap-seen/a-picture-of-another-size-shows-the-same", test_a_picture_of_another_size_shows_the_same);
  g_test_add_func ("/heatmap-seen/samples-are-those-of-the-cells-that-are-seen", test_samples_are_those_of_the_cells_that_are_seen);
  g_test_add_func ("/heatmap-seen/a-map-without-columns-is-whole", test_a_map_without_columns_is_whole);
  return g_test_run ();
}
