/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/band.h"

static int64_t
divide_down (int64_t a,
             int64_t b)
{
  return a / b - (a % b < 0);
}

bool
ember_band_is_active (const EmberBand *band)
{
  return band->column_ns > 0;
}

bool
ember_band_equal (const EmberBand *a,
                  const EmberBand *b)
{
  if (!ember_band_is_active (a) || !ember_band_is_active (b))
    return ember_band_is_active (a) == ember_band_is_active (b);
  return a->column_ns == b->column_ns && a->begin_ns == b->begin_ns && a->end_ns == b->end_ns &&
         (a->origin_ns - b->origin_ns) % a->column_ns == 0;
}

int64_t
ember_band_find (const EmberBand *band,
                 int64_t time_ns)
{
  return divide_down (time_ns - band->origin_ns - band->end_ns, band->column_ns) + 1;
}

EmberTimeRange
ember_band_get_interval (const EmberBand *band,
                         int64_t index)
{
  const int64_t column_ns = band->origin_ns + index * band->column_ns;

  return (EmberTimeRange){ column_ns + band->begin_ns, column_ns + band->end_ns };
}

bool
ember_band_holds (const EmberBand *band,
                  int64_t time_ns)
{
  return ember_band_get_interval (band, ember_band_find (band, time_ns)).begin_ns <= time_ns;
}

/* Time in the band from the begin of interval 0 to @time_ns. */
static int64_t
get_time_until (const EmberBand *band,
                int64_t time_ns)
{
  const int64_t index = ember_band_find (band, time_ns);
  const int64_t begin_ns = ember_band_get_interval (band, index).begin_ns;

  return index * (band->end_ns - band->begin_ns) + (time_ns > begin_ns ? time_ns - begin_ns : 0);
}

int64_t
ember_band_get_duration (const EmberBand *band,
                         EmberTimeRange range)
{
  if (ember_time_range_is_empty (range))
    return 0;
  if (!ember_band_is_active (band))
    return range.end_ns - range.begin_ns;
  return get_time_until (band, range.end_ns) - get_time_until (band, range.begin_ns);
}

int64_t
ember_band_count_intervals (const EmberBand *band,
                            EmberTimeRange range)
{
  int64_t first, last;

  if (ember_time_range_is_empty (range))
    return 0;
  if (!ember_band_is_active (band))
    return 1;
  first = ember_band_find (band, range.begin_ns);
  last = divide_down (range.end_ns - 1 - band->origin_ns - band->begin_ns, band->column_ns);
  return last < first ? 0 : last - first + 1;
}
