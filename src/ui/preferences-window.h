/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* EmberPreferencesWindow: the settings that all windows share; what is changed holds at once.
 *
 * CSS: one grid of class `dialog-grid`.
 */
#define EMBER_TYPE_PREFERENCES_WINDOW (ember_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (EmberPreferencesWindow, ember_preferences_window, EMBER, PREFERENCES_WINDOW, GtkWindow)

/* Shows the one window of the application, which stands above @parent. */
void ember_preferences_window_present (GtkApplication *application,
                                       GtkWindow *parent,
                                       GSettings *settings);

/* Lets nobody ask servers.
 * @reason: (nullable): why, in a sentence; NULL where they can be asked */
void ember_preferences_window_set_server_obstacle (EmberPreferencesWindow *self,
                                                   const char *reason);
