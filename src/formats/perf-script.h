/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/reading.h"

/* The text of `perf script`, with whatever fields, as perf 3 to 6 and simpleperf write it.
 *
 * Speed: see tests/bench/README.md; threads and memory: see perf-script-crew.h. */
extern const EmberFormatReader ember_perf_script_reader;

/* The same with chunks of about @chunk_bytes, for tests. */
EmberProfile *ember_perf_script_read (const EmberReading *reading,
                                      size_t chunk_bytes,
                                      GError **error);
