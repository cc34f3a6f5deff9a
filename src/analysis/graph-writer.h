/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/flame-graph-over.h"

/* EmberGraphWriter: writes a flame graph over a tree of its own, node by node in preorder.
 *
 * The root is open at first. Siblings are to be written in the order in which they shall stand.
 */
typedef struct
{
  EmberStacks stacks;
  EmberFlameSums sums;
  EmberStackId open;
  bool is_weighted;
} EmberGraphWriter;

/* @is_weighted: whether samples have weights of their own
 * @frame: of the root */
void ember_graph_writer_init (EmberGraphWriter *writer,
                              bool is_weighted,
                              EmberFrameId frame);

void ember_graph_writer_clear (EmberGraphWriter *writer);

/* Begins a child of the open node, which is open then. */
void ember_graph_writer_open (EmberGraphWriter *writer,
                              EmberFrameId frame);

/* Ends the open node; its parent is open then. */
void ember_graph_writer_close (EmberGraphWriter *writer);

/* Counts at the open node itself. */
void ember_graph_writer_add (EmberGraphWriter *writer,
                             uint32_t n_samples,
                             uint64_t weight);

/* Closes all that is open.
 * @base: whose samples they are
 * Returns: (transfer full): the writer holds nothing any more */
EmberFlameGraph *ember_graph_writer_finish (EmberGraphWriter *writer,
                                            const EmberFlameGraph *base);
