/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/flame-graph-source.h"

/* EmberFlameBlocks: self counts of every node over the first b blocks of a
 * table's rows, for each b, so that a long range costs its edges only. */
typedef struct
{
  size_t block_rows; /* rows of a block; 0 if there are no blocks */
  uint32_t n_blocks; /* sums stand for 1..n_blocks blocks */
  uint32_t n_nodes;
  EmberColumn samples; /* uint32_t, n_nodes for each block */
  EmberColumn weights; /* uint64_t, the same; empty if not asked for */
} EmberFlameBlocks;

/* Counts the whole table once.
 * @limit_bytes: the most memory to use; there are fewer blocks or none to keep it
 * Cost: O(rows + blocks × nodes) */
void ember_flame_blocks_init (EmberFlameBlocks *blocks,
                              const EmberFlameSource *source,
                              uint32_t n_nodes,
                              bool with_weights,
                              size_t limit_bytes);

void ember_flame_blocks_clear (EmberFlameBlocks *blocks);

/* The border of blocks nearest to @row: a row, 0 for the begin of the table. */
size_t ember_flame_blocks_round (const EmberFlameBlocks *blocks,
                                 size_t row);

/* Adds the self counts of the rows [first, last), both borders of blocks.
 * @weights: (nullable): with the weights */
void ember_flame_blocks_add (const EmberFlameBlocks *blocks,
                             size_t first,
                             size_t last,
                             uint32_t *samples,
                             uint64_t *weights);
