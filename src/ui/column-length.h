/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/session.h"

/* EmberColumnLength: says how long the columns of a session's heat map are, and changes it in a popover: usual lengths, any
 * that is typed, a slider around the present one that the map follows, and the one at which a line of the selection
 * stands still.
 *
 * Actions: column.set (x), nanoseconds; column.fit.
 * CSS: one node `columnlength`.
 */
#define EMBER_TYPE_COLUMN_LENGTH (ember_column_length_get_type ())
G_DECLARE_FINAL_TYPE (EmberColumnLength, ember_column_length, EMBER, COLUMN_LENGTH, GtkWidget)

/* Shows @session from now on; called once. */
void ember_column_length_bind (EmberColumnLength *self,
                               EmberSession *session);
