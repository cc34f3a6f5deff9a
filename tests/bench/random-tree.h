/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/profile-builder.h"

#define RANDOM_TREE_DURATION_NS (100 * EMBER_SECOND_NS)

/* Adds a random tree of up to 60 levels, of 100,000 functions in 300 modules.
 * Returns: (transfer full) (array length=n_nodes): its stacks, parents first */
EmberStackId *random_tree_add_stacks (EmberProfileBuilder *builder,
                                      GRand *rand,
                                      uint32_t n_nodes);

/* A recording of 100 s over a random tree of up to 60 levels, 100,000 names in it; made from its size alone.
 * @with_weights: each sample weighs something else */
EmberProfile *random_tree_new (uint32_t n_samples,
                               uint32_t n_nodes,
                               bool with_weights);

/* The frame of the node that has most nearly a third of the samples. */
EmberFrameId random_tree_pick_frame (const EmberProfile *profile);

double get_cpu_ms (void);

/* @times_ms: n; sorted afterwards */
void print_times (const char *what,
                  double *times_ms,
                  int n);
