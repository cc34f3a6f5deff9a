/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/search.h"
#include "profile/bitmap.h"

/* Nodes [begin, end) of a frozen stack tree. */
typedef struct
{
  EmberStackId begin;
  EmberStackId end;
} EmberStackRange;

/* EmberStackMask: all nodes at or below some nodes of a frozen stack tree, so those
 * whose stack holds one of some frames. Frozen; any thread may read it. */
typedef struct
{
  EmberStackRange *ranges; /* n_ranges; sorted, disjoint, none touches the next */
  uint32_t n_ranges;
  EmberBitmap *nodes;
} EmberStackMask;

/* @frames: of each frame: whether a stack that holds it counts
 * Cost: O(nodes), about 1 ms for 1 M
 * Returns: (transfer full): */
EmberStackMask *ember_stack_mask_new (const EmberStacks *stacks,
                                      const bool *frames);

/* Those whose stack holds a frame that @search finds. */
EmberStackMask *ember_stack_mask_new_of_search (const EmberSearch *search);

void ember_stack_mask_free (EmberStackMask *mask);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberStackMask, ember_stack_mask_free)

/* How many of @n samples are in the mask.
 * @stacks: their stacks
 * Cost: where there are few ranges a fast pass over the column, else that of ember_stack_bits_test() */
size_t ember_stack_mask_count (const EmberStackMask *mask,
                               const EmberStackId *stacks,
                               size_t n);

/* The same as bits: bit i is that of the i-th sample.
 * @n: 1..64 */
uint64_t ember_stack_mask_get_word (const EmberStackMask *mask,
                                    const EmberStackId *stacks,
                                    size_t n);
