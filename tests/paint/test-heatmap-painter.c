/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/heatmap-painter.h"

#include <cairo-svg.h>
#include <string.h>

#include "paint/heatmap-legend.h"
#include "support/pixels.h"

typedef struct
{
  EmberHeatmap *heatmap;
  EmberHeatmapStyle style;
  EmberHeatmapGeometry geometry;
  cairo_surface_t *surface;
} Picture;

/* Counts 0 to 6 in a pattern; nothing is known before 0.3 s and in the last 0.5 s. */
static EmberHeatmap *
new_heatmap (uint32_t n_columns,
             uint32_t n_rows)
{
  const EmberHeatmapGrid grid = { 0, EMBER_SECOND_NS, n_columns, n_rows, false };
  const EmberTimeRange covered = { 300000000, n_columns * EMBER_SECOND_NS - 500000000 };
  uint32_t *counts = g_new0 (uint32_t, (size_t) n_columns * n_rows);

  for (uint32_t i = n_rows; i < n_columns * n_rows - n_rows; i++)
    counts[i] = (i * 7 + i / 13) % 7;
  return ember_heatmap_new_from_counts (&grid, counts, covered);
}

static void
draw_scaled (Picture *picture,
             EmberHeatmap *heatmap,
             EmberPalette palette,
             EmberCurve curve,
             double clip,
             bool is_dark,
             int scale)
{
  cairo_t *cr;

  *picture = (Picture){ .heatmap = heatmap, .style = { .palette = palette, .curve = curve, .clip = clip } };
  if (is_dark)
    ember_theme_init_dark (&picture->style.theme);
  else
    ember_theme_init_light (&picture->style.theme);
  ember_heatmap_painter_place (&picture->geometry, heatmap, &picture->style, 640, 300, scale, true);
  picture->surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 640 * scale, 300 * scale);
  cr = cairo_create (picture->surface);
  cairo_scale (cr, scale, scale);
  ember_heatmap_painter_draw (cr, heatmap, &picture->style, &picture->geometry);
  cairo_destroy (cr);
  cairo_surface_flush (picture->surface);
}

static void
draw (Picture *picture,
      EmberHeatmap *heatmap,
      EmberPalette palette,
      bool is_dark,
      int scale)
{
  draw_scaled (picture, heatmap, palette, EMBER_CURVE_LINEAR, 0, is_dark, scale);
}

static void
picture_clear (Picture *picture)
{
  cairo_surface_destroy (picture->surface);
  ember_heatmap_unref (picture->heatmap);
}

static void
check_cell (const Picture *picture,
            EmberCell cell)
{
  const EmberHeatmap *heatmap = picture->heatmap;
  const int scale = picture->geometry.scale;
  const cairo_rectangle_t r = ember_heatmap_geometry_get_cell (&picture->geometry, cell);
  const EmberColorScale color_scale = ember_heatmap_style_get_scale (&picture->style, heatmap);
  const EmberColor color = ember_palette_get_color (picture->style.palette, picture->style.theme.is_dark, ember_heatmap_get_count (heatmap, cell), &color_scale);

  if (!ember_heatmap_has_data (heatmap, cell))
    return;
  for (int y = (int) (r.y * scale); y < (int) ((r.y + r.height) * scale); y++)
    for (int x = (int) (r.x * scale); x < (int) ((r.x + r.width) * scale); x++)
      g_assert_cmphex (pixel_at (picture->surface, x, y), ==, pixel_of (color));
}

static void
test_every_pixel_of_a_cell_has_the_colour_of_its_count (void)
{
  static const uint32_t sizes[][2] = { { 30, 50 }, { 7, 10 }, { 1, 3 }, { 190, 49 }, { 3, 200 } };

  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (int variant = 0; variant < 4; variant++)
      {
        Picture picture;

        draw (&picture, new_heatmap (sizes[i][0], sizes[i][1]), (EmberPalette) (i % EMBER_N_PALETTES), variant % 2 == 1, 1 + variant / 2);
        for (uint32_t cell = 0; cell < sizes[i][0] * sizes[i][1]; cell++)
          check_cell (&picture, (EmberCell){ cell / sizes[i][1], cell % sizes[i][1] });
        picture_clear (&picture);
      }
}

/* Under another map: the same columns at the same places, all of the height, and nothing around the cells. */
static void
test_a_bare_map_has_the_columns_of_a_whole_one (void)
{
  Picture whole, bare;
  uint32_t background;

  draw (&whole, new_heatmap (30, 20), EMBER_PALETTE_CLASSIC, false, 1);
  draw (&bare, new_heatmap (30, 20), EMBER_PALETTE_CLASSIC, false, 1);
  bare.style.is_bare = true;
  bare.style.top = 12;
  ember_heatmap_painter_place (&bare.geometry, bare.heatmap, &bare.style, 640, 300, 1, true);
  {
    cairo_t *cr = cairo_create (bare.surface);

    ember_heatmap_painter_draw (cr, bare.heatmap, &bare.style, &bare.geometry);
    cairo_destroy (cr);
    cairo_surface_flush (bare.surface);
  }
  for (uint32_t column = 0; column <= 30; column++)
    g_assert_cmpfloat (ember_heatmap_geometry_get_column_x (&bare.geometry, column), ==, ember_heatmap_geometry_get_column_x (&whole.geometry, column));
  g_assert_cmpfloat (ember_heatmap_geometry_get_plot (&bare.geometry).height, >=, 280);
  for (uint32_t cell = 0; cell < 30 * 20; cell++)
    check_cell (&bare, (EmberCell){ cell / 20, cell % 20 });
  background = pixel_of (bare.style.theme.background);
  for (int y = 0; y < 300; y++)
    for (int x = 0; x < (int) ember_heatmap_geometry_get_plot (&bare.geometry).x - 2; x++)
      g_assert_cmphex (pixel_at (bare.surface, x, y), ==, background);
  picture_clear (&whole);
  picture_clear (&bare);
}

/* One colour for one count, whatever is the largest on the map. */
static void
test_maps_of_one_top_have_one_scale (void)
{
  Picture low, high;

  draw (&low, new_heatmap (30, 20), EMBER_PALETTE_CLASSIC, false, 1);
  draw (&high, new_heatmap (30, 20), EMBER_PALETTE_CLASSIC, false, 1);
  high.heatmap->max_count = 50;
  low.style.top = high.style.top = 50;
  for (uint32_t count = 0; count < 7; count++)
    {
      const EmberColorScale a = ember_heatmap_style_get_scale (&low.style, low.heatmap);
      const EmberColorScale b = ember_heatmap_style_get_scale (&high.style, high.heatmap);

      g_assert_cmphex (pixel_of (ember_palette_get_color (EMBER_PALETTE_CLASSIC, false, count, &a)), ==, pixel_of (ember_palette_get_color (EMBER_PALETTE_CLASSIC, false, count, &b)));
    }
  low.style.top = 0;
  g_assert_cmpuint (ember_heatmap_style_get_scale (&low.style, low.heatmap).top, ==, 6);
  picture_clear (&low);
  picture_clear (&high);
}

static void
test_colours_follow_the_scale (void)
{
  static const double clips[] = { 0, 99, 80 };

  for (int curve = 0; curve < EMBER_N_CURVES; curve++)
    for (size_t i = 0; i < G_N_ELEMENTS (clips); i++)
      {
        Picture picture;

        draw_scaled (&picture, new_heatmap (30, 50), EMBER_PALETTE_VIRIDIS, (EmberCurve) curve, clips[i], i == 1, 1);
        for (uint32_t cell = 0; cell < 30 * 50; cell++)
          check_cell (&picture, (EmberCell){ cell / 50, cell % 50 });
        picture_clear (&picture);
      }
}

/* How many colours a cell's pixels have. */
static guint
count_colors (const Picture *picture,
              EmberCell cell)
{
  const int scale = picture->geometry.scale;
  const cairo_rectangle_t r = ember_heatmap_geometry_get_cell (&picture->geometry, cell);
  g_autoptr (GHashTable) colors = g_hash_table_new (NULL, NULL);

  for (int y = (int) (r.y * scale); y < (int) ((r.y + r.height) * scale); y++)
    for (int x = (int) (r.x * scale); x < (int) ((r.x + r.width) * scale); x++)
      g_hash_table_add (colors, GUINT_TO_POINTER (pixel_at (picture->surface, x, y)));
  return g_hash_table_size (colors);
}

static void
test_no_data_is_hatched_and_zero_is_flat (void)
{
  for (int is_dark = 0; is_dark < 2; is_dark++)
    {
      Picture picture;

      draw (&picture, new_heatmap (30, 10), EMBER_PALETTE_CLASSIC, is_dark, 1);
      g_assert_cmpuint (count_colors (&picture, (EmberCell){ 0, 1 }), >, 2);
      g_assert_cmpuint (count_colors (&picture, (EmberCell){ 0, 5 }), ==, 1);
      g_assert_cmpuint (count_colors (&picture, (EmberCell){ 29, 2 }), ==, 1);
      g_assert_cmpuint (count_colors (&picture, (EmberCell){ 29, 8 }), >, 2);
      picture_clear (&picture);
    }
}

/* Pixels are filled by copies of a square, other targets by lines; a recording that is played back shows these. */
static void
test_a_hatch_of_copies_is_that_of_lines (void)
{
  for (int scale = 1; scale <= 3; scale++)
    {
      const cairo_rectangle_t area = { 7, 3, 50, 31 };
      cairo_surface_t *copies = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 64 * scale, 40 * scale);
      cairo_surface_t *lines = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 64 * scale, 40 * scale);
      cairo_surface_t *recording = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
      cairo_t *cr = cairo_create (recording);
      EmberTheme theme;
      int n_hatched = 0;

      ember_theme_init_light (&theme);
      ember_heatmap_hatch_draw (cr, &theme, &area);
      cairo_destroy (cr);
      cr = cairo_create (lines);
      cairo_scale (cr, scale, scale);
      cairo_set_source_surface (cr, recording, 0, 0);
      cairo_paint (cr);
      cairo_destroy (cr);
      cairo_surface_set_device_scale (copies, scale, scale);
      cr = cairo_create (copies);
      ember_heatmap_hatch_draw (cr, &theme, &area);
      cairo_destroy (cr);
      /* Lines end slantwise at the edges, copies do not. */
      for (int y = 4 * scale; y < 33 * scale; y++)
        for (int x = 8 * 4 * scale; x < 56 * 4 * scale; x++)
          {
            const int a = cairo_image_surface_get_data (copies)[y * cairo_image_surface_get_stride (copies) + x];
            const int b = cairo_image_surface_get_data (lines)[y * cairo_image_surface_get_stride (lines) + x];

            g_assert_cmpint (ABS (a - b), <=, 8);
            n_hatched += a > 0;
          }
      g_assert_cmpint (n_hatched, >, 1000 * scale * scale);
      cairo_surface_destroy (recording);
      cairo_surface_destroy (lines);
      cairo_surface_destroy (copies);
    }
}

static void
test_columns_that_share_a_pixel_show_the_fullest (void)
{
  const EmberHeatmapGrid grid = { 0, EMBER_SECOND_NS, 5000, 2, false };
  uint32_t *counts = g_new0 (uint32_t, 10000);
  Picture picture;
  cairo_rectangle_t r;

  counts[2 * 2501] = 9;
  draw (&picture, ember_heatmap_new_from_counts (&grid, counts, EMBER_TIME_RANGE_ALL), EMBER_PALETTE_CLASSIC, false, 1);
  r = ember_heatmap_geometry_get_cell (&picture.geometry, (EmberCell){ 2501, 0 });
  g_assert_cmphex (pixel_at (picture.surface, (int) r.x, (int) r.y + 1), ==, pixel_of (ember_palette_get_color (EMBER_PALETTE_CLASSIC, false, 9, &(EmberColorScale){ 9, EMBER_CURVE_LINEAR })));
  picture_clear (&picture);
}

static bool
is_blank (const Picture *picture,
          int x0,
          int y0,
          int x1,
          int y1)
{
  for (int y = y0; y < y1; y++)
    for (int x = x0; x < x1; x++)
      if (pixel_at (picture->surface, x, y) != pixel_of (picture->style.theme.background))
        return false;
  return true;
}

static void
test_axes_and_legend_stand_around_the_cells (void)
{
  for (int is_dark = 0; is_dark < 2; is_dark++)
    {
      Picture picture;
      cairo_rectangle_t plot;

      draw (&picture, new_heatmap (30, 50), EMBER_PALETTE_VIRIDIS, is_dark, 1);
      plot = ember_heatmap_geometry_get_plot (&picture.geometry);
      g_assert_false (is_blank (&picture, 0, (int) plot.y, (int) plot.x - 6, (int) (plot.y + plot.height)));
      g_assert_false (is_blank (&picture, 0, (int) (plot.y + plot.height) + 6, 640, 300));
      g_assert_false (is_blank (&picture, 320, 0, 640, (int) plot.y - 4));
      /* Nothing touches the picture's border, so no label is cut. */
      g_assert_true (is_blank (&picture, 0, 0, 640, 1));
      g_assert_true (is_blank (&picture, 0, 0, 1, 300));
      g_assert_true (is_blank (&picture, 0, 299, 640, 300));
      g_assert_true (is_blank (&picture, 639, 0, 640, 300));
      picture_clear (&picture);
    }
}

static void
test_right_to_left_mirrors_labels_but_not_time (void)
{
  g_autoptr (EmberHeatmap) heatmap = new_heatmap (30, 50);
  EmberHeatmapStyle style = { .is_rtl = true };
  EmberHeatmapGeometry geometry;
  cairo_rectangle_t plot;

  ember_theme_init_light (&style.theme);
  ember_heatmap_painter_place (&geometry, heatmap, &style, 640, 300, 1, true);
  plot = ember_heatmap_geometry_get_plot (&geometry);
  g_assert_cmpfloat (plot.x, <, 640 - plot.x - plot.width);
  g_assert_cmpfloat (ember_heatmap_geometry_get_column_x (&geometry, 0), <, ember_heatmap_geometry_get_column_x (&geometry, 1));
}

static cairo_status_t
append_cb (void *closure,
           const unsigned char *data,
           unsigned int length)
{
  g_string_append_len (closure, (const char *) data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
test_in_svg_cells_are_vectors (void)
{
  g_autoptr (EmberHeatmap) heatmap = new_heatmap (30, 10);
  g_autoptr (GString) text = g_string_new (NULL);
  EmberHeatmapStyle style = { .title = "perf <&>" };
  EmberHeatmapGeometry geometry;
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (append_cb, text, 640, 300);
  cairo_t *cr = cairo_create (surface);

  ember_theme_init_light (&style.theme);
  ember_heatmap_painter_place (&geometry, heatmap, &style, 640, 300, 1, true);
  ember_heatmap_painter_draw (cr, heatmap, &style, &geometry);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_assert_nonnull (strstr (text->str, "<path"));
  g_assert_null (strstr (text->str, "<image"));
}

static void
test_a_map_without_columns_is_an_empty_frame (void)
{
  const EmberHeatmapGrid grid = { 0, EMBER_SECOND_NS, 0, 50, false };
  Picture picture;

  draw (&picture, ember_heatmap_new_from_counts (&grid, g_new0 (uint32_t, 1), (EmberTimeRange){ 0, 0 }), EMBER_PALETTE_CLASSIC, false, 1);
  picture_clear (&picture);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/heatmap-painter/every-pixel-of-a-cell-has-the-colour-of-its-count", test_every_pixel_of_a_cell_has_the_colour_of_its_count);
  g_test_add_func ("/heatmap-painter/colours-follow-the-scale", test_colours_follow_the_scale);
  g_test_add_func ("/heatmap-painter/no-data-is-hatched-and-zero-is-flat", test_no_data_is_hatched_and_zero_is_flat);
  g_test_add_func ("/heatmap-painter/a-hatch-of-copies-is-that-of-lines", test_a_hatch_of_copies_is_that_of_lines);
  g_test_add_func ("/heatmap-painter/columns-that-share-a-pixel-show-the-fullest", test_columns_that_share_a_pixel_show_the_fullest);
  g_test_add_func ("/heatmap-painter/axes-and-legend-stand-around-the-cells", test_axes_and_legend_stand_around_the_cells);
  g_test_add_func ("/heatmap-painter/a-bare-map-has-the-columns-of-a-whole-one", test_a_bare_map_has_the_columns_of_a_whole_one);
  g_test_add_func ("/heatmap-painter/maps-of-one-top-have-one-scale", test_maps_of_one_top_have_one_scale);
  g_test_add_func ("/heatmap-painter/right-to-left-mirrors-labels-but-not-time", test_right_to_left_mirrors_labels_but_not_time);
  g_test_add_func ("/heatmap-painter/in-svg-cells-are-vectors", test_in_svg_cells_are_vectors);
  g_test_add_func ("/heatmap-painter/a-map-without-columns-is-an-empty-frame", test_a_map_without_columns_is_an_empty_frame);
  return g_test_run ();
}
