/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/heatmap-seen.h"

static void
see_columns (EmberHeatmapSeen *seen,
             const EmberHeatmapGeometry *geometry)
{
  const EmberHeatmapGrid *grid = &geometry->grid;

  ember_heatmap_geometry_get_visible_columns (geometry, &seen->columns[0], &seen->columns[1]);
  if (geometry->content_width > geometry->plot_width)
    seen->range = (EmberTimeRange){
      ember_heatmap_grid_get_column (grid, seen->columns[0]).begin_ns,
      ember_heatmap_grid_get_column (grid, seen->columns[1] - 1).end_ns,
    };
}

static void
see_rows (EmberHeatmapSeen *seen,
          const EmberHeatmapGeometry *geometry)
{
  const EmberHeatmapGrid *grid = &geometry->grid;

  ember_heatmap_geometry_get_visible_rows (geometry, &seen->rows[0], &seen->rows[1]);
  if (geometry->content_height > geometry->plot_height)
    seen->band = (EmberBand){
      grid->origin_ns,
      grid->column_ns,
      ember_heatmap_grid_get_cell (grid, (EmberCell){ 0, seen->rows[0] }).begin_ns - grid->origin_ns,
      ember_heatmap_grid_get_cell (grid, (EmberCell){ 0, seen->rows[1] - 1 }).end_ns - grid->origin_ns,
    };
  else
    seen->zoom.low = seen->zoom.height = 0;
}

EmberHeatmapSeen
ember_heatmap_seen_new (const EmberHeatmapZoom *zoom,
                        const EmberHeatmapGeometry *geometry)
{
  EmberHeatmapSeen seen = { 0 };

  if (geometry->grid.n_columns == 0 || !ember_heatmap_zoom_is_part (geometry))
    return seen;
  seen.zoom = ember_heatmap_zoom_get_seen (zoom, geometry);
  see_columns (&seen, geometry);
  see_rows (&seen, geometry);
  return seen;
}

bool
ember_heatmap_seen_is_part (const EmberHeatmapSeen *seen)
{
  return seen->columns[1] > 0;
}

double
ember_heatmap_seen_get_n_rows (const EmberHeatmapSeen *seen,
                               const EmberHeatmapGrid *grid)
{
  return grid->n_rows * (seen->zoom.height > 0 ? seen->zoom.height : 1);
}

uint64_t
ember_heatmap_seen_sum (const EmberHeatmapSeen *seen,
                        const EmberHeatmap *heatmap)
{
  uint64_t sum = 0;

  if (!ember_heatmap_seen_is_part (seen))
    return ember_heatmap_sum (heatmap);
  for (uint32_t column = seen->columns[0]; column < seen->columns[1]; column++)
    for (uint32_t row = seen->rows[0]; row < seen->rows[1]; row++)
      sum += ember_heatmap_get_count (heatmap, (EmberCell){ column, row });
  return sum;
}
