/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/reading.h"

/* What `perf record` writes: PERFILE2, as file or pipe, of either byte order; also simpleperf's.
 *
 * Frames keep the address and image they came from, for names to be looked up later. */
extern const EmberFormatReader ember_perf_data_reader;
