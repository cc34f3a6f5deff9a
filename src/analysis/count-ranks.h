/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* EmberCountRanks: how many of some counts are how large, those of zero left out, so that each
 * percentile of them is known at once. Frozen. Counts below 4096 are exact, others to one part in 2048. */
typedef struct EmberCountRanks EmberCountRanks;

/* Cost: one pass over the counts
 * Returns: (transfer full) */
EmberCountRanks *ember_count_ranks_new (const uint32_t *counts,
                                        size_t n);

void ember_count_ranks_free (EmberCountRanks *ranks);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberCountRanks, ember_count_ranks_free)

/* The smallest count that so many per cent of the counts do not exceed.
 * @percentile: 0..100; 100 is the largest count
 * Returns: 0 if there is none but zeroes */
uint32_t ember_count_ranks_get (const EmberCountRanks *ranks,
                                double percentile);
