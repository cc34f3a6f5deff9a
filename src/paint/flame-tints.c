/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/flame-tints.h"

struct _EmberFlameTints
{
  const EmberProfile *profile;
  uint16_t *tints; /* of each frame, one more than what they are; 0: nobody asked yet */
};

EmberFlameTints *
ember_flame_tints_new (const EmberProfile *profile)
{
  EmberFlameTints *tints = g_new (EmberFlameTints, 1);

  tints->profile = profile;
  tints->tints = g_new0 (uint16_t, MAX (ember_frames_get_n (ember_profile_get_frames (profile)), 1));
  return tints;
}

void
ember_flame_tints_free (EmberFlameTints *tints)
{
  g_free (tints->tints);
  g_free (tints);
}

uint32_t
ember_flame_tints_get (EmberFlameTints *tints,
                       EmberFrameId frame)
{
  if (tints->tints[frame] == 0)
    tints->tints[frame] = (uint16_t) (ember_flame_hue_get (tints->profile, frame) * EMBER_N_FLAME_VARIANTS + ember_flame_variant_get (tints->profile, frame) + 1);
  return tints->tints[frame] - 1u;
}
