/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/flame-graph-blocks.h"

#include <string.h>

#define MAX_BLOCKS 64
/* Below this the bookkeeping costs more than counting the rows. */
#define MIN_BLOCK_ROWS 4096
/* Of memory: as much as the samples' stacks have, and their weights. */
#define BYTES_A_ROW 4
#define BYTES_A_WEIGHED_ROW 12

static uint32_t
choose_n_blocks (const EmberFlameBlocks *blocks,
                 size_t n_rows,
                 bool with_weights,
                 size_t limit_bytes)
{
  const size_t bytes = ember_narrow_sums_get_row_bytes (&blocks->samples) + (with_weights ? ember_narrow_sums_get_row_bytes (&blocks->weights) : 0);
  const size_t wanted_bytes = n_rows * (with_weights ? BYTES_A_WEIGHED_ROW : BYTES_A_ROW);
  const size_t by_memory = MIN (wanted_bytes, limit_bytes) / bytes;

  return (uint32_t) MIN (MIN (n_rows / MIN_BLOCK_ROWS, by_memory), MAX_BLOCKS);
}

static void
count_blocks (EmberFlameBlocks *blocks,
              const EmberFlameSource *source,
              uint32_t n_nodes,
              bool with_weights)
{
  EmberFlameSums sums;
  uint32_t *samples;
  uint64_t *weights;

  ember_flame_sums_init (&sums, n_nodes, with_weights);
  ember_flame_sums_zero (&sums);
  samples = ember_flame_sums_get_samples (&sums);
  weights = ember_flame_sums_get_weights (&sums);
  for (uint32_t i = 0; i < blocks->n_blocks; i++)
    {
      ember_flame_source_count (source, i * blocks->block_rows, (i + 1) * blocks->block_rows, 1, samples, weights);
      ember_narrow_sums_set_counts (&blocks->samples, i + 1, samples);
      if (with_weights)
        ember_narrow_sums_set_weights (&blocks->weights, i + 1, weights);
    }
  ember_flame_sums_clear (&sums);
}

/* @bounds: counts of all tables together, which no sum of blocks exceeds */
static void
init (EmberFlameBlocks *blocks,
      const EmberFlameSource *source,
      const EmberFlameSums *bounds,
      uint32_t n_nodes,
      size_t limit_bytes)
{
  const size_t n_rows = ember_sample_table_get_n (source->table);
  const bool with_weights = bounds->weights.n > 0;

  *blocks = (EmberFlameBlocks){ 0 };
  ember_narrow_sums_init_counts (&blocks->samples, ember_flame_sums_get_samples (bounds), n_nodes);
  ember_narrow_sums_init_weights (&blocks->weights, ember_flame_sums_get_weights (bounds), with_weights ? n_nodes : 0);
  blocks->n_blocks = choose_n_blocks (blocks, n_rows, with_weights, limit_bytes);
  if (blocks->n_blocks < 2)
    {
      blocks->n_blocks = 0;
      return;
    }
  blocks->block_rows = n_rows / blocks->n_blocks;
  ember_narrow_sums_make_rows (&blocks->samples, blocks->n_blocks + 1);
  if (with_weights)
    ember_narrow_sums_make_rows (&blocks->weights, blocks->n_blocks + 1);
  count_blocks (blocks, source, n_nodes, with_weights);
}

/* Whether weights may add up to more than 64 bits: then a sum says nothing about those on the way to it. */
static bool
may_overflow (const EmberTableSet *set)
{
  uint64_t bits = 0, most; /* no weight is more than the bits of all of them */
  size_t n_rows = 0;

  for (uint32_t i = 0; i < set->n_tables; i++)
    {
      const EmberColumn *weights = &set->tables[i]->weights;

      n_rows += ember_sample_table_get_n (set->tables[i]);
      bits |= weights->n > 0 ? 0 : set->tables[i]->uniform_weight;
      if (weights->element_size == sizeof (uint32_t))
        bits |= UINT32_MAX;
      else
        for (size_t row = 0; row < weights->n; row++)
          bits |= ((const uint64_t *) weights->data)[row];
    }
  return __builtin_mul_overflow (bits, n_rows, &most);
}

static void
count_all (const EmberTableSet *set,
           const EmberFlameSums *all,
           EmberFlameSums *bounds)
{
  if (all != NULL)
    {
      ember_flame_sums_copy_counts (all, bounds);
      return;
    }
  ember_flame_sums_zero (bounds);
  for (uint32_t i = 0; i < set->n_tables; i++)
    {
      const EmberFlameSource source = ember_flame_source_of (set, i);

      ember_flame_source_count (&source, 0, ember_sample_table_get_n (source.table), 1, ember_flame_sums_get_samples (bounds), ember_flame_sums_get_weights (bounds));
    }
}

EmberFlameBlocks *
ember_flame_blocks_new (const EmberTableSet *set,
                        const EmberFlameSums *all,
                        uint32_t n_nodes,
                        bool with_weights,
                        size_t limit_bytes)
{
  EmberFlameBlocks *blocks = g_new (EmberFlameBlocks, set->n_tables);
  EmberFlameSums bounds;

  ember_flame_sums_init (&bounds, n_nodes, with_weights);
  count_all (set, all, &bounds);
  if (with_weights && may_overflow (set))
    memset (bounds.weights.data, 0xff, bounds.weights.n * sizeof (uint64_t));
  for (uint32_t i = 0; i < set->n_tables; i++)
    {
      const EmberFlameSource source = ember_flame_source_of (set, i);

      init (&blocks[i], &source, &bounds, n_nodes, limit_bytes / set->n_tables);
    }
  ember_flame_sums_clear (&bounds);
  return blocks;
}

void
ember_flame_blocks_clear (EmberFlameBlocks *blocks)
{
  ember_narrow_sums_clear (&blocks->samples);
  ember_narrow_sums_clear (&blocks->weights);
}

size_t
ember_flame_blocks_round (const EmberFlameBlocks *blocks,
                          size_t row)
{
  if (blocks->n_blocks == 0)
    return 0;
  return MIN ((row + blocks->block_rows / 2) / blocks->block_rows, blocks->n_blocks) * blocks->block_rows;
}

void
ember_flame_blocks_get (const EmberFlameBlocks *blocks,
                        size_t first,
                        size_t last,
                        bool is_added,
                        uint32_t *samples,
                        uint64_t *weights)
{
  const uint32_t first_block = (uint32_t) (first / blocks->block_rows);
  const uint32_t last_block = (uint32_t) (last / blocks->block_rows);

  ember_narrow_sums_subtract_counts (&blocks->samples, first_block, last_block, is_added, samples);
  if (weights != NULL)
    ember_narrow_sums_subtract_weights (&blocks->weights, first_block, last_block, is_added, weights);
}
