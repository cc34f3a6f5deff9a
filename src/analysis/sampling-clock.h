/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/table-set.h"

/* EmberSamplingClock: how a recording was sampled: what bounds all that can be said from it.
 *
 * On a CPU that is busy, or whose idle time is recorded too, samples follow each other at one
 * distance, the sampling period. It is the shortest distance around which the distances between
 * neighbours of one CPU gather; where they gather nowhere, as in noise, samples do not measure time,
 * and the clock is not known. That of tracepoints and waits never is.
 */
typedef struct
{
  bool is_known;        /* samples measure time */
  double period_ns;     /* from sample to sample of a busy CPU; a guess where not known */
  double jitter_ns;     /* of that */
  uint32_t n_cpus;      /* of the machine where the file tells, else those seen; 1 or more */
  EmberTimeRange range; /* from the first to the last sample of the events, idle ones included */
} EmberSamplingClock;

/* @set: its events count, whatever its filter, with the idle samples
 * Cost: O(samples) over CPUs, about 1 ns each, and 10 ms */
EmberSamplingClock ember_sampling_clock_new (const EmberTableSet *set);

/* Samples that all CPUs together give in a nanosecond when all are busy. */
double ember_sampling_clock_get_rate (const EmberSamplingClock *clock);
