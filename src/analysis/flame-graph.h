/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "profile/table-set.h"

/* What a width or a number counts. */
typedef enum
{
  EMBER_MEASURE_SAMPLES,
  EMBER_MEASURE_WEIGHT,
} EmberMeasure;

/* EmberFlameGraph: how often each node of the stack tree was seen in a range of time.
 *
 * Immutable and reference counted, so threads share it without a lock. Holds
 * one prefix sum over the nodes in preorder: what lies at or below a node is
 * one subtraction. 4 bytes a node, 12 where weights differ. At most 2^32 - 1
 * samples; weights add modulo 2^64.
 */
typedef struct _EmberFlameGraph EmberFlameGraph;

/* Counts the samples of @set in @range.
 * Cost: O(samples in the range + nodes)
 * Returns: (transfer full) (nullable): NULL if @cancellable was cancelled */
EmberFlameGraph *ember_flame_graph_new (const EmberTableSet *set,
                                        EmberTimeRange range,
                                        GCancellable *cancellable);

/* The graph of @range over the set of @previous, which ember_flame_graph_new() would make too, but
 * cheaper: samples are added and taken away at the edges of @previous, or of sums that stand ready
 * for blocks of samples (made once when they first pay, at most 256 MiB), and memory is used again.
 * Cost: O(nodes + the fewest samples to add or take away), about 2 ms for 1 M nodes
 * Returns: (transfer full) (nullable): NULL if @cancellable was cancelled */
EmberFlameGraph *ember_flame_graph_new_near (const EmberFlameGraph *previous,
                                             EmberTimeRange range,
                                             GCancellable *cancellable);

/* Makes the sums of blocks now, where there are so many samples that the first graph near @graph would wait for
 * them. Any thread may call it; graphs that are asked for meanwhile wait. */
void ember_flame_graph_prepare (const EmberFlameGraph *graph);

/* The samples of @graph whose leaf is one of some nodes. It says the range of @graph, but nothing near
 * it is cheap to make.
 * @nodes: a bit for each node of the tree
 * Cost: O(nodes)
 * Returns: (transfer full): */
EmberFlameGraph *ember_flame_graph_new_part (const EmberFlameGraph *graph,
                                             const EmberBitmap *nodes);

/* Whether samples weigh differently, so that weights are kept for each node. */
bool ember_flame_graph_has_own_weights (const EmberFlameGraph *graph);

EmberFlameGraph *ember_flame_graph_ref (EmberFlameGraph *graph);

void ember_flame_graph_unref (EmberFlameGraph *graph);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberFlameGraph, ember_flame_graph_unref)

EmberTimeRange ember_flame_graph_get_range (const EmberFlameGraph *graph);

const EmberTableSet *ember_flame_graph_get_set (const EmberFlameGraph *graph);

EmberProfile *ember_flame_graph_get_profile (const EmberFlameGraph *graph);

/* Returns: (transfer none): the profile's, or those that the graph came with */
const EmberStacks *ember_flame_graph_get_stacks (const EmberFlameGraph *graph);

/* Whether weight tells anything that samples do not: false where each sample weighs 1. */
bool ember_flame_graph_has_weights (const EmberFlameGraph *graph);

/* The sum over all nodes before @id in preorder, so that the nodes [a, b) hold
 * get_before (b) - get_before (a).
 * @id: up to and with the number of nodes */
uint64_t ember_flame_graph_get_before (const EmberFlameGraph *graph,
                                       EmberMeasure measure,
                                       EmberStackId id);

/* The same sums for those who look at many: borrowed from a graph. */
typedef struct
{
  const uint32_t *samples; /* n_nodes + 1 */
  const uint64_t *weights; /* (nullable): the same; NULL: each sample counts @unit */
  uint64_t unit;
} EmberFlameSumView;

EmberFlameSumView ember_flame_graph_get_sums (const EmberFlameGraph *graph,
                                              EmberMeasure measure);

static inline uint64_t
ember_flame_sum_view_get (const EmberFlameSumView *sums,
                          EmberStackId id)
{
  return sums->weights != NULL ? sums->weights[id] : sums->samples[id] * sums->unit;
}

/* At @id and below it. */
uint64_t ember_flame_graph_get_total (const EmberFlameGraph *graph,
                                      EmberMeasure measure,
                                      EmberStackId id);

/* With @id as the leaf. */
uint64_t ember_flame_graph_get_self (const EmberFlameGraph *graph,
                                     EmberMeasure measure,
                                     EmberStackId id);
