/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/input.h"
#include "formats/perf-data-sample.h"
#include "formats/perf-data-stream.h"

/* Number of a copy; 0: there is none. */
typedef uint32_t EmberPerfCopyId;

#define EMBER_PERF_NO_COPY ((EmberPerfCopyId) 0)

/* EmberPerfCopies: where samples' registers and copies of stacks stand until all mappings are known.
 *
 * They are most of such a recording, and can be unwound only in order of time. A plain file is read again
 * where they are; what comes through a pipe, or compressed, goes into a file without a name. So a copy costs
 * 16 bytes of memory.
 */
typedef struct
{
  EmberColumn copies; /* of each: its place */
  EmberColumn files;  /* int: descriptors */
  int64_t spill_bytes;
  int64_t spill_limit_bytes;
  uint32_t spill;   /* index of the file without a name; UINT32_MAX: not yet made */
  uint32_t current; /* index of the file that is being read; UINT32_MAX: cannot be read again */
  bool is_full;     /* no more fits on the disk */
} EmberPerfCopies;

void ember_perf_copies_init (EmberPerfCopies *copies);

void ember_perf_copies_clear (EmberPerfCopies *copies);

/* Records that are added from now on come from @input. */
void ember_perf_copies_begin_input (EmberPerfCopies *copies,
                                    const EmberInput *input);

/* Takes in registers and stack of a sample.
 * @record: that holds it
 * Returns: EMBER_PERF_NO_COPY where there are none, or no room for them */
EmberPerfCopyId ember_perf_copies_add (EmberPerfCopies *copies,
                                       const EmberPerfRecord *record,
                                       const EmberPerfSample *sample);

/* Reads a copy back: registers, a word for the size of the stack, stack.
 * @bytes: (out caller-allocates): EMBER_PERF_COPY_MAX_BYTES
 * Returns: its size; 0 where it cannot be read any more */
size_t ember_perf_copies_read (const EmberPerfCopies *copies,
                               EmberPerfCopyId id,
                               uint8_t *bytes);

/* The size of a record is 16 bits. */
#define EMBER_PERF_COPY_MAX_BYTES ((size_t) 1 << 16)
