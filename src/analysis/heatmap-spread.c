/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/heatmap-spread.h"

#define NS_A_MICROSECOND 1000
/* Waits between two looks at the cancellable. */
#define ROWS_BETWEEN_CHECKS ((size_t) 1 << 16)

/* A wait fills all cells but its first and last from border to border, so it
 * is enough to note where that begins and ends. */
typedef struct
{
  const EmberHeatmapGrid *grid;
  EmberTimeRange range; /* of time that counts */
  uint64_t *parts_ns;   /* n_cells: of those that fill a cell in part */
  int64_t *steps;       /* n_cells + 1: how many more fill this cell than the one before */
} Spread;

static void
add_span (Spread *spread,
          EmberTimeRange span)
{
  const EmberTimeRange counted = ember_time_range_intersect (span, spread->range);
  uint32_t first, last;

  if (ember_time_range_is_empty (counted))
    return;
  first = ember_heatmap_grid_get_index (spread->grid, ember_heatmap_grid_clamp (spread->grid, counted.begin_ns));
  last = ember_heatmap_grid_get_index (spread->grid, ember_heatmap_grid_clamp (spread->grid, counted.end_ns - 1));
  if (first == last)
    {
      spread->parts_ns[first] += (uint64_t) (counted.end_ns - counted.begin_ns);
      return;
    }
  spread->parts_ns[first] += (uint64_t) (ember_heatmap_grid_get_border (spread->grid, first + 1) - counted.begin_ns);
  spread->parts_ns[last] += (uint64_t) (counted.end_ns - ember_heatmap_grid_get_border (spread->grid, last));
  spread->steps[first + 1]++;
  spread->steps[last]--;
}

static bool
add_table (Spread *spread,
           const EmberTableSet *set,
           uint32_t index,
           const EmberStackMask *stacks,
           GCancellable *cancellable)
{
  const EmberSampleTable *table = set->tables[index];
  const EmberBitmap *passing = ember_table_set_get_mask (set, index);
  const int64_t *times = ember_sample_table_get_times (table);
  const EmberStackId *column = ember_sample_table_get_stacks (table);

  for (size_t row = 0; row < ember_sample_table_get_n (table); row++)
    {
      const uint64_t wait_ns = MIN (ember_sample_table_get_weight (table, row), (uint64_t) (EMBER_TIME_MAX_NS));

      if (row % ROWS_BETWEEN_CHECKS == 0 && g_cancellable_is_cancelled (cancellable))
        return false;
      if ((passing == NULL || ember_bitmap_get (passing, row)) && (stacks == NULL || ember_bitmap_get (stacks->nodes, column[row])))
        add_span (spread, (EmberTimeRange){ times[row], times[row] + (int64_t) wait_ns });
    }
  return true;
}

static void
fill (EmberHeatmap *heatmap,
      const Spread *spread)
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

EmberHeatmap *
ember_heatmap_new_spread (const EmberTableSet *set,
                          const EmberHeatmapGrid *grid,
                          EmberTimeRange range,
                          const EmberStackMask *stacks,
                          GCancellable *cancellable)
{
  g_autoptr (EmberHeatmap) heatmap = ember_heatmap_new_empty (set->profile, grid);
  const uint32_t n_cells = ember_heatmap_grid_get_n_cells (grid);
  g_autofree uint64_t *parts_ns = g_new0 (uint64_t, MAX (n_cells, 1));
  g_autofree int64_t *steps = g_new0 (int64_t, (size_t) n_cells + 1);
  Spread spread = { grid, ember_time_range_intersect (range, ember_heatmap_grid_get_range (grid)), parts_ns, steps };

  heatmap->is_time = true;
  heatmap->covered = ember_time_range_intersect (heatmap->covered, range);
  for (uint32_t i = 0; i < set->n_tables; i++)
    if (!add_table (&spread, set, i, stacks, cancellable))
      return NULL;
  fill (heatmap, &spread);
  ember_heatmap_summarize (heatmap);
  return g_steal_pointer (&heatmap);
}
