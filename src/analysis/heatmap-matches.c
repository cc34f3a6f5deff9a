/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/heatmap-matches.h"

#include "analysis/cell-walk.h"

/* Samples between two looks at the cancellable. */
#define ROWS_BETWEEN_CHECKS ((size_t) 1 << 18)

/* Of the rows [first, last) that the filter lets pass, 64 at a time as its words are. */
static size_t
count_passing (const EmberStackMask *stacks,
               const EmberStackId *column,
               const EmberBitmap *passing,
               size_t first,
               size_t last)
{
  size_t sum = 0;

  while (first < last)
    {
      const size_t end = MIN (last, (first / 64 + 1) * 64);
      const uint64_t word = passing->words[first / 64] >> (first % 64);

      if (word != 0)
        sum += (size_t) __builtin_popcountll (word & ember_stack_mask_get_word (stacks, column + first, end - first));
      first = end;
    }
  return sum;
}

static bool
count_table (EmberHeatmap *heatmap,
             const EmberTableSet *set,
             uint32_t index,
             EmberTimeRange range,
             const EmberStackMask *stacks,
             GCancellable *cancellable)
{
  const EmberStackId *column = ember_sample_table_get_stacks (set->tables[index]);
  const EmberBitmap *passing = ember_table_set_get_mask (set, index);
  size_t checked = 0;
  EmberCellWalk walk;

  ember_cell_walk_init (&walk, set->tables[index], &heatmap->grid, range);
  while (ember_cell_walk_next (&walk))
    {
      const size_t n = passing != NULL ? count_passing (stacks, column, passing, walk.first, walk.last)
                                       : ember_stack_mask_count (stacks, column + walk.first, walk.last - walk.first);

      ember_heatmap_add (heatmap, walk.index, n);
      if (walk.last - checked < ROWS_BETWEEN_CHECKS)
        continue;
      checked = walk.last;
      if (g_cancellable_is_cancelled (cancellable))
        return false;
    }
  return !g_cancellable_is_cancelled (cancellable);
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
