/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* Parts from 0 to 1, not premultiplied. */
typedef struct
{
  double red;
  double green;
  double blue;
  double alpha;
} EmberColor;

/* EmberTheme: the colours and the font that pictures share with what surrounds them.
 * A value; widgets fill it from CSS (ui/widget-theme), headless pictures take a default. */
typedef struct
{
  EmberColor text;
  EmberColor dim_text;   /* axes and other text of second rank; still readable */
  EmberColor background; /* behind everything */
  EmberColor grid;       /* thin lines */
  EmberColor selection;  /* outlines what is chosen */
  EmberColor baseline;   /* outlines what that is compared with */
  EmberColor focus;      /* outlines what the keyboard is at */
  bool is_dark;
  bool is_high_contrast;
  char font_family[64];
  double font_px;
} EmberTheme;

void ember_theme_init_light (EmberTheme *theme);

void ember_theme_init_dark (EmberTheme *theme);

/* One of these. */
void ember_theme_init (EmberTheme *theme,
                       bool is_dark);

bool ember_theme_equal (const EmberTheme *a,
                        const EmberTheme *b);

/* @rgb: 0xRRGGBB; opaque */
EmberColor ember_color_from_rgb (uint32_t rgb);

/* Returns: a at @t = 0, b at @t = 1, between them a straight mix */
EmberColor ember_color_mix (EmberColor a,
                            EmberColor b,
                            double t);

/* How light the eye finds it, 0 to 1 (WCAG's relative luminance). */
double ember_color_get_luminance (EmberColor color);

/* WCAG's contrast of two opaque colours, 1 to 21. */
double ember_color_get_contrast (EmberColor a,
                                 EmberColor b);

/* Black or white, whichever can be read on @color. */
EmberColor ember_color_get_readable (EmberColor color);
