/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* The desktop's file chooser, which GTK calls over the session bus in a sandbox. Where nobody answers
 * there, GTK shows nothing and says nothing: so it is asked for before a dialog is shown. */

/* Whether GTK asks the portal for files: in Flatpak, and where GTK_USE_PORTAL=1 wants it. */
gboolean ember_chooser_portal_is_used (void);

/* Asks the bus whether the portal's name has an owner or can be started.
 * @bus: (nullable): the session bus; without one nobody answers */
void ember_chooser_portal_find (GDBusConnection *bus,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/* Returns: whether a file chooser will answer; if not, @error is %G_IO_ERROR_NOT_SUPPORTED and says what to do */
gboolean ember_chooser_portal_find_finish (GAsyncResult *result,
                                           GError **error);
