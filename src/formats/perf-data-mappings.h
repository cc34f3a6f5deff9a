/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "formats/perf-data-space.h"

/* EmberPerfMappings: what is mapped where in each process, and in the kernel, at the time that has been reached.
 *
 * A space that was asked for stays until the process it is of, or for the kernel's the kernel, is changed.
 */
typedef struct
{
  EmberPerfSpaceLimits limits;
  EmberPerfSpace *kernel; /* modules, symbols made at run time and the like, but not the kernel itself */
  GHashTable *processes;  /* pid → EmberPerfSpace */
  GHashTable *left;       /* pid → the same before it ran another program, until that program runs itself */
} EmberPerfMappings;

void ember_perf_mappings_init (EmberPerfMappings *mappings);

void ember_perf_mappings_clear (EmberPerfMappings *mappings);

/* A process maps something. */
void ember_perf_mappings_add (EmberPerfMappings *mappings,
                              int32_t pid,
                              const EmberPerfMap *map);

/* @pid begins with what its parent has mapped. */
void ember_perf_mappings_fork (EmberPerfMappings *mappings,
                               int32_t pid,
                               int32_t parent_pid);

/* A process begins another program, which has mapped nothing yet. The kernel is still in the call that
 * brought it, and was called from the old one: that is left until ember_perf_mappings_forget_left(). */
void ember_perf_mappings_exec (EmberPerfMappings *mappings,
                               int32_t pid);

void ember_perf_mappings_forget_left (EmberPerfMappings *mappings,
                                      int32_t pid);

/* These are (transfer none) (nullable): NULL where nothing is known of the process. */
const EmberPerfSpace *ember_perf_mappings_get (const EmberPerfMappings *mappings,
                                               int32_t pid);
const EmberPerfSpace *ember_perf_mappings_get_left (const EmberPerfMappings *mappings,
                                                    int32_t pid);

void ember_perf_mappings_add_kernel (EmberPerfMappings *mappings,
                                     const EmberPerfMap *map);

/* Takes away what lies in [begin, end). */
void ember_perf_mappings_remove_kernel (EmberPerfMappings *mappings,
                                        uint64_t begin,
                                        uint64_t end);
