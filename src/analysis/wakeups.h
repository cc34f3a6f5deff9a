/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "analysis/sampling-clock.h"

/* EmberWakeup: a thread came to work and went again: its samples that follow each other closely. */
typedef struct
{
  int64_t begin_ns; /* the first sample; it woke up to one sampling period before */
  int64_t end_ns;   /* the last one */
  uint32_t n_samples;
} EmberWakeup;

/* EmberWakeups: those of each thread, in order of time. */
typedef struct
{
  GArray **threads; /* n_threads: (element-type EmberWakeup) (nullable): NULL where a thread has none */
  uint32_t n_threads;
} EmberWakeups;

/* A thread's wakeups behind these are left out: it wakes too often to be seen one by one. */
#define EMBER_WAKEUPS_MAX 65536

/* Samples of a thread that are further apart than this belong to two wakeups. A thread that moves to
 * another CPU waits for up to two periods. */
double ember_wakeups_get_pause (const EmberSamplingClock *clock);

/* Those in the range of @clock.
 * Cost: O(samples), about 6 ns each
 * Returns: (transfer full) (nullable): NULL if cancelled */
EmberWakeups *ember_wakeups_new (const EmberTableSet *set,
                                 const EmberSamplingClock *clock,
                                 GCancellable *cancellable);

void ember_wakeups_free (EmberWakeups *wakeups);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberWakeups, ember_wakeups_free)
