/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/wait-spread.h"

#define NS_A_MICROSECOND 1000

/* A wait fills all cells but its first and last from border to border, so it
 * is enough to note where that begins and ends. */

void
ember_wait_spread_init (EmberWaitSpread *spread,
                        const EmberHeatmapGrid *grid,
                        EmberTimeRange range)
{
  const uint32_t n_cells = ember_heatmap_grid_get_n_cells (grid);

  spread->grid = grid;
  spread->range = ember_time_range_intersect (range, ember_heatmap_grid_get_range (grid));
  spread->parts_ns = g_new0 (uint64_t, MAX (n_cells, 1));
  spread->steps = g_new0 (int64_t, (size_t) n_cells + 1);
}

void
ember_wait_spread_clear (EmberWaitSpread *spread)
{
  g_clear_pointer (&spread->parts_ns, g_free);
  g_clear_pointer (&spread->steps, g_free);
}

EmberTimeRange
ember_wait_spread_get_span (const EmberWaitSpread *spread,
                            const EmberSampleTable *table,
                            size_t row)
{
  const int64_t begin_ns = ember_sample_table_get_times (table)[row];
  const uint64_t wait_ns = MIN (ember_sample_table_get_weight (table, row), (uint64_t) (EMBER_TIME_MAX_NS));

  return ember_time_range_intersect ((EmberTimeRange){ begin_ns, begin_ns + (int64_t) wait_ns }, spread->range);
}

void
ember_wait_spread_add (EmberWaitSpread *spread,
                       EmberTimeRange span)
{
  uint32_t first, last;

  if (ember_time_range_is_empty (span))
    return;
  first = ember_heatmap_grid_get_index (spread->grid, ember_heatmap_grid_clamp (spread->grid, span.begin_ns));
  last = ember_heatmap_grid_get_index (spread->grid, ember_heatmap_grid_clamp (spread->grid, span.end_ns - 1));
  if (first == last)
    {
      spread->parts_ns[first] += (uint64_t) (span.end_ns - span.begin_ns);
      return;
    }
  spread->parts_ns[first] += (uint64_t) (ember_heatmap_grid_get_border (spread->grid, first + 1) - span.begin_ns);
  spread->parts_ns[last] += (uint64_t) (span.end_ns - ember_heatmap_grid_get_border (spread->grid, last));
  spread->steps[first + 1]++;
  spread->steps[last]--;
}

void
ember_wait_spread_fill (const EmberWaitSpread *spread,
                        EmberHeatmap *heatmap)
{
  const uint32_t n_cells = ember_heatmap_grid_get_n_cells (spread->grid);
  uint64_t n_full = 0;

  for (uint32_t i = 0; i < n_cells; i++)
    {
      uint64_t time_ns = spread->parts_ns[i];

      n_full += (uint64_t) spread->steps[i];
      if (n_full > 0)
        time_ns += n_full * (uint64_t) (ember_heatmap_grid_get_border (spread->grid, i + 1) - ember_heatmap_grid_get_border (spread->grid, i));
      if (time_ns > 0)
        ember_heatmap_add (heatmap, i, MAX ((time_ns + NS_A_MICROSECOND / 2) / NS_A_MICROSECOND, 1));
    }
}
