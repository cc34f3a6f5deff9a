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
