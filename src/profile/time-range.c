/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/time-range.h"

bool
ember_time_range_is_empty (EmberTimeRange range)
{
  return range.begin_ns >= range.end_ns;
}

bool
ember_time_range_equal (EmberTimeRange a,
                        EmberTimeRange b)
{
  return a.begin_ns == b.begin_ns && a.end_ns == b.end_ns;
}

EmberTimeRange
ember_time_range_intersect (EmberTimeRange a,
                            EmberTimeRange b)
{
  return (EmberTimeRange){ MAX (a.begin_ns, b.begin_ns), MIN (a.end_ns, b.end_ns) };
}
