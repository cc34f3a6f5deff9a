/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/count-ranks.h"

#include <math.h>

/* Counts share a bin with those that begin with the same so many bits. */
#define N_BITS 12
#define N_EXACT (UINT32_C (1) << N_BITS)
#define HALF (N_EXACT / 2)
#define N_BINS (N_EXACT + (32 - N_BITS) * HALF)

struct EmberCountRanks
{
  uint32_t *counts; /* the largest of each bin that holds any, ascending */
  uint64_t *n_upto; /* how many counts are in a bin and those before it */
  uint32_t n;
};

static uint32_t
get_bin (uint32_t count)
{
  const uint32_t shift = count < N_EXACT ? 0 : (uint32_t) g_bit_storage (count) - N_BITS;

  return count < N_EXACT ? count : N_EXACT + (shift - 1) * HALF + (count >> shift) - HALF;
}

typedef struct
{
  uint32_t n;
  uint32_t most;
} Bin;

EmberCountRanks *
ember_count_ranks_new (const uint32_t *counts,
                       size_t n)
{
  EmberCountRanks *ranks = g_new0 (EmberCountRanks, 1);
  g_autofree Bin *bins = g_new0 (Bin, N_BINS);
  uint32_t n_bins = 0;
  uint64_t n_counts = 0;

  for (size_t i = 0; i < n; i++)
    if (counts[i] > 0)
      {
        Bin *bin = &bins[get_bin (counts[i])];

        n_bins += bin->n == 0;
        bin->n++;
        bin->most = MAX (bin->most, counts[i]);
      }
  ranks->counts = g_new (uint32_t, MAX (n_bins, 1));
  ranks->n_upto = g_new (uint64_t, MAX (n_bins, 1));
  for (uint32_t i = 0; ranks->n < n_bins; i++)
    if (bins[i].n > 0)
      {
        n_counts += bins[i].n;
        ranks->counts[ranks->n] = bins[i].most;
        ranks->n_upto[ranks->n++] = n_counts;
      }
  return ranks;
}

void
ember_count_ranks_free (EmberCountRanks *ranks)
{
  g_free (ranks->counts);
  g_free (ranks->n_upto);
  g_free (ranks);
}

uint32_t
ember_count_ranks_get (const EmberCountRanks *ranks,
                       double percentile)
{
  const double n_counts = ranks->n > 0 ? (double) ranks->n_upto[ranks->n - 1] : 0;
  /* What is a whole number but for rounding is that one. */
  const double wanted = ceil (n_counts * CLAMP (percentile, 0, 100) / 100 - 1e-6);
  uint32_t low = 0;
  uint32_t high = ranks->n;

  if (ranks->n == 0)
    return 0;
  while (low + 1 < high)
    {
      const uint32_t middle = low + (high - low - 1) / 2;

      if ((double) ranks->n_upto[middle] >= wanted)
        high = middle + 1;
      else
        low = middle + 1;
    }
  return ranks->counts[low];
}
