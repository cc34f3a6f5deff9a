/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>

/* Looks which installed packages own files, in the lists of dpkg, as `dpkg -S` does.
 *
 * @root: where the system's files are
 * @paths: as programs see them, with or without the "/usr" that merged systems put before "/lib"
 * @owners: (out caller-allocates) (transfer full): the name of each file's package, or NULL */
void ember_dpkg_owners_find (const char *root,
                             const char *const *paths,
                             size_t n_paths,
                             char **owners);
