/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

/* Files of the system that runs programs, as this process sees them.
 *
 * In a Flatpak sandbox it has a system of its own: what is called /usr, /etc or /tmp there is not what programs
 * on the host see by that name. The host's files stand in /run/host, as far as the user lets them; others, such as
 * home folders, where they are.
 *
 * @root: (nullable): where this process's own files begin, if not at "/" */
bool ember_host_path_is_sandboxed (const char *root);

/* @path: as programs on the host see it
 * Returns: (transfer full) (nullable): where that file is; NULL where this process cannot see it, or @path is relative */
char *ember_host_path_dup (const char *root,
                           const char *path);

/* Returns: (transfer full): where the host's files begin: "/", or the sandbox's view of them */
char *ember_host_path_dup_system (const char *root);
