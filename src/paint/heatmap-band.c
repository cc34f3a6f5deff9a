/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/heatmap-band.h"

/* More intervals in one column than this cannot be told apart. */
#define MAX_PIECES 64

/* The rectangles of one column. */
typedef struct
{
  cairo_rectangle_t parts[MAX_PIECES + 1];
  uint32_t n;
} Strip;

static void
add (Strip *strip,
     double left,
     double right,
     double top,
     double bottom)
{
  if (bottom > top && right > left && strip->n < MAX_PIECES + 1)
    strip->parts[strip->n++] = (cairo_rectangle_t){ left, top, right - left, bottom - top };
}

static void
cut_column (const EmberHeatmapGeometry *geometry,
            uint32_t column,
            EmberTimeRange range,
            const EmberBand *band,
            Strip *inside,
            Strip *outside)
{
  const EmberTimeRange whole = ember_heatmap_grid_get_column (&geometry->grid, column);
  const EmberTimeRange shown = ember_time_range_intersect (whole, range);
  const double left = ember_heatmap_geometry_get_column_x (geometry, column);
  const double right = ember_heatmap_geometry_get_column_x (geometry, column + 1);
  double y = ember_heatmap_geometry_get_offset_y (geometry, shown.begin_ns - whole.begin_ns);

  inside->n = outside->n = 0;
  if (ember_time_range_is_empty (shown))
    return;
  for (int64_t i = ember_band_find (band, shown.begin_ns); inside->n < MAX_PIECES; i++)
    {
      const EmberTimeRange piece = ember_time_range_intersect (ember_band_get_interval (band, i), shown);
      double begin, end;

      if (ember_time_range_is_empty (piece))
        break;
      begin = ember_heatmap_geometry_get_offset_y (geometry, piece.begin_ns - whole.begin_ns);
      end = ember_heatmap_geometry_get_offset_y (geometry, piece.end_ns - whole.begin_ns);
      add (outside, left, right, begin, y);
      add (inside, left, right, end, begin);
      y = end;
    }
  add (outside, left, right, ember_heatmap_geometry_get_offset_y (geometry, shown.end_ns - whole.begin_ns), y);
}

static bool
goes_on (const GArray *rectangles,
         const Strip *strip)
{
  for (uint32_t i = 0; i < strip->n; i++)
    {
      const cairo_rectangle_t *part = &strip->parts[i];
      const cairo_rectangle_t *last;

      if (rectangles->len < strip->n)
        return false;
      last = &g_array_index (rectangles, cairo_rectangle_t, rectangles->len - strip->n + i);
      if (last->y != part->y || last->height != part->height || last->x + last->width != part->x)
        return false;
    }
  return true;
}

static void
append (GArray *rectangles,
        const Strip *strip)
{
  if (!goes_on (rectangles, strip))
    {
      g_array_append_vals (rectangles, strip->parts, strip->n);
      return;
    }
  for (uint32_t i = 0; i < strip->n; i++)
    g_array_index (rectangles, cairo_rectangle_t, rectangles->len - strip->n + i).width += strip->parts[i].width;
}

void
ember_heatmap_band_init (EmberHeatmapBand *shape,
                         const EmberHeatmapGeometry *geometry,
                         EmberTimeRange range,
                         const EmberBand *band)
{
  uint32_t first, last;

  shape->inside = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_t));
  shape->outside = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_t));
  ember_heatmap_geometry_get_visible_columns (geometry, &first, &last);
  for (uint32_t column = first; column < last; column++)
    {
      Strip inside, outside;

      cut_column (geometry, column, range, band, &inside, &outside);
      append (shape->inside, &inside);
      append (shape->outside, &outside);
    }
}

void
ember_heatmap_band_clear (EmberHeatmapBand *shape)
{
  g_clear_pointer (&shape->inside, g_array_unref);
  g_clear_pointer (&shape->outside, g_array_unref);
}

EmberTimeRange
ember_heatmap_band_of_cells (const EmberHeatmapGrid *grid,
                             EmberCell from,
                             EmberCell to,
                             EmberBand *band)
{
  const EmberCell low = { 0, MIN (from.row, to.row) };
  const EmberCell high = { 0, MAX (from.row, to.row) };
  const uint32_t first = MIN (from.column, to.column);
  const uint32_t last = MAX (from.column, to.column);

  *band = (EmberBand){
    .origin_ns = grid->origin_ns,
    .column_ns = grid->column_ns,
    .begin_ns = ember_heatmap_grid_get_cell (grid, low).begin_ns - grid->origin_ns,
    .end_ns = ember_heatmap_grid_get_cell (grid, high).end_ns - grid->origin_ns,
  };
  return (EmberTimeRange){ ember_heatmap_grid_get_column (grid, first).begin_ns, ember_heatmap_grid_get_column (grid, last).end_ns };
}
