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

/* Ends of more cells at once where more than half of the last ones held samples, of fewer where not. */
static bool
look_ahead (EmberCellWalk *walk)
{
  int64_t borders[EMBER_CELL_WALK_AHEAD];
  uint32_t n = walk->n_found * 2 > walk->n_ends ? walk->n_ends * 2 : walk->n_ends / 2;
  EmberCell cell;

  if (walk->next >= walk->end || !ember_heatmap_grid_find (walk->grid, ember_sample_table_get_times (walk->table)[walk->next], &cell))
    return false;
  walk->index = ember_heatmap_grid_get_index (walk->grid, cell) - 1;
  n = MIN (CLAMP (n, 1, EMBER_CELL_WALK_AHEAD), ember_heatmap_grid_get_n_cells (walk->grid) - walk->index - 1);
  for (uint32_t i = 0; i < n; i++)
    borders[i] = ember_heatmap_grid_get_border (walk->grid, walk->index + 2 + i);
  ember_sample_table_find_each (walk->table, walk->next, walk->end, borders, n, walk->ends);
  walk->n_ends = n;
  walk->n_taken = walk->n_found = 0;
  return true;
}

bool
ember_cell_walk_next (EmberCellWalk *walk)
{
  do
    {
      if (walk->n_taken == walk->n_ends && !look_ahead (walk))
        return false;
      walk->index++;
      walk->first = walk->next;
      walk->last = walk->next = walk->ends[walk->n_taken++];
    }
  while (walk->first == walk->last);
  walk->n_found++;
  return true;
}
