/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/format.h"
#include "formats/perf-data-log.h"
#include "formats/perf-data-space.h"

/* EmberPerfUnwind: makes call chains of copies of stacks, one sample after the other in order of time. */
typedef struct _EmberPerfUnwind EmberPerfUnwind;

/* @log: gets the chains
 * @options: say who unwinds
 * Returns: (transfer full) (nullable): NULL where there is nothing to unwind, or nobody to do it */
EmberPerfUnwind *ember_perf_unwind_new (EmberPerfLog *log,
                                        const EmberReadOptions *options);

/* @unwind: (nullable) (transfer full): */
void ember_perf_unwind_free (EmberPerfUnwind *unwind);

/* The call chain of a sample: the kernel's part as it was recorded, then what its copy gives.
 * @user: (nullable): the mappings of the process
 * Returns: that of @row, where there is no copy */
EmberPerfChainId ember_perf_unwind_row (EmberPerfUnwind *unwind,
                                        const EmberPerfRow *row,
                                        const EmberPerfSpace *user);

/* Tells the builder which stacks are cut off, and what would help. */
void ember_perf_unwind_finish (EmberPerfUnwind *unwind);
