/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/reading.h"

/* The text of `perf script`, with whatever fields, as perf 3 to 6 and simpleperf write it.
 *
 * One thread reads and cuts, others parse, one joins. Memory: 2 to 4 MiB a thread beside the samples.
 * Speed: see tests/bench/README.md. */
extern const EmberFormatReader ember_perf_script_reader;

/* The same with chunks of about @chunk_bytes, for tests. */
EmberProfile *ember_perf_script_read (const EmberReading *reading,
                                      size_t chunk_bytes,
                                      GError **error);
