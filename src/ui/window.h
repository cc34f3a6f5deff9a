/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/session.h"
#include "ui/recording-page.h"

/* EmberWindow: one recording, or none yet.
 *
 * Shows the empty page, the error page or the recording, as its session says.
 * Actions: win.open, win.open-uri (s), win.open-example, win.reload, win.stop-loading,
 * win.clear-selection, win.find, win.wall-clock (where the recording tells it), win.next-view, win.export, win.recording, win.show-idle,
 * win.symbols, win.filter, and those of filter-actions.h, view-actions.h and window-settings.h: win.rows (u), win.palette (s), win.show-inlined,
 * win.off-cpu-place (s), win.is-icicle, win.sibling-order (s), win.merge-level (s), win.show-threads, win.show-patterns.
 */
#define EMBER_TYPE_WINDOW (ember_window_get_type ())
G_DECLARE_FINAL_TYPE (EmberWindow, ember_window, EMBER, WINDOW, GtkApplicationWindow)

/* @symbol_folders: (nullable): ends in NULL: where symbols are looked for before the settings' folders */
EmberWindow *ember_window_new (GtkApplication *application,
                               GSettings *user_settings,
                               const char *const *symbol_folders);

/* Opens @file, a recording or a saved view of one, here if the window has no recording, and in a window of its own otherwise.
 * @file: (nullable): NULL is standard input */
void ember_window_open (EmberWindow *self,
                        GFile *file);

/* Returns: (transfer none) */
EmberSession *ember_window_get_session (EmberWindow *self);

/* Returns: (transfer none): those of this window: see EmberWindowSettings */
GSettings *ember_window_get_settings (EmberWindow *self);

/* Returns: (transfer none) */
EmberRecordingPage *ember_window_get_recording_page (EmberWindow *self);

/* Tells the user something above the views.
 * @text: (nullable): NULL hides it */
void ember_window_set_notice (EmberWindow *self,
                              const char *text);

/* Tells something more, behind what is told already. */
void ember_window_add_notice (EmberWindow *self,
                              const char *text);

/* Asks for a filter. */
void ember_window_show_filter (EmberWindow *self);

/* Asks what to export; the window must show a graph. */
void ember_window_show_export (EmberWindow *self);

/* Tells what got no names, and where symbols are looked for. */
void ember_window_show_symbols (EmberWindow *self);

/* @name: of an action of this window without state, and without "win." */
void ember_window_enable_action (EmberWindow *self,
                                 const char *name,
                                 gboolean is_enabled);

/* Returns: (transfer full): the name of what is open, as people read it */
char *ember_window_dup_file_name (EmberWindow *self);
