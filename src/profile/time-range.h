/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define EMBER_SECOND_NS INT64_C (1000000000)

/* EmberTimeRange: a half open span [begin_ns, end_ns) of the recording's clock.
 *
 * A range with begin_ns >= end_ns is empty and holds no sample.
 */
typedef struct
{
  int64_t begin_ns;
  int64_t end_ns;
} EmberTimeRange;

/* Holds every sample a profile can have. */
#define EMBER_TIME_RANGE_ALL ((EmberTimeRange){ INT64_MIN, INT64_MAX })

bool ember_time_range_is_empty (EmberTimeRange range);

bool ember_time_range_equal (EmberTimeRange a,
                             EmberTimeRange b);

/* Returns: what lies in both; empty where they do not meet */
EmberTimeRange ember_time_range_intersect (EmberTimeRange a,
                                           EmberTimeRange b);
