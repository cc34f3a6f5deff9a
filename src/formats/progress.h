/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <stdbool.h>
#include <stdint.h>

/* What is being done, in this order. */
typedef enum
{
  EMBER_PHASE_READING,
  EMBER_PHASE_SORTING,
  EMBER_PHASE_NAMING, /* addresses get symbols */
} EmberPhase;

/* EmberProgress: how far a recording is read, told by the threads that read it
 * and looked at by another. Thread-safe, reference counted. */
typedef struct _EmberProgress EmberProgress;

EmberProgress *ember_progress_new (void);

EmberProgress *ember_progress_ref (EmberProgress *progress);

void ember_progress_unref (EmberProgress *progress);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberProgress, ember_progress_unref)

/* The user has seen enough: reading goes on as if the input ended here, and
 * what came is kept. Wakes a reader that waits for input. To abandon
 * everything, cancel the reader's GCancellable instead. */
void ember_progress_stop (EmberProgress *progress);

/* @progress: (nullable): false without one */
bool ember_progress_is_stopped (const EmberProgress *progress);

/* Cancelled by ember_progress_stop().
 * Returns: (transfer none): */
GCancellable *ember_progress_get_stopper (const EmberProgress *progress);

/* For readers. Each takes a NULL @progress and does nothing then. */
void ember_progress_set_phase (EmberProgress *progress,
                               EmberPhase phase);

/* @n_read: bytes of the input as it is stored, so compressed where it is compressed
 * @n_total: the whole size, or -1 where nobody knows */
void ember_progress_set_bytes (EmberProgress *progress,
                               int64_t n_read,
                               int64_t n_total);

void ember_progress_add_samples (EmberProgress *progress,
                                 uint64_t n);

/* Counts samples in the preview; pass some hundred at a time, and leave out those of idle
 * CPUs. Out of order is fine; a time more than 18 hours from the others is ignored. */
void ember_progress_add_times (EmberProgress *progress,
                               const int64_t *times_ns,
                               size_t n);

/* For the one who looks. */
typedef struct
{
  EmberPhase phase;
  int64_t n_bytes;
  int64_t n_bytes_total; /* -1: unknown */
  uint64_t n_samples;
} EmberProgressState;

EmberProgressState ember_progress_get_state (const EmberProgress *progress);

#define EMBER_PREVIEW_ROWS 50

/* EmberPreview: the heat map of what was read so far: counts[second * EMBER_PREVIEW_ROWS + row]. */
typedef struct
{
  uint32_t *counts;
  uint32_t n_seconds;
  int64_t first_second; /* of the recording's clock */
  uint64_t version;     /* 0: nothing copied yet */
} EmberPreview;

/* Brings @preview up to date, if there is anything new. Begin with a zeroed one.
 * Returns: false where nothing changed since the last call. O(seconds) */
bool ember_progress_get_preview (EmberProgress *progress,
                                 EmberPreview *preview);

void ember_preview_clear (EmberPreview *preview);
