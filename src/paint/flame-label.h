/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <stdbool.h>
#include <stddef.h>

/* EmberFlameFont: the letters of labels, each shaped once.
 *
 * A label is looked up letter by letter and cut by advance, which costs a
 * twentieth of a PangoLayout; scripts whose letters join or run from right to
 * left go the long way. Not thread-safe.
 */
typedef struct _EmberFlameFont EmberFlameFont;

/* @size_px: height of the font */
EmberFlameFont *ember_flame_font_new (const char *family,
                                      double size_px);

void ember_flame_font_free (EmberFlameFont *font);

/* Height above the baseline, and of the whole line. */
double ember_flame_font_get_ascent (const EmberFlameFont *font);

double ember_flame_font_get_height (const EmberFlameFont *font);

/* Drops the labels set so far. */
void ember_flame_font_begin (EmberFlameFont *font);

/* Sets a label; where it is too wide its middle becomes an ellipsis, where less than
 * three letters would stay there is none.
 * @text: bytes; what is not UTF-8 is replaced
 * @layer: which ember_flame_font_draw() draws it, 0..3
 * Returns: the width taken, 0 if there is no label */
double ember_flame_font_add (EmberFlameFont *font,
                             const char *text,
                             size_t size_bytes,
                             double x_px,
                             double baseline_px,
                             double room_px,
                             unsigned layer);

/* Draws the labels of a layer with the source of @cr. */
void ember_flame_font_draw (EmberFlameFont *font,
                            cairo_t *cr,
                            unsigned layer);
