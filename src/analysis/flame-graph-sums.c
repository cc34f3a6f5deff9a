/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/flame-graph-sums.h"

#include <string.h>

void
ember_flame_sums_init (EmberFlameSums *sums,
                       uint32_t n_nodes,
                       bool with_weights)
{
  const size_t n = (size_t) n_nodes + 1;

  ember_column_init (&sums->samples, sizeof (uint32_t));
  ember_column_init (&sums->weights, sizeof (uint64_t));
  *(uint32_t *) ember_column_grow (&sums->samples, n) = 0;
  if (with_weights)
    *(uint64_t *) ember_column_grow (&sums->weights, n) = 0;
}

void
ember_flame_sums_clear (EmberFlameSums *sums)
{
  ember_column_clear (&sums->samples);
  ember_column_clear (&sums->weights);
}

void
ember_flame_sums_zero (EmberFlameSums *sums)
{
  memset (sums->samples.data, 0, sums->samples.n * sizeof (uint32_t));
  if (sums->weights.n > 0)
    memset (sums->weights.data, 0, sums->weights.n * sizeof (uint64_t));
}

void
ember_flame_sums_copy_counts (const EmberFlameSums *from,
                              EmberFlameSums *to)
{
  const uint32_t *restrict samples = from->samples.data;
  const uint64_t *restrict weights = from->weights.data;
  uint32_t *restrict to_samples = to->samples.data;
  uint64_t *restrict to_weights = to->weights.data;

  for (size_t i = 1; i < from->samples.n; i++)
    to_samples[i] = samples[i] - samples[i - 1];
  for (size_t i = 1; i < from->weights.n; i++)
    to_weights[i] = weights[i] - weights[i - 1];
}

void
ember_flame_sums_add_up (EmberFlameSums *sums)
{
  uint32_t *samples = sums->samples.data;
  uint64_t *weights = sums->weights.data;

  for (size_t i = 1; i < sums->samples.n; i++)
    samples[i] += samples[i - 1];
  for (size_t i = 1; i < sums->weights.n; i++)
    weights[i] += weights[i - 1];
}
