/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/stack-mask.h"

#include "support/small-profile.h"

/* Walks up from a node: whether its stack holds one of the frames. */
static bool
holds (const EmberStacks *stacks,
       const bool *frames,
       EmberStackId id)
{
  for (; !frames[ember_stacks_get_frame (stacks, id)]; id = ember_stacks_get_parent (stacks, id))
    if (id == EMBER_STACK_ROOT)
      return false;
  return true;
}

static void
check_mask (const EmberProfile *profile,
            const bool *frames)
{
  const EmberStacks *stacks = ember_profile_get_stacks (profile);
  g_autoptr (EmberStackMask) mask = ember_stack_mask_new (stacks, frames, ember_frames_get_n (ember_profile_get_frames (profile)));
  uint32_t range = 0;

  for (EmberStackId id = 0; id < ember_stacks_get_n (stacks); id++)
    {
      const bool is_in = holds (stacks, frames, id);

      while (range < mask->n_ranges && mask->ranges[range].end <= id)
        range++;
      g_assert_cmpint (ember_bitmap_get (mask->nodes, id), ==, is_in);
      g_assert_cmpint (range < mask->n_ranges && mask->ranges[range].begin <= id, ==, is_in);
    }
  for (uint32_t i = 1; i < mask->n_ranges; i++)
    g_assert_cmpuint (mask->ranges[i - 1].end, <, mask->ranges[i].begin);
}

static void
test_random_frames_are_found_as_by_walking_up (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (uint32_t round = 0; round < 20; round++)
    {
      g_autoptr (EmberProfile) profile = small_profile_new_random (round, 2000, 3, 5 + round * 10);
      const uint32_t n_frames = ember_frames_get_n (ember_profile_get_frames (profile));
      g_autofree bool *frames = g_new0 (bool, n_frames);

      for (uint32_t i = 0; i < n_frames; i++)
        frames[i] = g_rand_int_range (rand, 0, (gint32) (1 + n_frames / (1 + round % 4))) == 0;
      check_mask (profile, frames);
    }
}

static void
test_nothing_and_everything_can_match (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (3, 500, 3, 8);
  g_autofree bool *frames = g_new0 (bool, ember_frames_get_n (ember_profile_get_frames (profile)));

  check_mask (profile, frames);
  frames[0] = true;
  check_mask (profile, frames);
}

/* Runs of bits, at the borders of words too. */
static void
test_nodes_become_ranges (void)
{
  const EmberStackRange wanted[] = { { 0, 1 }, { 3, 64 }, { 65, 128 }, { 190, 193 }, { 255, 256 } };
  g_autoptr (EmberBitmap) nodes = ember_bitmap_new (256);
  g_autoptr (EmberStackMask) mask = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (wanted); i++)
    ember_bitmap_set_range (nodes, wanted[i].begin, wanted[i].end);
  mask = ember_stack_mask_new_of_nodes (nodes);
  g_assert_cmpuint (mask->n_ranges, ==, G_N_ELEMENTS (wanted));
  for (size_t i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_assert_cmpuint (mask->ranges[i].begin, ==, wanted[i].begin);
      g_assert_cmpuint (mask->ranges[i].end, ==, wanted[i].end);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stack-mask/random-frames-are-found-as-by-walking-up", test_random_frames_are_found_as_by_walking_up);
  g_test_add_func ("/stack-mask/nothing-and-everything-can-match", test_nothing_and_everything_can_match);
  g_test_add_func ("/stack-mask/nodes-become-ranges", test_nodes_become_ranges);
  return g_test_run ();
}
