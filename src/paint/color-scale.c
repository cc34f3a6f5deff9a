/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/color-scale.h"

#include <math.h>

const char *const ember_curve_words[] = { "linear", "sqrt", "log", NULL };

EmberCurve
ember_curve_from_word (const char *word)
{
  for (int i = 0; i < EMBER_N_CURVES; i++)
    if (g_strcmp0 (word, ember_curve_words[i]) == 0)
      return (EmberCurve) i;
  return EMBER_CURVE_LINEAR;
}

EmberColorScale
ember_color_scale_new (const EmberHeatmap *heatmap,
                       EmberCurve curve,
                       double clip)
{
  const bool is_clipped = clip > 0 && clip < EMBER_CLIP_NOTHING && heatmap->ranks != NULL;

  return (EmberColorScale){ is_clipped ? ember_count_ranks_get (heatmap->ranks, clip) : heatmap->max_count, curve };
}

uint32_t
ember_color_scale_get_common_top (const EmberSplit *split,
                                  EmberCurve curve,
                                  double clip)
{
  uint32_t top = 0;

  for (uint32_t i = 0; i < split->n_parts; i++)
    top = MAX (top, ember_color_scale_new (split->parts[i].heatmap, curve, clip).top);
  return top;
}

/* The curve, not yet scaled to the top. */
static double
bend (EmberCurve curve,
      double count)
{
  if (curve == EMBER_CURVE_SQRT)
    return sqrt (count);
  return curve == EMBER_CURVE_LOG ? log (MAX (count, 1)) : count;
}

static double
unbend (EmberCurve curve,
        double bent)
{
  if (curve == EMBER_CURVE_SQRT)
    return bent * bent;
  return curve == EMBER_CURVE_LOG ? exp (bent) : bent;
}

double
ember_color_scale_get_place (const EmberColorScale *scale,
                             uint32_t count)
{
  return count >= scale->top ? 1 : bend (scale->curve, count) / bend (scale->curve, scale->top);
}

uint32_t
ember_color_scale_get_count (const EmberColorScale *scale,
                             uint32_t first,
                             double place)
{
  const double low = bend (scale->curve, first);
  const double high = bend (scale->curve, scale->top);

  return CLAMP ((uint32_t) llround (unbend (scale->curve, low + CLAMP (place, 0, 1) * (high - low))), first, scale->top);
}
