/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/heatmap.h"

/* The columns of the whole map that meet @range, as many as the bounds allow.
 * @range, @column_ns, @n_rows: as ember_heatmap_new_of_range() takes them */
EmberHeatmapGrid ember_heatmap_grid_new_of_range (const EmberProfile *profile,
                                                  EmberTimeRange range,
                                                  int64_t column_ns,
                                                  uint32_t n_rows);

/* The part of a heat map that a range touches: its columns are those of the whole map
 * that meet @range, and it counts only samples in @range, which is all that it covers.
 * @range: clipped to the recording; empty makes a map without columns
 * @column_ns, @n_rows: as ember_heatmap_grid_new() takes them
 * Cost: that of ember_heatmap_new()
 * Returns: (transfer full) (nullable): NULL if cancelled */
EmberHeatmap *ember_heatmap_new_of_range (const EmberTableSet *set,
                                          EmberTimeRange range,
                                          int64_t column_ns,
                                          uint32_t n_rows,
                                          GCancellable *cancellable);
