/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/perf-data-chains.h"
#include "formats/perf-data-header.h"
#include "formats/perf-data-space.h"

/* EmberPerfTree: turns call chains into stacks of a profile, some at a time.
 *
 * What a chain means depends on the mappings of kernel and process, so its last
 * result is remembered with the epochs of both.
 */
typedef struct _EmberPerfTree EmberPerfTree;

/* So many chains can wait. */
#define EMBER_PERF_TREE_MAX_WAITING 128

/* Where a chain belongs. */
typedef struct
{
  EmberStackId comm;
  uint32_t lane;                  /* anything whose samples resemble each other, as those of one CPU do */
  const EmberPerfSpace *user;     /* (nullable): mappings of the process */
  const EmberPerfSpace *kernel;   /* those of the kernel, modules and the like */
  const EmberPerfMap *kernel_map; /* the kernel itself: all that lies in none of them */
} EmberPerfPlace;

EmberPerfTree *ember_perf_tree_new (EmberProfileBuilder *builder,
                                    const EmberPerfHeader *header,
                                    const EmberPerfChains *chains);

void ember_perf_tree_free (EmberPerfTree *tree);

/* Adds a chain to those that wait, of which there are 0 to %EMBER_PERF_TREE_MAX_WAITING - 1. What @place points to
 * stays as it is until ember_perf_tree_finish(). */
void ember_perf_tree_add (EmberPerfTree *tree,
                          EmberPerfChainId chain,
                          const EmberPerfPlace *place);

/* Finds the stacks of all chains that wait, at once: memory is slow, but can be asked for many things together.
 * Returns: (transfer none): the stack of each, in the order of adding, until the next one is added */
const EmberStackId *ember_perf_tree_finish (EmberPerfTree *tree);

/* The numbers of chains mean others from now on. None may wait. */
void ember_perf_tree_forget_chains (EmberPerfTree *tree);
