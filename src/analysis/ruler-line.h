/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/heatmap-grid.h"
#include "analysis/wakeups.h"

/* EmberRulerLine: the wakeups of one thread that somebody dragged along on a heat map.
 *
 * They stand on a line over the columns: that of column c comes at begin_ns + (c - column) * step_ns, where
 * step_ns is the length of a column and what the line climbs in one. Bounds are two standard errors, and never
 * below what sampling leaves open.
 */
typedef struct
{
  EmberThreadId thread;
  uint32_t column; /* where begin_ns is: the first one of the drag */
  double begin_ns; /* on the recording's clock: the wakeup's first sample */
  double step_ns;
  double step_bound_ns;
  double stray_ns;    /* how far wakeups are from the line: standard deviation */
  uint32_t n_wakeups; /* seen on it */
  double spacing;     /* wakeups of the thread a column: 2, or 1 / 5 for one each five columns; 1 where that is not told */
} EmberRulerLine;

/* Finds the thread that wakes near the line from one cell to another more often than beside it, and fits a straight
 * line to the begins of its wakeups there by least squares, again and again until the same are near it.
 *
 * How many wakeups a column has is told by others of the thread at equal distances between those of the line, and
 * by columns without one.
 * @from, @to: in different columns
 * Cost: O(samples of these columns)
 * Returns: false where no thread stands out, or cancelled */
bool ember_ruler_line_follow (const EmberTableSet *set,
                              const EmberHeatmapGrid *grid,
                              const EmberSamplingClock *clock,
                              EmberCell from,
                              EmberCell to,
                              GCancellable *cancellable,
                              EmberRulerLine *line);
