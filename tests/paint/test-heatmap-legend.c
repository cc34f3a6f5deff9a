/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/heatmap-legend.h"

#include <string.h>

#include "support/pixels.h"

#define WIDTH 1200
#define HEIGHT 400
#define N_BOXES 5

/* A map whose counts are 1 to @n, each as often as the others. */
static EmberHeatmap *
new_heatmap (uint32_t n)
{
  const EmberHeatmapGrid grid = { .column_ns = EMBER_SECOND_NS, .n_columns = n / 10, .n_rows = 10 };
  uint32_t *counts = g_new0 (uint32_t, n);

  for (uint32_t i = 0; i < n; i++)
    counts[i] = i + 1;
  return ember_heatmap_new_from_counts (&grid, counts, EMBER_TIME_RANGE_ALL);
}

/* The line of pixels just inside the legend's frame, above its numbers. */
static void
draw_line (const EmberHeatmap *heatmap,
           const EmberHeatmapStyle *style,
           uint32_t *line)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  EmberHeatmapGeometry geometry;
  int y;

  ember_heatmap_painter_place (&geometry, heatmap, style, WIDTH, HEIGHT, 1, true);
  ember_heatmap_painter_draw (cr, heatmap, style, &geometry);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  y = (int) ember_heatmap_geometry_get_plot (&geometry).y - 8 - 2;
  memcpy (line, cairo_image_surface_get_data (surface) + (size_t) y * (size_t) cairo_image_surface_get_stride (surface), WIDTH * sizeof (uint32_t));
  for (int x = 0; x < WIDTH; x++)
    line[x] &= 0xffffff;
  cairo_surface_destroy (surface);
}

/* Cairo rounds in its own way. */
static bool
is_near (uint32_t a,
         uint32_t b,
         int most)
{
  for (int shift = 0; shift < 24; shift += 8)
    if (ABS ((int) (a >> shift & 0xff) - (int) (b >> shift & 0xff)) > most)
      return false;
  return true;
}

/* The ramp goes from where the colour of @first begins to where that of the top ends. */
static void
find_ramp (const uint32_t *line,
           uint32_t first,
           uint32_t top,
           int *begin,
           int *end)
{
  for (*begin = 0; *begin < WIDTH && !is_near (line[*begin], first, 1); (*begin)++)
    ;
  for (*end = WIDTH; *end > *begin && !is_near (line[*end - 1], top, 1); (*end)--)
    ;
}

static void
check_ticks (EmberCurve curve,
             double clip,
             bool is_dark,
             const uint32_t *counts)
{
  g_autoptr (EmberHeatmap) heatmap = new_heatmap (10000);
  EmberHeatmapStyle style = { .palette = EMBER_PALETTE_VIRIDIS, .curve = curve, .clip = clip };
  const EmberColorScale scale = ember_heatmap_style_get_scale (&style, heatmap);
  uint32_t line[WIDTH];
  int begin, end;

  if (is_dark)
    ember_theme_init_dark (&style.theme);
  else
    ember_theme_init_light (&style.theme);
  draw_line (heatmap, &style, line);
  find_ramp (line, pixel_of (ember_palette_get_color (style.palette, is_dark, counts[0], &scale)),
             pixel_of (ember_palette_get_color (style.palette, is_dark, scale.top, &scale)), &begin, &end);
  g_assert_cmpuint (counts[N_BOXES - 1], ==, scale.top);
  g_assert_cmpint (end - begin, >=, N_BOXES * 20);
  g_assert_cmpint (end - begin, <, WIDTH / 2);
  for (int i = 0; i < N_BOXES; i++)
    {
      const uint32_t pixel = line[begin + (end - begin) * (2 * i + 1) / (2 * N_BOXES)];
      const uint32_t expected = pixel_of (ember_palette_get_color (style.palette, is_dark, counts[i], &scale));

      /* Half a pixel beside the middle is nearly the colour. */
      g_assert_true (is_near (pixel, expected, 4));
    }
}

static void
test_each_number_stands_on_its_colour (void)
{
  for (int is_dark = 0; is_dark < 2; is_dark++)
    {
      check_ticks (EMBER_CURVE_LINEAR, 0, is_dark, (const uint32_t[]){ 1, 2501, 5001, 7500, 10000 });
      check_ticks (EMBER_CURVE_SQRT, 0, is_dark, (const uint32_t[]){ 1, 663, 2550, 5663, 10000 });
      check_ticks (EMBER_CURVE_LOG, 0, is_dark, (const uint32_t[]){ 1, 10, 100, 1000, 10000 });
      check_ticks (EMBER_CURVE_LINEAR, 95, is_dark, (const uint32_t[]){ 1, 2376, 4751, 7125, 9503 });
    }
}

/* How many pixels of the strip above the cells are drawn on. */
static double
get_used_width (double clip,
                EmberCurve curve,
                double width)
{
  g_autoptr (EmberHeatmap) heatmap = new_heatmap (10000);
  EmberHeatmapStyle style = { .curve = curve, .clip = clip };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  EmberHeatmapGeometry geometry;
  double used;

  ember_theme_init_light (&style.theme);
  ember_heatmap_painter_place (&geometry, heatmap, &style, width, HEIGHT, 1, true);
  used = ember_heatmap_legend_draw (cr, heatmap, &style, &geometry);
  g_assert_cmpfloat (used, <=, ember_heatmap_geometry_get_plot (&geometry).width);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return used;
}

static void
test_it_says_what_is_not_the_plain_scale (void)
{
  const double plain = get_used_width (0, EMBER_CURVE_LINEAR, WIDTH);

  g_assert_cmpfloat (get_used_width (100, EMBER_CURVE_LINEAR, WIDTH), ==, plain);
  g_assert_cmpfloat (get_used_width (95, EMBER_CURVE_LINEAR, WIDTH), >, plain + 40);
  g_assert_cmpfloat (get_used_width (0, EMBER_CURVE_LOG, WIDTH), >, plain + 20);
}

static void
test_it_never_outgrows_the_map (void)
{
  for (double width = 100; width <= WIDTH; width += 50)
    get_used_width (95, EMBER_CURVE_SQRT, width);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/heatmap-legend/each-number-stands-on-its-colour", test_each_number_stands_on_its_colour);
  g_test_add_func ("/heatmap-legend/it-says-what-is-not-the-plain-scale", test_it_says_what_is_not_the_plain_scale);
  g_test_add_func ("/heatmap-legend/it-never-outgrows-the-map", test_it_never_outgrows_the_map);
  return g_test_run ();
}
