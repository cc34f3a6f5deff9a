/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/heatmap.h"
#include "formats/progress.h"

/* EmberHeatmapRequest: which heat map to make, for EmberLatest. */
typedef struct
{
  EmberTableSet *set;      /* NULL for a preview */
  EmberProgress *progress; /* of what is being read; only for a preview */
  int64_t column_ns;
  uint32_t n_rows;
  uint32_t row_factor; /* 1 for a preview */
  bool spreads_waits;
} EmberHeatmapRequest;

/* @column_ns: where so short columns would be too many, the map has longer ones
 * @row_factor: so many times as many rows, or the most below it of 1, 2, 5, 10, 20, … that there can be with the same columns
 * @spreads_waits: where @set is of waits, the map has them in all cells that they last */
EmberHeatmapRequest *ember_heatmap_request_new (const EmberTableSet *set,
                                                int64_t column_ns,
                                                uint32_t n_rows,
                                                uint32_t row_factor,
                                                bool spreads_waits);

/* The map of what was read so far. */
EmberHeatmapRequest *ember_heatmap_request_new_preview (EmberProgress *progress);

void ember_heatmap_request_free (gpointer request);

/* Returns: (transfer full) (nullable): an EmberHeatmap; NULL if cancelled or if there is nothing to show */
gpointer ember_heatmap_work (gconstpointer request,
                             GCancellable *cancellable);
