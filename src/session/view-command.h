/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/view.h"

/* The line for a shell that opens the recording and shows the same, whatever whoever runs it prefers.
 * @symbol_folders: (nullable): ends in NULL: where symbols are looked for first
 * Returns: (transfer full): bytes; "emberscope --range=10.38-14.6 --filter=comm=java file" */
char *ember_view_command_new (const EmberView *view,
                              const char *const *symbol_folders);
