/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paint/heatmap-geometry.h"

/* EmberHeatmapZoom: which part of a map is seen, said by time, so that it outlives another size of the
 * picture and another length of columns.
 *
 * A value; all zeroes is the map as it is at first: all rows, and all columns that find room with a pixel each.
 */
typedef struct
{
  double begin_ns;  /* left end of what is seen, after the grid's begin */
  double length_ns; /* of what is seen; 0: as much as finds room */
  double low;       /* lower end of what is seen, as a part of the column: 0..1 */
  double height;    /* of what is seen, as a part of the column; 0: all */
} EmberHeatmapZoom;

/* Shows that part in a geometry fresh from ember_heatmap_geometry_init(). What does not fit the grid is moved onto it. */
void ember_heatmap_zoom_apply (const EmberHeatmapZoom *zoom,
                               EmberHeatmapGeometry *geometry);

/* What the geometry was made to show, with its lengths where @zoom leaves them open, and without the rounding to pixels. */
EmberHeatmapZoom ember_heatmap_zoom_get_seen (const EmberHeatmapZoom *zoom,
                                              const EmberHeatmapGeometry *geometry);

/* The part of the recording's time between the left and right end of what is seen. */
EmberTimeRange ember_heatmap_zoom_get_range (const EmberHeatmapGeometry *geometry);

/* These change @zoom, which the geometry was made with; ember_heatmap_zoom_apply() has to follow.
 * They stop at a column that fills the width, two rows that fill the height, and at the whole map.
 *
 * Time gets @factor times as wide; what stands at @x stays there. */
void ember_heatmap_zoom_time (EmberHeatmapZoom *zoom,
                              const EmberHeatmapGeometry *geometry,
                              double x,
                              double factor);

/* Rows get @factor times as high; what stands at @y stays there. */
void ember_heatmap_zoom_rows (EmberHeatmapZoom *zoom,
                              const EmberHeatmapGeometry *geometry,
                              double y,
                              double factor);

/* Moves what is seen by @dx units to the right and @dy units up. */
void ember_heatmap_zoom_pan (EmberHeatmapZoom *zoom,
                             const EmberHeatmapGeometry *geometry,
                             double dx,
                             double dy);

/* How many times as many rows as all have suit what is seen of them: the largest of 1, 2, 5, 10, 20, … so that no more are seen.
 * Returns: 1..EMBER_HEATMAP_MAX_ROWS */
uint32_t ember_heatmap_zoom_get_row_factor (const EmberHeatmapZoom *zoom);

/* Fills the width with a time; empty or outside the grid changes nothing. */
void ember_heatmap_zoom_to_range (EmberHeatmapZoom *zoom,
                                  const EmberHeatmapGeometry *geometry,
                                  EmberTimeRange range);

/* Moves as little as brings a cell into sight, or where it is far away so that it stands at a quarter. */
void ember_heatmap_zoom_show_cell (EmberHeatmapZoom *zoom,
                                   const EmberHeatmapGeometry *geometry,
                                   EmberCell cell);

/* Whether less than the whole map is seen. */
bool ember_heatmap_zoom_is_part (const EmberHeatmapGeometry *geometry);
