/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/marker.h"

/* EmberMarkBar: says what is pointed out in the heat map and how much of it there is; hidden
 * while nothing is.
 *
 * Actions: mark.select-densest selects the time in which it stands most densely,
 * mark.clear takes back what was picked.
 * CSS: one node `markbar`.
 */
#define EMBER_TYPE_MARK_BAR (ember_mark_bar_get_type ())
G_DECLARE_FINAL_TYPE (EmberMarkBar, ember_mark_bar, EMBER, MARK_BAR, GtkWidget)

/* Marks what @flame_view searches for, too; called once.
 * @flame_view: (transfer none): an EmberFlameView, or what has its search properties */
void ember_mark_bar_bind (EmberMarkBar *self,
                          EmberSession *session,
                          EmberMarker *marker,
                          GtkWidget *flame_view);
