/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-script-events.h"

#include "formats/switch-text.h"

void
ember_perf_script_events_init (EmberPerfScriptEvents *events,
                               EmberProfileBuilder *builder)
{
  *events = (EmberPerfScriptEvents){ .builder = builder };
}

void
ember_perf_script_events_init_copy (EmberPerfScriptEvents *events,
                                    const EmberPerfScriptEvents *source,
                                    EmberProfileBuilder *builder)
{
  *events = (EmberPerfScriptEvents){ .builder = builder, .n = source->n };
}

void
ember_perf_script_events_clear (EmberPerfScriptEvents *events)
{
  g_clear_pointer (&events->last_name, g_free);
}

bool
ember_perf_script_events_find (EmberPerfScriptEvents *events,
                               const char *name,
                               size_t n_bytes,
                               bool is_tracepoint)
{
  EmberStringId id;

  if (ember_perf_script_events_is_last (events, name, n_bytes, is_tracepoint))
    return true;
  id = ember_profile_builder_add_string (events->builder, name, (gssize) n_bytes);
  if (events->n == EMBER_PERF_SCRIPT_MAX_EVENTS)
    return false;
  events->last = ember_profile_builder_add_event (events->builder, id, is_tracepoint);
  events->n = MAX (events->n, events->last + 1);
  g_free (events->last_name);
  events->last_name = g_memdup2 (name, MAX (n_bytes, 1));
  events->n_last_name = n_bytes;
  events->last_is_tracepoint = is_tracepoint;
  events->last_is_switch = is_tracepoint && ember_switch_text_is_event (name, n_bytes);
  return true;
}
