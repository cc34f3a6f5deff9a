/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/split.h"

/* How the step from one count to the next is seen. */
typedef enum
{
  EMBER_CURVE_LINEAR,
  EMBER_CURVE_SQRT,
  EMBER_CURVE_LOG, /* each doubling is one step */
} EmberCurve;

#define EMBER_N_CURVES 3

/* What command lines, settings and views call them; ends in NULL. */
extern const char *const ember_curve_words[];

/* @word: (nullable): what is none of the words is linear */
EmberCurve ember_curve_from_word (const char *word);

/* Percentile of all cells: nothing is clipped. */
#define EMBER_CLIP_NOTHING 100.0
#define EMBER_LEAST_CLIP 50.0

/* EmberColorScale: where a count stands between no sample and the strongest colour. A value. */
typedef struct
{
  uint32_t top; /* this count and all above it have the strongest colour */
  EmberCurve curve;
} EmberColorScale;

/* The scale of a map.
 * @clip: the percentile, EMBER_LEAST_CLIP..100, of the cells that are not empty, at which the strongest colour is reached */
EmberColorScale ember_color_scale_new (const EmberHeatmap *heatmap,
                                       EmberCurve curve,
                                       double clip);

/* The top at which a count has one colour in all parts of a split map. */
uint32_t ember_color_scale_get_common_top (const EmberSplit *split,
                                           EmberCurve curve,
                                           double clip);

/* @count: 1 or more
 * Returns: 0..1; 1 from the top on */
double ember_color_scale_get_place (const EmberColorScale *scale,
                                    uint32_t count);

/* The count at a place between two: the nearest one.
 * @place: 0..1, from @first to the top
 * @first: a count, 0 to the top */
uint32_t ember_color_scale_get_count (const EmberColorScale *scale,
                                      uint32_t first,
                                      double place);
