/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/column.h"

/* EmberFlameSums: for each node of the stack tree what was counted before it in
 * preorder; n_nodes + 1 entries, the first is 0.
 *
 * While samples are counted, what was counted at node i stands at i + 1 instead. */
typedef struct
{
  EmberColumn samples; /* uint32_t */
  EmberColumn weights; /* uint64_t; empty where the weight is uniform */
} EmberFlameSums;

/* What they hold is undefined. */
void ember_flame_sums_init (EmberFlameSums *sums,
                            uint32_t n_nodes,
                            bool with_weights);

void ember_flame_sums_clear (EmberFlameSums *sums);

/* Begins to count. */
void ember_flame_sums_zero (EmberFlameSums *sums);

/* Begins to count with the counts that @from was made of. */
void ember_flame_sums_copy_counts (const EmberFlameSums *from,
                                   EmberFlameSums *to);

/* Ends counting: makes counts into sums. */
void ember_flame_sums_add_up (EmberFlameSums *sums);

/* Where the counts of node 0 and those behind it stand. */
static inline uint32_t *
ember_flame_sums_get_samples (const EmberFlameSums *sums)
{
  return (uint32_t *) sums->samples.data + 1;
}

/* Returns: (nullable): the same */
static inline uint64_t *
ember_flame_sums_get_weights (const EmberFlameSums *sums)
{
  return sums->weights.n > 0 ? (uint64_t *) sums->weights.data + 1 : NULL;
}
