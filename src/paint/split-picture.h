/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/split-matches.h"
#include "paint/heatmap-painter.h"

/* EmberSplitPicture: a heat map and, under it, those of its parts: the same columns, names beside them, and one scale of
 * colours for all parts, which has a legend of its own, or one for each. */
typedef struct
{
  const EmberHeatmap *heatmap;
  const EmberSplit *split;
  EmberHeatmapStyle style;          /* of the map of all; its title stands above */
  const EmberSplitMatches *matches; /* (nullable): what the style's marking points out, of the parts */
  bool has_own_scales;              /* of colours, in place of the one for all parts */
  EmberHeatmapZoom zoom;            /* which part of all maps is drawn; all zeroes: all of them */
} EmberSplitPicture;

/* How high all of it is; follows the number of parts. */
double ember_split_picture_get_height (const EmberSplitPicture *picture);

/* Where map @index stands in a picture of @width units; 0 is the one of all, part i is i + 1. */
void ember_split_picture_place (const EmberSplitPicture *picture,
                                double width,
                                uint32_t index,
                                EmberHeatmapGeometry *geometry);

void ember_split_picture_draw (const EmberSplitPicture *picture,
                               cairo_t *cr,
                               double width);
