/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* EmberRecordingFile: what people know the file by that a recording was read from. */
typedef struct
{
  char *name;         /* (nullable): NULL for standard input */
  char *folder;       /* (nullable): where it is, if that says anything */
  int64_t size_bytes; /* -1: not known */
} EmberRecordingFile;

/* Asks the file system; blocks. Where a sandbox was handed the file, the folder is that of the host,
 * or left out: a path of the document portal tells nobody anything.
 * @file: (nullable): NULL is standard input */
void ember_recording_file_init (EmberRecordingFile *info,
                                GFile *file);

void ember_recording_file_clear (EmberRecordingFile *info);

/* Whether @path is one that the document portal made: "/run/user/1000/doc/2a9f/perf.data" */
gboolean ember_recording_file_is_handed_over (const char *path);

/* Asks the file system when the file was written; blocks.
 * @file: (nullable): NULL is standard input
 * Returns: seconds since 1970; 0 where that is not known, as of a pipe */
int64_t ember_recording_file_get_written (GFile *file);
