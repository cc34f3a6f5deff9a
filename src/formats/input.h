/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/progress.h"

/* EmberInput: the bytes of a recording, once from front to back, decompressed
 * on the way (gzip, zstd, xz, also inside each other).
 *
 * Reports progress as it reads, and ends early where the user stopped. For one thread.
 */
typedef struct _EmberInput EmberInput;

/* The most that can be looked at ahead. */
#define EMBER_INPUT_PEEK_BYTES ((size_t) 1 << 16)

/* @stream: (transfer none): what is left of it; a file descriptor or GSeekable can seek
 * @size_bytes: of @stream, or -1: unknown. Where less comes, reading fails with %EMBER_FORMAT_ERROR_SHRANK
 * @progress: (nullable): */
EmberInput *ember_input_new (GInputStream *stream,
                             int64_t size_bytes,
                             EmberProgress *progress,
                             GCancellable *cancellable);

void ember_input_free (EmberInput *input);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberInput, ember_input_free)

/* Looks at what comes next without taking it.
 * @n_wanted: at most EMBER_INPUT_PEEK_BYTES
 * @n_bytes: (out): fewer than wanted only at the end
 * Returns: (transfer none) (nullable): valid until the next call; NULL with @error set */
const uint8_t *ember_input_peek (EmberInput *input,
                                 size_t n_wanted,
                                 size_t *n_bytes,
                                 GError **error);

/* Fills @buffer, waiting as often as that needs.
 * Returns: bytes read, fewer than @n_wanted only at the end; -1 with @error set. What came
 * before an error is returned first, the error by the next call. */
gssize ember_input_read (EmberInput *input,
                         void *buffer,
                         size_t n_wanted,
                         GError **error);

/* Bytes taken so far, after decompression: where an error is. */
uint64_t ember_input_get_position (const EmberInput *input);

/* Of the stream, thus before decompression; -1: not known. */
int64_t ember_input_get_size (const EmberInput *input);

/* Whether anything was decompressed; known after the first peek or read. */
bool ember_input_is_compressed (const EmberInput *input);

/* Whether the user stopped reading before the end. */
bool ember_input_was_stopped (const EmberInput *input);

/* False for pipes and for what is compressed. */
bool ember_input_can_seek (const EmberInput *input);

/* @position: from where the stream stood at ember_input_new() */
bool ember_input_seek (EmberInput *input,
                       uint64_t position,
                       GError **error);

/* The file that is read, to read pieces of it again by pread(), whose offsets are positions here.
 * Returns: a descriptor of the caller's own; -1 for what is no plain file, or compressed */
int ember_input_dup_file (const EmberInput *input);
