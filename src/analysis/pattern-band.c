/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/pattern-band.h"

#include <math.h>

#define STRAYS 2.5
#define LEAST_MARGIN_NS 1e6
#define MOST 0.6
#define UNIT_NS 1000000.0
#define LEAST_UNITS 100

/* How far the middle of a line of @period_ns, laid through the middle of the fitted one, leaves it at its ends. */
static double
get_lapse (const EmberWakeupLine *line,
           double period_ns)
{
  return fabs (period_ns - line->period_ns) * (line->n_wakeups - 1) / 2;
}

/* The shortest decimal number that the period may be. */
static double
choose_period (const EmberWakeupLine *line,
               double margin_ns)
{
  const double seconds = line->period_ns / 1e9;

  for (double unit = 1; unit < 1e9; unit *= 10)
    {
      const double rounded = round (seconds * unit) / unit;

      if (rounded > 0 && fabs (rounded - seconds) * 1e9 <= line->period_bound_ns && get_lapse (line, rounded * 1e9) <= margin_ns)
        return rounded * 1e9;
    }
  return line->period_ns;
}

EmberBand
ember_pattern_band_of_line (const EmberWakeupLine *line,
                            double sampling_ns,
                            int64_t origin_ns)
{
  const double work_ns = MAX (line->busy_ns, 0);
  double margin_ns = MAX (MAX (STRAYS * line->stray_ns, LEAST_MARGIN_NS), MIN (sampling_ns, work_ns) / 2);
  const double period_ns = round (choose_period (line, margin_ns));
  const double middle_ns = line->begin_ns + line->period_ns * (line->n_wakeups - 1) / 2;
  const double numbers = floor ((line->n_wakeups - 1) / 2.0);
  const double first_ns = middle_ns - (double) origin_ns - ((line->n_wakeups - 1) / 2.0 - numbers) * period_ns;
  double unit_ns = UNIT_NS;
  double begin_ns, end_ns;

  margin_ns += get_lapse (line, period_ns);
  if (!(period_ns >= LEAST_UNITS) || work_ns + 2 * margin_ns > MOST * period_ns)
    return (EmberBand){ 0 };
  while (unit_ns > 1 && period_ns < LEAST_UNITS * unit_ns)
    unit_ns /= 10;
  begin_ns = fmod (first_ns - margin_ns, period_ns);
  begin_ns += begin_ns < 0 ? period_ns : 0;
  end_ns = ceil ((begin_ns + work_ns + 2 * margin_ns) / unit_ns) * unit_ns;
  return (EmberBand){
    .origin_ns = origin_ns,
    .column_ns = (int64_t) period_ns,
    .begin_ns = (int64_t) (floor (MIN (begin_ns, period_ns - 1) / unit_ns) * unit_ns),
    .end_ns = (int64_t) end_ns,
  };
}
