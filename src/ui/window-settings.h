/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* EmberWindowSettings: the settings that one window goes by.
 *
 * They begin as the user's and follow each change of these; what is changed in the window becomes the
 * user's, too. Only what a saved view or a command line asks for stays the window's own.
 */

/* @user_settings: what all windows share
 * Returns: (transfer full): settings of the same schema, kept in memory */
GSettings *ember_window_settings_new (GSettings *user_settings);

/* Returns: (transfer none): what ember_window_settings_new() was given */
GSettings *ember_window_settings_get_user_settings (GSettings *settings);

/* Whether what is changed from now on becomes the user's, as it does in the beginning. */
void ember_window_settings_set_passed_on (GSettings *settings,
                                          gboolean are_passed_on);

/* Adds a stateful action for each choice of the view, called as its key. */
void ember_window_settings_add_actions (GSettings *settings,
                                        GActionMap *map);

/* The actions go before their settings do. */
void ember_window_settings_remove_actions (GActionMap *map);
