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
  bool spreads_waits;
} EmberHeatmapRequest;

/* @column_ns: where so short columns would be too many, the map has longer ones
 * @spreads_waits: where @set is of waits, the map has them in all cells that they last */
EmberHeatmapRequest *ember_heatmap_request_new (const EmberTableSet *set,
                                                int64_t column_ns,
                                                uint32_t n_rows,
                                                bool spreads_waits);

/* The map of what was read so far. */
EmberHeatmapRequest *ember_heatmap_request_new_preview (EmberProgress *progress);

void ember_heatmap_request_free (gpointer request);

/* Returns: (transfer full) (nullable): an EmberHeatmap; NULL if cancelled or if there is nothing to show */
gpointer ember_heatmap_work (gconstpointer request,
                             GCancellable *cancellable);
