/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/perf-data-unwind.h"

/* Plays a log in the order of time, mappings and names of processes included, and adds its
 * samples to the log's builder. O(samples + changes), a sort by radix included.
 * @unwind: (nullable): finds callers in copies of stacks
 * Returns: false with @error set where the user cancelled */
bool ember_perf_build (const EmberPerfLog *log,
                       EmberPerfUnwind *unwind,
                       GCancellable *cancellable,
                       GError **error);
