/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Every dialog of this program that asks for a file is made here. */

/* Asks for recordings to open.
 * @near: (nullable): the dialog begins in the folder of this file; without one, or where nothing can be
 *        written, in the working folder */
void ember_file_chooser_open (GtkWindow *parent,
                              GFile *near,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/* Asks where to save.
 * @name: a suggestion, with its extension
 * @near: (nullable): as for opening */
void ember_file_chooser_save (GtkWindow *parent,
                              const char *title,
                              const char *name,
                              GFile *near,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/* Asks for one folder. */
void ember_file_chooser_choose_folder (GtkWindow *parent,
                                       const char *title,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);

/* Returns: (transfer full) (nullable): a list of GFile; NULL with %G_IO_ERROR_CANCELLED if none was chosen,
 * with %G_IO_ERROR_NOT_SUPPORTED and a sentence for the user where no chooser can be shown */
GListModel *ember_file_chooser_finish (GAsyncResult *result,
                                       GError **error);
