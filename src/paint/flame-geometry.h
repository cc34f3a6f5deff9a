/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paint/flame-layout.h"

/* EmberFlameGeometry: which part of a flame graph a rectangle of pixels shows. A value.
 *
 * Row 0, the root's, stands at the bottom, or at the top of an icicle.
 */
typedef struct
{
  EmberFlameSpan span;
  double width_px;
  double height_px;
  double row_px;    /* height of a row with its 1 px separator; a whole number */
  double scroll_px; /* how much of the root's end is scrolled out of sight */
  bool is_icicle;
} EmberFlameGeometry;

/* The top of a row. */
double ember_flame_geometry_get_y (const EmberFlameGeometry *geometry,
                                   uint32_t row);

/* The row at @y_px; false beyond the root. */
bool ember_flame_geometry_find_row (const EmberFlameGeometry *geometry,
                                    double y_px,
                                    uint32_t *row);

/* The rows [*first, *last) of which something can be seen. */
void ember_flame_geometry_find_rows (const EmberFlameGeometry *geometry,
                                     uint32_t n_rows,
                                     uint32_t *first,
                                     uint32_t *last);

/* Part of the graph's width to pixels, and back. */
double ember_flame_geometry_get_x (const EmberFlameGeometry *geometry,
                                   double part);

double ember_flame_geometry_find_part (const EmberFlameGeometry *geometry,
                                       double x_px);
