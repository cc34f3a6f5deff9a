/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

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

/* The colour of a cell with @count samples where the fullest one has @max_count.
 * Zero has a colour of its own, from which even 1 of a million is told apart. */
EmberColor ember_palette_get_color (EmberPalette palette,
                                    bool is_dark,
                                    uint32_t count,
                                    uint32_t max_count);

#define EMBER_PALETTE_LUT_SIZE 4096

/* EmberPaletteLut: the same colours as pixels of CAIRO_FORMAT_ARGB32, for millions of cells. */
typedef struct
{
  uint32_t pixels[EMBER_PALETTE_LUT_SIZE];
  uint32_t max_count;
} EmberPaletteLut;

void ember_palette_lut_init (EmberPaletteLut *lut,
                             EmberPalette palette,
                             bool is_dark,
                             uint32_t max_count);

/* @count: more than max_count has its colour */
static inline uint32_t
ember_palette_lut_get (const EmberPaletteLut *lut,
                       uint32_t count)
{
  const bool is_exact = lut->max_count < EMBER_PALETTE_LUT_SIZE || count < 4;
  const uint64_t place = is_exact ? count : 4 + (uint64_t) (count - 4) * (EMBER_PALETTE_LUT_SIZE - 5) / (lut->max_count - 4);

  return lut->pixels[place < EMBER_PALETTE_LUT_SIZE ? place : EMBER_PALETTE_LUT_SIZE - 1];
}
