/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/heatmap.h"

/* EmberStretch: cells [begin, end) in order of time. */
typedef struct
{
  uint32_t begin;
  uint32_t end;
  uint64_t n_samples; /* in them */
} EmberStretch;

/* The stretch in which samples stand most densely: of all stretches the one that would be least
 * likely if the same samples were spread evenly over all cells (Kulldorff's scan statistic). So
 * one burst is found among many, however short, and a long field of double load, however noisy.
 * Of equally dense ones the first. Where they are spread evenly: from the first to the last sample.
 * Cost: O(cells) a pass, 10 to 40 passes
 * Returns: false without samples or if cancelled */
bool ember_densest_stretch_find (const uint32_t *counts,
                                 uint32_t n_cells,
                                 GCancellable *cancellable,
                                 EmberStretch *stretch);

/* The same of a map, in time; only where something was recorded.
 * Returns: empty without samples or if cancelled */
EmberTimeRange ember_densest_stretch_of_map (const EmberHeatmap *heatmap,
                                             GCancellable *cancellable);
