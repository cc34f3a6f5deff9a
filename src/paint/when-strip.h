/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "paint/theme.h"

/* EmberWhenStrip: one row of bars that says when something ran: time goes to the right, a bar's
 * height is its share of the highest one. */
typedef struct
{
  const uint32_t *counts; /* as ember_when_strips_get() has them */
  uint32_t n_counts;      /* more than there are pixels: the highest of each pixel is drawn */
  double mark_begin;      /* what is selected of the width, 0 to 1, drawn behind the bars; */
  double mark_end;        /* nothing if this is not after its begin */
} EmberWhenStrip;

/* Draws at the origin. A bar of a single sample is at least one pixel high.
 * Cost: O(counts + pixels of width) */
void ember_when_strip_draw (cairo_t *cr,
                            const EmberWhenStrip *strip,
                            const EmberTheme *theme,
                            double width,
                            double height);
