/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/perf-data-chains.h"
#include "formats/perf-data-header.h"
#include "formats/perf-data-space.h"

/* EmberPerfTree: turns call chains into stacks of a profile.
 *
 * What a chain means depends on the mappings of kernel and process, so its last
 * result is remembered with the epochs of both.
 */
typedef struct _EmberPerfTree EmberPerfTree;

EmberPerfTree *ember_perf_tree_new (EmberProfileBuilder *builder,
                                    const EmberPerfHeader *header,
                                    const EmberPerfChains *chains);

void ember_perf_tree_free (EmberPerfTree *tree);

/* @lane: anything whose samples resemble each other, as those of one CPU do
 * @user: (nullable): mappings of the process
 * @kernel: those of the kernel, modules and the like; what lies in none of them is the kernel itself
 * @kernel_map: that
 * Returns: the stack below @comm */
EmberStackId ember_perf_tree_add (EmberPerfTree *tree,
                                  uint32_t lane,
                                  EmberStackId comm,
                                  EmberPerfChainId chain,
                                  const EmberPerfSpace *user,
                                  const EmberPerfSpace *kernel,
                                  const EmberPerfMap *kernel_map);

/* The numbers of chains mean others from now on. */
void ember_perf_tree_forget_chains (EmberPerfTree *tree);
