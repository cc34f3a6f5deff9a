/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Every dialog of this program that asks for a file is made here. */

/* Asks for recordings to open. */
void ember_file_chooser_open (GtkWindow *parent,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/* Asks where to save.
 * @name: a suggestion, with its extension */
void ember_file_chooser_save (GtkWindow *parent,
                              const char *title,
                              const char *name,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/* Returns: (transfer full) (nullable): a list of GFile; NULL with %G_IO_ERROR_CANCELLED if none was chosen */
GListModel *ember_file_chooser_finish (GAsyncResult *result,
                                       GError **error);
