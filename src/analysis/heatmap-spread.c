/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/heatmap-spread.h"

#include "analysis/stack-mask-rows.h"
#include "analysis/wait-spread.h"

/* Waits between two looks at the cancellable. */
#define ROWS_BETWEEN_CHECKS ((size_t) 1 << 16)

static bool
add_table (EmberWaitSpread *spread,
           const EmberTableSet *set,
           uint32_t index,
           const EmberStackMask *stacks,
           GCancellable *cancellable)
{
  const EmberSampleTable *table = set->tables[index];
  const size_t n = ember_sample_table_get_n (table);
  g_autoptr (EmberBitmap) matches = ember_stack_mask_find_matches (stacks, set, index, 0, n, cancellable);

  for (size_t row = 0; row < n && matches != NULL; row++)
    {
      if (row % ROWS_BETWEEN_CHECKS == 0 && g_cancellable_is_cancelled (cancellable))
        return false;
      if (ember_bitmap_get (matches, row))
        ember_wait_spread_add (spread, ember_wait_spread_get_span (spread, table, row));
    }
  return matches != NULL;
}

EmberHeatmap *
ember_heatmap_new_spread (const EmberTableSet *set,
                          const EmberHeatmapGrid *grid,
                          EmberTimeRange range,
                          const EmberStackMask *stacks,
                          GCancellable *cancellable)
{
  g_autoptr (EmberHeatmap) heatmap = ember_heatmap_new_empty (set->profile, grid);
  EmberWaitSpread spread;
  bool is_done = true;

  heatmap->is_time = true;
  heatmap->covered = ember_time_range_intersect (heatmap->covered, range);
  ember_wait_spread_init (&spread, grid, range);
  for (uint32_t i = 0; i < set->n_tables && is_done; i++)
    is_done = add_table (&spread, set, i, stacks, cancellable);
  if (is_done)
    {
      ember_wait_spread_fill (&spread, heatmap);
      ember_heatmap_summarize (heatmap);
    }
  ember_wait_spread_clear (&spread);
  return is_done ? g_steal_pointer (&heatmap) : NULL;
}
