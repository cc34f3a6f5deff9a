/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paint/heatmap-painter.h"

/* Height of the strip above the cells that holds the legend and the title. */
double ember_heatmap_legend_get_height (const EmberTheme *theme);

/* What each colour means: a box for each count while counts are few, else a ramp with
 * numbers; the hatch of "no data"; and, if there is one, the hue of a marking. Ends at the plot's end of line; parts that find no room are left out.
 * Returns: the width that was used, for a title at the other end */
double ember_heatmap_legend_draw (cairo_t *cr,
                                  const EmberHeatmap *heatmap,
                                  const EmberHeatmapStyle *style,
                                  const EmberHeatmapGeometry *geometry);

/* Fills @area with the hatch that stands for "no data". */
void ember_heatmap_hatch_draw (cairo_t *cr,
                               const EmberTheme *theme,
                               const cairo_rectangle_t *area);
