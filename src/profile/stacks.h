/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/frames.h"

/* A node of the stack tree: the stack of all frames from the root down to it. */
typedef uint32_t EmberStackId;

/* The root of every stack tree; it stands for all samples. */
#define EMBER_STACK_ROOT ((EmberStackId) 0)

/* EmberStacks: a prefix tree of stacks in flat columns.
 *
 * While it is built, nodes are numbered as they come, a parent before its
 * children. ember_stacks_freeze() renumbers them in preorder, siblings by
 * frame name: then the subtree of a node is the range [id, end[id]), and
 * "b is at or below a" is a <= b && b < end[a].
 */
typedef struct
{
  EmberColumn parents; /* EmberStackId; the root is its own parent */
  EmberColumn frames;  /* EmberFrameId */
  EmberColumn ends;    /* EmberStackId; filled by freezing */
  EmberColumn depths;  /* uint32_t, 0 for the root; filled by freezing */
  EmberColumn slots;   /* a hash table of nodes by parent and frame; a power of two of them */
  uint32_t max_depth;
} EmberStacks;

void ember_stacks_init (EmberStacks *stacks);

void ember_stacks_clear (EmberStacks *stacks);

/* Returns: the child of @parent with @frame, made if there is none; amortized O(1) */
EmberStackId ember_stacks_push (EmberStacks *stacks,
                                EmberStackId parent,
                                EmberFrameId frame);

/* Has the processor fetch what ember_stacks_push() will look at. */
void ember_stacks_expect (const EmberStacks *stacks,
                          EmberStackId parent,
                          EmberFrameId frame);

/* Renumbers the nodes in preorder; no node can be added afterwards.
 * @rank: the position of each frame among its siblings' frames, as ember_frames_rank() makes it
 * Returns: (transfer full): the new id of each old one; g_free() it. O(nodes + frames) */
EmberStackId *ember_stacks_freeze (EmberStacks *stacks,
                                   const uint32_t *rank,
                                   uint32_t n_frames);

static inline uint32_t
ember_stacks_get_n (const EmberStacks *stacks)
{
  return (uint32_t) stacks->parents.n;
}

static inline EmberStackId
ember_stacks_get_parent (const EmberStacks *stacks,
                         EmberStackId id)
{
  return ((const EmberStackId *) stacks->parents.data)[id];
}

static inline EmberFrameId
ember_stacks_get_frame (const EmberStacks *stacks,
                        EmberStackId id)
{
  return ((const EmberFrameId *) stacks->frames.data)[id];
}

/* Only of a frozen tree. */
static inline EmberStackId
ember_stacks_get_end (const EmberStacks *stacks,
                      EmberStackId id)
{
  return ((const EmberStackId *) stacks->ends.data)[id];
}

/* Only of a frozen tree: 0 for the root, 1 for a comm, 2 for the outermost frame. */
static inline uint32_t
ember_stacks_get_depth (const EmberStacks *stacks,
                        EmberStackId id)
{
  return ((const uint32_t *) stacks->depths.data)[id];
}
