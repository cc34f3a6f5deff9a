/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/heatmap-chrome.h"

#include <math.h>

#include "paint/heatmap-axis.h"
#include "paint/heatmap-text.h"
#include "paint/source-color.h"

#define TICK 4
#define GAP 4

/* Labels of the vertical axis have at least so many lines' height each. */
#define LINES_A_LABEL 2.2

/* So many of the last labels, which are the longest, stand for all. */
#define MOST_MEASURED 10

typedef struct
{
  EmberHeatmapText text;
  const EmberHeatmapStyle *style;
  const EmberHeatmapGeometry *geometry;
  cairo_rectangle_t plot;
  int64_t step;  /* columns from label to label */
  int64_t first; /* column of the first label that may be seen */
  int64_t end;
} ColumnLabels;

static void
get_column_tick (const ColumnLabels *labels,
                 int64_t column,
                 EmberHeatmapTick *tick)
{
  const EmberHeatmapGrid *grid = &labels->geometry->grid;

  if (labels->style->has_time_of_day)
    ember_heatmap_axis_get_column_of_day (grid, column, labels->step, labels->style->time_of_day_ns, tick);
  else
    ember_heatmap_axis_get_column (grid, column, labels->step, tick);
}

static void
init_column_labels (ColumnLabels *labels,
                    const EmberHeatmapStyle *style,
                    const EmberHeatmapGeometry *geometry)
{
  const uint32_t n_columns = geometry->grid.n_columns;
  const double column_width = ember_heatmap_geometry_get_content_width (geometry) / MAX (n_columns, 1);
  uint32_t begin, end;
  double least = 1;

  labels->style = style;
  labels->geometry = geometry;
  labels->plot = ember_heatmap_geometry_get_plot (geometry);
  ember_heatmap_text_init (&labels->text, &style->theme, EMBER_HEATMAP_TEXT_SMALL, false);
  /* A coarser step can have shorter labels, never longer ones. */
  for (int i = 0; i < 2; i++)
    {
      EmberHeatmapTick tick;

      labels->step = ember_heatmap_axis_get_step (least);
      get_column_tick (labels, n_columns, &tick);
      least = (ember_heatmap_text_measure (&labels->text, tick.label) + 5 * GAP) / column_width;
    }
  labels->step = ember_heatmap_axis_get_step (least);
  ember_heatmap_geometry_get_visible_columns (geometry, &begin, &end);
  /* A label that is half out of sight still shows at the edge. */
  labels->first = ((geometry->grid.first_column + begin) / labels->step - 1) * labels->step - geometry->grid.first_column;
  while (labels->first < 0)
    labels->first += labels->step;
  labels->end = MIN ((int64_t) end + labels->step, n_columns);
}

/* Places the label of a column below its middle, pushed back into the picture at its ends.
 * Returns: false if the column is out of sight */
static bool
place_column_label (ColumnLabels *labels,
                    int64_t column,
                    EmberHeatmapTick *tick,
                    double *x,
                    double *width,
                    double *middle)
{
  const cairo_rectangle_t cell = ember_heatmap_geometry_get_cell (labels->geometry, (EmberCell){ (uint32_t) column, 0 });

  *middle = cell.x + cell.width / 2;
  if (*middle < labels->plot.x || *middle > labels->plot.x + labels->plot.width)
    return false;
  get_column_tick (labels, column, tick);
  *width = ember_heatmap_text_measure (&labels->text, tick->label);
  *x = CLAMP (*middle - *width / 2, GAP, MAX (labels->geometry->width - *width - GAP, GAP));
  return true;
}

static void
draw_column_labels (cairo_t *cr,
                    const EmberHeatmapStyle *style,
                    const EmberHeatmapGeometry *geometry)
{
  const double line = 1.0 / geometry->scale;
  ColumnLabels labels;

  init_column_labels (&labels, style, geometry);
  for (int64_t column = labels.first; column < labels.end; column += labels.step)
    {
      const double y = labels.plot.y + labels.plot.height;
      EmberHeatmapTick tick;
      double x, width, middle;

      if (!place_column_label (&labels, column, &tick, &x, &width, &middle))
        continue;
      ember_color_set_source (cr, style->theme.grid);
      cairo_rectangle (cr, floor (middle * geometry->scale) / geometry->scale, y, line, TICK);
      cairo_fill (cr);
      ember_heatmap_text_draw (&labels.text, cr, tick.label, style->theme.dim_text, x, y + TICK + 1, 0);
    }
  ember_heatmap_text_clear (&labels.text);
}

static int64_t
get_row_step (const EmberHeatmapGrid *grid,
              double height,
              double line_height)
{
  const double most = MAX (floor (height / (line_height * LINES_A_LABEL)), 1);

  return ember_heatmap_axis_get_step ((double) grid->column_ns / most);
}

/* The times after a column's begin at the lower and the upper end of what is seen. */
static void
get_visible_offsets (const EmberHeatmapGeometry *geometry,
                     int64_t *first_ns,
                     int64_t *last_ns)
{
  const double ns_a_pixel = (double) geometry->grid.column_ns / (double) geometry->content_height;

  *first_ns = (int64_t) ceil ((double) geometry->scroll_up * ns_a_pixel);
  *last_ns = (int64_t) floor ((double) (geometry->scroll_up + geometry->plot_height) * ns_a_pixel);
}

static void
draw_row_labels (cairo_t *cr,
                 const EmberHeatmapStyle *style,
                 const EmberHeatmapGeometry *geometry)
{
  const cairo_rectangle_t plot = ember_heatmap_geometry_get_plot (geometry);
  const double line = 1.0 / geometry->scale;
  const double content_height = (double) geometry->content_height / geometry->scale;
  g_auto (EmberHeatmapText) text = { 0 };
  int64_t step, first_ns, last_ns;

  ember_heatmap_text_init (&text, &style->theme, EMBER_HEATMAP_TEXT_SMALL, false);
  step = get_row_step (&geometry->grid, content_height, text.height);
  get_visible_offsets (geometry, &first_ns, &last_ns);
  for (int64_t offset_ns = (first_ns + step - 1) / step * step; offset_ns <= last_ns; offset_ns += step)
    {
      const double edge = ember_heatmap_geometry_get_offset_y (geometry, offset_ns);
      const double y = floor (edge * geometry->scale) / geometry->scale - (offset_ns > 0 ? 0 : line);
      const double width = TICK;
      EmberHeatmapTick tick;
      double label_width;

      ember_heatmap_axis_get_offset (offset_ns, step, &tick);
      label_width = ember_heatmap_text_measure (&text, tick.label);
      ember_color_set_source (cr, style->theme.grid);
      cairo_rectangle (cr, style->is_rtl ? plot.x + plot.width : plot.x - width, y, width, line);
      cairo_fill (cr);
      ember_heatmap_text_draw (&text, cr, tick.label, style->theme.dim_text,
                               style->is_rtl ? plot.x + plot.width + width + GAP : plot.x - width - GAP - label_width,
                               y - text.height / 2, 0);
    }
}

static void
draw_frame (cairo_t *cr,
            const EmberHeatmapStyle *style,
            const EmberHeatmapGeometry *geometry)
{
  const cairo_rectangle_t plot = ember_heatmap_geometry_get_plot (geometry);
  const double line = 1.0 / geometry->scale;

  ember_color_set_source (cr, style->theme.grid);
  cairo_set_line_width (cr, line);
  cairo_rectangle (cr, plot.x - line / 2, plot.y - line / 2, plot.width + line, plot.height + line);
  cairo_stroke (cr);
}

double
ember_heatmap_chrome_get_margin (const EmberHeatmapGrid *grid,
                                 const EmberTheme *theme,
                                 double height)
{
  g_auto (EmberHeatmapText) text = { 0 };
  double widest = 0;
  int64_t step;

  ember_heatmap_text_init (&text, theme, EMBER_HEATMAP_TEXT_SMALL, false);
  /* The finest step that can be had, so that the margin does not depend on the height in pixels. */
  step = ember_heatmap_axis_get_step ((double) grid->column_ns * height / 10);
  for (int i = 0; i <= MOST_MEASURED; i++)
    {
      EmberHeatmapTick tick;

      ember_heatmap_axis_get_offset (MAX (grid->column_ns / step - i, 0) * step, step, &tick);
      widest = MAX (widest, ember_heatmap_text_measure (&text, tick.label));
    }
  return ceil (widest) + TICK + 3 * GAP;
}

double
ember_heatmap_chrome_get_label_height (const EmberTheme *theme)
{
  return ceil (theme->font_px * EMBER_HEATMAP_TEXT_SMALL * 1.4) + TICK + 2 * GAP;
}

bool
ember_heatmap_chrome_find_label (const EmberHeatmapStyle *style,
                                 const EmberHeatmapGeometry *geometry,
                                 double x,
                                 uint32_t *column)
{
  ColumnLabels labels;
  bool is_found = false;

  init_column_labels (&labels, style, geometry);
  for (int64_t i = labels.first; i < labels.end && !is_found; i += labels.step)
    {
      EmberHeatmapTick tick;
      double label_x, width, middle;

      if (place_column_label (&labels, i, &tick, &label_x, &width, &middle) && x >= label_x - GAP && x < label_x + width + GAP)
        {
          *column = (uint32_t) i;
          is_found = true;
        }
    }
  ember_heatmap_text_clear (&labels.text);
  return is_found;
}

void
ember_heatmap_chrome_draw_axes (cairo_t *cr,
                                const EmberHeatmapStyle *style,
                                const EmberHeatmapGeometry *geometry)
{
  draw_frame (cr, style, geometry);
  if (style->is_bare)
    return;
  draw_row_labels (cr, style, geometry);
  if (!style->hides_columns)
    draw_column_labels (cr, style, geometry);
}
