/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "session/session.h"

/* Makes a session look for symbols in the folders of the command line, then in those of the
 * setting "symbol-folders", which it follows from then on.
 * @typed: (nullable): ends in NULL: those of the command line */
void ember_symbol_folders_bind (EmberSession *session,
                                GSettings *settings,
                                const char *const *typed);

/* Adds a folder at the end of the setting, unless it is there. */
void ember_symbol_folders_add (GSettings *settings,
                               const char *path);

void ember_symbol_folders_remove (GSettings *settings,
                                  const char *path);

/* Returns: (transfer full): the folder as people know it: one that a sandbox was handed by its name, or as it
 * is called outside; valid UTF-8 */
char *ember_symbol_folders_dup_label (const char *path);
