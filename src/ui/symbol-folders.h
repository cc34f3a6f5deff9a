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
