/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/session.h"

/* EmberSelectionBar: the thin bar between the views. States in words what the
 * flame graph shows, and holds how it shows it.
 *
 * Uses the window's actions win.clear-selection and win.is-icicle.
 * CSS: one node `selectionbar`.
 */
#define EMBER_TYPE_SELECTION_BAR (ember_selection_bar_get_type ())
G_DECLARE_FINAL_TYPE (EmberSelectionBar, ember_selection_bar, EMBER, SELECTION_BAR, GtkWidget)

/* @session: borrowed for as long as the bar lives; called once */
void ember_selection_bar_bind (EmberSelectionBar *self,
                               EmberSession *session,
                               GSettings *settings);

/* Returns: (transfer none): the words, which assistive technology reads too */
const char *ember_selection_bar_get_words (EmberSelectionBar *self);

/* Has the selection typed. */
void ember_selection_bar_type_range (EmberSelectionBar *self);
