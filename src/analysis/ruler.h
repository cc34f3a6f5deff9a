/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/ruler-line.h"

/* EmberRuler: a line that somebody laid on a heat map, from the middle of one cell to that of another. */
typedef struct
{
  EmberCell from;
  EmberCell to;
  double spacing; /* wakeups a column: 2, or 0.2 for one each 5 columns; 0: find it */
} EmberRuler;

/* How a ruler lies decides what it measures. */
typedef enum
{
  EMBER_RULER_SLOPE,   /* a line of wakeups that creeps */
  EMBER_RULER_LEVEL,   /* along columns: a period */
  EMBER_RULER_UPRIGHT, /* within a column: a duration */
} EmberRulerKind;

/* EmberRulerReading: what a ruler tells. Numbers that would say nothing are 0. */
typedef struct
{
  EmberRulerKind kind;
  int64_t n_columns;   /* to the right, or to the left below 0 */
  int64_t n_rows;      /* upward, or downward below 0 */
  int64_t duration_ns; /* UPRIGHT: of its cells, both ends included; else from the first end to the second */
  double angle_deg;    /* above the level, as cells were squares: -90 to 90 */
  uint64_t n_samples;  /* in the cells that it touches */
  double utilization;  /* of all CPUs in those cells, 0 to 1; -1 where samples do not measure time */

  /* SLOPE and LEVEL: the line of wakeups. */
  bool is_snapped;      /* it is that of a thread's wakeups; else as it was drawn, and a cell at each end is open */
  EmberThreadId thread; /* with is_snapped */
  uint32_t n_wakeups;   /* with is_snapped: that are on the line */
  double begin_row;     /* where the line is at either end, in rows: 1.5 is the middle of the second one */
  double end_row;
  double spacing; /* wakeups a column */
  double drift_ms_per_s;
  double drift_bound_ms_per_s;
  double period_s; /* from wakeup to wakeup */
  double period_bound_s;
  bool has_busy;  /* each wakeup comes later: a thread that works, then sleeps for a fixed time */
  double busy_ms; /* work per wakeup: (column / (rows × spacing)) × tan (angle) */
  double busy_bound_ms;
} EmberRulerReading;

EmberRulerKind ember_ruler_get_kind (const EmberRuler *ruler);

/* Reads the ruler without looking at samples: as it was drawn. */
EmberRulerReading ember_ruler_read_drawn (const EmberRuler *ruler,
                                          const EmberHeatmapGrid *grid);

/* Snaps it to the wakeups of the thread that stands out along it, if one does, and counts the samples.
 * @clock: of @set
 * Cost: O(samples of the columns from end to end)
 * Returns: false if @cancellable was cancelled */
bool ember_ruler_read (const EmberRuler *ruler,
                       const EmberTableSet *set,
                       const EmberHeatmapGrid *grid,
                       const EmberSamplingClock *clock,
                       GCancellable *cancellable,
                       EmberRulerReading *reading);

/* The row of the line in a column between the ends, as begin_row has it. */
double ember_ruler_reading_get_row (const EmberRulerReading *reading,
                                    const EmberRuler *ruler,
                                    double column);
