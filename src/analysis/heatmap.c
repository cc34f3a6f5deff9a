/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/heatmap.h"

#include "analysis/cell-walk.h"

/* How many cells are counted between two looks at the cancellable. */
#define CANCEL_STRIDE 4096

static bool
count_table (EmberHeatmap *heatmap,
             const EmberTableSet *set,
             uint32_t index,
             GCancellable *cancellable)
{
  uint32_t n_cells = 0;
  EmberCellWalk walk;

  ember_cell_walk_init (&walk, set->tables[index], &heatmap->grid, EMBER_TIME_RANGE_ALL);
  while (ember_cell_walk_next (&walk))
    {
      if (n_cells++ % CANCEL_STRIDE == 0 && g_cancellable_is_cancelled (cancellable))
        return false;
      ember_heatmap_add (heatmap, walk.index, ember_table_set_count_rows (set, index, walk.first, walk.last));
    }
  return true;
}

static EmberHeatmap *
create (const EmberHeatmapGrid *grid,
        uint32_t *counts,
        EmberTimeRange covered)
{
  EmberHeatmap *heatmap = g_new0 (EmberHeatmap, 1);

  g_atomic_ref_count_init (&heatmap->ref_count);
  heatmap->grid = *grid;
  heatmap->counts = counts;
  heatmap->covered = covered;
  return heatmap;
}

EmberHeatmap *
ember_heatmap_new_empty (const EmberProfile *profile,
                         const EmberHeatmapGrid *grid)
{
  /* Fresh pages of zeroes cost nothing until a sample falls into them. */
  EmberHeatmap *heatmap = create (grid, g_new0 (uint32_t, MAX (ember_heatmap_grid_get_n_cells (grid), 1)), ember_profile_get_range (profile));
  const EmberTimeRange *gaps = ember_profile_get_gaps (profile, &heatmap->n_gaps);

  heatmap->gaps = g_memdup2 (gaps, heatmap->n_gaps * sizeof (EmberTimeRange));
  return heatmap;
}

void
ember_heatmap_add (EmberHeatmap *heatmap,
                   uint32_t index,
                   uint64_t n_samples)
{
  uint32_t *count = &heatmap->counts[index];

  *count = (uint32_t) MIN (*count + n_samples, UINT32_MAX);
  heatmap->max_count = MAX (heatmap->max_count, *count);
}

void
ember_heatmap_summarize (EmberHeatmap *heatmap)
{
  g_clear_pointer (&heatmap->summary, ember_heatmap_summary_free);
  heatmap->summary = ember_heatmap_summary_new (heatmap->counts, heatmap->grid.n_columns, heatmap->grid.n_rows);
  g_clear_pointer (&heatmap->ranks, ember_count_ranks_free);
  heatmap->ranks = ember_count_ranks_new (heatmap->counts, ember_heatmap_grid_get_n_cells (&heatmap->grid));
}

EmberHeatmap *
ember_heatmap_new (const EmberTableSet *set,
                   const EmberHeatmapGrid *grid,
                   GCancellable *cancellable)
{
  g_autoptr (EmberHeatmap) heatmap = ember_heatmap_new_empty (set->profile, grid);

  for (uint32_t i = 0; i < set->n_tables; i++)
    if (!count_table (heatmap, set, i, cancellable))
      return NULL;
  ember_heatmap_summarize (heatmap);
  return g_steal_pointer (&heatmap);
}

EmberHeatmap *
ember_heatmap_new_from_counts (const EmberHeatmapGrid *grid,
                               uint32_t *counts,
                               EmberTimeRange covered)
{
  EmberHeatmap *heatmap = create (grid, counts, covered);

  for (uint32_t i = 0; i < ember_heatmap_grid_get_n_cells (grid); i++)
    heatmap->max_count = MAX (heatmap->max_count, counts[i]);
  ember_heatmap_summarize (heatmap);
  return heatmap;
}

EmberHeatmap *
ember_heatmap_ref (EmberHeatmap *heatmap)
{
  g_atomic_ref_count_inc (&heatmap->ref_count);
  return heatmap;
}

void
ember_heatmap_unref (EmberHeatmap *heatmap)
{
  if (!g_atomic_ref_count_dec (&heatmap->ref_count))
    return;
  g_clear_pointer (&heatmap->summary, ember_heatmap_summary_free);
  g_clear_pointer (&heatmap->ranks, ember_count_ranks_free);
  g_free (heatmap->counts);
  g_free (heatmap->gaps);
  g_free (heatmap);
}

uint64_t
ember_heatmap_sum (const EmberHeatmap *heatmap)
{
  uint64_t sum = 0;

  for (uint32_t i = 0; i < ember_heatmap_grid_get_n_cells (&heatmap->grid); i++)
    sum += heatmap->counts[i];
  return sum;
}

/* Gaps are disjoint and sorted, so the first one that ends behind @range's begin decides. */
static bool
touches_gap (const EmberHeatmap *heatmap,
             EmberTimeRange range)
{
  uint32_t low = 0;
  uint32_t high = heatmap->n_gaps;

  while (low < high)
    {
      const uint32_t middle = low + (high - low) / 2;

      if (heatmap->gaps[middle].end_ns <= range.begin_ns)
        low = middle + 1;
      else
        high = middle;
    }
  return low < heatmap->n_gaps && heatmap->gaps[low].begin_ns < range.end_ns;
}

bool
ember_heatmap_has_data (const EmberHeatmap *heatmap,
                        EmberCell cell)
{
  const EmberTimeRange range = ember_heatmap_grid_get_cell (&heatmap->grid, cell);

  if (ember_heatmap_get_count (heatmap, cell) > 0)
    return true;
  return !ember_time_range_is_empty (ember_time_range_intersect (range, heatmap->covered)) && !touches_gap (heatmap, range);
}

bool
ember_heatmap_has_all_data (const EmberHeatmap *heatmap,
                            EmberTimeRange range)
{
  return range.begin_ns >= heatmap->covered.begin_ns && range.end_ns <= heatmap->covered.end_ns && !touches_gap (heatmap, range);
}
