/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/stack-bits.h"

#define MAX_STACKS 5000

static void
test_answers_are_those_of_each_sample (void)
{
  for (int round = 0; round < 200; round++)
    {
      const uint32_t n_stacks = (uint32_t) g_test_rand_int_range (1, MAX_STACKS);
      const size_t n = (size_t) g_test_rand_int_range (0, 400);
      g_autoptr (EmberBitmap) bits = ember_bitmap_new (n_stacks);
      EmberStackId stacks[400];
      uint64_t words[8], plain[8];

      for (uint32_t i = 0; i < n_stacks; i++)
        if (g_test_rand_int_range (0, 3) == 0)
          ember_bitmap_set (bits, i);
      for (size_t i = 0; i < n; i++)
        stacks[i] = (EmberStackId) g_test_rand_int_range (0, (gint32) n_stacks);
      ember_stack_bits_test (bits, stacks, n, words);
      ember_stack_bits_test_plain (bits, stacks, n, plain);
      g_assert_cmpmem (words, (n + 63) / 64 * 8, plain, (n + 63) / 64 * 8);
      for (size_t i = 0; i < (n + 63) / 64 * 64; i++)
        g_assert_cmpint (words[i / 64] >> (i % 64) & 1, ==, i < n && ember_bitmap_get (bits, stacks[i]));
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stack-bits/answers-are-those-of-each-sample", test_answers_are_those_of_each_sample);
  return g_test_run ();
}
