/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/heatmap.h"

/* What lies in a cell, in words; of a map of waits how long threads waited, and how many at once. Else: time on the axis, time on perf's clock, samples,
 * rate, and the comm with most of them.
 * @matches: (nullable): a map on the same grid of what is pointed out: "3 matching (60 %)"
 * @with_time_of_day: begins with the time of day of the cell's begin, where the recording tells it
 * @set: (nullable): without it perf's clock and the comm are left out
 * Returns: (transfer full): "12.340–12.360 s · perf 8134.340 · 5 samples · 250/s · mostly firefox (3)" */
char *ember_heatmap_readout_dup (const EmberHeatmap *heatmap,
                                 const EmberHeatmap *matches,
                                 const EmberTableSet *set,
                                 bool with_time_of_day,
                                 EmberCell cell);

/* What the map shows, what is selected and what that is compared with, for a screen reader; begins with "Heat map".
 * @heatmap: (nullable)
 * @selection: empty for none
 * @baseline: empty for none
 * @seen: the time that is seen where that is not all of it, else empty
 * Returns: (transfer full) */
char *ember_heatmap_readout_dup_label (const EmberHeatmap *heatmap,
                                       EmberTimeRange selection,
                                       EmberTimeRange baseline,
                                       EmberTimeRange seen);
