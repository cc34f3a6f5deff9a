/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/missing-symbols.h"

#include <string.h>

#include "support/address-profile.h"

enum
{
  LIBRARY = 1,
  PROGRAM,
  MEMORY,
  N_IMAGES
};

/* Ten samples: app → library → library nine times, app → program once, and @n_wild frames in no mapping. */
static EmberProfile *
new_profile (uint32_t n_wild)
{
  AddressProfile recording;
  EmberStackId stack;

  address_profile_begin (&recording, 1);
  g_assert_cmpuint (address_profile_add_image (&recording, EMBER_IMAGE_ELF, "/opt/lib\nrary.so", 3), ==, LIBRARY);
  g_assert_cmpuint (address_profile_add_image (&recording, EMBER_IMAGE_ELF, "/opt/program", 0), ==, PROGRAM);
  g_assert_cmpuint (address_profile_add_image (&recording, EMBER_IMAGE_UNNAMED, "[heap]", 0), ==, MEMORY);
  stack = address_profile_add_frame (&recording, recording.comm, LIBRARY, 0x1000);
  for (int64_t i = 0; i < 9; i++)
    address_profile_add_sample (&recording, address_profile_add_frame (&recording, stack, LIBRARY, 0x2000), i);
  address_profile_add_sample (&recording, address_profile_add_frame (&recording, recording.comm, PROGRAM, 0x1000), 9);
  for (uint32_t i = 0; i < n_wild; i++)
    address_profile_add_sample (&recording, address_profile_add_frame (&recording, recording.comm, EMBER_IMAGE_NONE, i), 10);
  return address_profile_end (&recording);
}

/* Naming that found nothing but what @named says: frames of that image. */
static EmberProfile *
tell (EmberProfile *profile,
      EmberImageId named,
      const EmberNamingResult *results)
{
  EmberTreeBuilder *builder = ember_tree_builder_new (profile);
  const EmberFrames *frames = ember_profile_get_frames (profile);
  const EmberStacks *stacks = ember_profile_get_stacks (profile);
  g_autofree EmberFrameId *renamed = g_new (EmberFrameId, ember_frames_get_n (frames));
  g_autofree EmberStackId *map = g_new0 (EmberStackId, ember_stacks_get_n (stacks));

  for (EmberFrameId i = 0; i < ember_frames_get_n (frames); i++)
    {
      EmberFrame frame = *ember_frames_get (frames, i);

      if (frame.image == named && frame.kind == EMBER_FRAME_UNKNOWN)
        frame.kind = EMBER_FRAME_USER;
      renamed[i] = ember_tree_builder_add_frame (builder, &frame);
    }
  for (EmberStackId i = 1; i < ember_stacks_get_n (stacks); i++)
    map[i] = ember_tree_builder_add_call (builder, map[ember_stacks_get_parent (stacks, i)], renamed[ember_stacks_get_frame (stacks, i)]);
  ember_tree_builder_map_stacks (builder, map);
  ember_missing_symbols_tell (profile, results, renamed, builder);
  return ember_tree_builder_freeze (builder, false);
}

static const char *
get_notice (const EmberProfile *profile)
{
  uint32_t n;
  const EmberNotice *notices = ember_profile_get_notices (profile, &n);

  return n > 0 ? notices[0].text : "";
}

static void
test_each_image_has_its_share_and_reason (void)
{
  static const EmberNamingResult results[N_IMAGES] = { [LIBRARY] = EMBER_NAMING_OTHER_BUILD, [PROGRAM] = EMBER_NAMING_DONE };
  g_autoptr (EmberProfile) profile = new_profile (1);
  g_autoptr (EmberProfile) named = tell (profile, MEMORY, results);
  const EmberUnresolved *unresolved;
  uint32_t n;

  ember_profile_get_unresolved (profile, &n);
  g_assert_cmpuint (n, ==, 0);
  unresolved = ember_profile_get_unresolved (named, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpuint (unresolved[0].image, ==, LIBRARY);
  g_assert_cmpint (unresolved[0].reason, ==, EMBER_UNRESOLVED_OTHER_BUILD);
  g_assert_cmpuint (unresolved[0].n_frames, ==, 18);
  g_assert_cmpfloat_with_epsilon (unresolved[0].share, 0.9, 1e-9);
  g_assert_cmpuint (unresolved[1].image, ==, EMBER_IMAGE_NONE);
  g_assert_cmpint (unresolved[1].reason, ==, EMBER_UNRESOLVED_NO_FILE);
  g_assert_cmpuint (unresolved[2].image, ==, PROGRAM);
  g_assert_cmpint (unresolved[2].reason, ==, EMBER_UNRESOLVED_NO_SYMBOLS);
  g_assert_cmpfloat_with_epsilon (unresolved[2].share, 0.05, 1e-9);
}

static void
test_the_notice_counts_what_can_be_helped (void)
{
  static const EmberNamingResult results[N_IMAGES] = { [LIBRARY] = EMBER_NAMING_OTHER_BUILD, [PROGRAM] = EMBER_NAMING_MISSING };
  g_autoptr (EmberProfile) profile = new_profile (19);
  g_autoptr (EmberProfile) named = tell (profile, MEMORY, results);

  g_assert_cmpstr (get_notice (named), ==,
                   "50.0 % of frames have no symbols: lib\nrary.so (build-id 000000) is another build than the one that ran; "
                   "program not found. Install their debugging symbols, or name a folder that has them");
}

static void
test_nothing_is_told_where_all_have_names (void)
{
  static const EmberNamingResult results[N_IMAGES] = { 0 };
  g_autoptr (EmberProfile) profile = new_profile (5);
  g_autoptr (EmberProfile) named = tell (profile, LIBRARY, results);
  g_autoptr (EmberProfile) again = tell (named, PROGRAM, results);
  uint32_t n;

  g_assert_nonnull (strstr (get_notice (named), "4.2 % of frames have no symbols: program has no symbols for them."));
  /* what a profile was told stays with the trees that are made of it */
  ember_profile_get_unresolved (again, &n);
  g_assert_cmpuint (n, ==, 3);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/missing-symbols/each-image-has-its-share-and-reason", test_each_image_has_its_share_and_reason);
  g_test_add_func ("/missing-symbols/the-notice-counts-what-can-be-helped", test_the_notice_counts_what_can_be_helped);
  g_test_add_func ("/missing-symbols/nothing-is-told-where-all-have-names", test_nothing_is_told_where_all_have_names);
  return g_test_run ();
}
