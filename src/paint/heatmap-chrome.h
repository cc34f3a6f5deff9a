/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paint/heatmap-painter.h"

/* Room at the side of the cells for the labels of the vertical axis.
 * @height: which part of the column is seen, as finer labels are longer; 1 for all */
double ember_heatmap_chrome_get_margin (const EmberHeatmapGrid *grid,
                                        const EmberTheme *theme,
                                        double height);

/* Height of the strip of labels below the cells. */
double ember_heatmap_chrome_get_label_height (const EmberTheme *theme);

/* The label below the map that covers @x.
 * Returns: false between labels; @column: the column it names */
bool ember_heatmap_chrome_find_label (const EmberHeatmapStyle *style,
                                      const EmberHeatmapGeometry *geometry,
                                      double x,
                                      uint32_t *column);

void ember_heatmap_chrome_draw_axes (cairo_t *cr,
                                     const EmberHeatmapStyle *style,
                                     const EmberHeatmapGeometry *geometry);
