/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/session.h"

/* EmberThreadPanel: the threads or processes of a recording, and a way to filter by them.
 *
 * What is selected is what the filter names: picking one shows only it, Ctrl adds and Shift extends, Alt or
 * Delete excludes; chips and undo move the selection along.
 * Actions: threads.only (Enter), threads.add, threads.exclude (Delete), threads.copy (Ctrl+C).
 * They act on the row under the menu or with the focus. Works only while it is shown.
 * CSS: one node `threadpanel`.
 */
#define EMBER_TYPE_THREAD_PANEL (ember_thread_panel_get_type ())
G_DECLARE_FINAL_TYPE (EmberThreadPanel, ember_thread_panel, EMBER, THREAD_PANEL, GtkWidget)

/* Called once. */
void ember_thread_panel_bind (EmberThreadPanel *self,
                              EmberSession *session);

/* Whether rows are being counted. */
gboolean ember_thread_panel_is_busy (EmberThreadPanel *self);
