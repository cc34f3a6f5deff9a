/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/heatmap-geometry.h"

#include <math.h>

static EmberHeatmapGeometry
make (uint32_t n_columns,
      uint32_t n_rows,
      double width,
      double height,
      int scale)
{
  const EmberHeatmapGrid grid = { 0, EMBER_SECOND_NS, n_columns, n_rows, false };
  const EmberHeatmapFrame frame = { width + 60, height + 50, { 50.3, 30.7, width, height }, scale, false, false };
  EmberHeatmapGeometry geometry;

  ember_heatmap_geometry_init (&geometry, &grid, &frame);
  return geometry;
}

static void
check_cell (const EmberHeatmapGeometry *geometry,
            EmberCell cell)
{
  const cairo_rectangle_t r = ember_heatmap_geometry_get_cell (geometry, cell);
  const double inset = 0.01 / geometry->scale;
  const double xs[] = { r.x + inset, r.x + r.width / 2, r.x + r.width - inset };
  const double ys[] = { r.y + inset, r.y + r.height / 2, r.y + r.height - inset };

  for (int i = 0; i < 9; i++)
    {
      EmberCell found;

      g_assert_true (ember_heatmap_geometry_find (geometry, xs[i % 3], ys[i / 3], &found));
      g_assert_cmpuint (found.column, ==, cell.column);
      g_assert_cmpuint (found.row, ==, cell.row);
    }
}

static void
test_to_pixels_and_back_gives_the_same_cell (void)
{
  static const uint32_t columns[] = { 1, 2, 7, 60, 333, 601, 900 };
  static const uint32_t rows[] = { 1, 10, 49, 50, 100, 250 };

  for (size_t i = 0; i < G_N_ELEMENTS (columns); i++)
    for (size_t j = 0; j < G_N_ELEMENTS (rows); j++)
      for (int scale = 1; scale <= 3; scale++)
        {
          const EmberHeatmapGeometry geometry = make (columns[i], rows[j], 901.4, 333.3, scale);

          for (uint32_t column = 0; column < columns[i]; column += 1 + columns[i] / 50)
            for (uint32_t row = 0; row < rows[j]; row++)
              check_cell (&geometry, (EmberCell){ column, row });
        }
}

static void
test_each_device_pixel_belongs_to_the_cell_that_covers_it (void)
{
  const EmberHeatmapGeometry geometry = make (77, 31, 500, 200, 2);
  const cairo_rectangle_t plot = ember_heatmap_geometry_get_plot (&geometry);

  for (double x = plot.x + 0.25; x < plot.x + plot.width; x += 0.5)
    for (double y = plot.y + 0.25; y < plot.y + plot.height; y += 0.5)
      {
        EmberCell cell;
        cairo_rectangle_t r;

        g_assert_true (ember_heatmap_geometry_find (&geometry, x, y, &cell));
        r = ember_heatmap_geometry_get_cell (&geometry, cell);
        g_assert_true (x >= r.x && x < r.x + r.width && y >= r.y && y < r.y + r.height);
      }
}

static void
test_outside_the_cells_is_no_cell (void)
{
  const EmberHeatmapGeometry geometry = make (20, 10, 400, 200, 1);
  const cairo_rectangle_t plot = ember_heatmap_geometry_get_plot (&geometry);
  EmberCell cell = { 5, 5 };

  g_assert_false (ember_heatmap_geometry_find (&geometry, plot.x - 0.1, plot.y + 5, &cell));
  g_assert_false (ember_heatmap_geometry_find (&geometry, plot.x + plot.width, plot.y + 5, &cell));
  g_assert_false (ember_heatmap_geometry_find (&geometry, plot.x + 5, plot.y - 0.1, &cell));
  g_assert_false (ember_heatmap_geometry_find (&geometry, plot.x + 5, plot.y + plot.height, &cell));
  g_assert_cmpuint (cell.column, ==, 5);
}

static void
test_points_outside_clamp_to_the_nearest_cell (void)
{
  const EmberHeatmapGeometry geometry = make (20, 10, 400, 200, 1);
  const EmberCell low = ember_heatmap_geometry_clamp (&geometry, -1e9, 1e9);
  const EmberCell high = ember_heatmap_geometry_clamp (&geometry, 1e9, -1e9);

  g_assert_cmpuint (low.column, ==, 0);
  g_assert_cmpuint (low.row, ==, 0);
  g_assert_cmpuint (high.column, ==, 19);
  g_assert_cmpuint (high.row, ==, 9);
}

static void
test_rows_are_equal_where_little_is_wasted (void)
{
  const EmberHeatmapGeometry geometry = make (20, 50, 400, 320, 1);

  for (uint32_t row = 0; row < 50; row++)
    g_assert_cmpfloat (ember_heatmap_geometry_get_cell (&geometry, (EmberCell){ 0, row }).height, ==, 6);
}

static void
test_cells_differ_by_one_device_pixel_at_most (void)
{
  for (int scale = 1; scale <= 2; scale++)
    {
      const EmberHeatmapGeometry geometry = make (301, 99, 800, 180, scale);

      for (uint32_t i = 0; i < 301; i++)
        {
          const cairo_rectangle_t r = ember_heatmap_geometry_get_cell (&geometry, (EmberCell){ i, i % 99 });
          const double ideal = 800.0 / 301 * scale;

          g_assert_cmpfloat (r.width * scale, >=, floor (ideal));
          g_assert_cmpfloat (r.width * scale, <=, ceil (ideal));
          g_assert_cmpfloat_with_epsilon (r.x * scale, round (r.x * scale), 1e-9);
          g_assert_cmpfloat_with_epsilon (r.y * scale, round (r.y * scale), 1e-9);
        }
    }
}

static void
test_few_columns_fill_the_width (void)
{
  for (uint32_t n = 1; n <= 60; n++)
    {
      const EmberHeatmapGeometry geometry = make (n, 10, 800, 200, 1);

      g_assert_cmpfloat (ember_heatmap_geometry_get_plot (&geometry).width, >=, 799);
    }
}

static void
test_columns_are_one_unit_at_least_and_scroll (void)
{
  EmberHeatmapGeometry geometry = make (86400, 50, 800, 200, 2);
  EmberCell cell;

  g_assert_cmpfloat (ember_heatmap_geometry_get_content_width (&geometry), ==, 86400);
  geometry.scroll = geometry.content_width - geometry.plot_width;
  cell = ember_heatmap_geometry_clamp (&geometry, 1e9, 100);
  g_assert_cmpuint (cell.column, ==, 86399);
  geometry.scroll = (int64_t) 4000 * geometry.scale;
  check_cell (&geometry, (EmberCell){ 4001, 7 });
  check_cell (&geometry, (EmberCell){ 4700, 49 });
}

static void
test_a_whole_picture_shows_each_column_on_some_pixel (void)
{
  const EmberHeatmapGrid grid = { 0, EMBER_SECOND_NS, 1234, 50, false };
  const EmberHeatmapFrame frame = { 500, 200, { 0, 0, 500, 200 }, 1, true, false };
  EmberHeatmapGeometry geometry;
  uint32_t expected = 0;

  ember_heatmap_geometry_init (&geometry, &grid, &frame);
  g_assert_cmpfloat (ember_heatmap_geometry_get_content_width (&geometry), ==, 500);
  for (int64_t pixel = 0; pixel < 500; pixel++)
    {
      uint32_t begin, end;

      ember_heatmap_geometry_get_columns_at (&geometry, pixel, &begin, &end);
      g_assert_cmpuint (begin, ==, expected);
      g_assert_cmpuint (end, >, begin);
      g_assert_cmpuint (ember_heatmap_geometry_clamp (&geometry, (double) pixel + 0.5, 5).column, ==, begin);
      expected = end;
    }
  g_assert_cmpuint (expected, ==, 1234);
}

static void
test_rows_below_a_pixel_share_lines (void)
{
  const EmberHeatmapGeometry geometry = make (10, 1000, 400, 300, 1);
  const int64_t n_lines = ember_heatmap_geometry_get_n_lines (&geometry);
  uint32_t expected = 0;

  g_assert_cmpint (n_lines, <, 1000);
  for (int64_t line = 0; line < n_lines; line++)
    {
      uint32_t begin, end;

      ember_heatmap_geometry_get_rows_at (&geometry, line, &begin, &end);
      g_assert_cmpuint (begin, ==, expected);
      g_assert_cmpuint (end, >, begin);
      expected = end;
    }
  g_assert_cmpuint (expected, ==, 1000);
}

static void
test_offsets_run_from_bottom_to_top (void)
{
  const EmberHeatmapGeometry geometry = make (10, 30, 400, 300, 1);
  double last = ember_heatmap_geometry_get_row_y (&geometry, 0) + 1;

  for (int64_t offset_ns = 0; offset_ns <= EMBER_SECOND_NS; offset_ns += 10000000)
    {
      const double y = ember_heatmap_geometry_get_offset_y (&geometry, offset_ns);

      g_assert_cmpfloat (y, <, last);
      last = y;
    }
  g_assert_cmpfloat (last, ==, ember_heatmap_geometry_get_row_y (&geometry, 30));
  for (uint32_t row = 0; row < 30; row++)
    {
      const int64_t begin_ns = ember_heatmap_grid_get_cell (&geometry.grid, (EmberCell){ 0, row }).begin_ns;

      g_assert_cmpfloat (ember_heatmap_geometry_get_offset_y (&geometry, begin_ns), ==, ember_heatmap_geometry_get_row_y (&geometry, row));
    }
}

static void
test_no_room_and_no_columns_are_survived (void)
{
  const EmberHeatmapGeometry tiny = make (60, 50, -20, -5, 1);
  const EmberHeatmapGeometry empty = make (0, 50, 400, 200, 1);
  uint32_t begin, end;
  EmberCell cell;

  g_assert_cmpuint (ember_heatmap_geometry_clamp (&tiny, 10, 10).column, ==, 0);
  g_assert_false (ember_heatmap_geometry_find (&empty, 100, 100, &cell));
  ember_heatmap_geometry_get_visible_columns (&empty, &begin, &end);
  g_assert_cmpuint (begin, ==, end);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/heatmap-geometry/to-pixels-and-back-gives-the-same-cell", test_to_pixels_and_back_gives_the_same_cell);
  g_test_add_func ("/heatmap-geometry/each-device-pixel-belongs-to-the-cell-that-covers-it", test_each_device_pixel_belongs_to_the_cell_that_covers_it);
  g_test_add_func ("/heatmap-geometry/outside-the-cells-is-no-cell", test_outside_the_cells_is_no_cell);
  g_test_add_func ("/heatmap-geometry/points-outside-clamp-to-the-nearest-cell", test_points_outside_clamp_to_the_nearest_cell);
  g_test_add_func ("/heatmap-geometry/rows-are-equal-where-little-is-wasted", test_rows_are_equal_where_little_is_wasted);
  g_test_add_func ("/heatmap-geometry/cells-differ-by-one-device-pixel-at-most", test_cells_differ_by_one_device_pixel_at_most);
  g_test_add_func ("/heatmap-geometry/few-columns-fill-the-width", test_few_columns_fill_the_width);
  g_test_add_func ("/heatmap-geometry/columns-are-one-unit-at-least-and-scroll", test_columns_are_one_unit_at_least_and_scroll);
  g_test_add_func ("/heatmap-geometry/a-whole-picture-shows-each-column-on-some-pixel", test_a_whole_picture_shows_each_column_on_some_pixel);
  g_test_add_func ("/heatmap-geometry/rows-below-a-pixel-share-lines", test_rows_below_a_pixel_share_lines);
  g_test_add_func ("/heatmap-geometry/offsets-run-from-bottom-to-top", test_offsets_run_from_bottom_to_top);
  g_test_add_func ("/heatmap-geometry/no-room-and-no-columns-are-survived", test_no_room_and_no_columns_are_survived);
  return g_test_run ();
}
