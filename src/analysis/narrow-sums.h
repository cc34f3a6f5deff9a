/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/column.h"

/* EmberNarrowSums: several rows of numbers, one number for each node, in as few bytes as nearly all of them need.
 *
 * Numbers only grow from row to row, so those of the last row tell how long they get. The few nodes whose numbers get
 * longer than n_bits have theirs apart, whole: nothing is rounded. */
typedef struct
{
  uint32_t n_nodes;
  uint32_t n_rows;
  uint32_t n_bits;     /* of counts 8, 16 or 32; of weights 32, 40, 48 or 64 */
  EmberColumn low;     /* n_nodes a row: of the type that holds n_bits, or their lower 32 */
  EmberColumn high;    /* the 8 or 16 bits above the lower 32; empty where there are none */
  EmberColumn longer;  /* uint32_t: the nodes of longer numbers; they have 0 above */
  EmberColumn numbers; /* uint64_t: their numbers, longer.n a row */
} EmberNarrowSums;

/* Chooses how numbers are kept; there is no row yet.
 * @bounds: n_nodes: what the number of a node exceeds in no row */
void ember_narrow_sums_init_counts (EmberNarrowSums *sums,
                                    const uint32_t *bounds,
                                    uint32_t n_nodes);

void ember_narrow_sums_init_weights (EmberNarrowSums *sums,
                                     const uint64_t *bounds,
                                     uint32_t n_nodes);

void ember_narrow_sums_clear (EmberNarrowSums *sums);

/* Bytes of a row. */
size_t ember_narrow_sums_get_row_bytes (const EmberNarrowSums *sums);

/* Has memory for @n_rows rows, all of them zero. */
void ember_narrow_sums_make_rows (EmberNarrowSums *sums,
                                  uint32_t n_rows);

void ember_narrow_sums_set_counts (EmberNarrowSums *sums,
                                   uint32_t row,
                                   const uint32_t *counts);

void ember_narrow_sums_set_weights (EmberNarrowSums *sums,
                                    uint32_t row,
                                    const uint64_t *weights);

/* What row @last has more than row @first.
 * @is_added: to what @counts holds; else it is written there */
void ember_narrow_sums_subtract_counts (const EmberNarrowSums *sums,
                                        uint32_t first,
                                        uint32_t last,
                                        bool is_added,
                                        uint32_t *counts);

void ember_narrow_sums_subtract_weights (const EmberNarrowSums *sums,
                                         uint32_t first,
                                         uint32_t last,
                                         bool is_added,
                                         uint64_t *weights);
