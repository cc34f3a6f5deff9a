/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "analysis/pattern.h"
#include "profile/table-set.h"

/* Names what a heat map of @set shows: see EmberPatternKind. No training data, no chance: the same
 * samples give the same findings. Each step says its method and source: how it was sampled and what
 * that bounds (sampling-clock), wakeups (wakeups), their periods by autocorrelation (wakeup-period),
 * their offsets by a line fit (wakeup-line), runs of all CPUs by scores (load-runs), phases by change
 * points (change-points), and the code by a differential (standout).
 *
 * Thresholds are such that samples at random give a finding in less than one of 100 recordings;
 * steady load is a finding, if samples measure time at all.
 * @set: that passed the filter; idle samples do not matter
 * @range: where to look
 * Cost: O(samples), 30 ns each, and some ms a thread
 * Returns: (transfer full) (nullable) (element-type EmberPattern): in the order of
 *   ember_pattern_compare(), their stacks of @set's profile; NULL if cancelled */
GArray *ember_patterns_find (const EmberTableSet *set,
                             EmberTimeRange range,
                             GCancellable *cancellable);

/* How much of a recording a finding concerns, to list the heaviest first: CPU time where there is
 * work to speak of, else CPUs kept from working, times confidence, in seconds.
 * @n_cpus: of the machine */
double ember_pattern_get_weight (const EmberPattern *pattern,
                                 uint32_t n_cpus);
