/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/filter.h"

/* How many samples each condition of a filter would leave if it stood alone.
 * @set: unfiltered
 * Cost: O(conditions × (samples + nodes)), 20 ms a condition for 10 M samples
 * Returns: (transfer full) (nullable) (array): one count for each condition, switched off or not,
 *   0 for an expression that cannot be asked; NULL if cancelled */
uint64_t *ember_filter_counts_new (const EmberFilter *filter,
                                   const EmberTableSet *set,
                                   GCancellable *cancellable);
