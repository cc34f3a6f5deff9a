/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/perf-data-bytes.h"

/* No kernel puts anything behind that. */
#define EMBER_PERF_SWITCH_MAX_BYTES 128

/* Where things stand in the data of a sample of sched:sched_switch. */
typedef struct
{
  uint32_t size_bytes; /* up to the last of them, at most EMBER_PERF_SWITCH_MAX_BYTES; 0: not known */
  uint32_t out_offset; /* who leaves, 32 bits */
  uint32_t state_offset;
  uint32_t state_bytes; /* 4 or 8 */
  uint32_t in_offset;   /* who comes, 32 bits */
} EmberPerfSwitchLayout;

/* Looks it up in what a recording keeps of the kernel's descriptions of tracepoints.
 * Returns: false where they do not tell all of it */
bool ember_perf_tracing_find_switch (EmberPerfBytes tracing,
                                     EmberPerfSwitchLayout *layout);
