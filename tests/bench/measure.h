/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

/* What a piece of work cost: the least CPU time of several runs, each in a process of its own. */
typedef struct
{
  double cpu_s;  /* user and system */
  double wall_s; /* of the same run */
  uint64_t max_rss_bytes;
} Measure;

typedef void (*MeasureFunc) (const void *data);

/* @n_runs: >= 1 */
Measure measure_run (MeasureFunc func,
                     const void *data,
                     uint32_t n_runs);

/* Prints one line: the name, the figures and, where they are not 0, how many bytes and samples a
 * second of CPU time takes. */
void measure_print (const char *name,
                    Measure measure,
                    uint64_t n_bytes,
                    uint64_t n_samples);
