/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/frame-order.h"

EmberFrameOrder *
ember_frame_order_new (EmberProfile *profile)
{
  const EmberFrames *frames = ember_profile_get_frames (profile);
  EmberFrameOrder *order = g_new0 (EmberFrameOrder, 1);

  g_atomic_ref_count_init (&order->ref_count);
  order->profile = ember_profile_ref (profile);
  order->ranks = g_new (uint32_t, ember_frames_get_n (frames));
  ember_frames_rank (frames, ember_profile_get_strings (profile), order->ranks);
  return order;
}

EmberFrameOrder *
ember_frame_order_ref (EmberFrameOrder *order)
{
  g_atomic_ref_count_inc (&order->ref_count);
  return order;
}

void
ember_frame_order_unref (EmberFrameOrder *order)
{
  if (!g_atomic_ref_count_dec (&order->ref_count))
    return;
  ember_profile_unref (order->profile);
  g_free (order->ranks);
  g_free (order);
}
