/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/frame-order.h"

#include <string.h>

#include "support/small-profile.h"

static void
test_ranks_are_a_permutation_by_name (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (9, 300, 2, 30);
  g_autoptr (EmberFrameOrder) order = ember_frame_order_new (profile);
  const uint32_t n = ember_frames_get_n (ember_profile_get_frames (profile));
  g_autofree bool *is_taken = g_new0 (bool, n);

  g_assert_true (order->profile == profile);
  for (EmberFrameId a = 0; a < n; a++)
    {
      g_assert_cmpuint (order->ranks[a], <, n);
      g_assert_false (is_taken[order->ranks[a]]);
      is_taken[order->ranks[a]] = true;
      for (EmberFrameId b = 0; b < n; b++)
        if (strcmp (ember_profile_get_frame_name (profile, a), ember_profile_get_frame_name (profile, b)) < 0)
          g_assert_cmpuint (order->ranks[a], <, order->ranks[b]);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/frame-order/ranks-are-a-permutation-by-name", test_ranks_are_a_permutation_by_name);
  return g_test_run ();
}
