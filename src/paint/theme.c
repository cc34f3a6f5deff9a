/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/theme.h"

#include <math.h>
#include <string.h>

static bool
colors_equal (EmberColor a,
              EmberColor b)
{
  return a.red == b.red && a.green == b.green && a.blue == b.blue && a.alpha == b.alpha;
}

static double
linearize (double part)
{
  return part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

void
ember_theme_init_light (EmberTheme *theme)
{
  *theme = (EmberTheme){
    .text = ember_color_from_rgb (0x1e1e1e),
    .dim_text = ember_color_from_rgb (0x5e5c64),
    .background = ember_color_from_rgb (0xffffff),
    .grid = ember_color_from_rgb (0xd6d3d1),
    .selection = ember_color_from_rgb (0x1e1e1e),
    .baseline = ember_color_from_rgb (0x7a1fa2),
    .focus = ember_color_from_rgb (0x1c71d8),
    .font_family = "Sans",
    .font_px = 13,
  };
}

void
ember_theme_init_dark (EmberTheme *theme)
{
  *theme = (EmberTheme){
    .text = ember_color_from_rgb (0xffffff),
    .dim_text = ember_color_from_rgb (0xb5b3b0),
    .background = ember_color_from_rgb (0x2e2e32),
    .grid = ember_color_from_rgb (0x55555a),
    .selection = ember_color_from_rgb (0xffffff),
    .baseline = ember_color_from_rgb (0xdc9cff),
    .focus = ember_color_from_rgb (0x78aeed),
    .is_dark = true,
    .font_family = "Sans",
    .font_px = 13,
  };
}

void
ember_theme_init (EmberTheme *theme,
                  bool is_dark)
{
  if (is_dark)
    ember_theme_init_dark (theme);
  else
    ember_theme_init_light (theme);
}

bool
ember_theme_equal (const EmberTheme *a,
                   const EmberTheme *b)
{
  return colors_equal (a->text, b->text) && colors_equal (a->dim_text, b->dim_text) &&
         colors_equal (a->background, b->background) && colors_equal (a->grid, b->grid) &&
         colors_equal (a->selection, b->selection) && colors_equal (a->baseline, b->baseline) && colors_equal (a->focus, b->focus) &&
         a->is_dark == b->is_dark && a->is_high_contrast == b->is_high_contrast &&
         strcmp (a->font_family, b->font_family) == 0 && a->font_px == b->font_px;
}

EmberColor
ember_color_from_rgb (uint32_t rgb)
{
  return (EmberColor){ ((rgb >> 16) & 0xff) / 255.0, ((rgb >> 8) & 0xff) / 255.0, (rgb & 0xff) / 255.0, 1 };
}

EmberColor
ember_color_mix (EmberColor a,
                 EmberColor b,
                 double t)
{
  return (EmberColor){
    a.red + (b.red - a.red) * t,
    a.green + (b.green - a.green) * t,
    a.blue + (b.blue - a.blue) * t,
    a.alpha + (b.alpha - a.alpha) * t,
  };
}

double
ember_color_get_luminance (EmberColor color)
{
  return 0.2126 * linearize (color.red) + 0.7152 * linearize (color.green) + 0.0722 * linearize (color.blue);
}

double
ember_color_get_contrast (EmberColor a,
                          EmberColor b)
{
  const double la = ember_color_get_luminance (a);
  const double lb = ember_color_get_luminance (b);

  return (MAX (la, lb) + 0.05) / (MIN (la, lb) + 0.05);
}

EmberColor
ember_color_get_readable (EmberColor color)
{
  const EmberColor black = ember_color_from_rgb (0x000000);
  const EmberColor white = ember_color_from_rgb (0xffffff);

  return ember_color_get_contrast (color, black) > ember_color_get_contrast (color, white) ? black : white;
}
