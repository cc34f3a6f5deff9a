/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/heatmap-marking.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "paint/heatmap-painter.h"
#include "support/pixels.h"

#define WIDTH 900
#define HEIGHT 300
#define N_COLUMNS 30
#define N_ROWS 10

/* @n: of each cell i: i % n samples */
static EmberHeatmap *
new_heatmap (uint32_t n_columns,
             uint32_t n)
{
  const EmberHeatmapGrid grid = { 0, EMBER_SECOND_NS, n_columns, N_ROWS, false, 0 };
  uint32_t *counts = g_new0 (uint32_t, (size_t) n_columns * N_ROWS);

  for (uint32_t i = 0; i < n_columns * N_ROWS; i++)
    counts[i] = i % n;
  return ember_heatmap_new_from_counts (&grid, counts, EMBER_TIME_RANGE_ALL);
}

/* Returns: (transfer full): */
static cairo_surface_t *
draw (const EmberHeatmap *heatmap,
      const EmberHeatmapMarking *marking,
      bool is_dark,
      bool is_rtl,
      EmberHeatmapGeometry *geometry)
{
  EmberHeatmapStyle style = { .palette = EMBER_PALETTE_CLASSIC, .marking = marking, .is_rtl = is_rtl };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  if (is_dark)
    ember_theme_init_dark (&style.theme);
  else
    ember_theme_init_light (&style.theme);
  ember_heatmap_painter_place (geometry, heatmap, &style, WIDTH, HEIGHT, 1, true);
  ember_heatmap_painter_draw (cr, heatmap, &style, geometry);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static uint32_t
get_cell_pixel (cairo_surface_t *surface,
                const EmberHeatmapGeometry *geometry,
                EmberCell cell)
{
  const cairo_rectangle_t r = ember_heatmap_geometry_get_cell (geometry, cell);

  return pixel_at (surface, (int) (r.x + r.width / 2), (int) (r.y + r.height / 2));
}

static void
test_cells_have_the_hue_of_their_share (void)
{
  for (int is_dark = 0; is_dark < 2; is_dark++)
    {
      g_autoptr (EmberHeatmap) heatmap = new_heatmap (N_COLUMNS, 7);
      g_autoptr (EmberHeatmap) matches = new_heatmap (N_COLUMNS, 1);
      const EmberHeatmapMarking marking = { matches, "f" };
      EmberHeatmapGeometry geometry;
      cairo_surface_t *surface;

      for (uint32_t i = 0; i < N_COLUMNS * N_ROWS; i++)
        matches->counts[i] = i % 7 * (i % 4) / 3;
      surface = draw (heatmap, &marking, is_dark, false, &geometry);
      for (uint32_t i = 0; i < N_COLUMNS * N_ROWS; i++)
        {
          const uint32_t gray = pixel_of (ember_palette_get_color (EMBER_PALETTE_GRAY, is_dark, heatmap->counts[i], &(EmberColorScale){ heatmap->max_count, EMBER_CURVE_LINEAR }));
          const uint32_t pixel = get_cell_pixel (surface, &geometry, (EmberCell){ i / N_ROWS, i % N_ROWS });

          g_assert_cmphex (pixel, ==, ember_heatmap_marking_blend (gray, matches->counts[i], heatmap->counts[i], is_dark) & 0xffffff);
          g_assert_cmpint (pixel == gray, ==, matches->counts[i] == 0);
        }
      cairo_surface_destroy (surface);
    }
}

static void
test_columns_that_share_a_pixel_show_their_common_share (void)
{
  g_autoptr (EmberHeatmap) heatmap = new_heatmap (5000, 1);
  g_autoptr (EmberHeatmap) matches = new_heatmap (5000, 1);
  const EmberHeatmapMarking marking = { matches, "f" };
  EmberHeatmapGeometry geometry;
  cairo_surface_t *surface;
  cairo_rectangle_t r;

  heatmap->counts[2501 * N_ROWS] = 9;
  heatmap->max_count = 9;
  matches->counts[2501 * N_ROWS] = 9;
  surface = draw (heatmap, &marking, false, false, &geometry);
  r = ember_heatmap_geometry_get_cell (&geometry, (EmberCell){ 2501, 0 });
  g_assert_cmphex (pixel_at (surface, (int) r.x, (int) (r.y + r.height / 2)), ==, ember_heatmap_marking_blend (0, 9, 9, false) & 0xffffff);
  cairo_surface_destroy (surface);
}

static void
test_pixels_and_colours_are_the_same (void)
{
  for (int is_dark = 0; is_dark < 2; is_dark++)
    for (uint32_t n = 0; n <= 20; n++)
      {
        const EmberColor gray = ember_palette_get_color (EMBER_PALETTE_GRAY, is_dark, n + 1, &(EmberColorScale){ 21, EMBER_CURVE_LINEAR });
        const uint32_t pixel = ember_heatmap_marking_blend (0xff000000 | pixel_of (gray), n, 20, is_dark);
        const uint32_t color = pixel_of (ember_heatmap_marking_get_color (gray, n / 20.0, is_dark));

        for (int shift = 0; shift < 24; shift += 8)
          g_assert_cmpint (abs ((int) (pixel >> shift & 0xff) - (int) (color >> shift & 0xff)), <=, 2);
      }
}

/* How the colour looks to an eye without red or green cones, after Viénot, Brettel and Mollon 1999. */
static EmberColor
see_without (EmberColor c,
             bool is_green)
{
  const double a = is_green ? 0.29275 : 0.11238;
  const double b = is_green ? 0.70725 : 0.88762;
  const double d = is_green ? -0.02234 : 0.00401;

  return (EmberColor){ a * c.red + b * c.green, a * c.red + b * c.green, d * c.red - d * c.green + c.blue, 1 };
}

static double
get_distance (EmberColor a,
              EmberColor b)
{
  return sqrt (pow (a.red - b.red, 2) + pow (a.green - b.green, 2) + pow (a.blue - b.blue, 2));
}

static void
test_no_eye_takes_the_hue_for_gray (void)
{
  for (int is_dark = 0; is_dark < 2; is_dark++)
    for (uint32_t n = 0; n <= 20; n++)
      for (uint32_t m = 0; m <= 20; m++)
        {
          const EmberColor gray = ember_palette_get_color (EMBER_PALETTE_GRAY, is_dark, n, &(EmberColorScale){ 20, EMBER_CURVE_LINEAR });
          const EmberColor other = ember_palette_get_color (EMBER_PALETTE_GRAY, is_dark, m, &(EmberColorScale){ 20, EMBER_CURVE_LINEAR });
          const EmberColor all = ember_heatmap_marking_get_color (gray, 1, is_dark);
          const EmberColor least = ember_heatmap_marking_get_color (gray, 0.01, is_dark);

          for (int is_green = 0; is_green < 2; is_green++)
            {
              g_assert_cmpfloat (get_distance (see_without (all, is_green), see_without (other, is_green)), >, 0.35);
              g_assert_cmpfloat (get_distance (see_without (least, is_green), see_without (other, is_green)), >, 0.08);
            }
          /* Not even one that sees no colour at all. */
          g_assert_cmpfloat (ember_color_get_contrast (all, other), >, 1.8);
        }
}

static bool
is_near (uint32_t pixel,
         uint32_t hue)
{
  for (int shift = 0; shift < 24; shift += 8)
    if (abs ((int) (pixel >> shift & 0xff) - (int) (hue >> shift & 0xff)) > 8)
      return false;
  return true;
}

/* Whether any pixel of the strip above the cells has nearly the hue of "all": a frame may cover that hue itself. */
static bool
has_hue_above (cairo_surface_t *surface,
               const EmberHeatmapGeometry *geometry,
               bool is_dark)
{
  const uint32_t hue = pixel_of (ember_heatmap_marking_get_color ((EmberColor){ 0 }, 1, is_dark));

  for (int y = 0; y < (int) ember_heatmap_geometry_get_plot (geometry).y; y++)
    for (int x = 0; x < WIDTH; x++)
      if (is_near (pixel_at (surface, x, y), hue))
        return true;
  return false;
}

static void
test_the_legend_says_what_the_hue_is (void)
{
  g_autoptr (EmberHeatmap) heatmap = new_heatmap (N_COLUMNS, 7);
  g_autoptr (EmberHeatmap) matches = new_heatmap (N_COLUMNS, 1);
  const EmberHeatmapMarking one = { matches, "f" };
  const EmberHeatmapMarking other = { matches, "a_function_with_a_name_that_is_much_too_long_to_be_shown_in_any_legend" };

  for (int variant = 0; variant < 4; variant++)
    {
      const bool is_dark = variant % 2 == 1;
      EmberHeatmapGeometry geometry;
      cairo_surface_t *plain = draw (heatmap, NULL, is_dark, variant / 2, &geometry);
      cairo_surface_t *short_one = draw (heatmap, &one, is_dark, variant / 2, &geometry);
      cairo_surface_t *long_one = draw (heatmap, &other, is_dark, variant / 2, &geometry);
      const size_t size = (size_t) cairo_image_surface_get_stride (plain) * (size_t) ember_heatmap_geometry_get_plot (&geometry).y;

      g_assert_false (has_hue_above (plain, &geometry, is_dark));
      g_assert_true (has_hue_above (short_one, &geometry, is_dark));
      g_assert_true (has_hue_above (long_one, &geometry, is_dark));
      g_assert_cmpint (memcmp (cairo_image_surface_get_data (short_one), cairo_image_surface_get_data (long_one), size), !=, 0);
      cairo_surface_destroy (plain);
      cairo_surface_destroy (short_one);
      cairo_surface_destroy (long_one);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/heatmap-marking/cells-have-the-hue-of-their-share", test_cells_have_the_hue_of_their_share);
  g_test_add_func ("/heatmap-marking/columns-that-share-a-pixel-show-their-common-share", test_columns_that_share_a_pixel_show_their_common_share);
  g_test_add_func ("/heatmap-marking/pixels-and-colours-are-the-same", test_pixels_and_colours_are_the_same);
  g_test_add_func ("/heatmap-marking/no-eye-takes-the-hue-for-gray", test_no_eye_takes_the_hue_for_gray);
  g_test_add_func ("/heatmap-marking/the-legend-says-what-the-hue-is", test_the_legend_says_what_the_hue_is);
  return g_test_run ();
}
