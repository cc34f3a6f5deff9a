/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/flame-tints.h"

#include "support/small-profile.h"

static void
test_a_tint_is_the_hue_and_the_variant_of_its_frame (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (1, 300, 7, 8);
  EmberFlameTints *tints = ember_flame_tints_new (profile);
  const uint32_t n_frames = ember_frames_get_n (ember_profile_get_frames (profile));

  g_assert_cmpuint (n_frames, >, 2);
  /* Twice: the second time it is remembered. */
  for (uint32_t i = 0; i < 2 * n_frames; i++)
    {
      const EmberFrameId frame = i % n_frames;
      const uint32_t tint = ember_flame_tints_get (tints, frame);

      g_assert_cmpuint (tint / EMBER_N_FLAME_VARIANTS, ==, ember_flame_hue_get (profile, frame));
      g_assert_cmpuint (tint % EMBER_N_FLAME_VARIANTS, ==, ember_flame_variant_get (profile, frame));
    }
  ember_flame_tints_free (tints);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flame-tints/a-tint-is-the-hue-and-the-variant-of-its-frame", test_a_tint_is_the_hue_and_the_variant_of_its_frame);
  return g_test_run ();
}
