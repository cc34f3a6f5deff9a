/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/heatmap-matches.h"

#include "analysis/cell-walk.h"
#include "analysis/stack-mask-rows.h"

/* Cells between two looks at the cancellable. */
#define CELLS_BETWEEN_CHECKS 4096

static bool
count_table (EmberHeatmap *heatmap,
             const EmberTableSet *set,
             uint32_t index,
             EmberTimeRange range,
             const EmberStackMask *stacks,
             GCancellable *cancellable)
{
  g_autoptr (EmberBitmap) matches = NULL;
  uint32_t n_cells = 0;
  EmberCellWalk walk;

  ember_cell_walk_init (&walk, set->tables[index], &heatmap->grid, range);
  matches = ember_stack_mask_find_matches (stacks, set, index, walk.next, walk.end, cancellable);
  while (matches != NULL && ember_cell_walk_next (&walk))
    {
      if (n_cells++ % CELLS_BETWEEN_CHECKS == 0 && g_cancellable_is_cancelled (cancellable))
        return false;
      ember_heatmap_add (heatmap, walk.index, ember_bitmap_count (matches, walk.first, walk.last));
    }
  return matches != NULL;
}

EmberHeatmap *
ember_heatmap_new_of_stacks (const EmberTableSet *set,
                             const EmberHeatmapGrid *grid,
                             EmberTimeRange range,
                             const EmberStackMask *stacks,
                             GCancellable *cancellable)
{
  g_autoptr (EmberHeatmap) heatmap = ember_heatmap_new_empty (set->profile, grid);

  for (uint32_t i = 0; i < set->n_tables; i++)
    if (!count_table (heatmap, set, i, range, stacks, cancellable))
      return NULL;
  return g_steal_pointer (&heatmap);
}
