/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/heatmap.h"
#include "analysis/stack-mask.h"

/* The heat map of waits, each of them in all the cells that it lasted: counts are microseconds that
 * threads waited in a cell, and above 0 wherever anyone did.
 * @set: of events whose samples are spans, see EmberEvent.is_span
 * @range: time outside of it is left out; %EMBER_TIME_RANGE_ALL for none
 * @stacks: (nullable): leaves out waits of other stacks
 * Cost: O(waits + cells), however long they last
 * Returns: (transfer full) (nullable): NULL if cancelled */
EmberHeatmap *ember_heatmap_new_spread (const EmberTableSet *set,
                                        const EmberHeatmapGrid *grid,
                                        EmberTimeRange range,
                                        const EmberStackMask *stacks,
                                        GCancellable *cancellable);
