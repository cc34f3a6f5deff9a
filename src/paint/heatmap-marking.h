/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/heatmap.h"
#include "paint/theme.h"

/* EmberHeatmapMarking: the samples of a heat map that are pointed out. Their share in each
 * cell is a second hue over the map, which turns grey: blue, or amber on dark, so that no
 * eye takes it for grey; and darker, or lighter on dark, than all greys. Borrows. */
typedef struct
{
  const EmberHeatmap *matches; /* on the same grid as the map */
  const char *label;           /* what they are; UTF-8 */
} EmberHeatmapMarking;

/* The hue of @share, 0 to 1, over @gray. Even the smallest share is told from none. */
EmberColor ember_heatmap_marking_get_color (EmberColor gray,
                                            double share,
                                            bool is_dark);

/* The same for pixels of CAIRO_FORMAT_ARGB32.
 * @n_matches: more than @n_samples counts as all */
uint32_t ember_heatmap_marking_blend (uint32_t gray,
                                      uint64_t n_matches,
                                      uint64_t n_samples,
                                      bool is_dark);
