/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/input.h"
#include "formats/perf-data-bytes.h"

/* Record types, in the kernel's and perf's numbering. */
enum
{
  EMBER_PERF_RECORD_MMAP = 1,
  EMBER_PERF_RECORD_LOST = 2,
  EMBER_PERF_RECORD_COMM = 3,
  EMBER_PERF_RECORD_EXIT = 4,
  EMBER_PERF_RECORD_THROTTLE = 5,
  EMBER_PERF_RECORD_FORK = 7,
  EMBER_PERF_RECORD_SAMPLE = 9,
  EMBER_PERF_RECORD_MMAP2 = 10,
  EMBER_PERF_RECORD_LOST_SAMPLES = 13,
  EMBER_PERF_RECORD_SWITCH = 14,
  EMBER_PERF_RECORD_SWITCH_CPU_WIDE = 15,
  EMBER_PERF_RECORD_KSYMBOL = 17,
  EMBER_PERF_RECORD_HEADER_ATTR = 64,
  EMBER_PERF_RECORD_EVENT_TYPE = 65,
  EMBER_PERF_RECORD_TRACING_DATA = 66,
  EMBER_PERF_RECORD_BUILD_ID = 67,
  EMBER_PERF_RECORD_FINISHED_ROUND = 68,
  EMBER_PERF_RECORD_AUXTRACE = 71,
  EMBER_PERF_RECORD_EVENT_UPDATE = 78,
  EMBER_PERF_RECORD_HEADER_FEATURE = 80,
  EMBER_PERF_RECORD_COMPRESSED = 81,
  EMBER_PERF_RECORD_COMPRESSED2 = 83,
};

#define EMBER_PERF_RECORD_HEADER_BYTES 8

#define EMBER_PERF_CPU_MODE_MASK 7
#define EMBER_PERF_CPU_MODE_KERNEL 1

/* EmberPerfRecord: one record; its bytes are valid until the next is asked for. */
typedef struct
{
  uint32_t type;
  uint32_t misc;
  bool is_packed;      /* it came in a compressed record */
  uint64_t position;   /* in the file; of the compressed record it came in, if it did */
  EmberPerfBytes body; /* behind the header; of TRACING_DATA what follows the record, if that is no more than a MiB */
} EmberPerfRecord;

/* EmberPerfStream: the records of a data section, one after the other, with
 * those that perf compressed among them. For one thread. */
typedef struct _EmberPerfStream EmberPerfStream;

/* @input: (transfer none): where the data section begins
 * @size_bytes: of the data section; UINT64_MAX: up to the end of the input */
EmberPerfStream *ember_perf_stream_new (EmberInput *input,
                                        uint64_t size_bytes,
                                        bool is_swapped);

void ember_perf_stream_free (EmberPerfStream *stream);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberPerfStream, ember_perf_stream_free)

/* Never reads beyond the data section. A record whose size is a lie ends it, as nobody can
 * tell where the next one begins.
 * Returns: 1 with a record, 0 at the end, -1 with @error set: of the input, or %EMBER_FORMAT_ERROR_DAMAGED */
int ember_perf_stream_next (EmberPerfStream *stream,
                            EmberPerfRecord *record,
                            GError **error);
