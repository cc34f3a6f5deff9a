/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/perf-data-log.h"

/* Plays a log in the order of time, mappings and names of processes included, and adds its
 * samples to the log's builder. O(samples + changes), a sort by radix included.
 * Returns: false with @error set where the user cancelled */
bool ember_perf_build (const EmberPerfLog *log,
                       GCancellable *cancellable,
                       GError **error);
