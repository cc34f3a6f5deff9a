/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/perf-data-sample.h"
#include "formats/perf-data-tracing.h"
#include "profile/profile-builder.h"

/* EmberPerfSwitches: which threads gave a CPU to which, until samples have their threads. */
typedef struct
{
  EmberColumn outs; /* by row: a tracepoint's sample that may tell it */
  EmberColumn kept; /* the same before the layout of such data is known */
  EmberColumn raws; /* uint8_t: that data */
  EmberColumn ins;  /* records that say who came */
} EmberPerfSwitches;

void ember_perf_switches_init (EmberPerfSwitches *switches);

void ember_perf_switches_clear (EmberPerfSwitches *switches);

/* Keeps what a tracepoint's data would say, were it sched_switch: names of events come
 * behind the records, and so may the layout of its data.
 * @layout: of that; of size 0 until it is known
 * @row: grows from call to call */
void ember_perf_switches_add_out (EmberPerfSwitches *switches,
                                  uint64_t row,
                                  const EmberPerfSample *sample,
                                  const EmberPerfSwitchLayout *layout,
                                  bool is_swapped);

/* All is known about the layout that there is to know; where that is nothing, the size of the data tells which of the usual
 * ones it is. */
void ember_perf_switches_settle (EmberPerfSwitches *switches,
                                 const EmberPerfSwitchLayout *layout,
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
