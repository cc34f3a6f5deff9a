/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/flame-geometry.h"

#include <math.h>

double
ember_flame_geometry_get_y (const EmberFlameGeometry *geometry,
                            uint32_t row)
{
  if (geometry->is_icicle)
    return row * geometry->row_px - geometry->scroll_px;
  return geometry->height_px - (row + 1.0) * geometry->row_px + geometry->scroll_px;
}

/* How far @y_px is from the root's edge, into the graph. */
static double
get_depth_px (const EmberFlameGeometry *geometry,
              double y_px)
{
  return (geometry->is_icicle ? y_px : geometry->height_px - y_px) + geometry->scroll_px;
}

bool
ember_flame_geometry_find_row (const EmberFlameGeometry *geometry,
                               double y_px,
                               uint32_t *row)
{
  const double depth = get_depth_px (geometry, y_px) / geometry->row_px;
  /* In a flame the lower edge of a row, nearer to the root, belongs to the row below. */
  const double at = geometry->is_icicle ? floor (depth) : ceil (depth) - 1;

  if (!(at >= 0 && at < UINT32_MAX))
    return false;
  *row = (uint32_t) at;
  return true;
}

void
ember_flame_geometry_find_rows (const EmberFlameGeometry *geometry,
                                uint32_t n_rows,
                                uint32_t *first,
                                uint32_t *last)
{
  const double begin = floor (geometry->scroll_px / geometry->row_px);
  const double end = ceil ((geometry->scroll_px + geometry->height_px) / geometry->row_px);

  *first = (uint32_t) CLAMP (begin, 0, (double) n_rows);
  *last = (uint32_t) CLAMP (end, (double) *first, (double) n_rows);
}

double
ember_flame_geometry_get_x (const EmberFlameGeometry *geometry,
                            double part)
{
  return (part - geometry->span.begin) / (geometry->span.end - geometry->span.begin) * geometry->width_px;
}

double
ember_flame_geometry_find_part (const EmberFlameGeometry *geometry,
                                double x_px)
{
  return geometry->span.begin + x_px / geometry->width_px * (geometry->span.end - geometry->span.begin);
}
