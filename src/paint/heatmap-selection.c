/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/heatmap-selection.h"

#include <math.h>

/* Corners of the shape: the first column is [x0, x1), the last one [x2, x3). */
typedef struct
{
  double x0, x1, x2, x3;
  double top, bottom; /* of the cells, maybe out of sight */
  double begin_y, end_y;
  double seen_left, seen_right;
  double seen_top, seen_bottom;
} Corners;

static void
add_outside (EmberHeatmapSelection *selection,
             double left,
             double top,
             double right,
             double bottom)
{
  if (right > left && bottom > top)
    selection->outside[selection->n_outside++] = (cairo_rectangle_t){ left, top, right - left, bottom - top };
}

/* Of lines, only what is seen: nobody can drag the rest. */
static void
add_upright (EmberHeatmapSelection *selection,
             const Corners *c,
             EmberHeatmapEdge edge,
             double x,
             double top,
             double bottom)
{
  const double seen_top = MAX (top, c->seen_top);
  const double seen_bottom = MIN (bottom, c->seen_bottom);

  if (seen_bottom > seen_top)
    selection->outline[selection->n_outline++] = (EmberHeatmapOutline){ { x, seen_top, 0, seen_bottom - seen_top }, edge };
}

static void
add_level (EmberHeatmapSelection *selection,
           const Corners *c,
           EmberHeatmapEdge edge,
           double left,
           double right,
           double y)
{
  const double seen_left = MAX (left, c->seen_left);
  const double seen_right = MIN (right, c->seen_right);

  if (seen_right > seen_left && y >= c->seen_top && y <= c->seen_bottom)
    selection->outline[selection->n_outline++] = (EmberHeatmapOutline){ { seen_left, y, seen_right - seen_left, 0 }, edge };
}

static void
trace_one_column (EmberHeatmapSelection *selection,
                  const Corners *c)
{
  add_level (selection, c, EMBER_HEATMAP_EDGE_BEGIN, c->x0, c->x1, c->begin_y);
  add_upright (selection, c, EMBER_HEATMAP_EDGE_BEGIN, c->x0, c->end_y, c->begin_y);
  add_level (selection, c, EMBER_HEATMAP_EDGE_END, c->x0, c->x1, c->end_y);
  add_upright (selection, c, EMBER_HEATMAP_EDGE_END, c->x1, c->end_y, c->begin_y);
}

static void
trace_columns (EmberHeatmapSelection *selection,
               const Corners *c)
{
  add_upright (selection, c, EMBER_HEATMAP_EDGE_BEGIN, c->x0, c->top, c->begin_y);
  add_level (selection, c, EMBER_HEATMAP_EDGE_BEGIN, c->x0, c->x1, c->begin_y);
  add_upright (selection, c, EMBER_HEATMAP_EDGE_BEGIN, c->x1, c->begin_y, c->bottom);
  add_level (selection, c, EMBER_HEATMAP_EDGE_NONE, c->x0, c->x2, c->top);
  add_level (selection, c, EMBER_HEATMAP_EDGE_NONE, c->x1, c->x3, c->bottom);
  add_upright (selection, c, EMBER_HEATMAP_EDGE_END, c->x2, c->top, c->end_y);
  add_level (selection, c, EMBER_HEATMAP_EDGE_END, c->x2, c->x3, c->end_y);
  add_upright (selection, c, EMBER_HEATMAP_EDGE_END, c->x3, c->end_y, c->bottom);
}

void
ember_heatmap_selection_init (EmberHeatmapSelection *selection,
                              const EmberHeatmapGeometry *geometry,
                              EmberTimeRange range)
{
  const EmberHeatmapGrid *grid = &geometry->grid;
  const cairo_rectangle_t plot = ember_heatmap_geometry_get_plot (geometry);
  const EmberTimeRange shown = ember_time_range_intersect (range, ember_heatmap_grid_get_range (grid));
  EmberCell first, last;
  Corners c;

  selection->n_outside = selection->n_outline = 0;
  selection->is_on_map = !ember_time_range_is_empty (shown);
  if (!selection->is_on_map)
    return;
  first = ember_heatmap_grid_clamp (grid, shown.begin_ns);
  last = ember_heatmap_grid_clamp (grid, shown.end_ns - 1);
  c.x0 = ember_heatmap_geometry_get_column_x (geometry, first.column);
  c.x1 = ember_heatmap_geometry_get_column_x (geometry, first.column + 1);
  c.x2 = ember_heatmap_geometry_get_column_x (geometry, last.column);
  c.x3 = ember_heatmap_geometry_get_column_x (geometry, last.column + 1);
  c.top = ember_heatmap_geometry_get_row_y (geometry, grid->n_rows);
  c.bottom = ember_heatmap_geometry_get_row_y (geometry, 0);
  c.seen_left = plot.x;
  c.seen_right = plot.x + plot.width;
  c.seen_top = plot.y;
  c.seen_bottom = plot.y + plot.height;
  c.begin_y = ember_heatmap_geometry_get_offset_y (geometry, shown.begin_ns - ember_heatmap_grid_get_column (grid, first.column).begin_ns);
  c.end_y = ember_heatmap_geometry_get_offset_y (geometry, shown.end_ns - ember_heatmap_grid_get_column (grid, last.column).begin_ns);

  add_outside (selection, plot.x, c.top, MIN (c.x0, plot.x + plot.width), c.bottom);
  add_outside (selection, c.x0, c.begin_y, c.x1, c.bottom);
  add_outside (selection, c.x2, c.top, c.x3, c.end_y);
  add_outside (selection, MAX (c.x3, plot.x), c.top, plot.x + plot.width, c.bottom);
  if (first.column == last.column)
    trace_one_column (selection, &c);
  else
    trace_columns (selection, &c);
}

static double
get_distance (const cairo_rectangle_t *line,
              double x,
              double y)
{
  const double dx = MAX (MAX (line->x - x, x - line->x - line->width), 0);
  const double dy = MAX (MAX (line->y - y, y - line->y - line->height), 0);

  return hypot (dx, dy);
}

EmberHeatmapEdge
ember_heatmap_selection_find_edge (const EmberHeatmapSelection *selection,
                                   double x,
                                   double y,
                                   double distance,
                                   bool *is_upright)
{
  const EmberHeatmapOutline *nearest = NULL;
  double least = distance;

  for (uint32_t i = 0; i < selection->n_outline; i++)
    {
      const EmberHeatmapOutline *outline = &selection->outline[i];
      const double this_distance = get_distance (&outline->line, x, y);

      if (outline->edge != EMBER_HEATMAP_EDGE_NONE && (nearest == NULL ? this_distance <= least : this_distance < least))
        {
          nearest = outline;
          least = this_distance;
        }
    }
  if (is_upright != NULL)
    *is_upright = nearest != NULL && nearest->line.width == 0;
  return nearest != NULL ? nearest->edge : EMBER_HEATMAP_EDGE_NONE;
}
