/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/heatmap-painter.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <string.h>

#include "paint/heatmap-chrome.h"
#include "paint/heatmap-legend.h"
#include "paint/heatmap-text.h"
#include "paint/source-color.h"

#define MARGIN 12

/* The cells that are seen as a small image: a line of it is a row of the map and
 * a pixel of a line a device pixel, so only the height is scaled. No data is transparent. */
typedef struct
{
  const EmberHeatmap *heatmap;
  const EmberHeatmapGeometry *geometry;
  const EmberHeatmap *matches; /* (nullable): what a marking points out */
  bool is_dark;
  EmberPaletteLut lut;
  uint32_t most[EMBER_HEATMAP_MAX_ROWS]; /* in the columns that share a pixel */
  uint32_t *pixels;
  int width;
  int n_lines;
} Raster;

/* The hue of a marking over @gray, by the share of all cells that have the pixel in common. */
static uint32_t
mark_pixel (const Raster *raster,
            const uint32_t *columns,
            const uint32_t *rows,
            uint32_t gray)
{
  const uint32_t n_rows = raster->heatmap->grid.n_rows;
  uint64_t n_matches = 0;
  uint64_t n_samples = 0;

  for (uint32_t column = columns[0]; column < columns[1]; column++)
    for (uint32_t row = rows[0]; row < rows[1]; row++)
      {
        n_matches += raster->matches->counts[column * n_rows + row];
        n_samples += raster->heatmap->counts[column * n_rows + row];
      }
  return ember_heatmap_marking_blend (gray, n_matches, n_samples, raster->is_dark);
}

/* @columns, @rows: what shares the pixel
 * @most: the count of the fullest cell */
static uint32_t
get_pixel (const Raster *raster,
           const uint32_t *columns,
           const uint32_t *rows,
           uint32_t most)
{
  if (most > 0 && raster->matches != NULL)
    return mark_pixel (raster, columns, rows, ember_palette_lut_get (&raster->lut, most));
  if (most > 0)
    return ember_palette_lut_get (&raster->lut, most);
  for (uint32_t column = columns[0]; column < columns[1]; column++)
    for (uint32_t row = rows[0]; row < rows[1]; row++)
      if (ember_heatmap_has_data (raster->heatmap, (EmberCell){ column, row }))
        return raster->lut.pixels[0];
  return 0;
}

/* The fullest cell of each row in some columns. */
static const uint32_t *
get_fullest (Raster *raster,
             const uint32_t *columns)
{
  const EmberHeatmap *heatmap = raster->heatmap;
  const uint32_t n_rows = heatmap->grid.n_rows;

  if (columns[1] == columns[0] + 1)
    return heatmap->counts + (size_t) columns[0] * n_rows;
  if (heatmap->summary != NULL)
    {
      ember_heatmap_summary_get_fullest (heatmap->summary, columns[0], columns[1], raster->most);
      return raster->most;
    }
  memset (raster->most, 0, sizeof raster->most);
  for (uint32_t column = columns[0]; column < columns[1]; column++)
    for (uint32_t row = 0; row < n_rows; row++)
      raster->most[row] = MAX (raster->most[row], heatmap->counts[(size_t) column * n_rows + row]);
  return raster->most;
}

static void
fill_column (Raster *raster,
             int64_t pixel,
             const uint32_t *columns)
{
  const EmberHeatmapGrid *grid = &raster->heatmap->grid;
  const EmberTimeRange range = { ember_heatmap_grid_get_column (grid, columns[0]).begin_ns, ember_heatmap_grid_get_column (grid, columns[1] - 1).end_ns };
  /* As in most columns, zero means zero. */
  const bool is_plain = raster->matches == NULL && ember_heatmap_has_all_data (raster->heatmap, range);
  const uint32_t *counts = get_fullest (raster, columns);
  uint32_t *target = raster->pixels + pixel;

  for (int line = 0; line < raster->n_lines; line++, target += raster->width)
    {
      uint32_t rows[2];
      uint32_t most = 0;

      ember_heatmap_geometry_get_rows_at (raster->geometry, line, &rows[0], &rows[1]);
      for (uint32_t row = rows[0]; row < rows[1]; row++)
        most = MAX (most, counts[row]);
      *target = is_plain ? ember_palette_lut_get (&raster->lut, most) : get_pixel (raster, columns, rows, most);
    }
}

static void
fill_raster (Raster *raster)
{
  uint32_t last_column = UINT32_MAX;

  for (int64_t pixel = 0; pixel < raster->width; pixel++)
    {
      uint32_t columns[2];

      ember_heatmap_geometry_get_columns_at (raster->geometry, pixel, &columns[0], &columns[1]);
      if (columns[0] != last_column)
        fill_column (raster, pixel, columns);
      else
        for (int line = 0; line < raster->n_lines; line++)
          raster->pixels[(size_t) line * raster->width + pixel] = raster->pixels[(size_t) line * raster->width + pixel - 1];
      last_column = columns[0];
    }
}

/* Each line alone: one scale over all would gather rounding and miss a border by a pixel. */
static void
paint_line (cairo_t *cr,
            const Raster *raster,
            int line)
{
  const EmberHeatmapGeometry *geometry = raster->geometry;
  unsigned char *data = (unsigned char *) (raster->pixels + (size_t) line * raster->width);
  cairo_surface_t *strip = cairo_image_surface_create_for_data (data, CAIRO_FORMAT_ARGB32, raster->width, 1, raster->width * 4);
  int64_t top, bottom;
  double begin, end;
  cairo_matrix_t matrix;

  ember_heatmap_geometry_get_line (geometry, line, &top, &bottom);
  begin = (double) top;
  end = (double) bottom;
  cairo_set_source_surface (cr, strip, 0, 0);
  cairo_matrix_init (&matrix, 1, 0, 0, 1 / (end - begin), (double) -geometry->plot_x, -begin / (end - begin));
  cairo_pattern_set_matrix (cairo_get_source (cr), &matrix);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_rectangle (cr, (double) geometry->plot_x, begin, raster->width, end - begin);
  cairo_fill (cr);
  cairo_surface_destroy (strip);
}

static void
paint_raster (cairo_t *cr,
              const Raster *raster)
{
  cairo_save (cr);
  cairo_scale (cr, 1.0 / raster->geometry->scale, 1.0 / raster->geometry->scale);
  for (int line = 0; line < raster->n_lines; line++)
    paint_line (cr, raster, line);
  cairo_restore (cr);
}

/* Hatches the columns [begin, end), as far as they are seen. */
static void
hatch_columns (cairo_t *cr,
               const EmberTheme *theme,
               const EmberHeatmapGeometry *geometry,
               uint32_t begin,
               uint32_t end)
{
  const cairo_rectangle_t plot = ember_heatmap_geometry_get_plot (geometry);
  const double left = MAX (ember_heatmap_geometry_get_column_x (geometry, begin), plot.x);
  const double right = MIN (ember_heatmap_geometry_get_column_x (geometry, end), plot.x + plot.width);
  /* Columns of less than a pixel round away. */
  const cairo_rectangle_t area = { left, plot.y, MAX (right - left, 1.0 / geometry->scale), plot.height };

  if (begin < end && left <= right)
    ember_heatmap_hatch_draw (cr, theme, &area);
}

/* Hatches the columns in which a cell may have no data, as the cells leave that open. */
static void
hatch_unknown (cairo_t *cr,
               const EmberHeatmap *heatmap,
               const EmberTheme *theme,
               const EmberHeatmapGeometry *geometry)
{
  const EmberHeatmapGrid *grid = &heatmap->grid;
  const EmberTimeRange covered = ember_time_range_intersect (heatmap->covered, ember_heatmap_grid_get_range (grid));
  uint32_t done = 0;

  if (ember_time_range_is_empty (covered))
    {
      hatch_columns (cr, theme, geometry, 0, grid->n_columns);
      return;
    }
  done = ember_heatmap_grid_clamp (grid, covered.begin_ns).column + 1;
  hatch_columns (cr, theme, geometry, 0, done);
  for (uint32_t i = 0; i < heatmap->n_gaps; i++)
    {
      const EmberTimeRange gap = ember_time_range_intersect (heatmap->gaps[i], covered);
      uint32_t end;

      if (ember_time_range_is_empty (gap))
        continue;
      end = ember_heatmap_grid_clamp (grid, gap.end_ns - 1).column + 1;
      hatch_columns (cr, theme, geometry, MAX (done, ember_heatmap_grid_clamp (grid, gap.begin_ns).column), end);
      done = MAX (done, end);
    }
  hatch_columns (cr, theme, geometry, MAX (done, ember_heatmap_grid_clamp (grid, covered.end_ns - 1).column), grid->n_columns);
}

static bool
is_vector (cairo_t *cr)
{
  const cairo_surface_type_t type = cairo_surface_get_type (cairo_get_group_target (cr));

  return type == CAIRO_SURFACE_TYPE_SVG || type == CAIRO_SURFACE_TYPE_PDF || type == CAIRO_SURFACE_TYPE_PS;
}

/* The same picture as rectangles, one for each run of a colour on a line. */
static void
paint_vectors (cairo_t *cr,
               const Raster *raster)
{
  const EmberHeatmapGeometry *geometry = raster->geometry;

  cairo_save (cr);
  cairo_scale (cr, 1.0 / geometry->scale, 1.0 / geometry->scale);
  for (int line = 0; line < raster->n_lines; line++)
    {
      const uint32_t *pixels = raster->pixels + (size_t) line * raster->width;
      int64_t top, bottom;

      ember_heatmap_geometry_get_line (geometry, line, &top, &bottom);
      for (int begin = 0, end; begin < raster->width; begin = end)
        {
          for (end = begin + 1; end < raster->width && pixels[end] == pixels[begin];)
            end++;
          if (pixels[begin] == 0)
            continue;
          cairo_set_source_rgb (cr, (pixels[begin] >> 16 & 0xff) / 255.0, (pixels[begin] >> 8 & 0xff) / 255.0, (pixels[begin] & 0xff) / 255.0);
          cairo_rectangle (cr, (double) geometry->plot_x + begin, (double) top, end - begin, (double) (bottom - top));
          cairo_fill (cr);
        }
    }
  cairo_restore (cr);
}

static void
place (EmberHeatmapGeometry *geometry,
       const EmberHeatmap *heatmap,
       const EmberHeatmapStyle *style,
       EmberHeatmapFrame *frame,
       double part)
{
  const double margin = ember_heatmap_chrome_get_margin (&heatmap->grid, &style->theme, part);
  const double top = style->is_bare ? 1 : ember_heatmap_legend_get_height (&style->theme);
  const double bottom = style->is_bare ? 1 : ember_heatmap_chrome_get_label_height (&style->theme);

  frame->room = (cairo_rectangle_t){ style->is_rtl ? MARGIN : margin, top, frame->width - margin - MARGIN, frame->height - top - bottom };
  frame->is_at_right = style->is_rtl;
  ember_heatmap_geometry_init (geometry, &heatmap->grid, frame);
}

void
ember_heatmap_painter_place (EmberHeatmapGeometry *geometry,
                             const EmberHeatmap *heatmap,
                             const EmberHeatmapStyle *style,
                             double width,
                             double height,
                             int scale,
                             bool is_whole)
{
  EmberHeatmapFrame frame = { .width = width, .height = height, .scale = scale, .is_whole = is_whole };

  place (geometry, heatmap, style, &frame, 1);
}

void
ember_heatmap_painter_place_part (EmberHeatmapGeometry *geometry,
                                  const EmberHeatmap *heatmap,
                                  const EmberHeatmapStyle *style,
                                  double width,
                                  double height,
                                  int scale,
                                  const EmberHeatmapZoom *zoom)
{
  /* With finer rows the map stays as high as it is. */
  EmberHeatmapFrame frame = { .width = width, .height = height, .scale = scale, .fills_height = zoom->height > 0 };

  place (geometry, heatmap, style, &frame, zoom->height > 0 ? zoom->height : 1);
  ember_heatmap_zoom_apply (zoom, geometry);
}

void
ember_heatmap_painter_draw_cells (cairo_t *cr,
                                  const EmberHeatmap *heatmap,
                                  const EmberHeatmapStyle *style,
                                  const EmberHeatmapGeometry *geometry)
{
  const EmberColorScale scale = ember_heatmap_style_get_scale (style, heatmap);
  g_autofree Raster *raster = NULL;
  g_autofree uint32_t *pixels = NULL;

  if (heatmap->grid.n_columns == 0)
    return;
  hatch_unknown (cr, heatmap, &style->theme, geometry);
  raster = g_new (Raster, 1);
  raster->heatmap = heatmap;
  raster->geometry = geometry;
  raster->width = (int) geometry->plot_width;
  raster->n_lines = (int) ember_heatmap_geometry_get_n_lines (geometry);
  raster->pixels = pixels = g_new (uint32_t, (size_t) raster->width * raster->n_lines);
  raster->is_dark = style->theme.is_dark;
  raster->matches = style->marking != NULL ? style->marking->matches : NULL;
  ember_palette_lut_init (&raster->lut, ember_heatmap_style_get_palette (style), style->theme.is_dark, &scale);
  fill_raster (raster);
  if (is_vector (cr))
    paint_vectors (cr, raster);
  else
    paint_raster (cr, raster);
}

void
ember_heatmap_painter_draw_chrome (cairo_t *cr,
                                   const EmberHeatmap *heatmap,
                                   const EmberHeatmapStyle *style,
                                   const EmberHeatmapGeometry *geometry)
{
  const cairo_rectangle_t plot = ember_heatmap_geometry_get_plot (geometry);
  const double used = style->is_bare ? 0 : ember_heatmap_legend_draw (cr, heatmap, style, geometry);
  const double room = plot.width - used - 2 * MARGIN;
  g_auto (EmberHeatmapText) text = { 0 };

  ember_heatmap_chrome_draw_axes (cr, style, geometry);
  if (style->title == NULL || room <= 0)
    return;
  ember_heatmap_text_init (&text, &style->theme, 1, true);
  ember_heatmap_text_draw (&text, cr, style->title, style->theme.text,
                           style->is_rtl ? plot.x + plot.width - MIN (ember_heatmap_text_measure (&text, style->title), room) : plot.x,
                           plot.y - MARGIN / 2 - text.height, room);
}

void
ember_heatmap_painter_draw (cairo_t *cr,
                            const EmberHeatmap *heatmap,
                            const EmberHeatmapStyle *style,
                            const EmberHeatmapGeometry *geometry)
{
  const EmberColor background = style->theme.background;

  ember_color_set_source (cr, background);
  cairo_rectangle (cr, 0, 0, geometry->width, geometry->height);
  cairo_fill (cr);
  ember_heatmap_painter_draw_cells (cr, heatmap, style, geometry);
  ember_heatmap_painter_draw_chrome (cr, heatmap, style, geometry);
  if (style->chosen != NULL)
    ember_heatmap_chosen_draw (cr, style->chosen, &style->theme, geometry);
}
