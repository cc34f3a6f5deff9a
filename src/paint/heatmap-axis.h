/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/heatmap-grid.h"

/* EmberHeatmapTick: a labelled place on an axis. */
typedef struct
{
  int64_t position; /* a column, or nanoseconds after a column's begin */
  char label[40];   /* UTF-8, with its unit */
} EmberHeatmapTick;

/* Every @step-th column has a label: the smallest of 1, 2, 5, 10, 20, … that is not below @least. */
int64_t ember_heatmap_axis_get_step (double least);

/* A column's begin on the axis of seconds, with the decimals that a step of @step columns needs; columns of an odd
 * length, as 16.667 ms, are rounded to a twentieth of the step. */
void ember_heatmap_axis_get_column (const EmberHeatmapGrid *grid,
                                    int64_t column,
                                    int64_t step,
                                    EmberHeatmapTick *tick);

/* The same as time of day, "14:03:05": that of the column's begin, cut to the decimals that the step needs.
 * @time_of_day_ns: added to the recording's clock it gives nanoseconds since 1970 in UTC */
void ember_heatmap_axis_get_column_of_day (const EmberHeatmapGrid *grid,
                                           int64_t column,
                                           int64_t step,
                                           int64_t time_of_day_ns,
                                           EmberHeatmapTick *tick);

/* A time after a column's begin, in the unit that suits steps of @step_ns. */
void ember_heatmap_axis_get_offset (int64_t offset_ns,
                                    int64_t step_ns,
                                    EmberHeatmapTick *tick);
