/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/session.h"

/* EmberFilterBar: which samples are shown: a chip for each condition of the filter, and what all
 * of them leave together; hidden while there is none.
 *
 * Uses the window's actions win.filter and win.clear-filters.
 * CSS: one node `filterbar`.
 */
#define EMBER_TYPE_FILTER_BAR (ember_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (EmberFilterBar, ember_filter_bar, EMBER, FILTER_BAR, GtkWidget)

/* Called once. */
void ember_filter_bar_bind (EmberFilterBar *self,
                            EmberSession *session);
