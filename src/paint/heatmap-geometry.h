/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "analysis/heatmap-grid.h"

/* EmberHeatmapGeometry: where each cell of a grid stands in a picture, and back.
 *
 * Time runs to the right, in every locale; row 0 is at the bottom. Cells have
 * borders on whole device pixels. They are equal where that wastes little of the
 * room, else they differ by one pixel. Coordinates are units of the picture
 * (`scale` device pixels each), from its top left corner.
 */
typedef struct
{
  EmberHeatmapGrid grid;
  int scale;
  double width; /* of the whole picture */
  double height;
  /*< private >, device pixels */
  int64_t plot_x;
  int64_t plot_y;
  int64_t plot_width; /* what is seen of the content */
  int64_t plot_height;
  int64_t content_width;  /* all columns */
  int64_t content_height; /* all rows */
  int64_t scroll;         /* content left of the plot, 0 .. content_width - plot_width */
  int64_t scroll_up;      /* content below the plot, 0 .. content_height - plot_height */
} EmberHeatmapGeometry;

/* Room for the cells within a picture of @width x @height units.
 * @is_whole: columns share pixels where there are more of them than pixels, instead of scrolling
 * @is_at_right: where cells do not fill @room, the rest stays free at its left */
typedef struct
{
  double width;
  double height;
  cairo_rectangle_t room;
  int scale;
  bool is_whole;
  bool is_at_right;
  bool fills_height; /* rows take all of the room, also where they cannot be equal, as those of a part need not be */
} EmberHeatmapFrame;

void ember_heatmap_geometry_init (EmberHeatmapGeometry *geometry,
                                  const EmberHeatmapGrid *grid,
                                  const EmberHeatmapFrame *frame);

/* The visible cells. */
cairo_rectangle_t ember_heatmap_geometry_get_plot (const EmberHeatmapGeometry *geometry);

/* Width of all columns; wider than the plot where it scrolls. */
double ember_heatmap_geometry_get_content_width (const EmberHeatmapGeometry *geometry);

/* Left border of a column, or with n_columns the right end; outside the plot where it is scrolled away. */
double ember_heatmap_geometry_get_column_x (const EmberHeatmapGeometry *geometry,
                                            uint32_t column);

/* Lower border of a row, or with n_rows the top; outside the plot where it is scrolled away. */
double ember_heatmap_geometry_get_row_y (const EmberHeatmapGeometry *geometry,
                                         uint32_t row);

/* Where a time so far after its column's begin stands, 0 .. column_ns. */
double ember_heatmap_geometry_get_offset_y (const EmberHeatmapGeometry *geometry,
                                            int64_t offset_ns);

cairo_rectangle_t ember_heatmap_geometry_get_cell (const EmberHeatmapGeometry *geometry,
                                                   EmberCell cell);

/* The inverse of ember_heatmap_geometry_get_cell(). Of cells that share a pixel, the first.
 * Returns: false outside the visible cells, where @cell stays as it is */
bool ember_heatmap_geometry_find (const EmberHeatmapGeometry *geometry,
                                  double x,
                                  double y,
                                  EmberCell *cell);

/* The visible cell nearest to a point; there must be columns. */
EmberCell ember_heatmap_geometry_clamp (const EmberHeatmapGeometry *geometry,
                                        double x,
                                        double y);

/* Columns [*begin, *end) on the device pixel @pixel of the plot's width; at least one. */
void ember_heatmap_geometry_get_columns_at (const EmberHeatmapGeometry *geometry,
                                            int64_t pixel,
                                            uint32_t *begin,
                                            uint32_t *end);

/* A picture of the map has one line for each row that is seen, or one for each device pixel where these are fewer. */
int64_t ember_heatmap_geometry_get_n_lines (const EmberHeatmapGeometry *geometry);

/* The rows [*begin, *end) on a line, counted from the lowest that is seen; at least one. */
void ember_heatmap_geometry_get_rows_at (const EmberHeatmapGeometry *geometry,
                                         int64_t line,
                                         uint32_t *begin,
                                         uint32_t *end);

/* The device pixels [*top, *bottom) of the picture that a line takes, as far as it is seen. */
void ember_heatmap_geometry_get_line (const EmberHeatmapGeometry *geometry,
                                      int64_t line,
                                      int64_t *top,
                                      int64_t *bottom);

/* Columns [*begin, *end) that are seen, whole or in part. */
void ember_heatmap_geometry_get_visible_columns (const EmberHeatmapGeometry *geometry,
                                                 uint32_t *begin,
                                                 uint32_t *end);

/* Rows [*begin, *end) that are seen, whole or in part. */
void ember_heatmap_geometry_get_visible_rows (const EmberHeatmapGeometry *geometry,
                                              uint32_t *begin,
                                              uint32_t *end);
