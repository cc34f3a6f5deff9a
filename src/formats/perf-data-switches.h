/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/perf-data-sample.h"
#include "profile/profile-builder.h"

/* EmberPerfSwitches: which threads gave a CPU to which, until samples have their threads. */
typedef struct
{
  EmberColumn outs; /* by row: a tracepoint's sample that may tell it */
  EmberColumn ins;  /* records that say who came */
} EmberPerfSwitches;

void ember_perf_switches_init (EmberPerfSwitches *switches);

void ember_perf_switches_clear (EmberPerfSwitches *switches);

/* Keeps what a tracepoint's data would say, were it sched_switch: names of events come
 * behind the records.
 * @row: grows from call to call */
void ember_perf_switches_add_out (EmberPerfSwitches *switches,
                                  uint64_t row,
                                  const EmberPerfSample *sample,
                                  bool is_swapped);

/* A SWITCH record that says that a thread came. */
void ember_perf_switches_add_in (EmberPerfSwitches *switches,
                                 const EmberPerfSampleId *id);

/* Whether samples of this event are taken when a thread leaves its CPU, each time. */
bool ember_perf_switches_is_out (const EmberPerfAttr *attr);

/* Tells the builder of a switch-out, behind its sample. */
void ember_perf_switches_tell_out (const EmberPerfSwitches *switches,
                                   uint64_t row,
                                   const EmberSample *sample,
                                   EmberProfileBuilder *builder);

/* Tells the builder of all threads that came. */
void ember_perf_switches_tell_ins (const EmberPerfSwitches *switches,
                                   EmberProfileBuilder *builder);
