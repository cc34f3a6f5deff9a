/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/function-index.h"
#include "analysis/when-strips.h"

/* When each function of a profile ran: the samples that have it anywhere on their stack, a recursion
 * counted once. Group i of the strips is function i of @index.
 * @set: of the index's profile
 * @range: not empty
 * @n_buckets: at least 1; 4 bytes for each and each function
 * Cost: O(samples + buckets × nodes seen in a bucket), and a pass over all nodes for each bucket
 * Returns: (transfer full) (nullable): NULL if cancelled */
EmberWhenStrips *ember_function_strips_new (const EmberFunctionIndex *index,
                                            const EmberTableSet *set,
                                            EmberTimeRange range,
                                            uint32_t n_buckets,
                                            GCancellable *cancellable);

/* The same of all the time that the heat map shows, in as many parts as a strip has pixels, or in fewer where there are so
 * many functions that it would cost more than 32 MiB.
 * @set: of a recording with times */
EmberWhenStrips *ember_function_strips_new_of_recording (const EmberFunctionIndex *index,
                                                         const EmberTableSet *set,
                                                         GCancellable *cancellable);
