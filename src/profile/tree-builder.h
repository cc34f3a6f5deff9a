/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/profile.h"

/* EmberTreeBuilder: makes a profile of the same samples over another stack tree:
 * with names that came late, merged otherwise than by comm, or from the leaf up.
 *
 * The new profile shares times, threads, CPUs and weights with the old one and
 * keeps it alive. Names, threads and events keep their ids, so a filter or an
 * event choice holds for both. Not thread-safe.
 */
typedef struct _EmberTreeBuilder EmberTreeBuilder;

EmberTreeBuilder *ember_tree_builder_new (EmberProfile *base);

/* The same for a tree of other frames: the new profile has no frame of the base but the root. */
EmberTreeBuilder *ember_tree_builder_new_without_frames (EmberProfile *base);

void ember_tree_builder_free (EmberTreeBuilder *builder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberTreeBuilder, ember_tree_builder_free)

/* @size_bytes: length, or -1 if @bytes ends in a NUL */
EmberStringId ember_tree_builder_add_string (EmberTreeBuilder *builder,
                                             const char *bytes,
                                             gssize size_bytes);

/* The frames of the base have the same ids here, unless they were left out. */
EmberFrameId ember_tree_builder_add_frame (EmberTreeBuilder *builder,
                                           const EmberFrame *frame);

/* The stack that calls @frame from @parent; EMBER_STACK_ROOT is where all begin. */
EmberStackId ember_tree_builder_add_call (EmberTreeBuilder *builder,
                                          EmberStackId parent,
                                          EmberFrameId frame);

/* Gives each sample the stack @map says for the one it has in the base.
 * @map: one for each node of the base */
void ember_tree_builder_map_stacks (EmberTreeBuilder *builder,
                                    const EmberStackId *map);

/* Returns: (transfer none): all frames so far, valid until the next is added */
const EmberFrames *ember_tree_builder_get_frames (const EmberTreeBuilder *builder);

/* @text: (transfer full): see EmberNotice; follows those of the base */
void ember_tree_builder_add_notice (EmberTreeBuilder *builder,
                                    char *text,
                                    uint64_t count);

/* @unresolved: its text is copied; follows those of the base */
void ember_tree_builder_add_unresolved (EmberTreeBuilder *builder,
                                        const EmberUnresolved *unresolved);

/* Lets the samples of the base, all but their stacks, become the new profile's own, and nobody look at the base any more:
 * where tables are split anew, that saves a copy. */
void ember_tree_builder_take_samples (EmberTreeBuilder *builder);

/* The stacks of a table of the base, to be filled, one for each row.
 * Returns: (transfer none): zeros at first */
EmberStackId *ember_tree_builder_get_stacks (EmberTreeBuilder *builder,
                                             uint32_t table);

/* Numbers the tree in preorder.
 * @builder: (transfer full)
 * @sorts_idle: look again which samples are idle, since names of leaves have changed; a table in
 *   which that moves a sample is copied. False keeps every sample in its table
 * Cost: O(samples + nodes + frames × log frames) */
EmberProfile *ember_tree_builder_freeze (EmberTreeBuilder *builder,
                                         bool sorts_idle);
