/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/load.h"
#include "analysis/pattern.h"
#include "analysis/standout.h"
#include "analysis/wakeups.h"

/* EmberPatternFinder: what the parts of ember_patterns_find() share. */
typedef struct
{
  const EmberTableSet *set;
  GCancellable *cancellable;
  EmberSamplingClock clock;
  EmberWakeups *wakeups;
  EmberLoad *load; /* (nullable): NULL where the clock is not known */
  EmberStandout *standout;
  GArray *patterns; /* EmberPattern */
} EmberPatternFinder;

/* Each adds what it finds; returns early if cancelled. */

/* Periodic wake-ups and busy-waits, thread by thread. */
void ember_pattern_finder_add_wakeups (EmberPatternFinder *finder);

/* Perturbations, blocking and single-threaded blocking, which it leaves out of the load then. What the
 * wakeups found before account for is no perturbation, and long works in perturbations are no wakeups. */
void ember_pattern_finder_add_runs (EmberPatternFinder *finder);

/* Variable load, before runs are left out: only if it is even.
 * Returns: whether the load is that */
bool ember_pattern_finder_add_waves (EmberPatternFinder *finder);

/* Takes runs and wakeups back that are but a part of such a load, which was told. */
void ember_pattern_finder_drop_parts (EmberPatternFinder *finder);

/* Steady, rising, falling and less even variable load. */
void ember_pattern_finder_add_phases (EmberPatternFinder *finder);

/* Score to confidence: 0.5 at the threshold of what is said at all, near 1 at three times of it. */
double ember_pattern_finder_get_confidence (double score,
                                            double threshold);
