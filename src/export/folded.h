/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/folded-name.h"
#include "export/output.h"
#include "profile/table-set.h"

/* Which tables stackcollapse-perf.pl would read: those of the first event, and
 * all of tracepoints, because it cannot tell these apart.
 * Returns: (transfer full): */
EmberTableSet *ember_folded_table_set_new (EmberProfile *profile,
                                           bool with_idle);

/* Writes "comm;outermost;…;leaf WEIGHT", a line for each distinct stack of the
 * samples in @range, sorted bytewise by stack: what stackcollapse-perf.pl prints.
 * O(samples + stacks × depth) */
void ember_folded_write (EmberOutput *output,
                         const EmberTableSet *set,
                         EmberTimeRange range,
                         EmberFoldedFlags flags);

/* The same of two ranges side by side, as difffolded.pl does: "stack BASELINE RANGE", a line for each
 * stack of either; weights as counted, not scaled. The two sets may be of two recordings: stacks match by text. */
void ember_folded_write_difference (EmberOutput *output,
                                    const EmberTableSet *baseline,
                                    EmberTimeRange baseline_range,
                                    const EmberTableSet *set,
                                    EmberTimeRange range,
                                    EmberFoldedFlags flags);
