/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/split.h"
#include "analysis/stack-mask.h"

/* A map for each part of a split: of its samples, or of those among them that have certain stacks.
 * @split: what samples it is of and which part each belongs to must be known
 * @stacks: (nullable): leaves out samples of other stacks
 * Cost: one pass over the samples, whatever the number of parts; spread waits take another one for each 4 M cells
 * Returns: (transfer full) (nullable): n_parts maps to be unreferenced, in an array to be g_free()d; NULL if cancelled */
EmberHeatmap **ember_split_count (const EmberSplit *split,
                                  const EmberStackMask *stacks,
                                  GCancellable *cancellable);
