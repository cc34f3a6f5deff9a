/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/column.h"
#include "profile/sample-table.h"

/* EmberSwitch: a CPU went from one thread to another, as a sample tells it, or as
 * a record without one. */
typedef struct
{
  int64_t time_ns;
  uint64_t row;       /* of the sample, in the table of its event */
  EmberEventId event; /* EMBER_SWITCH_NO_EVENT: there is no sample, and only @tid is known: who came */
  int32_t tid;        /* of the sample: who left, as the recording numbers threads */
  int32_t out;        /* the same as the kernel numbers threads, which differs in containers; -1: not known */
  int32_t in;         /* who came, likewise; 0: the idle task; -1: not known */
} EmberSwitch;

#define EMBER_SWITCH_NO_EVENT UINT32_MAX

/* Name of the event that waits are counted as. */
#define EMBER_OFF_CPU_NAME "off-CPU"

/* What became of a thread that left its CPU, where it is not a duration. */
#define EMBER_OFF_CPU_NO_WAIT -1  /* it was the idle task, or nobody knows who */
#define EMBER_OFF_CPU_NOT_BACK -2 /* the recording ended first */
#define EMBER_OFF_CPU_UNSEEN -3   /* it left again; nobody saw it come back in between */

/* Measures from each switch-out to the same thread's next switch-in, in O(switches).
 * @switches: EmberSwitch; switches of equal time in the order in which they happened
 * @waits_ns: (out caller-allocates): for each switch nanoseconds, or one of the above
 * Returns: false where no switch tells who came, so that no wait has an end */
bool ember_off_cpu_measure (const EmberColumn *switches,
                            int64_t *waits_ns);
