/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/progress.h"
#include "profile/profile.h"

/* EmberNamingProgress: how far naming is, told by its thread and looked at by another. Reference counted. */
typedef struct _EmberNamingProgress EmberNamingProgress;

EmberNamingProgress *ember_naming_progress_new (void);

EmberNamingProgress *ember_naming_progress_ref (EmberNamingProgress *progress);

void ember_naming_progress_unref (EmberNamingProgress *progress);

/* @n_done: (out): programs, libraries and the like whose names were looked up
 * @n_all: (out): 0: not counted yet */
void ember_naming_progress_get (EmberNamingProgress *progress,
                                guint *n_done,
                                guint *n_all);

typedef struct
{
  const char *const *folders; /* (nullable): ends in NULL: where symbols may be, looked at first */
  bool keep_addresses;        /* frames without a symbol stay apart */
  bool asks_servers;          /* for symbols that are nowhere here; see the obstacle below */
  bool with_inlined;          /* functions that are inlined are frames of their own; takes longer */
  bool takes_samples;         /* nobody will look at the nameless profile any more: that saves time */
  GFile *recording;           /* (nullable): what the profile was read from: files that were changed since may not have run */
  EmberNamingProgress *count; /* (nullable): a new one */
  GCancellable *fetching;     /* (nullable): ends asking servers; what they gave until then is used */
} EmberNamingOptions;

/* Whether a recording holds addresses that wait for names. */
bool ember_naming_is_needed (const EmberProfile *profile);

/* Why symbols cannot be fetched from debuginfod servers here, in a sentence for the user: the sandbox
 * has no network, no server is known. Reads the environment.
 * Returns: (transfer full) (nullable): NULL where they can */
char *ember_naming_dup_debuginfod_obstacle (void);

/* Whether this process sees the maps that JIT compilers leave in /tmp; a sandbox has a /tmp of its own.
 * @root: (nullable): where this process's files begin, if not at "/" */
bool ember_naming_sees_maps (const char *root);

/* What the user may type to let a sandbox read the system's files, and so find their symbols, and the maps in /tmp
 * where @profile lacks some.
 * @root: (nullable): where this process's files begin, if not at "/"
 * @profile: (nullable)
 * Returns: (transfer full) (nullable): NULL outside of a sandbox, and where it reads them already */
char *ember_naming_dup_sandbox_command (const char *root,
                                        const EmberProfile *profile);

/* Gives the addresses of a recording their names; blocks. Thread-safe.
 * @profile: as it was read
 * @options: (nullable): NULL is all zero
 * @progress: (nullable): is set to %EMBER_PHASE_NAMING
 * Returns: (transfer full) (nullable): the same samples with names; NULL with %G_IO_ERROR_CANCELLED */
EmberProfile *ember_naming_sync (EmberProfile *profile,
                                 const EmberNamingOptions *options,
                                 EmberProgress *progress,
                                 GCancellable *cancellable,
                                 GError **error);

/* The same on a worker thread; @options are copied.
 *
 * @callback runs on the caller's main context, also when cancelled. */
void ember_naming_async (EmberProfile *profile,
                         const EmberNamingOptions *options,
                         EmberProgress *progress,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);

/* Returns: (transfer full) (nullable): as ember_naming_sync() */
EmberProfile *ember_naming_finish (GAsyncResult *result,
                                   GError **error);
