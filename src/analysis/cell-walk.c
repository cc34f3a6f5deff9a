/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/cell-walk.h"

/* First of the rows [first, n) whose time is @end_ns or later: steps that double,
 * then a binary search in the last one, as cells are short against the table. */
static size_t
gallop (const int64_t *times,
        size_t first,
        size_t n,
        int64_t end_ns)
{
  size_t low = first;
  size_t step = 1;

  while (low + step < n && times[low + step] < end_ns)
    {
      low += step;
      step *= 2;
    }
  /* times[low] is known to lie before the end, times[high] is not. */
  for (size_t high = MIN (low + step, n); high - low > 1;)
    {
      const size_t middle = low + (high - low) / 2;

      if (times[middle] < end_ns)
        low = middle;
      else
        high = middle;
    }
  return low + 1;
}

void
ember_cell_walk_init (EmberCellWalk *walk,
                      const EmberSampleTable *table,
                      const EmberHeatmapGrid *grid,
                      EmberTimeRange range)
{
  *walk = (EmberCellWalk){ .times = ember_sample_table_get_times (table), .grid = grid };
  ember_sample_table_find (table, ember_time_range_intersect (ember_heatmap_grid_get_range (grid), range), &walk->next, &walk->end);
}

bool
ember_cell_walk_next (EmberCellWalk *walk)
{
  EmberCell cell;

  if (walk->next >= walk->end || !ember_heatmap_grid_find (walk->grid, walk->times[walk->next], &cell))
    return false;
  walk->index = ember_heatmap_grid_get_index (walk->grid, cell);
  walk->first = walk->next;
  walk->last = walk->next = gallop (walk->times, walk->first, walk->end, ember_heatmap_grid_get_cell (walk->grid, cell).end_ns);
  return true;
}
