/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/flame-graph-counter.h"
#include "analysis/flame-graph.h"

/* A graph of the samples of @base over another tree of the frames of its profile. Nothing near it is cheap to make.
 * @stacks: (transfer full): frozen; what is behind it is taken
 * @sums: (transfer full): the same; of n_nodes + 1 entries
 * Returns: (transfer full): */
EmberFlameGraph *ember_flame_graph_new_over (const EmberFlameGraph *base,
                                             EmberStacks *stacks,
                                             EmberFlameSums *sums);
