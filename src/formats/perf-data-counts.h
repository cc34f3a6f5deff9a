/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

#include "profile/column.h"
#include "profile/id-table.h"

/* EmberPerfCounts: what the counters last showed that samples tell the values of: such a sample stands for what each of them
 * counted since. */
typedef struct
{
  EmberColumn counters; /* of each: its id, its thread, and what it showed */
  EmberIdTable index;
} EmberPerfCounts;

void ember_perf_counts_init (EmberPerfCounts *counts);

void ember_perf_counts_clear (EmberPerfCounts *counts);

/* @tid: whose counter it is; 0 where threads share one
 * Returns: how much was counted since the last call for that counter */
uint64_t ember_perf_counts_take (EmberPerfCounts *counts,
                                 uint64_t id,
                                 int32_t tid,
                                 uint64_t value);
