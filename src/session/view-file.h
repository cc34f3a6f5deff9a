/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/view.h"

/* The largest file that is taken for a view. */
#define EMBER_VIEW_FILE_MAX_BYTES (1024 * 1024)

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
