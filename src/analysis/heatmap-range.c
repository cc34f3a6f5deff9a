/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/heatmap-range.h"

EmberHeatmapGrid
ember_heatmap_grid_new_of_range (const EmberProfile *profile,
                                 EmberTimeRange wanted,
                                 int64_t column_ns,
                                 uint32_t n_rows)
{
  const EmberTimeRange range = ember_time_range_intersect (wanted, ember_profile_get_range (profile));
  EmberHeatmapGrid grid = ember_heatmap_grid_new (profile, column_ns, n_rows);
  const uint64_t max_columns = EMBER_HEATMAP_MAX_CELLS / grid.n_rows;
  int64_t first;
  int64_t last;

  grid.is_cut = false;
  if (ember_time_range_is_empty (range))
    {
      grid.n_columns = 0;
      return grid;
    }
  first = (range.begin_ns - grid.origin_ns) / grid.column_ns;
  last = (range.end_ns - 1 - grid.origin_ns) / grid.column_ns;
  grid.origin_ns += first * grid.column_ns;
  grid.first_column = first;
  grid.is_cut = (uint64_t) (last - first) >= max_columns;
  grid.n_columns = (uint32_t) MIN ((uint64_t) (last - first) + 1, max_columns);
  return grid;
}

static uint32_t
count_cell (const EmberHeatmap *heatmap,
            const EmberTableSet *set,
            uint32_t index,
            EmberTimeRange range)
{
  const EmberTimeRange cell = {
    ember_heatmap_grid_get_border (&heatmap->grid, index),
    ember_heatmap_grid_get_border (&heatmap->grid, index + 1),
  };
  const EmberTimeRange part = ember_time_range_intersect (cell, range);

  if (ember_time_range_equal (part, cell))
    return heatmap->counts[index];
  return (uint32_t) MIN (ember_table_set_count (set, part), UINT32_MAX);
}

EmberHeatmap *
ember_heatmap_new_of_range (const EmberTableSet *set,
                            EmberTimeRange range,
                            int64_t column_ns,
                            uint32_t n_rows,
                            GCancellable *cancellable)
{
  const EmberTimeRange clipped = ember_time_range_intersect (range, ember_profile_get_range (set->profile));
  const EmberHeatmapGrid grid = ember_heatmap_grid_new_of_range (set->profile, clipped, column_ns, n_rows);
  EmberHeatmap *heatmap = ember_heatmap_new (set, &grid, cancellable);
  const uint32_t n_cells = ember_heatmap_grid_get_n_cells (&grid);

  if (heatmap == NULL)
    return NULL;
  heatmap->max_count = 0;
  for (uint32_t i = 0; i < n_cells; i++)
    {
      heatmap->counts[i] = count_cell (heatmap, set, i, clipped);
      heatmap->max_count = MAX (heatmap->max_count, heatmap->counts[i]);
    }
  heatmap->covered = ember_time_range_intersect (heatmap->covered, clipped);
  ember_heatmap_summarize (heatmap);
  return heatmap;
}
