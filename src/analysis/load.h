/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "analysis/sampling-clock.h"

/* EmberLoad: how busy all CPUs together were, in equal bins of time from clock.range.begin_ns on. */
typedef struct
{
  EmberSamplingClock clock;
  double bin_ns;
  uint32_t n_bins;
  float *levels;   /* n_bins: 0..1, parts of all CPUs; more where the clock is off; NAN: not looked at */
  float *low;      /* n_bins: the level around it, 15 s to either side, that a third of the time is below */
  float *high;     /* n_bins: that a third of the time is above */
  double clumping; /* how much more the level varies than if each sample were drawn alone, where some CPUs work and some do not; 1 or more */
} EmberLoad;

/* @clock: a known one
 * Cost: O(samples), 5 ns each
 * Returns: (transfer full) (nullable): NULL if cancelled */
EmberLoad *ember_load_new (const EmberTableSet *set,
                           const EmberSamplingClock *clock,
                           GCancellable *cancellable);

void ember_load_free (EmberLoad *load);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberLoad, ember_load_free)

/* The bin that holds @time_ns, or the first or last one. */
uint32_t ember_load_find (const EmberLoad *load,
                          int64_t time_ns);

int64_t ember_load_get_time (const EmberLoad *load,
                             uint32_t bin);

/* Leaves the bins that touch @range out of what is looked at. */
void ember_load_mask (EmberLoad *load,
                      EmberTimeRange range);

/* Levels of @n_joined bins at a time, averaged over those that are looked at; NAN where less than half are.
 * @n: (out): how many
 * Returns: (transfer full): */
float *ember_load_join (const EmberLoad *load,
                        uint32_t n_joined,
                        uint32_t *n);
