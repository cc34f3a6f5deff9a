/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "profile/table-set.h"

/* What was found: a length of columns, and whose it is. */
typedef struct
{
  int64_t length_ns; /* 0: nothing stands out */
  bool has_thread;   /* else samples of any threads gather there */
  EmberThreadId thread;
  uint32_t n_threads; /* that wake up at one distance, this one too */
} EmberColumnFit;

/* The length of columns at which a line of the heat map stands still: its period.
 *
 * A thread that wakes up at one distance is followed from wakeup to wakeup, see EmberWakeupLine: that may be of any
 * length. Of several such threads the one with the strongest evidence counts, which is four times as strong for a period of
 * 0.8 to 1.25 of @start_ns: a line that is nearly level is meant, unless it is hardly one.
 *
 * Where no thread does so near @start_ns, samples are folded at each length from 0.8 to 1.25 of @start_ns, in stretches of 24 columns so that neighbouring lengths are
 * told apart by what drifts a part of a row only. That which gathers most samples at one height (the sum of squares over
 * windows of a 24th of the column; epoch folding, cf. Leahy et al. 1983) is refined over longer stretches, at last by a straight
 * line through the samples in the fullest window. What that finds goes before wakeups of a far distance, but where one is a
 * multiple of the other.
 * @range: what is looked at; for folding at least three columns
 * Cost: that of EmberWakeups, and 600 passes over 100,000 samples at most, about 0.2 s; for a worker
 * Returns: nanoseconds, of as many digits as the range allows; nothing also if cancelled */
EmberColumnFit ember_column_fit_find (const EmberTableSet *set,
                                      EmberTimeRange range,
                                      int64_t start_ns,
                                      GCancellable *cancellable);
