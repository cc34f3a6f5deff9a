/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* So many columns, at most, stand for all of a map in its totals. */
#define EMBER_HEATMAP_MAX_TOTALS 4096

/* EmberHeatmapSummary: what is known of the counts of a map beforehand, so that a picture of many columns costs
 * its pixels, not its cells. Frozen. */
typedef struct EmberHeatmapSummary EmberHeatmapSummary;

/* @counts: column by column, @n_rows each; must outlive the summary
 * Cost: one pass over the cells, and a seventh of their memory
 * Returns: (transfer full) */
EmberHeatmapSummary *ember_heatmap_summary_new (const uint32_t *counts,
                                                uint32_t n_columns,
                                                uint32_t n_rows);

void ember_heatmap_summary_free (EmberHeatmapSummary *summary);

/* The fullest cell of each row in the columns [@begin, @end), which lie in the map.
 * @most: (out): n_rows counts */
void ember_heatmap_summary_get_fullest (const EmberHeatmapSummary *summary,
                                        uint32_t begin,
                                        uint32_t end,
                                        uint32_t *most);

/* All samples of equal parts of the map, each of one column or of several, in order of time.
 * @n: (out): how many
 * Returns: (transfer none) */
const uint64_t *ember_heatmap_summary_get_totals (const EmberHeatmapSummary *summary,
                                                  uint32_t *n);
