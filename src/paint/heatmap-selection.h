/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paint/heatmap-geometry.h"

/* A border that can be dragged. */
typedef enum
{
  EMBER_HEATMAP_EDGE_NONE,
  EMBER_HEATMAP_EDGE_BEGIN,
  EMBER_HEATMAP_EDGE_END,
} EmberHeatmapEdge;

typedef struct
{
  cairo_rectangle_t line; /* no width or no height */
  EmberHeatmapEdge edge;
} EmberHeatmapOutline;

/* EmberHeatmapSelection: the shape of a range of time on a map.
 *
 * In order of time: the first column from the range's begin to the top, whole columns,
 * the last column from the bottom to the range's end. Of lines, what is seen; rectangles may be larger than the plot where it is zoomed.
 */
typedef struct
{
  bool is_on_map;               /* whether anything of the range lies on the map, maybe out of sight */
  cairo_rectangle_t outside[4]; /* what is not chosen */
  uint32_t n_outside;
  EmberHeatmapOutline outline[8];
  uint32_t n_outline;
} EmberHeatmapSelection;

void ember_heatmap_selection_init (EmberHeatmapSelection *selection,
                                   const EmberHeatmapGeometry *geometry,
                                   EmberTimeRange range);

/* The border within @distance of a point, the nearest of several.
 * @is_upright: (out) (optional): whether its nearest line is vertical */
EmberHeatmapEdge ember_heatmap_selection_find_edge (const EmberHeatmapSelection *selection,
                                                    double x,
                                                    double y,
                                                    double distance,
                                                    bool *is_upright);
