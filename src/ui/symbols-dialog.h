/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/session.h"

/* EmberSymbolsDialog: what of a recording got no names, why, what helps, and where symbols are looked
 * for; what is changed here holds at once.
 *
 * Actions: symbols.look-again, and those of EmberFolderList.
 */
#define EMBER_TYPE_SYMBOLS_DIALOG (ember_symbols_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EmberSymbolsDialog, ember_symbols_dialog, EMBER, SYMBOLS_DIALOG, GtkWindow)

EmberSymbolsDialog *ember_symbols_dialog_new (GtkWindow *parent,
                                              EmberSession *session,
                                              GSettings *settings);

/* Adds a folder where symbols are looked for, as if it had been chosen. */
void ember_symbols_dialog_add_folder (EmberSymbolsDialog *self,
                                      GFile *folder);
