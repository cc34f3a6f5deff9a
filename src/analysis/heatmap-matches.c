/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/heatmap-matches.h"

#include "analysis/cell-walk.h"
#include "analysis/stack-mask-rows.h"

/* Cells between two looks at the cancellable. */
#define CELLS_BETWEEN_CHECKS 4096

/* Returns: (transfer full) (nullable): the rows of [first, last) that count and whose stack is in @stacks; NULL if cancelled */
static EmberBitmap *
find_matches (const EmberTableSet *set,
              uint32_t index,
              size_t first,
              size_t last,
              const EmberStackMask *stacks,
              GCancellable *cancellable)
{
  const EmberSampleTable *table = set->tables[index];
  const EmberBitmap *passing = ember_table_set_get_mask (set, index);
  g_autoptr (EmberBitmap) matches = ember_bitmap_new (ember_sample_table_get_n (table));

  if (!ember_stack_mask_find_rows (stacks, table, first / 64 * 64, last, matches, cancellable))
    return NULL;
  if (passing != NULL)
    ember_bitmap_intersect (matches, passing);
  return g_steal_pointer (&matches);
}

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
  matches = find_matches (set, index, walk.next, walk.end, stacks, cancellable);
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
