/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/heatmap-marking.h"

#define HUE_LIGHT 0x0a4db8u
#define HUE_DARK 0xffb224u

/* How much of the hue the smallest share has, of 256. */
#define LEAST 72

static uint32_t
blend_part (uint32_t gray,
            uint32_t hue,
            uint32_t shift,
            uint32_t much)
{
  return (((gray >> shift & 0xff) * (256 - much) + (hue >> shift & 0xff) * much + 128) / 256) << shift;
}

EmberColor
ember_heatmap_marking_get_color (EmberColor gray,
                                 double share,
                                 bool is_dark)
{
  const double much = share > 0 ? (LEAST + (256 - LEAST) * MIN (share, 1)) / 256 : 0;

  return ember_color_mix (gray, ember_color_from_rgb (is_dark ? HUE_DARK : HUE_LIGHT), much);
}

uint32_t
ember_heatmap_marking_blend (uint32_t gray,
                             uint64_t n_matches,
                             uint64_t n_samples,
                             bool is_dark)
{
  const uint32_t hue = is_dark ? HUE_DARK : HUE_LIGHT;
  uint32_t much;

  if (n_matches == 0)
    return gray;
  much = LEAST + (uint32_t) ((256 - LEAST) * MIN (n_matches, n_samples) / MAX (n_samples, 1));
  return 0xff000000 | blend_part (gray, hue, 16, much) | blend_part (gray, hue, 8, much) | blend_part (gray, hue, 0, much);
}
