/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/format.h"

/* Reads a recording and blocks until it is whole; thread-safe.
 * @file: (nullable): NULL is standard input; may be a made-up recording, see ember_scene_file_new()
 * @options: (nullable): as ember_format_read() has them
 * @progress: (nullable): ember_progress_stop() ends the reading and keeps what came
 * Returns: (transfer full) (nullable): NULL with an %EMBER_FORMAT_ERROR or a %G_IO_ERROR,
 * among them %G_IO_ERROR_CANCELLED */
EmberProfile *ember_load_sync (GFile *file,
                               const EmberReadOptions *options,
                               EmberProgress *progress,
                               GCancellable *cancellable,
                               GError **error);

/* The same on a worker thread.
 *
 * @callback runs on the caller's main context, also when cancelled. */
void ember_load_async (GFile *file,
                       const EmberReadOptions *options,
                       EmberProgress *progress,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);

/* Returns: (transfer full) (nullable): as ember_load_sync() */
EmberProfile *ember_load_finish (GAsyncResult *result,
                                 GError **error);
