/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/view.h"

/* EmberApplication: the windows of this program, a window for each recording.
 *
 * Actions: app.new-window, app.preferences, app.about, app.quit.
 */
#define EMBER_TYPE_APPLICATION (ember_application_get_type ())
G_DECLARE_FINAL_TYPE (EmberApplication, ember_application, EMBER, APPLICATION, GtkApplication)

/* @reads_input: whether standard input is opened in a window too
 * @flags: added to what the application needs, as %G_APPLICATION_NON_UNIQUE */
EmberApplication *ember_application_new (gboolean reads_input,
                                         GApplicationFlags flags);

/* Shows a window for each of @paths, or an empty one without any, until the last one is closed.
 * What only this process knows (standard input, pipes, folders of symbols, a view) is never handed to one that runs already.
 * @paths: (nullable) (array zero-terminated=1): as typed: paths, URIs, or "-" for standard input
 * @view: (nullable): what each window shows of its recording
 * @symbol_folders: (nullable) (array zero-terminated=1): where symbols are looked for before the settings' folders
 * Returns: an exit status; 1 with a line on standard error where there is no display or no schema */
int ember_application_run (const char *const *paths,
                           const char *const *symbol_folders,
                           const EmberView *view);
