/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/flame-graph-source.h"
#include "analysis/flame-graph-sums.h"
#include "analysis/narrow-sums.h"

/* EmberFlameBlocks: self counts of every node over the first b blocks of a
 * table's rows, for each b, so that a long range costs its edges only. */
typedef struct
{
  size_t block_rows; /* rows of a block; 0 if there are no blocks */
  uint32_t n_blocks; /* sums stand for 0..n_blocks blocks */
  EmberNarrowSums samples;
  EmberNarrowSums weights; /* empty if not asked for */
} EmberFlameBlocks;

/* Counts all tables once, and before that once more where nobody knows what they sum up to.
 * @all: (nullable): the sums of all rows that count
 * @limit_bytes: the most memory to use; there are fewer blocks or none to keep it
 * Returns: (transfer full) (array): of each table; clear each and g_free() them
 * Cost: O(rows + blocks × nodes) */
EmberFlameBlocks *ember_flame_blocks_new (const EmberTableSet *set,
                                          const EmberFlameSums *all,
                                          uint32_t n_nodes,
                                          bool with_weights,
                                          size_t limit_bytes);

void ember_flame_blocks_clear (EmberFlameBlocks *blocks);

/* The border of blocks nearest to @row: a row, 0 for the begin of the table. */
size_t ember_flame_blocks_round (const EmberFlameBlocks *blocks,
                                 size_t row);

/* The self counts of the rows [first, last), both borders of blocks.
 * @is_added: to what the arrays hold; else they are written there
 * @weights: (nullable): with the weights */
void ember_flame_blocks_get (const EmberFlameBlocks *blocks,
                             size_t first,
                             size_t last,
                             bool is_added,
                             uint32_t *samples,
                             uint64_t *weights);
