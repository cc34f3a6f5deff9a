/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "profile/profile.h"

/* What the first level of the stack tree tells apart. */
typedef enum
{
  EMBER_MERGE_COMM, /* what a recording comes with */
  EMBER_MERGE_PROCESS,
  EMBER_MERGE_THREAD,
  EMBER_MERGE_CPU,
  EMBER_MERGE_NOTHING, /* all samples are of one kind: the outermost frames come first */
  EMBER_N_MERGE_LEVELS
} EmberMergeLevel;

/* Their names, as the command line and settings have them, in that order; ends in NULL. */
extern const char *const ember_merge_level_words[];

/* Returns: EMBER_MERGE_COMM for a word that is none */
EmberMergeLevel ember_merge_level_from_word (const char *word);

/* EmberTreeShape: how samples become a tree. */
typedef struct
{
  EmberMergeLevel merge_level;
  bool is_inverted; /* the leaf first, then its callers; what the merge level tells comes last */
} EmberTreeShape;

/* Puts the samples of @base on a tree of another shape; events, threads and times
 * are shared, so ranges, filters and event choices hold for both.
 * @base: merged by comm, not inverted
 * Cost: O(samples + distinct stacks × depth); 0.1-0.5 s for 10 M samples and 1 M nodes
 * Returns: (transfer full) (nullable): @base itself for its own shape; NULL if cancelled */
EmberProfile *ember_tree_shape_apply (EmberTreeShape shape,
                                      EmberProfile *base,
                                      GCancellable *cancellable);
