/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/heatmap-band.h"

#define N_COLUMNS 12
#define N_ROWS 10
#define SIDE 40.0

static EmberHeatmapGeometry
geometry_of (int64_t column_ns)
{
  const EmberHeatmapGrid grid = { 1000, column_ns, N_COLUMNS, N_ROWS, false, 0 };
  const EmberHeatmapFrame frame = { N_COLUMNS * SIDE, N_ROWS * SIDE, { 0, 0, N_COLUMNS * SIDE, N_ROWS * SIDE }, 1, true, false };
  EmberHeatmapGeometry geometry;

  ember_heatmap_geometry_init (&geometry, &grid, &frame);
  return geometry;
}

static uint32_t
count_at (const GArray *rectangles,
          double x,
          double y)
{
  uint32_t n = 0;

  for (guint i = 0; i < rectangles->len; i++)
    {
      const cairo_rectangle_t *r = &g_array_index (rectangles, cairo_rectangle_t, i);

      n += x >= r->x && x < r->x + r->width && y >= r->y && y < r->y + r->height;
    }
  return n;
}

/* The middle of each hundredth of a column is in exactly one rectangle, the right one. */
static void
check (const EmberBand *band,
       EmberTimeRange range)
{
  const EmberHeatmapGeometry geometry = geometry_of (100);
  g_auto (EmberHeatmapBand) shape = { 0 };

  ember_heatmap_band_init (&shape, &geometry, range, band);
  for (uint32_t column = 0; column < N_COLUMNS; column++)
    for (int64_t offset_ns = 0; offset_ns < 100; offset_ns++)
      {
        const int64_t time_ns = ember_heatmap_grid_get_column (&geometry.grid, column).begin_ns + offset_ns;
        const double x = ember_heatmap_geometry_get_column_x (&geometry, column) + SIDE / 2;
        const double y = (ember_heatmap_geometry_get_offset_y (&geometry, offset_ns) + ember_heatmap_geometry_get_offset_y (&geometry, offset_ns + 1)) / 2;
        const bool is_in_range = time_ns >= range.begin_ns && time_ns < range.end_ns;

        g_assert_cmpuint (count_at (shape.inside, x, y), ==, is_in_range && ember_band_holds (band, time_ns));
        g_assert_cmpuint (count_at (shape.outside, x, y), ==, is_in_range && !ember_band_holds (band, time_ns));
      }
}

static void
test_rectangles_cover_what_the_band_holds (void)
{
  check (&(EmberBand){ 1000, 100, 20, 30 }, (EmberTimeRange){ 1200, 1700 });
  check (&(EmberBand){ 1000, 100, 90, 110 }, (EmberTimeRange){ 1250, 1733 });
  check (&(EmberBand){ 1000, 103, 20, 50 }, (EmberTimeRange){ 1000, 2200 });
  check (&(EmberBand){ 1000, 37, 5, 9 }, (EmberTimeRange){ 1110, 2000 });
  check (&(EmberBand){ 1000, 500, 80, 230 }, (EmberTimeRange){ 0, 5000 });
}

static void
test_a_band_of_the_maps_columns_is_one_rectangle (void)
{
  const EmberHeatmapGeometry geometry = geometry_of (100);
  g_auto (EmberHeatmapBand) shape = { 0 };

  ember_heatmap_band_init (&shape, &geometry, (EmberTimeRange){ 1200, 1700 }, &(EmberBand){ 1000, 100, 20, 30 });
  g_assert_cmpuint (shape.inside->len, ==, 1);
  g_assert_cmpfloat (g_array_index (shape.inside, cairo_rectangle_t, 0).width, ==, 5 * SIDE);
  g_assert_cmpuint (shape.outside->len, ==, 2);
}

static void
test_cells_in_any_order_make_a_band (void)
{
  const EmberHeatmapGeometry geometry = geometry_of (100);
  EmberBand band;
  const EmberTimeRange range = ember_heatmap_band_of_cells (&geometry.grid, (EmberCell){ 7, 2 }, (EmberCell){ 3, 5 }, &band);

  g_assert_true (ember_band_equal (&band, &(EmberBand){ 1000, 100, 20, 60 }));
  g_assert_true (ember_time_range_equal (range, (EmberTimeRange){ 1300, 1800 }));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/heatmap-band/rectangles-cover-what-the-band-holds", test_rectangles_cover_what_the_band_holds);
  g_test_add_func ("/heatmap-band/a-band-of-the-maps-columns-is-one-rectangle", test_a_band_of_the_maps_columns_is_one_rectangle);
  g_test_add_func ("/heatmap-band/cells-in-any-order-make-a-band", test_cells_in_any_order_make_a_band);
  return g_test_run ();
}
