/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/session.h"

/* EmberFolderList: the folders where symbols are looked for first, to which some can be added and from which they can be
 * taken; what is changed holds at once.
 *
 * Actions: folders.add, folders.remove (s: a path). CSS: one node `folderlist`.
 */
#define EMBER_TYPE_FOLDER_LIST (ember_folder_list_get_type ())
G_DECLARE_FINAL_TYPE (EmberFolderList, ember_folder_list, EMBER, FOLDER_LIST, GtkWidget)

/* Shows and changes the setting "symbol-folders".
 * @session: (nullable): its folders of the command line are shown before them */
void ember_folder_list_bind (EmberFolderList *self,
                             GSettings *settings,
                             EmberSession *session);

/* Adds a folder as if it had been picked. */
void ember_folder_list_add (EmberFolderList *self,
                            GFile *folder);
