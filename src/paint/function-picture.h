/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "analysis/functions.h"
#include "analysis/when-strips.h"
#include "paint/theme.h"

/* More rows than these nobody reads in a picture; it says how many there are. */
#define EMBER_FUNCTION_PICTURE_MAX_ROWS 50

/* EmberFunctionPicture: a table of functions with its columns, as a picture of its own. Borrows what it points to. */
typedef struct
{
  const EmberFunctions *functions; /* in the order of the rows */
  const EmberFlameGraph *graph;    /* in which they were counted, by weight */
  const EmberWhenStrips *strips;   /* (nullable): when each function of the index ran; NULL: no such column */
  EmberTimeRange marked;           /* what is selected of the time of the strips; may be empty */
  const EmberTheme *theme;
  const char *title; /* (nullable): UTF-8 */
  bool is_sorted;    /* by order: an arrow beside the title of its column says so */
  EmberFunctionOrder order;
  bool is_share; /* of self and total: the column that has their part of all */
  bool is_descending;
} EmberFunctionPicture;

/* As wide as names and numbers need it, within bounds, and as high as there are rows. */
void ember_function_picture_measure (const EmberFunctionPicture *picture,
                                     double *width_px,
                                     double *height_px);

/* Draws all of it from (0, 0), as large as measured. Numbers stand right, whatever the language. */
void ember_function_picture_draw (const EmberFunctionPicture *picture,
                                  cairo_t *cr);
