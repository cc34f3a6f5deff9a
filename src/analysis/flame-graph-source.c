/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/flame-graph-source.h"

EmberFlameSource
ember_flame_source_of (const EmberTableSet *set,
                       uint32_t table)
{
  return (EmberFlameSource){ set->tables[table], ember_table_set_get_mask (set, table) };
}

/* A row that does not count adds 0: no branch to guess wrong. */
static void
count_masked (const EmberFlameSource *source,
              size_t first,
              size_t last,
              int sign,
              uint32_t *samples,
              uint64_t *weights)
{
  const EmberStackId *stacks = ember_sample_table_get_stacks (source->table);

  for (size_t row = first; row < last; row++)
    samples[stacks[row]] += (uint32_t) sign & -(uint32_t) ember_bitmap_get (source->mask, row);
  if (weights != NULL)
    for (size_t row = first; row < last; row++)
      weights[stacks[row]] += ember_sample_table_get_weight (source->table, row) * (uint64_t) sign & -(uint64_t) ember_bitmap_get (source->mask, row);
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
    for (size_t row = first; row < last; row++)
      weights[stacks[row]] += ember_sample_table_get_weight (source->table, row) * (uint64_t) sign;
}
