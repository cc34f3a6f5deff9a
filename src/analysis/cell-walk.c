/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/cell-walk.h"

void
ember_cell_walk_init (EmberCellWalk *walk,
                      const EmberSampleTable *table,
                      const EmberHeatmapGrid *grid,
                      EmberTimeRange range)
{
  *walk = (EmberCellWalk){ .table = table, .grid = grid };
  ember_sample_table_find (table, ember_time_range_intersect (ember_heatmap_grid_get_range (grid), range), &walk->next, &walk->end);
}

bool
ember_cell_walk_next (EmberCellWalk *walk)
{
  const int64_t *times = ember_sample_table_get_times (walk->table);
  EmberCell cell;

  if (walk->next >= walk->end || !ember_heatmap_grid_find (walk->grid, times[walk->next], &cell))
    return false;
  walk->index = ember_heatmap_grid_get_index (walk->grid, cell);
  walk->first = walk->next;
  walk->last = walk->next = ember_sample_table_find_from (walk->table, walk->first, walk->end, ember_heatmap_grid_get_cell (walk->grid, cell).end_ns);
  return true;
}
