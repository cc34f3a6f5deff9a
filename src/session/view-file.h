/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/view.h"

/* The largest file that is taken for a view. */
#define EMBER_VIEW_FILE_MAX_BYTES (1024 * 1024)

/* A view as text: a key file with one group, "Emberscope View". Bytes that are no UTF-8, as names and paths may
 * have, are written as %XX, and a per cent sign as %25.
 * Returns: (transfer full): valid UTF-8 */
char *ember_view_file_format (const EmberView *view);

/* @text: NUL behind it; any bytes
 * @error: %G_KEY_FILE_ERROR, %G_OPTION_ERROR or %G_REGEX_ERROR with a sentence that names the key
 * Returns: (transfer full) (nullable): */
EmberView *ember_view_file_parse (const char *text,
                                  size_t size_bytes,
                                  GError **error);

/* Whether a regular file begins as a view does; reads its first bytes.
 * @path: in the file system's encoding */
bool ember_view_file_is_view (const char *path);

/* Reads a view, and finds its recordings: where they were, or else under their names beside the view.
 * @is_changed: (out): the recording is another one than when the view was saved
 * @is_baseline_changed: (out): the same of the recording that it is compared with
 * @error: a sentence that names what is wrong; %G_FILE_ERROR where a file is missing
 * Cost: reads up to 5 MiB; for a worker
 * Returns: (transfer full) (nullable): with path set */
EmberView *ember_view_file_read (const char *path,
                                 bool *is_changed,
                                 bool *is_baseline_changed,
                                 GError **error);

/* Sets size and hash of the recordings, which have none where they cannot be read.
 * Cost: reads up to 4 MiB; for a worker */
void ember_view_file_mark (EmberView *view);
