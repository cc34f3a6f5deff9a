/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/time-range.h"

/* EmberBand: the same part of each of many columns of time, such as from 200 to 300 ms of every second.
 *
 * A value. Column c, of any sign, begins at origin_ns + c * column_ns, and what the band has of it is the c-th
 * interval: [begin_ns, end_ns) from there on. It may reach into the next column, as one around a wakeup at the end of
 * a second does, but not as far as the next interval. All zero is no band, and that holds every time.
 */
typedef struct
{
  int64_t origin_ns; /* on the recording's clock */
  int64_t column_ns; /* 0: no band */
  int64_t begin_ns;  /* 0 <= begin_ns < column_ns */
  int64_t end_ns;    /* begin_ns < end_ns <= begin_ns + column_ns */
} EmberBand;

bool ember_band_is_active (const EmberBand *band);

/* Whether both hold the same times; their origins may lie whole columns apart. */
bool ember_band_equal (const EmberBand *a,
                       const EmberBand *b);

/* Those that follow take an active band, and times within 2^62 ns of zero. */

/* Returns: the first interval that ends after @time_ns */
int64_t ember_band_find (const EmberBand *band,
                         int64_t time_ns);

EmberTimeRange ember_band_get_interval (const EmberBand *band,
                                        int64_t index);

bool ember_band_holds (const EmberBand *band,
                       int64_t time_ns);

/* These two take no band, too: then it is the range as a whole. */

/* Returns: nanoseconds of @range that lie in the band */
int64_t ember_band_get_duration (const EmberBand *band,
                                 EmberTimeRange range);

/* Returns: how many intervals have a part in @range */
int64_t ember_band_count_intervals (const EmberBand *band,
                                    EmberTimeRange range);
