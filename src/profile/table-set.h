/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/band.h"
#include "profile/bitmap.h"
#include "profile/profile.h"

/* EmberTableSet: which tables of a profile are looked at together.
 *
 * A value: chosen events, with or without their idle samples, and of their rows
 * those that passed a filter and lie in a band of time. It borrows the profile's tables and holds a
 * reference to the profile.
 */
typedef struct
{
  EmberProfile *profile;
  const EmberSampleTable **tables; /* n_tables */
  uint32_t n_tables;
  EmberBitmap **masks; /* (nullable): n_tables: the rows that count; NULL: all do */
  EmberBand band;      /* what the masks left, where ember_band_apply() made them; else none */
} EmberTableSet;

/* Picks the tables of the events in @events, or of all that were recorded where it is NULL: not of waits, which
 * would count the same samples again.
 * @n_events: length of @events; 0 with NULL
 * Returns: (transfer full): free with ember_table_set_free() */
EmberTableSet *ember_table_set_new (EmberProfile *profile,
                                    const EmberEventId *events,
                                    uint32_t n_events,
                                    bool with_idle);

EmberTableSet *ember_table_set_copy (const EmberTableSet *set);

/* The same rows in another profile of the same samples, as ember_tree_shape_apply() makes it.
 * @profile: its tables are those of @set's profile, but for the stacks
 * Returns: (transfer full): masks are shared */
EmberTableSet *ember_table_set_move (const EmberTableSet *set,
                                     EmberProfile *profile);

/* Whether both hold the same rows of the same tables; masks are compared by identity, so equal ones
 * that were made apart count as others. */
bool ember_table_set_equal (const EmberTableSet *a,
                            const EmberTableSet *b);

void ember_table_set_free (EmberTableSet *set);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberTableSet, ember_table_set_free)

/* Whether there are samples, and all of them are of events whose samples are spans of time. */
bool ember_table_set_is_span (const EmberTableSet *set);

/* How many of the rows [first, last) of a table count. */
size_t ember_table_set_count_rows (const EmberTableSet *set,
                                   uint32_t table,
                                   size_t first,
                                   size_t last);

/* Returns: (transfer none) (nullable): the rows of a table that count; NULL: all */
static inline const EmberBitmap *
ember_table_set_get_mask (const EmberTableSet *set,
                          uint32_t table)
{
  return set->masks != NULL ? set->masks[table] : NULL;
}

/* Samples of the set whose time lies in @range; O(log samples) a table,
 * and with masks a 64th of the samples in it. */
uint64_t ember_table_set_count (const EmberTableSet *set,
                                EmberTimeRange range);
