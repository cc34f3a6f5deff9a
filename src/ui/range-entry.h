/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/session.h"

/* EmberRangeEntry: a button behind which the selection is typed: a range of time, and a band of its columns.
 *
 * Takes the words of --range and --band, and says what is wrong with others.
 * CSS: one node `rangeentry`.
 */
#define EMBER_TYPE_RANGE_ENTRY (ember_range_entry_get_type ())
G_DECLARE_FINAL_TYPE (EmberRangeEntry, ember_range_entry, EMBER, RANGE_ENTRY, GtkWidget)

/* To be called once. */
void ember_range_entry_bind (EmberRangeEntry *self,
                             EmberSession *session);

/* Shows what is selected, ready to be typed over; only while there is a recording with times. */
void ember_range_entry_open (EmberRangeEntry *self);
