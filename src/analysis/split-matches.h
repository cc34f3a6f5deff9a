/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/split.h"
#include "analysis/stack-mask.h"

/* EmberSplitMatches: which samples of each part of a split heat map are pointed out. Frozen and reference counted. */
typedef struct
{
  EmberSplit *split;
  EmberHeatmap **maps; /* one for each part, on its grid */
  /*< private >*/
  gatomicrefcount ref_count;
} EmberSplitMatches;

/* Those of the samples of @split whose stack is in @stacks.
 * Cost: that of ember_split_count()
 * Returns: (transfer full) (nullable): NULL if cancelled */
EmberSplitMatches *ember_split_matches_new (EmberSplit *split,
                                            const EmberStackMask *stacks,
                                            GCancellable *cancellable);

EmberSplitMatches *ember_split_matches_ref (EmberSplitMatches *matches);

void ember_split_matches_unref (EmberSplitMatches *matches);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberSplitMatches, ember_split_matches_unref)
