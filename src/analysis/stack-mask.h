/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/search.h"
#include "analysis/stack-ranges.h"
#include "profile/bitmap.h"

/* EmberStackMask: some nodes of a frozen stack tree, as where all at or below those of
 * some frames are meant: whose stack holds one of them. Frozen; any thread may read it. */
typedef struct
{
  EmberStackRange *ranges; /* n_ranges; sorted, disjoint, none touches the next */
  uint32_t n_ranges;
  EmberBitmap *nodes;
} EmberStackMask;

/* @frames: n_frames, all of the profile: whether a stack that holds it counts
 * Cost: O(nodes), about 0.4 ms for 1 M
 * Returns: (transfer full): */
EmberStackMask *ember_stack_mask_new (const EmberStacks *stacks,
                                      const bool *frames,
                                      uint32_t n_frames);

/* Those whose stack holds a frame that @search finds. */
EmberStackMask *ember_stack_mask_new_of_search (const EmberSearch *search);

/* @nodes: of each node: whether it is in; they are kept */
EmberStackMask *ember_stack_mask_new_of_nodes (EmberBitmap *nodes);

void ember_stack_mask_free (EmberStackMask *mask);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberStackMask, ember_stack_mask_free)
