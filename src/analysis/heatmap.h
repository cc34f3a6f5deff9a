/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "analysis/count-ranks.h"
#include "analysis/heatmap-grid.h"
#include "analysis/heatmap-summary.h"
#include "profile/table-set.h"

/* EmberHeatmap: how many samples fall into each cell of a grid, or how long threads waited there, frozen.
 *
 * Reference counted; the counting is thread-safe.
 */
typedef struct
{
  EmberHeatmapGrid grid;
  uint32_t *counts;       /* counts[column * n_rows + row]; UINT32_MAX stands for more, too */
  uint32_t max_count;     /* largest element of counts, 0 if all are empty */
  EmberTimeRange covered; /* first to last sample of any event; outside nothing was recorded */
  EmberTimeRange *gaps;   /* n_gaps times in which samples were lost, sorted, disjoint */
  uint32_t n_gaps;
  bool is_time;                 /* counts are microseconds that threads waited, not samples */
  EmberHeatmapSummary *summary; /* (nullable): of the counts */
  EmberCountRanks *ranks;       /* (nullable): of the counts, in the same cases */
  /*< private >*/
  gatomicrefcount ref_count;
} EmberHeatmap;

/* Counts the samples of @set in O(cells with samples * log (samples a cell)).
 * Samples outside the grid are left out.
 * Returns: (transfer full) (nullable): NULL if cancelled */
EmberHeatmap *ember_heatmap_new (const EmberTableSet *set,
                                 const EmberHeatmapGrid *grid,
                                 GCancellable *cancellable);

/* A map without samples, for those that count other things than all of a set.
 * Returns: (transfer full): not frozen yet: filled by ember_heatmap_add() */
EmberHeatmap *ember_heatmap_new_empty (const EmberProfile *profile,
                                       const EmberHeatmapGrid *grid);

/* Counts @n_samples more in a cell. Only while one thread alone knows the map. */
void ember_heatmap_add (EmberHeatmap *heatmap,
                        uint32_t index,
                        uint64_t n_samples);

/* Makes summary and ranks anew, when all is counted. Only while one thread alone knows the map. */
void ember_heatmap_summarize (EmberHeatmap *heatmap);

/* Takes counts made elsewhere, for the preview of a file while it is read.
 * @counts: (transfer full): as many as the grid has cells, to be g_free()d
 * @covered: time from the first to the last sample seen, see EmberHeatmap.covered */
EmberHeatmap *ember_heatmap_new_from_counts (const EmberHeatmapGrid *grid,
                                             uint32_t *counts,
                                             EmberTimeRange covered);

EmberHeatmap *ember_heatmap_ref (EmberHeatmap *heatmap);

void ember_heatmap_unref (EmberHeatmap *heatmap);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberHeatmap, ember_heatmap_unref)

/* Samples of all cells. */
uint64_t ember_heatmap_sum (const EmberHeatmap *heatmap);

/* False where an empty cell means that nothing is known: it lies wholly outside what
 * was recorded, or it touches a gap. A cell with samples has data. */
bool ember_heatmap_has_data (const EmberHeatmap *heatmap,
                             EmberCell cell);

/* Whether each moment of a time was recorded, so that an empty cell in it means zero. */
bool ember_heatmap_has_all_data (const EmberHeatmap *heatmap,
                                 EmberTimeRange range);

static inline uint32_t
ember_heatmap_get_count (const EmberHeatmap *heatmap,
                         EmberCell cell)
{
  return heatmap->counts[ember_heatmap_grid_get_index (&heatmap->grid, cell)];
}
