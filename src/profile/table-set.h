/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/profile.h"

/* EmberTableSet: which tables of a profile are looked at together.
 *
 * A value: chosen events, with or without their idle samples. It borrows the
 * profile's tables and holds a reference to the profile.
 */
typedef struct
{
  EmberProfile *profile;
  const EmberSampleTable **tables; /* n_tables */
  uint32_t n_tables;
} EmberTableSet;

/* Picks the tables of the events in @events, or of all events where it is NULL.
 * @n_events: length of @events; 0 with NULL
 * Returns: (transfer full): free with ember_table_set_free() */
EmberTableSet *ember_table_set_new (EmberProfile *profile,
                                    const EmberEventId *events,
                                    uint32_t n_events,
                                    bool with_idle);

EmberTableSet *ember_table_set_copy (const EmberTableSet *set);

void ember_table_set_free (EmberTableSet *set);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberTableSet, ember_table_set_free)

/* Samples of the set whose time lies in @range; O(log samples) a table. */
uint64_t ember_table_set_count (const EmberTableSet *set,
                                EmberTimeRange range);
