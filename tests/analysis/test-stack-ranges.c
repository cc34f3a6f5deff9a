/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/stack-ranges.h"

#define N_NODES 5000
#define MAX_RANGES 20
#define MAX_SAMPLES 400

/* Disjoint, in order, some of one node, some that touch. */
static uint32_t
make_ranges (EmberStackRange *ranges)
{
  const uint32_t n = (uint32_t) g_test_rand_int_range (0, MAX_RANGES + 1);
  EmberStackId at = 0;

  for (uint32_t i = 0; i < n; i++)
    {
      at += (uint32_t) g_test_rand_int_range (0, 120);
      ranges[i].begin = at;
      at += (uint32_t) g_test_rand_int_range (1, 120);
      ranges[i].end = at;
    }
  return n;
}

static bool
is_in (const EmberStackRange *ranges,
       uint32_t n_ranges,
       EmberStackId stack)
{
  for (uint32_t i = 0; i < n_ranges; i++)
    if (stack >= ranges[i].begin && stack < ranges[i].end)
      return true;
  return false;
}

static void
test_answers_are_those_of_each_sample (void)
{
  for (int round = 0; round < 300; round++)
    {
      const size_t n = (size_t) g_test_rand_int_range (0, MAX_SAMPLES);
      EmberStackRange ranges[MAX_RANGES];
      const uint32_t n_ranges = make_ranges (ranges);
      EmberStackId stacks[MAX_SAMPLES];
      uint64_t words[MAX_SAMPLES / 64 + 1], plain[MAX_SAMPLES / 64 + 1];

      for (size_t i = 0; i < n; i++)
        stacks[i] = (EmberStackId) g_test_rand_int_range (0, N_NODES);
      ember_stack_ranges_test (ranges, n_ranges, stacks, n, words);
      ember_stack_ranges_test_plain (ranges, n_ranges, stacks, n, plain);
      g_assert_cmpmem (words, (n + 63) / 64 * 8, plain, (n + 63) / 64 * 8);
      for (size_t i = 0; i < (n + 63) / 64 * 64; i++)
        g_assert_cmpint (words[i / 64] >> (i % 64) & 1, ==, i < n && is_in (ranges, n_ranges, stacks[i]));
    }
}

/* Numbers that look negative where they are taken for signed ones. */
static void
test_nodes_of_the_upper_half_are_found (void)
{
  const EmberStackRange range = { UINT32_MAX - 70, UINT32_MAX };
  EmberStackId stacks[64];
  uint64_t word;

  for (uint32_t i = 0; i < 64; i++)
    stacks[i] = i % 2 == 0 ? UINT32_MAX - 1 - i : i;
  ember_stack_ranges_test (&range, 1, stacks, 64, &word);
  g_assert_cmphex (word, ==, UINT64_C (0x5555555555555555));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stack-ranges/answers-are-those-of-each-sample", test_answers_are_those_of_each_sample);
  g_test_add_func ("/stack-ranges/nodes-of-the-upper-half-are-found", test_nodes_of_the_upper_half_are_found);
  return g_test_run ();
}
