/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/flame-graph-source.h"

EmberFlameSource
ember_flame_source_of (const EmberTableSet *set,
                       uint32_t table)
{
  return (EmberFlameSource){ set->tables[table], ember_table_set_get_mask (set, table) };
}

static void
count_row (const EmberFlameSource *source,
           size_t row,
           int sign,
           uint32_t *samples,
           uint64_t *weights)
{
  const EmberStackId stack = ember_sample_table_get_stacks (source->table)[row];

  samples[stack] += (uint32_t) sign;
  if (weights != NULL)
    weights[stack] += ember_sample_table_get_weight (source->table, row) * (uint64_t) sign;
}

/* Rows that do not count are passed over, 64 at a time where none of them does; what few filters leave costs little. */
static void
count_masked (const EmberFlameSource *source,
              size_t first,
              size_t last,
              int sign,
              uint32_t *samples,
              uint64_t *weights)
{
  for (size_t row = first; row < last;)
    {
      const size_t stop = MIN (last, row - row % 64 + 64);
      uint64_t word = source->mask->words[row / 64] >> (row % 64);

      if (stop - row < 64)
        word &= (UINT64_C (1) << (stop - row)) - 1;
      for (; word != 0; word &= word - 1)
        count_row (source, row + (size_t) __builtin_ctzll (word), sign, samples, weights);
      row = stop;
    }
}

static void
count_weights (const EmberSampleTable *table,
               size_t first,
               size_t last,
               int sign,
               uint64_t *weights)
{
  const EmberStackId *stacks = ember_sample_table_get_stacks (table);
  const uint64_t *wide = table->weights.data;
  const uint32_t *narrow = table->weights.data;

  if (table->weights.n == 0)
    for (size_t row = first; row < last; row++)
      weights[stacks[row]] += table->uniform_weight * (uint64_t) sign;
  else if (table->weights.element_size == sizeof *narrow)
    for (size_t row = first; row < last; row++)
      weights[stacks[row]] += narrow[row] * (uint64_t) sign;
  else
    for (size_t row = first; row < last; row++)
      weights[stacks[row]] += wide[row] * (uint64_t) sign;
}

void
ember_flame_source_count (const EmberFlameSource *source,
                          size_t first,
                          size_t last,
                          int sign,
                          uint32_t *samples,
                          uint64_t *weights)
{
  const EmberStackId *stacks = ember_sample_table_get_stacks (source->table);

  if (source->mask != NULL)
    {
      count_masked (source, first, last, sign, samples, weights);
      return;
    }
  for (size_t row = first; row < last; row++)
    samples[stacks[row]] += (uint32_t) sign;
  if (weights != NULL)
    count_weights (source->table, first, last, sign, weights);
}
