/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/profile.h"

/* EmberFrameOrder: in which order siblings of a stack tree stand, for those who make another tree
 * of the same frames. Immutable and reference counted; any thread may read it. */
typedef struct
{
  EmberProfile *profile;
  uint32_t *ranks; /* of each frame, see ember_frames_rank() */
  /*< private >*/
  gatomicrefcount ref_count;
} EmberFrameOrder;

/* Cost: O(frames × log frames)
 * Returns: (transfer full): */
EmberFrameOrder *ember_frame_order_new (EmberProfile *profile);

EmberFrameOrder *ember_frame_order_ref (EmberFrameOrder *order);

void ember_frame_order_unref (EmberFrameOrder *order);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberFrameOrder, ember_frame_order_unref)
