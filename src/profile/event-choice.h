/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/table-set.h"

/* EmberEventChoice: one entry of the event menu: an event, several that
 * belong together (cpu_core/cycles/ and cpu_atom/cycles/ of a hybrid CPU are
 * offered as one "cycles"), or all. */
typedef struct
{
  char *name;           /* valid UTF-8; what `--event=` takes */
  EmberEventId *events; /* n_events */
  uint32_t n_events;
  uint64_t n_samples; /* idle ones included */
  uint64_t n_idle;
} EmberEventChoice;

/* Every choice a profile offers: joined hybrid events first, where there are
 * any, then the events in the order of the file.
 * Returns: (transfer full) (element-type EmberEventChoice): never empty unless the profile is */
GPtrArray *ember_event_choices_new (const EmberProfile *profile);

/* @name: (nullable): an event's or choice's name, "all" (that were recorded: without waits), or NULL for the event of the
 * first sample in the file (joined, if it is a part of a hybrid CPU's)
 * Returns: (transfer full) (nullable): NULL where no event has that name */
EmberEventChoice *ember_event_choice_find (const EmberProfile *profile,
                                           const char *name);

void ember_event_choice_free (EmberEventChoice *choice);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberEventChoice, ember_event_choice_free)
