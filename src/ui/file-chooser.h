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

/* @trouble: (out) (transfer full) (nullable): a sentence for the user where no chooser could be shown
 * Returns: (transfer full) (nullable): a list of GFile; NULL if none was chosen */
GListModel *ember_file_chooser_finish (GAsyncResult *result,
                                       char **trouble);
