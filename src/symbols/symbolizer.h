/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "profile/profile.h"

/* How far naming is, in images that have addresses; written by the worker, read by anybody, by atomic access. */
typedef struct
{
  gint n_images_done;
  gint n_images;
} EmberSymbolizerProgress;

typedef struct
{
  const char *const *folders;        /* (nullable): ends in NULL: where symbols may be, looked at first */
  bool keep_addresses;               /* frames without a symbol stay apart; else they are one for each module */
  bool asks_servers;                 /* for symbols that are nowhere here, see EmberDebuginfod */
  bool with_inlined;                 /* functions that are inlined are frames of their own; takes longer */
  bool takes_samples;                /* nobody will look at the nameless profile any more */
  EmberSymbolizerProgress *progress; /* (nullable): */
  int64_t written_s;                 /* when the recording was written, since 1970; 0: not known */
  GCancellable *fetching;            /* (nullable): ends asking servers; names go on with what came */
} EmberSymbolizerOptions;

/* Whether @profile has addresses that may get names. */
bool ember_symbolizer_is_needed (const EmberProfile *profile);

/* Looks up the names of all addresses, in the files that ran and their symbols: with perf's cache,
 * the system's folders of symbols, kernel and run-time maps. What has no name is told in a notice.
 *
 * Blocks, for seconds where a recording is large; thread-safe. Give it the profile as it was read.
 * @options: (nullable): NULL is all zero
 * Returns: (transfer full) (nullable): a profile of the same samples with named stacks;
 * NULL with %G_IO_ERROR_CANCELLED */
EmberProfile *ember_symbolizer_resolve (EmberProfile *profile,
                                        const EmberSymbolizerOptions *options,
                                        GCancellable *cancellable,
                                        GError **error);
