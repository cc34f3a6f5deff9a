/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/output.h"

/* EmberAtomicFile: a file that appears whole or not at all.
 *
 * What is written goes to a file without a name (with a hidden one where the
 * file system has no such files) in the folder of the target, and takes the
 * target's name when it is whole and on the disk. Until then, and on every
 * failure, an older file of that name stays as it is, and nothing else is left.
 * The new file has the permissions of the old one. A symbolic link is
 * followed, and stays. The program must ignore SIGXFSZ.
 */
typedef struct _EmberAtomicFile EmberAtomicFile;

typedef enum
{
  EMBER_ATOMIC_FILE_DEFAULT,
  EMBER_ATOMIC_FILE_NAMED, /* use a hidden name from the start, as on a file system that needs one */
} EmberAtomicFileMode;

/* @path: in the file system's encoding
 * Returns: (transfer full) (nullable): NULL with a %G_FILE_ERROR, also if @path is
 * something that is no regular file */
EmberAtomicFile *ember_atomic_file_new (const char *path,
                                        EmberAtomicFileMode mode,
                                        GError **error);

/* Returns: (transfer none): where to write to */
EmberOutput *ember_atomic_file_get_output (EmberAtomicFile *file);

/* Gives the file its name.
 * @file: (transfer full)
 * Returns: false with a %G_FILE_ERROR if anything failed since ember_atomic_file_new() */
bool ember_atomic_file_commit (EmberAtomicFile *file,
                               GError **error);

/* Drops what was written; the old file stays. */
void ember_atomic_file_free (EmberAtomicFile *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberAtomicFile, ember_atomic_file_free)
