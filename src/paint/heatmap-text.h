/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "paint/theme.h"

/* EmberHeatmapText: short texts on a heat map, in figures of equal width.
 * A value on the stack of one drawing. */
typedef struct
{
  PangoLayout *layout;
  double height; /* of one line */
} EmberHeatmapText;

/* Axis labels and legend are written in a size a little below the theme's font. */
#define EMBER_HEATMAP_TEXT_SMALL 0.85

void ember_heatmap_text_init (EmberHeatmapText *text,
                              const EmberTheme *theme,
                              double size,
                              bool is_bold);

void ember_heatmap_text_clear (EmberHeatmapText *text);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EmberHeatmapText, ember_heatmap_text_clear)

double ember_heatmap_text_measure (EmberHeatmapText *text,
                                   const char *string);

/* Draws with the top left corner at (@x, @y), brought onto a device pixel.
 * @most: where positive, longer text ends in an ellipsis */
void ember_heatmap_text_draw (EmberHeatmapText *text,
                              cairo_t *cr,
                              const char *string,
                              EmberColor color,
                              double x,
                              double y,
                              double most);
