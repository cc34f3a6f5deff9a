/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/count-ranks.h"

#include <math.h>

static int
compare (const void *a,
         const void *b)
{
  const uint32_t x = *(const uint32_t *) a;
  const uint32_t y = *(const uint32_t *) b;

  return (x > y) - (x < y);
}

/* What sorting says: the smallest count that so many per cent of those that are not zero do not exceed. */
static uint32_t
find_by_sorting (const uint32_t *counts,
                 size_t n,
                 double percentile)
{
  g_autofree uint32_t *sorted = g_memdup2 (counts, n * sizeof *counts);
  size_t n_zeroes = 0;
  size_t rank;

  qsort (sorted, n, sizeof *sorted, compare);
  while (n_zeroes < n && sorted[n_zeroes] == 0)
    n_zeroes++;
  rank = (size_t) MAX (ceil ((double) (n - n_zeroes) * percentile / 100 - 1e-6), 1);
  return n_zeroes < n ? sorted[n_zeroes + rank - 1] : 0;
}

static void
test_percentiles_are_those_that_sorting_finds (void)
{
  static const double percentiles[] = { 0, 0.1, 50, 95, 99, 99.9, 99.99, 100 };
  static const uint32_t sizes[] = { 1, 2, 10, 999, 1000, 20000 };

  for (size_t s = 0; s < G_N_ELEMENTS (sizes); s++)
    for (int round = 0; round < 10; round++)
      {
        g_autofree uint32_t *counts = g_new (uint32_t, sizes[s]);
        g_autoptr (EmberCountRanks) ranks = NULL;

        for (uint32_t i = 0; i < sizes[s]; i++)
          counts[i] = (uint32_t) g_test_rand_int_range (0, round % 2 == 0 ? 40 : 4096);
        ranks = ember_count_ranks_new (counts, sizes[s]);
        for (size_t i = 0; i < G_N_ELEMENTS (percentiles); i++)
          g_assert_cmpuint (ember_count_ranks_get (ranks, percentiles[i]), ==, find_by_sorting (counts, sizes[s], percentiles[i]));
      }
}

static void
test_large_counts_are_near_to_those_that_sorting_finds (void)
{
  const uint32_t n = 5000;
  g_autofree uint32_t *counts = g_new (uint32_t, n);
  g_autoptr (EmberCountRanks) ranks = NULL;

  for (uint32_t i = 0; i < n; i++)
    counts[i] = (uint32_t) exp2 (g_test_rand_double_range (0, 31.9));
  counts[7] = UINT32_MAX;
  ranks = ember_count_ranks_new (counts, n);
  for (int percentile = 1; percentile < 100; percentile++)
    {
      const double exact = find_by_sorting (counts, n, percentile);

      g_assert_cmpfloat (ember_count_ranks_get (ranks, percentile), >=, exact);
      g_assert_cmpfloat (ember_count_ranks_get (ranks, percentile), <=, exact * (1 + 1.0 / 2048));
    }
  g_assert_cmpuint (ember_count_ranks_get (ranks, 100), ==, UINT32_MAX);
}

static void
test_zeroes_are_no_counts (void)
{
  const uint32_t counts[] = { 0, 0, 0, 0, 0, 0, 0, 0, 3, 5 };
  g_autoptr (EmberCountRanks) ranks = ember_count_ranks_new (counts, G_N_ELEMENTS (counts));
  g_autoptr (EmberCountRanks) of_zeroes = ember_count_ranks_new (counts, 8);

  g_assert_cmpuint (ember_count_ranks_get (ranks, 50), ==, 3);
  g_assert_cmpuint (ember_count_ranks_get (ranks, 51), ==, 5);
  g_assert_cmpuint (ember_count_ranks_get (of_zeroes, 99), ==, 0);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/count-ranks/percentiles-are-those-that-sorting-finds", test_percentiles_are_those_that_sorting_finds);
  g_test_add_func ("/count-ranks/large-counts-are-near-to-those-that-sorting-finds", test_large_counts_are_near_to_those_that_sorting_finds);
  g_test_add_func ("/count-ranks/zeroes-are-no-counts", test_zeroes_are_no_counts);
  return g_test_run ();
}
