/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "paint/theme.h"

/* Draws from here on by @color.
 * @alpha: 0 to 1: how much is left of it */
static inline void
ember_color_set_source_faded (cairo_t *cr,
                              EmberColor color,
                              double alpha)
{
  cairo_set_source_rgba (cr, color.red, color.green, color.blue, color.alpha * alpha);
}

static inline void
ember_color_set_source (cairo_t *cr,
                        EmberColor color)
{
  ember_color_set_source_faded (cr, color, 1);
}
