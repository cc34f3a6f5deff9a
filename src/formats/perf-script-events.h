/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "profile/profile-builder.h"

/* perf opens a file for each event and CPU; more names than this is not what it wrote. */
#define EMBER_PERF_SCRIPT_MAX_EVENTS 4096

/* EmberPerfScriptEvents: turns names of events into those of a builder. Remembers the last one, as the next sample is mostly of it. */
typedef struct
{
  EmberProfileBuilder *builder; /* borrowed */
  uint32_t n;                   /* the builder has at least so many */
  char *last_name;              /* (nullable): not ended by NUL */
  size_t n_last_name;           /* bytes */
  bool last_is_tracepoint;
  bool last_is_switch; /* its samples tell that a thread leaves its CPU */
  EmberEventId last;
} EmberPerfScriptEvents;

void ember_perf_script_events_init (EmberPerfScriptEvents *events,
                                    EmberProfileBuilder *builder);

/* Makes @events know how many @source has.
 * @builder: a fork of the builder of @source */
void ember_perf_script_events_init_copy (EmberPerfScriptEvents *events,
                                         const EmberPerfScriptEvents *source,
                                         EmberProfileBuilder *builder);

void ember_perf_script_events_clear (EmberPerfScriptEvents *events);

/* Makes an event the last one.
 * @name: need not end in NUL
 * Returns: false where there are too many */
bool ember_perf_script_events_find (EmberPerfScriptEvents *events,
                                    const char *name,
                                    size_t n_bytes,
                                    bool is_tracepoint);

/* Whether an event is the last one already. */
static inline bool
ember_perf_script_events_is_last (const EmberPerfScriptEvents *events,
                                  const char *name,
                                  size_t n_bytes,
                                  bool is_tracepoint)
{
  return events->last_name != NULL && n_bytes == events->n_last_name && is_tracepoint == events->last_is_tracepoint &&
         memcmp (name, events->last_name, n_bytes) == 0;
}
