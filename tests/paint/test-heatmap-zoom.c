/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/heatmap-zoom.h"

#include <math.h>
#include <string.h>

#include "paint/heatmap-painter.h"
#include "support/pixels.h"

#define ORIGIN (8122 * EMBER_SECOND_NS)

static const EmberHeatmapFrame frames[] = {
  { 460, 260, { 50.3, 30.7, 401.4, 203.3 }, 1, false, false },
  { 460, 260, { 50.3, 30.7, 401.4, 203.3 }, 2, false, false },
  { 460, 260, { 10, 30, 400, 200 }, 1, false, true },
};

/* Lengths of columns that divide well and badly, and from few columns to more than pixels. */
static const EmberHeatmapGrid grids[] = {
  { ORIGIN, EMBER_SECOND_NS, 60, 50, false },
  { ORIGIN, 16667000, 333, 20, false },
  { ORIGIN, 1300000000, 3000, 1000, false },
  { ORIGIN, 60 * EMBER_SECOND_NS, 1, 7, false },
};

static EmberHeatmapGeometry
make (const EmberHeatmapGrid *grid,
      const EmberHeatmapFrame *frame,
      const EmberHeatmapZoom *zoom)
{
  EmberHeatmapGeometry geometry;

  ember_heatmap_geometry_init (&geometry, grid, frame);
  ember_heatmap_zoom_apply (zoom, &geometry);
  return geometry;
}

/* The cell on each device pixel, found by looking at all borders. */
static EmberCell
find_by_borders (const EmberHeatmapGeometry *geometry,
                 double x,
                 double y)
{
  EmberCell cell = { 0, 0 };

  while (cell.column + 1 < geometry->grid.n_columns && ember_heatmap_geometry_get_column_x (geometry, cell.column + 1) <= x)
    cell.column++;
  /* Of those that begin on one pixel the first. */
  while (cell.column > 0 && ember_heatmap_geometry_get_column_x (geometry, cell.column) == ember_heatmap_geometry_get_column_x (geometry, cell.column - 1))
    cell.column--;
  while (cell.row + 1 < geometry->grid.n_rows && ember_heatmap_geometry_get_row_y (geometry, cell.row + 1) > y)
    cell.row++;
  while (cell.row > 0 && ember_heatmap_geometry_get_row_y (geometry, cell.row) == ember_heatmap_geometry_get_row_y (geometry, cell.row - 1))
    cell.row--;
  return cell;
}

/* Zooms in at @x, @y in steps and checks the cell on every so many pixels at each. */
static void
check_zooming (const EmberHeatmapGrid *grid,
               const EmberHeatmapFrame *frame,
               double x,
               double y)
{
  EmberHeatmapZoom zoom = { 0 };

  for (int step = 0; step < 12; step++)
    {
      const EmberHeatmapGeometry geometry = make (grid, frame, &zoom);
      const cairo_rectangle_t plot = ember_heatmap_geometry_get_plot (&geometry);

      for (double at_x = plot.x + 0.25; at_x < plot.x + plot.width; at_x += 17)
        for (double at_y = plot.y + 0.25; at_y < plot.y + plot.height; at_y += 29)
          {
            const EmberCell expected = find_by_borders (&geometry, at_x, at_y);
            EmberCell found;

            g_assert_true (ember_heatmap_geometry_find (&geometry, at_x, at_y, &found));
            g_assert_cmpuint (found.column, ==, expected.column);
            g_assert_cmpuint (found.row, ==, expected.row);
          }
      ember_heatmap_zoom_time (&zoom, &geometry, x, 1.7);
      ember_heatmap_zoom_rows (&zoom, &geometry, y, 1.4);
    }
}

static void
test_each_pixel_belongs_to_the_cell_that_covers_it (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (grids); i++)
    for (size_t j = 0; j < G_N_ELEMENTS (frames); j++)
      check_zooming (&grids[i], &frames[j], 100 + 77 * (double) j, 60 + 50 * (double) i);
}

/* The place of a time on the axis, in pixels of the picture. */
static double
get_time_x (const EmberHeatmapGeometry *geometry,
            double after_origin_ns)
{
  const double total = (double) geometry->grid.column_ns * geometry->grid.n_columns;

  return ((double) geometry->plot_x + after_origin_ns / total * (double) geometry->content_width - (double) geometry->scroll) / geometry->scale;
}

static double
get_x_time (const EmberHeatmapGeometry *geometry,
            double x)
{
  const double total = (double) geometry->grid.column_ns * geometry->grid.n_columns;

  return (x * geometry->scale - (double) geometry->plot_x + (double) geometry->scroll) / (double) geometry->content_width * total;
}

static void
test_what_is_at_the_pointer_stays_there (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (grids); i++)
    for (size_t j = 0; j < G_N_ELEMENTS (frames); j++)
      for (double part = 0; part <= 1; part += 0.13)
        {
          EmberHeatmapZoom zoom = { 0 };
          EmberHeatmapGeometry geometry = make (&grids[i], &frames[j], &zoom);
          const cairo_rectangle_t plot = ember_heatmap_geometry_get_plot (&geometry);
          const double x = plot.x + part * plot.width;
          const double time_ns = get_x_time (&geometry, x);

          for (int step = 0; step < 8; step++)
            {
              ember_heatmap_zoom_time (&zoom, &geometry, x, 1.3);
              geometry = make (&grids[i], &frames[j], &zoom);
              /* Each step moves it by half a device pixel at most, and they do not add up. */
              g_assert_cmpfloat_with_epsilon (get_time_x (&geometry, time_ns), x, 1.6);
            }
        }
}

static void
test_zooming_out_again_gives_the_same_map (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (grids); i++)
    {
      EmberHeatmapZoom zoom = { 0 };
      const EmberHeatmapGeometry first = make (&grids[i], &frames[0], &zoom);
      EmberHeatmapGeometry geometry = first;

      for (int step = 0; step < 60; step++)
        {
          ember_heatmap_zoom_time (&zoom, &geometry, 200, step < 30 ? 1.25 : 0.5);
          ember_heatmap_zoom_rows (&zoom, &geometry, 100, step < 30 ? 1.25 : 0.5);
          geometry = make (&grids[i], &frames[0], &zoom);
        }
      g_assert_cmpint (geometry.content_height, ==, first.content_height);
      g_assert_cmpint (geometry.scroll_up, ==, 0);
      g_assert_cmpint (geometry.scroll, ==, 0);
      /* All of it, though a pixel may stand for several columns. */
      g_assert_cmpint (geometry.content_width, ==, geometry.plot_width);
      if (grids[i].n_columns < 400)
        g_assert_cmpint (geometry.content_width, ==, first.content_width);
    }
}

static void
test_zooming_in_ends_at_one_column_and_two_rows (void)
{
  EmberHeatmapZoom zoom = { 0 };
  EmberHeatmapGeometry geometry = make (&grids[0], &frames[0], &zoom);
  cairo_rectangle_t cell;

  for (int step = 0; step < 100; step++)
    {
      ember_heatmap_zoom_time (&zoom, &geometry, 200, 2);
      ember_heatmap_zoom_rows (&zoom, &geometry, 100, 2);
      geometry = make (&grids[0], &frames[0], &zoom);
    }
  cell = ember_heatmap_geometry_get_cell (&geometry, ember_heatmap_geometry_clamp (&geometry, 200, 100));
  g_assert_cmpfloat_with_epsilon (cell.width, ember_heatmap_geometry_get_plot (&geometry).width, 1);
  g_assert_cmpfloat_with_epsilon (cell.height, 100, 1);
}

static void
test_panning_stops_at_the_ends (void)
{
  EmberHeatmapZoom zoom = { 20e9, 10e9, 0.5, 0.25 };
  EmberHeatmapGeometry geometry = make (&grids[0], &frames[0], &zoom);
  const int64_t scroll = geometry.scroll;

  ember_heatmap_zoom_pan (&zoom, &geometry, 37, 0);
  geometry = make (&grids[0], &frames[0], &zoom);
  g_assert_cmpint (geometry.scroll, ==, scroll + 37);
  ember_heatmap_zoom_pan (&zoom, &geometry, 1e9, 1e9);
  geometry = make (&grids[0], &frames[0], &zoom);
  g_assert_cmpint (geometry.scroll, ==, geometry.content_width - geometry.plot_width);
  g_assert_cmpint (geometry.scroll_up, ==, geometry.content_height - geometry.plot_height);
  g_assert_cmpuint (ember_heatmap_geometry_clamp (&geometry, 1e9, -1e9).column, ==, 59);
  g_assert_cmpuint (ember_heatmap_geometry_clamp (&geometry, 1e9, -1e9).row, ==, 49);
  ember_heatmap_zoom_pan (&zoom, &geometry, -1e9, -1e9);
  geometry = make (&grids[0], &frames[0], &zoom);
  g_assert_cmpint (geometry.scroll, ==, 0);
  g_assert_cmpint (geometry.scroll_up, ==, 0);
}

static void
test_a_cell_that_is_shown_is_seen_whole (void)
{
  for (uint32_t column = 0; column < 60; column += 3)
    for (uint32_t row = 0; row < 50; row += 7)
      {
        EmberHeatmapZoom zoom = { 20e9, 10e9, 0.5, 0.25 };
        EmberHeatmapGeometry geometry = make (&grids[0], &frames[0], &zoom);
        cairo_rectangle_t plot;
        cairo_rectangle_t cell;

        ember_heatmap_zoom_show_cell (&zoom, &geometry, (EmberCell){ column, row });
        geometry = make (&grids[0], &frames[0], &zoom);
        plot = ember_heatmap_geometry_get_plot (&geometry);
        cell = ember_heatmap_geometry_get_cell (&geometry, (EmberCell){ column, row });
        g_assert_cmpfloat (cell.x, >=, plot.x - 1);
        g_assert_cmpfloat (cell.x + cell.width, <=, plot.x + plot.width + 1);
        g_assert_cmpfloat (cell.y, >=, plot.y - 1);
        g_assert_cmpfloat (cell.y + cell.height, <=, plot.y + plot.height + 1);
        if (column >= 20 && column < 30)
          g_assert_cmpfloat (zoom.begin_ns, ==, 20e9);
      }
}

static void
test_a_range_fills_the_width (void)
{
  const EmberTimeRange range = { ORIGIN + 20 * EMBER_SECOND_NS + 300000000, ORIGIN + 31 * EMBER_SECOND_NS };
  EmberHeatmapZoom zoom = { 0 };
  EmberHeatmapGeometry geometry = make (&grids[0], &frames[0], &zoom);
  EmberTimeRange seen;

  ember_heatmap_zoom_to_range (&zoom, &geometry, range);
  geometry = make (&grids[0], &frames[0], &zoom);
  seen = ember_heatmap_zoom_get_range (&geometry);
  g_assert_cmpfloat_with_epsilon ((double) seen.begin_ns, (double) range.begin_ns, 3e7);
  g_assert_cmpfloat_with_epsilon ((double) seen.end_ns, (double) range.end_ns, 3e7);
  ember_heatmap_zoom_to_range (&zoom, &geometry, (EmberTimeRange){ 0, 0 });
  g_assert_cmpint (make (&grids[0], &frames[0], &zoom).scroll, ==, geometry.scroll);
}

/* What is kept is time: the same part of the recording is seen on columns of another length. */
static void
test_other_columns_show_the_same_time (void)
{
  const EmberHeatmapGrid longer = { ORIGIN, 1500000000, 40, 20, false };
  const EmberHeatmapZoom zoom = { 20e9, 10e9, 0.5, 0.25 };
  const EmberHeatmapGeometry a = make (&grids[0], &frames[0], &zoom);
  const EmberHeatmapGeometry b = make (&longer, &frames[0], &zoom);
  const EmberTimeRange seen_a = ember_heatmap_zoom_get_range (&a);
  const EmberTimeRange seen_b = ember_heatmap_zoom_get_range (&b);

  g_assert_cmpfloat_with_epsilon ((double) seen_a.begin_ns, (double) seen_b.begin_ns, 3e7);
  g_assert_cmpfloat_with_epsilon ((double) seen_a.end_ns, (double) seen_b.end_ns, 3e7);
}

static void
test_lines_tile_what_is_seen (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (grids); i++)
    for (size_t j = 0; j < G_N_ELEMENTS (frames); j++)
      for (double height = 0.02; height < 1; height *= 1.7)
        {
          const EmberHeatmapZoom zoom = { 0, 0, 0.37 * (1 - height), MAX (height, 2.0 / grids[i].n_rows) };
          const EmberHeatmapGeometry geometry = make (&grids[i], &frames[j], &zoom);
          int64_t expected = geometry.plot_y + geometry.plot_height;

          for (int64_t line = 0; line < ember_heatmap_geometry_get_n_lines (&geometry); line++)
            {
              int64_t top, bottom;
              uint32_t begin, end;

              ember_heatmap_geometry_get_line (&geometry, line, &top, &bottom);
              ember_heatmap_geometry_get_rows_at (&geometry, line, &begin, &end);
              g_assert_cmpint (bottom, ==, expected);
              g_assert_cmpint (top, <, bottom);
              g_assert_cmpuint (ember_heatmap_geometry_clamp (&geometry, 200, ((double) bottom - 0.5) / geometry.scale).row, ==, begin);
              g_assert_cmpuint (end, >, begin);
              expected = top;
            }
          g_assert_cmpint (expected, ==, geometry.plot_y);
        }
}

/* Paints a part of a map and compares each pixel with the fullest of the cells that share it. */
static void
check_picture (uint32_t n_columns,
               uint32_t n_rows,
               const EmberHeatmapZoom *zoom,
               int scale)
{
  const EmberHeatmapGrid grid = { 0, EMBER_SECOND_NS, n_columns, n_rows, false };
  uint32_t *counts = g_new0 (uint32_t, (size_t) n_columns * n_rows);
  g_autoptr (EmberHeatmap) heatmap = NULL;
  EmberHeatmapStyle style = { .palette = EMBER_PALETTE_VIRIDIS };
  EmberHeatmapGeometry geometry;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 300 * scale, 200 * scale);
  cairo_t *cr = cairo_create (surface);

  for (uint32_t i = 0; i < n_columns * n_rows; i++)
    counts[i] = (i * 7 + i / 13) % 11;
  heatmap = ember_heatmap_new_from_counts (&grid, counts, ember_heatmap_grid_get_range (&grid));
  ember_theme_init_light (&style.theme);
  ember_heatmap_painter_place_part (&geometry, heatmap, &style, 300, 200, scale, zoom);
  cairo_scale (cr, scale, scale);
  ember_heatmap_painter_draw_cells (cr, heatmap, &style, &geometry);
  cairo_surface_flush (surface);
  for (int64_t x = geometry.plot_x; x < geometry.plot_x + geometry.plot_width; x++)
    for (int64_t y = geometry.plot_y; y < geometry.plot_y + geometry.plot_height; y++)
      {
        const EmberCell first = ember_heatmap_geometry_clamp (&geometry, ((double) x + 0.5) / scale, ((double) y + 0.5) / scale);
        const EmberCell next = ember_heatmap_geometry_clamp (&geometry, ((double) x + 1.5) / scale, ((double) y - 0.5) / scale);
        const bool is_last_x = x + 1 == geometry.plot_x + geometry.plot_width;
        uint32_t most = 0;
        uint32_t pixel;

        if (is_last_x || y == geometry.plot_y)
          continue;
        for (uint32_t column = first.column; column < MAX (next.column, first.column + 1); column++)
          for (uint32_t row = first.row; row < MAX (next.row, first.row + 1); row++)
            most = MAX (most, counts[column * n_rows + row]);
        memcpy (&pixel, cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface) + x * 4, 4);
        g_assert_cmphex (pixel & 0xffffff, ==, pixel_of (ember_palette_get_color (style.palette, false, most, &(EmberColorScale){ heatmap->max_count, EMBER_CURVE_LINEAR })));
      }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_a_part_is_painted_as_the_fullest_cell_of_each_pixel (void)
{
  const EmberHeatmapZoom zooms[] = {
    { 0 },
    { 3e9, 7.3e9, 0.31, 0.2 },
    { 0, 1e18, 0, 0 },
    { 11e9, 900e9, 0.1, 0.77 },
    { 2e9, 1e9, 0.9, 0.1 },
  };
  static const uint32_t sizes[][2] = { { 40, 50 }, { 1000, 20 }, { 3000, 500 } };

  for (size_t i = 0; i < G_N_ELEMENTS (zooms); i++)
    for (size_t j = 0; j < G_N_ELEMENTS (sizes); j++)
      for (int scale = 1; scale <= 2; scale++)
        check_picture (sizes[j][0], sizes[j][1], &zooms[i], scale);
}

static void
test_no_columns_are_survived (void)
{
  const EmberHeatmapGrid grid = { 0, EMBER_SECOND_NS, 0, 50, false };
  EmberHeatmapZoom zoom = { 5e9, 3e9, 0.5, 0.1 };
  EmberHeatmapGeometry geometry = make (&grid, &frames[0], &zoom);

  ember_heatmap_zoom_time (&zoom, &geometry, 100, 2);
  ember_heatmap_zoom_rows (&zoom, &geometry, 100, 2);
  ember_heatmap_zoom_pan (&zoom, &geometry, 10, 10);
  ember_heatmap_zoom_to_range (&zoom, &geometry, EMBER_TIME_RANGE_ALL);
  geometry = make (&grid, &frames[0], &zoom);
  g_assert_true (ember_time_range_is_empty (ember_heatmap_zoom_get_range (&geometry)));
}

static void
test_no_more_rows_are_seen_the_fewer_are_seen_of_all (void)
{
  static const struct
  {
    double height;
    uint32_t row_factor;
  } cases[] = { { 0, 1 }, { 1, 1 }, { 0.51, 1 }, { 0.5, 2 }, { 0.25, 2 }, { 0.2, 5 }, { 0.1, 10 }, { 0.06, 10 }, { 0.05, 20 }, { 0.002, 500 }, { 1e-9, 1000 } };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (ember_heatmap_zoom_get_row_factor (&(EmberHeatmapZoom){ .height = cases[i].height }), ==, cases[i].row_factor);
}

/* Whatever the number of rows, a part of them is seen on all of the room. */
static void
test_finer_rows_leave_the_map_as_high_as_it_is (void)
{
  const EmberHeatmapZoom zoom = { .low = 0.3, .height = 0.1 };
  EmberHeatmapStyle style = { .palette = EMBER_PALETTE_CLASSIC };
  int64_t height_px = 0;

  ember_theme_init_light (&style.theme);
  for (uint32_t n_rows = 50; n_rows <= 1000; n_rows += 50)
    {
      const EmberHeatmapGrid grid = { ORIGIN, EMBER_SECOND_NS, 60, n_rows, false };
      g_autoptr (EmberHeatmap) heatmap = ember_heatmap_new_from_counts (&grid, g_new0 (uint32_t, 60 * n_rows), EMBER_TIME_RANGE_ALL);
      EmberHeatmapGeometry geometry;

      ember_heatmap_painter_place_part (&geometry, heatmap, &style, 700, 947, 1, &zoom);
      g_assert_true (height_px == 0 || height_px == geometry.plot_height);
      height_px = geometry.plot_height;
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/heatmap-zoom/each-pixel-belongs-to-the-cell-that-covers-it", test_each_pixel_belongs_to_the_cell_that_covers_it);
  g_test_add_func ("/heatmap-zoom/what-is-at-the-pointer-stays-there", test_what_is_at_the_pointer_stays_there);
  g_test_add_func ("/heatmap-zoom/zooming-out-again-gives-the-same-map", test_zooming_out_again_gives_the_same_map);
  g_test_add_func ("/heatmap-zoom/zooming-in-ends-at-one-column-and-two-rows", test_zooming_in_ends_at_one_column_and_two_rows);
  g_test_add_func ("/heatmap-zoom/panning-stops-at-the-ends", test_panning_stops_at_the_ends);
  g_test_add_func ("/heatmap-zoom/a-cell-that-is-shown-is-seen-whole", test_a_cell_that_is_shown_is_seen_whole);
  g_test_add_func ("/heatmap-zoom/a-range-fills-the-width", test_a_range_fills_the_width);
  g_test_add_func ("/heatmap-zoom/other-columns-show-the-same-time", test_other_columns_show_the_same_time);
  g_test_add_func ("/heatmap-zoom/lines-tile-what-is-seen", test_lines_tile_what_is_seen);
  g_test_add_func ("/heatmap-zoom/a-part-is-painted-as-the-fullest-cell-of-each-pixel", test_a_part_is_painted_as_the_fullest_cell_of_each_pixel);
  g_test_add_func ("/heatmap-zoom/no-columns-are-survived", test_no_columns_are_survived);
  g_test_add_func ("/heatmap-zoom/no-more-rows-are-seen-the-fewer-are-seen-of-all", test_no_more_rows_are_seen_the_fewer_are_seen_of_all);
  g_test_add_func ("/heatmap-zoom/finer-rows-leave-the-map-as-high-as-it-is", test_finer_rows_leave_the_map_as_high_as_it_is);
  return g_test_run ();
}
