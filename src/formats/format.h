/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "formats/progress.h"
#include "profile/profile.h"
#include "profile/stack-copy.h"

#define EMBER_FORMAT_ERROR (ember_format_error_quark ())

typedef enum
{
  EMBER_FORMAT_ERROR_NOT_A_PROFILE, /* something else, or a compression nobody reads */
  EMBER_FORMAT_ERROR_EMPTY,         /* no bytes, or no samples */
  EMBER_FORMAT_ERROR_PERF_DATA,     /* made by perf, and to be printed by `perf script` first */
  EMBER_FORMAT_ERROR_DAMAGED,       /* nothing could be kept */
  EMBER_FORMAT_ERROR_SHRANK,        /* the file became shorter while it was read */
} EmberFormatError;

GQuark ember_format_error_quark (void);

typedef struct
{
  bool keep_addresses; /* frames without a symbol are told apart by their address */
  bool without_stacks; /* for those who only count: each stack may be its comm alone */
  uint32_t n_threads;  /* 0: one a core */

  /* Finds callers in copies of stacks; called by one thread at a time. NULL: they are not looked at */
  EmberUnwindFunc unwind;
  gpointer unwinder;
  const char *const *symbol_folders; /* (nullable): ends in NULL: where those who make an unwinder look first */
} EmberReadOptions;

/* Opens @file for ember_format_read(), so that waiting for a FIFO can be cancelled.
 * @size_bytes: (out): -1 where the size is not known before the end
 * Returns: (transfer full) (nullable): NULL with a %G_IO_ERROR set, also for a directory */
GInputStream *ember_format_open (GFile *file,
                                 int64_t *size_bytes,
                                 GCancellable *cancellable,
                                 GError **error);

/* Opens and reads @file, or the recording that a folder is (`perf record --threads`).
 * Parameters: as ember_format_read() has them */
EmberProfile *ember_format_read_file (GFile *file,
                                      const EmberReadOptions *options,
                                      EmberProgress *progress,
                                      GCancellable *cancellable,
                                      GError **error);

/* Reads a recording. Formats and compression are told by content.
 *
 * What is damaged is left out and counted in the profile's notices; so is the
 * rest after ember_progress_stop(). Blocks; memory follows the samples, not the input.
 * @size_bytes: -1 where it is not known
 * @options: (nullable): NULL is all zero
 * @progress: (nullable):
 * Returns: (transfer full) (nullable): NULL with @error set: an %EMBER_FORMAT_ERROR or a
 * %G_IO_ERROR, among them %G_IO_ERROR_CANCELLED */
EmberProfile *ember_format_read (GInputStream *stream,
                                 int64_t size_bytes,
                                 const EmberReadOptions *options,
                                 EmberProgress *progress,
                                 GCancellable *cancellable,
                                 GError **error);
