/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/perf-script-header.h"
#include "profile/profile-builder.h"

typedef struct
{
  EmberThreadId id;
  EmberStackId comm_stack;
  bool is_idle_task;
} EmberPerfScriptThread;

/* EmberPerfScriptThreads: finds the thread a header names; the latest ones by
 * comparing bytes, without looking into the builder. */
typedef struct
{
  EmberProfileBuilder *builder; /* borrowed */
  struct _EmberPerfScriptThreadSlot *slots;
} EmberPerfScriptThreads;

void ember_perf_script_threads_init (EmberPerfScriptThreads *threads,
                                     EmberProfileBuilder *builder);

/* @builder: a fork of the builder of @source */
void ember_perf_script_threads_init_copy (EmberPerfScriptThreads *threads,
                                          const EmberPerfScriptThreads *source,
                                          EmberProfileBuilder *builder);

void ember_perf_script_threads_clear (EmberPerfScriptThreads *threads);

/* Returns: (transfer none): valid until the next call */
const EmberPerfScriptThread *ember_perf_script_threads_find (EmberPerfScriptThreads *threads,
                                                             const EmberPerfScriptHeader *header);
