/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paint/color-scale.h"
#include "paint/theme.h"

/* How a heat map colours counts. In the light style more is darker, in the dark
 * style more is lighter: away from the background in both. */
typedef enum
{
  EMBER_PALETTE_CLASSIC,  /* FlameScope's: white to red */
  EMBER_PALETTE_ENHANCED, /* the same, with 1 and 2 samples blue: a single thread */
  EMBER_PALETTE_VIRIDIS,  /* for the colour-blind */
  EMBER_PALETTE_GRAY,     /* steps back behind a marking; nobody's choice */
} EmberPalette;

/* Those to choose from. */
#define EMBER_N_PALETTES 3

/* What settings, views and the command line call them, in order; NULL is behind the last. */
extern const char *const ember_palette_words[];

/* @word: (nullable): what is none is the classic one */
EmberPalette ember_palette_from_word (const char *word);

/* The colour of a cell with @count samples; in a map without any the scale's top may be 0.
 * Zero has a colour of its own, from which even 1 of a million is told apart. */
EmberColor ember_palette_get_color (EmberPalette palette,
                                    bool is_dark,
                                    uint32_t count,
                                    const EmberColorScale *scale);

/* Counts have a place of their own up to this, and then one for each 1/256 of them. */
#define EMBER_PALETTE_LUT_EXACT 4096
#define EMBER_PALETTE_LUT_SIZE (EMBER_PALETTE_LUT_EXACT + (32 - 12) * 256)

/* EmberPaletteLut: the same colours as pixels of CAIRO_FORMAT_ARGB32, for millions of cells. */
typedef struct
{
  uint32_t pixels[EMBER_PALETTE_LUT_SIZE];
  uint32_t top;
  uint32_t top_pixel;
} EmberPaletteLut;

void ember_palette_lut_init (EmberPaletteLut *lut,
                             EmberPalette palette,
                             bool is_dark,
                             const EmberColorScale *scale);

/* Where the colour of a count stands. */
static inline uint32_t
ember_palette_lut_get_place (uint32_t count)
{
  const uint32_t exponent = 31 - (uint32_t) __builtin_clz (count | 1);

  if (count < EMBER_PALETTE_LUT_EXACT)
    return count;
  return EMBER_PALETTE_LUT_EXACT + (exponent - 12) * 256 + (count >> (exponent - 8)) - 256;
}

static inline uint32_t
ember_palette_lut_get (const EmberPaletteLut *lut,
                       uint32_t count)
{
  return count >= lut->top && count > 0 ? lut->top_pixel : lut->pixels[ember_palette_lut_get_place (count)];
}
