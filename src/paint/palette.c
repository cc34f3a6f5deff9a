/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/palette.h"

#include <math.h>

const char *const ember_palette_words[] = { "classic", "enhanced", "viridis", NULL };

#define N_STOPS 6

/* Even one sample among millions stands this far along the ramp. */
#define FIRST_STEP 0.08

/* From few to many samples, evenly spaced. */
static const uint32_t red_light[N_STOPS] = { 0xfff0ea, 0xffc9b8, 0xff8b6d, 0xee4433, 0xbd1626, 0x6f0716 };
static const uint32_t red_dark[N_STOPS] = { 0x3a2a2b, 0x6b2522, 0xa92b22, 0xe8492f, 0xff9470, 0xffe2d3 };
static const uint32_t viridis_light[N_STOPS] = { 0xfbf3b0, 0xc9df3f, 0x4cbf6c, 0x21908d, 0x365c8d, 0x3b0a52 };
static const uint32_t viridis_dark[N_STOPS] = { 0x40294f, 0x4b3a83, 0x33638d, 0x20928c, 0x65cb5e, 0xfde725 };
/* Only half of the way to black or white: the rest is for the hue of a marking. */
static const uint32_t gray_light[N_STOPS] = { 0xf2f1f0, 0xe0dedc, 0xcbc8c6, 0xb6b3b1, 0xa19e9b, 0x8c8986 };
static const uint32_t gray_dark[N_STOPS] = { 0x303034, 0x3e3e42, 0x4d4d51, 0x5c5c61, 0x6c6c71, 0x7c7c82 };

static const uint32_t zero_light = 0xffffff;
static const uint32_t zero_dark = 0x232326;
static const uint32_t blue_light[2] = { 0xa9cdf6, 0x5596e6 };
static const uint32_t blue_dark[2] = { 0x1d4577, 0x3077cf };

static EmberColor
pick (const uint32_t *stops,
      double t)
{
  const double place = CLAMP (t, 0, 1) * (N_STOPS - 1);
  const uint32_t low = MIN ((uint32_t) place, N_STOPS - 2);

  return ember_color_mix (ember_color_from_rgb (stops[low]), ember_color_from_rgb (stops[low + 1]), place - low);
}

static uint32_t
to_pixel (EmberColor color)
{
  return 0xff000000 | (uint32_t) lround (color.red * 255) << 16 |
         (uint32_t) lround (color.green * 255) << 8 | (uint32_t) lround (color.blue * 255);
}

EmberPalette
ember_palette_from_word (const char *word)
{
  for (int i = 0; i < EMBER_N_PALETTES; i++)
    if (g_strcmp0 (word, ember_palette_words[i]) == 0)
      return (EmberPalette) i;
  return EMBER_PALETTE_CLASSIC;
}

EmberColor
ember_palette_get_color (EmberPalette palette,
                         bool is_dark,
                         uint32_t count,
                         const EmberColorScale *scale)
{
  double t;

  if (count == 0)
    return ember_color_from_rgb (is_dark ? zero_dark : zero_light);
  t = FIRST_STEP + (1 - FIRST_STEP) * ember_color_scale_get_place (scale, count);
  if (palette == EMBER_PALETTE_VIRIDIS)
    return pick (is_dark ? viridis_dark : viridis_light, t);
  if (palette == EMBER_PALETTE_GRAY)
    return pick (is_dark ? gray_dark : gray_light, t);
  if (palette == EMBER_PALETTE_ENHANCED && count <= 2)
    return ember_color_from_rgb ((is_dark ? blue_dark : blue_light)[count - 1]);
  return pick (is_dark ? red_dark : red_light, t);
}

void
ember_palette_lut_init (EmberPaletteLut *lut,
                        EmberPalette palette,
                        bool is_dark,
                        const EmberColorScale *scale)
{
  lut->top = scale->top;
  lut->top_pixel = to_pixel (ember_palette_get_color (palette, is_dark, MAX (scale->top, 1), scale));
  lut->pixels[0] = to_pixel (ember_palette_get_color (palette, is_dark, 0, scale));
  for (uint32_t i = 1; i < EMBER_PALETTE_LUT_SIZE; i++)
    {
      const uint32_t block = i < EMBER_PALETTE_LUT_EXACT ? 0 : (i - EMBER_PALETTE_LUT_EXACT) / 256;
      const uint32_t count = i < EMBER_PALETTE_LUT_EXACT ? i : (256 + i % 256) << (block + 4);

      if (count >= scale->top)
        return;
      lut->pixels[i] = to_pixel (ember_palette_get_color (palette, is_dark, count, scale));
    }
}
