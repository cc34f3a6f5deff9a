/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* How much of each end of a file is looked at. */
#define EMBER_FILE_MARK_PART_BYTES (1024 * 1024)

/* EmberFileMark: what tells a file from another one, or from what it was, without reading all of it:
 * its size, and the SHA-256 of its first and last MiB and its size. */
typedef struct
{
  uint64_t size_bytes;
  char hash[65];
} EmberFileMark;

/* Cost: reads up to 2 MiB
 * Returns: false with a %G_FILE_ERROR, also where @path is no regular file */
bool ember_file_mark_take (const char *path,
                           EmberFileMark *mark,
                           GError **error);
