/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/flame-graph-blocks.h"

#include <string.h>

#define MAX_BLOCKS 64
/* Below this the bookkeeping costs more than counting the rows. */
#define MIN_BLOCK_ROWS 4096

/* The sums of a block and of the rows up to the next one cost alike where a block
 * has as many rows as there are nodes: about 4 bytes a sample, 12 with weights. */
static uint32_t
choose_n_blocks (size_t n_rows,
                 uint32_t n_nodes,
                 size_t node_bytes,
                 size_t limit_bytes)
{
  const size_t by_rows = n_rows / MAX (n_nodes, MIN_BLOCK_ROWS);
  const size_t by_memory = limit_bytes / ((size_t) n_nodes * node_bytes);

  return (uint32_t) MIN (MIN (by_rows, by_memory), MAX_BLOCKS);
}

static void
count_block (const EmberFlameBlocks *blocks,
             const EmberFlameSource *source,
             uint32_t block)
{
  const size_t offset = (size_t) block * blocks->n_nodes;
  uint32_t *samples = (uint32_t *) blocks->samples.data + offset;
  uint64_t *weights = blocks->weights.n > 0 ? (uint64_t *) blocks->weights.data + offset : NULL;

  if (block == 0)
    memset (samples, 0, blocks->n_nodes * sizeof *samples);
  else
    memcpy (samples, samples - blocks->n_nodes, blocks->n_nodes * sizeof *samples);
  if (weights != NULL && block == 0)
    memset (weights, 0, blocks->n_nodes * sizeof *weights);
  else if (weights != NULL)
    memcpy (weights, weights - blocks->n_nodes, blocks->n_nodes * sizeof *weights);
  ember_flame_source_count (source, block * blocks->block_rows, (block + 1) * blocks->block_rows, 1, samples, weights);
}

void
ember_flame_blocks_init (EmberFlameBlocks *blocks,
                         const EmberFlameSource *source,
                         uint32_t n_nodes,
                         bool with_weights,
                         size_t limit_bytes)
{
  const size_t n_rows = ember_sample_table_get_n (source->table);
  const size_t node_bytes = sizeof (uint32_t) + (with_weights ? sizeof (uint64_t) : 0);

  *blocks = (EmberFlameBlocks){ .n_nodes = n_nodes };
  ember_column_init (&blocks->samples, sizeof (uint32_t));
  ember_column_init (&blocks->weights, sizeof (uint64_t));
  blocks->n_blocks = choose_n_blocks (n_rows, n_nodes, node_bytes, limit_bytes);
  if (blocks->n_blocks < 2)
    {
      blocks->n_blocks = 0;
      return;
    }
  blocks->block_rows = n_rows / blocks->n_blocks;
  ember_column_grow (&blocks->samples, (size_t) blocks->n_blocks * n_nodes);
  if (with_weights)
    ember_column_grow (&blocks->weights, (size_t) blocks->n_blocks * n_nodes);
  for (uint32_t block = 0; block < blocks->n_blocks; block++)
    count_block (blocks, source, block);
}

void
ember_flame_blocks_clear (EmberFlameBlocks *blocks)
{
  ember_column_clear (&blocks->samples);
  ember_column_clear (&blocks->weights);
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
ember_flame_blocks_add (const EmberFlameBlocks *blocks,
                        size_t first,
                        size_t last,
                        uint32_t *samples,
                        uint64_t *weights)
{
  const uint32_t n = blocks->n_nodes;

  if (first == last)
    return;

  const size_t after = (last / blocks->block_rows - 1) * n;
  const uint32_t *samples_after = (const uint32_t *) blocks->samples.data + after;

  if (first == 0)
    {
      for (uint32_t i = 0; i < n; i++)
        samples[i] += samples_after[i];
    }
  else
    {
      const uint32_t *samples_before = samples_after - (last - first) / blocks->block_rows * n;

      for (uint32_t i = 0; i < n; i++)
        samples[i] += samples_after[i] - samples_before[i];
    }
  if (weights == NULL)
    return;

  const uint64_t *weights_after = (const uint64_t *) blocks->weights.data + after;

  if (first == 0)
    {
      for (uint32_t i = 0; i < n; i++)
        weights[i] += weights_after[i];
    }
  else
    {
      const uint64_t *weights_before = weights_after - (last - first) / blocks->block_rows * n;

      for (uint32_t i = 0; i < n; i++)
        weights[i] += weights_after[i] - weights_before[i];
    }
}
