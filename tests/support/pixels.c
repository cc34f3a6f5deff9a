/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/pixels.h"

#include <string.h>

uint32_t
pixel_at (cairo_surface_t *surface,
          int x,
          int y)
{
  uint32_t pixel;

  memcpy (&pixel, cairo_image_surface_get_data (surface) + (size_t) y * cairo_image_surface_get_stride (surface) + (size_t) x * 4, 4);
  return pixel & 0xffffff;
}

uint32_t
pixel_of (EmberColor color)
{
  return (uint32_t) (color.red * 255 + 0.5) << 16 | (uint32_t) (color.green * 255 + 0.5) << 8 | (uint32_t) (color.blue * 255 + 0.5);
}
