/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/heatmap-spread.h"

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
  const EmberBitmap *passing = ember_table_set_get_mask (set, index);
  const EmberStackId *column = ember_sample_table_get_stacks (table);

  for (size_t row = 0; row < ember_sample_table_get_n (table); row++)
    {
      if (row % ROWS_BETWEEN_CHECKS == 0 && g_cancellable_is_cancelled (cancellable))
        return false;
      if ((passing == NULL || ember_bitmap_get (passing, row)) && (stacks == NULL || ember_bitmap_get (stacks->nodes, column[row])))
        ember_wait_spread_add (spread, ember_wait_spread_get_span (spread, table, row));
    }
  return true;
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
