/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A folder of a test's own, below the one for temporary files. Each of these fails the test where it cannot be done.
 *
 * Returns: (transfer full): its path, for temp_folder_delete()
 */
char *temp_folder_new (void);

/* Writes a file, into new folders where @name has some.
 *
 * @size_bytes: or -1: up to the NUL
 *
 * Returns: (transfer full): the file's path
 */
char *temp_folder_write (const char *folder,
                         const char *name,
                         const char *content,
                         gssize size_bytes);

/* @folder: (transfer full): goes with all that is in it; links are not followed */
void temp_folder_delete (char *folder);
