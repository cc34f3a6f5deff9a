/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Reads what perf's header says of its "reference time":
 *
 *     2026-11-24 19:36:23.976557 = 1795548983.976557 (TOD) = 2079.451698012 (monotonic)
 *
 * @time_ns: (out): on the recording's clock
 * @wall_clock_ns: (out): since 1970 in UTC, at the same time
 * Returns: false where @text is something else */
bool ember_perf_script_clock_parse (const char *text,
                                    int64_t *time_ns,
                                    int64_t *wall_clock_ns);
