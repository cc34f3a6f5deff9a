/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paint/heatmap-geometry.h"
#include "profile/band.h"

/* EmberHeatmapBand: the shape of a band of time on a map, whatever the length of its columns: rectangles of what
 * of the seen columns of a range lies in it, and of the rest of them. Neighbours that are alike are one. */
typedef struct
{
  GArray *inside;  /* (element-type cairo_rectangle_t) */
  GArray *outside; /* (element-type cairo_rectangle_t) */
} EmberHeatmapBand;

/* @band: an active one
 * Cost: O(intervals that are seen) */
void ember_heatmap_band_init (EmberHeatmapBand *shape,
                              const EmberHeatmapGeometry *geometry,
                              EmberTimeRange range,
                              const EmberBand *band);

void ember_heatmap_band_clear (EmberHeatmapBand *shape);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EmberHeatmapBand, ember_heatmap_band_clear)

/* The range of the columns from cell to cell, and of each the rows: as a rectangle is dragged.
 * @from, @to: in any order, both included */
EmberTimeRange ember_heatmap_band_of_cells (const EmberHeatmapGrid *grid,
                                            EmberCell from,
                                            EmberCell to,
                                            EmberBand *band);
