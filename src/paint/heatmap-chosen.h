/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "paint/heatmap-geometry.h"
#include "paint/theme.h"
#include "profile/band.h"

/* EmberHeatmapChosen: what is selected on a map, and what that is compared with, for pictures; all else recedes, as in a
 * window. A value; all zeroes is nothing. */
typedef struct
{
  EmberTimeRange range;    /* on the recording's clock; empty: nothing */
  EmberBand band;          /* of the range, or of everything; may be none */
  EmberTimeRange baseline; /* on the recording's clock; empty: nothing */
} EmberHeatmapChosen;

bool ember_heatmap_chosen_is_any (const EmberHeatmapChosen *chosen);

/* Draws over the cells. Vectors stay vectors. */
void ember_heatmap_chosen_draw (cairo_t *cr,
                                const EmberHeatmapChosen *chosen,
                                const EmberTheme *theme,
                                const EmberHeatmapGeometry *geometry);
