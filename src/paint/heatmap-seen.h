/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/heatmap.h"
#include "paint/heatmap-zoom.h"
#include "profile/band.h"

/* EmberHeatmapSeen: which part of a map somebody sees, so that pictures of any size show the same.
 *
 * A value; all zeroes is the whole map, also where that is more than was seen of it.
 */
typedef struct
{
  EmberHeatmapZoom zoom; /* with the lengths that were seen */
  uint32_t columns[2];   /* [begin, end) that are seen, whole or in part */
  uint32_t rows[2];
  EmberTimeRange range; /* of these columns; empty: all are seen */
  EmberBand band;       /* of these rows; none: all are seen */
} EmberHeatmapSeen;

/* @zoom: what @geometry was made with
 * Returns: all zeroes where all of the map is seen */
EmberHeatmapSeen ember_heatmap_seen_new (const EmberHeatmapZoom *zoom,
                                         const EmberHeatmapGeometry *geometry);

bool ember_heatmap_seen_is_part (const EmberHeatmapSeen *seen);

/* How many rows are seen, in part too: all of the map's, unless it is a part of them. */
double ember_heatmap_seen_get_n_rows (const EmberHeatmapSeen *seen,
                                      const EmberHeatmapGrid *grid);

/* Samples of the cells that are seen, whole or in part.
 * @heatmap: on the grid of the map that is seen
 * Cost: O(these cells) */
uint64_t ember_heatmap_seen_sum (const EmberHeatmapSeen *seen,
                                 const EmberHeatmap *heatmap);
