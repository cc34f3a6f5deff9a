/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "paint/theme.h"

/* Returns: what is drawn at a place of an image of 32 bits a pixel, as 0xrrggbb */
uint32_t pixel_at (cairo_surface_t *surface,
                   int x,
                   int y);

/* The same of a colour. */
uint32_t pixel_of (EmberColor color);
