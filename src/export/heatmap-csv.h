/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/heatmap.h"
#include "export/output.h"
#include "paint/heatmap-seen.h"

/* Writes a line of headings, then a line for each column: its begin and the count of each
 * row from fraction 0 upward, with commas between. Headings of rows are their begins as
 * parts of the column, and all times are seconds.
 * @zero_ns: zero of the axis, as ember_profile_get_origin() has it
 * @seen: (nullable): the cells to write; NULL: all */
void ember_heatmap_csv_write (EmberOutput *output,
                              const EmberHeatmap *heatmap,
                              int64_t zero_ns,
                              const EmberHeatmapSeen *seen);
