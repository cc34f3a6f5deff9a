/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paint/theme.h"
#include "profile/profile.h"

/* What colours tell apart; a finer cut than EmberFrameKind. */
typedef enum
{
  EMBER_FLAME_HUE_ROOT,
  EMBER_FLAME_HUE_COMM,
  EMBER_FLAME_HUE_USER,
  EMBER_FLAME_HUE_CPP, /* user code whose name has a scope: C++, Rust */
  EMBER_FLAME_HUE_KERNEL,
  EMBER_FLAME_HUE_JIT,
  EMBER_FLAME_HUE_INLINED,
  EMBER_FLAME_HUE_UNKNOWN,
  EMBER_N_FLAME_HUES
} EmberFlameHue;

/* How a box stands out or back. */
typedef enum
{
  EMBER_FLAME_SHADE_PLAIN,
  EMBER_FLAME_SHADE_AROUND, /* wider than the view: an ancestor of what is looked at */
  EMBER_FLAME_SHADE_FADED,  /* does not match the search */
  EMBER_FLAME_SHADE_LIT,    /* matches it */
  EMBER_N_FLAME_SHADES
} EmberFlameShade;

#define EMBER_N_FLAME_VARIANTS 32

/* From what vanished over what stayed, in the middle, to what is new. */
#define EMBER_N_CHANGE_STEPS 17

/* EmberFlameColors: the fills of a flame graph under one theme. A value. */
typedef struct
{
  uint32_t fills[EMBER_N_FLAME_SHADES][EMBER_N_FLAME_HUES][EMBER_N_FLAME_VARIANTS]; /* 0xffRRGGBB */
  uint32_t changes[EMBER_N_FLAME_SHADES][EMBER_N_CHANGE_STEPS];                     /* blue over grey to red */
  uint32_t merged[2];                                                               /* stripes of a merged box */
  uint32_t background;
  EmberColor texts[EMBER_N_FLAME_SHADES]; /* at least 4.5:1 on each fill of its shade */
} EmberFlameColors;

void ember_flame_colors_init (EmberFlameColors *colors,
                              const EmberTheme *theme);

EmberFlameHue ember_flame_hue_get (const EmberProfile *profile,
                                   EmberFrameId frame);

/* Which of EmberFlameColors' changes tells of a change. What chance may have done is paler.
 * @change: from -1 (gone) to 1 (new)
 * @confidence: 0 to 1 */
uint32_t ember_change_step_get (double change,
                                double confidence);

/* An arrow up for what clearly grew, down for what clearly shrank, else nothing: a change is told by more than its colour. */
const char *ember_change_step_get_sign (uint32_t step);

/* What a legend names of the scale of changes. */
#define EMBER_N_CHANGE_NAMES 5

/* @index: from 0, what is gone, to the last, what is new
 * @step: (out): its colour
 * Returns: (transfer none): in the user's language */
const char *ember_change_name_get (uint32_t index,
                                   uint32_t *step);

/* What the hue means, in the user's language. */
const char *ember_flame_hue_get_name (EmberFlameHue hue);

/* The same for frames of one name in every profile. */
uint32_t ember_flame_variant_get (const EmberProfile *profile,
                                  EmberFrameId frame);
