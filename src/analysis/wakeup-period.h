/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/wakeups.h"

/* EmberWakeupPeriod: at which distance a thread's wakeups follow each other. */
typedef struct
{
  double period_ns;
  double whole_ns;      /* a multiple of it that shows better, or 0 */
  double window_ns;     /* a wakeup counts as in time within half of it */
  uint32_t n_multiples; /* of it, that wakeups keep to */
  double score;         /* minus the logarithm of the chance that wakeups at random would do as well */
} EmberWakeupPeriod;

/* Below so many wakeups nothing is said. */
#define EMBER_WAKEUP_PERIOD_MIN_WAKEUPS 5

/* The period of wakeups, from their autocorrelation: distances between wakeups are counted, and for
 * each period the counts around its multiples, 16 at most or 3 for those that stray, are held against the counts between them.
 * Multiples near each other only, so that it may creep as a busy-wait does. Windows are whole
 * sampling periods wide: then the grid that sampling puts on all times cancels out. The chance is
 * Chernoff's bound of a Poisson count; counts must be half as high again as elsewhere, too. A part
 * of a period is taken instead where it explains more over the same distances (cf. Cox & Lewis, "The Statistical Analysis of Series of
 * Events", 1966, ch. 5, and de Jager, Raubenheimer & Swanepoel 1989 on sparse arrival times).
 *
 * Bounds: 3.5 windows to a quarter of the time there is.
 * @wakeups: (element-type EmberWakeup): of one thread
 * Cost: O(wakeups × 128 + 20,000 × 16), about 1 ms
 * Returns: false where chance could do it in one of 1000 recordings with @n_threads threads */
bool ember_wakeup_period_find (const GArray *wakeups,
                               const EmberSamplingClock *clock,
                               uint32_t n_threads,
                               EmberWakeupPeriod *period);
