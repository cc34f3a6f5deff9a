/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/pattern.h"

#include <math.h>

EmberPattern
ember_pattern_make (EmberPatternKind kind,
                    EmberTimeRange range)
{
  return (EmberPattern){
    .kind = kind,
    .range = range,
    .range_bound_s = NAN,
    .thread = EMBER_PATTERN_NO_THREAD,
    .period_s = NAN,
    .period_bound_s = NAN,
    .offset_s = NAN,
    .busy_ms = NAN,
    .busy_bound_ms = NAN,
    .sleep_s = NAN,
    .drift_ms_per_s = NAN,
    .level = NAN,
    .level_to = NAN,
    .level_bound = NAN,
    .variability = NAN,
    .length_s = NAN,
    .confidence = 1,
    .stack = EMBER_STACK_ROOT,
    .stack_after = EMBER_STACK_ROOT,
  };
}

const char *
ember_pattern_kind_get_name (EmberPatternKind kind)
{
  static const char *const names[EMBER_N_PATTERN_KINDS] = {
    [EMBER_PATTERN_PERIODIC] = "periodic",
    [EMBER_PATTERN_BUSY_WAIT] = "busy-wait",
    [EMBER_PATTERN_UTILIZATION] = "utilization",
    [EMBER_PATTERN_RISING] = "rising",
    [EMBER_PATTERN_FALLING] = "falling",
    [EMBER_PATTERN_VARIABLE_LOAD] = "variable-load",
    [EMBER_PATTERN_PERTURBATION] = "perturbation",
    [EMBER_PATTERN_BLOCKING] = "blocking",
    [EMBER_PATTERN_SINGLE_THREADED] = "single-threaded",
  };

  return names[kind];
}

double
ember_pattern_round (double value,
                     double bound,
                     int *n_decimals)
{
  const int digits = bound > 0 ? (int) CLAMP (-floor (log10 (bound)), 0, 9) : 9;
  const double unit = pow (10, digits);

  if (n_decimals != NULL)
    *n_decimals = digits;
  return bound > 0 ? round (value * unit) / unit : value;
}

int
ember_pattern_compare (const EmberPattern *a,
                       const EmberPattern *b)
{
  if (a->range.begin_ns != b->range.begin_ns)
    return a->range.begin_ns < b->range.begin_ns ? -1 : 1;
  if (a->kind != b->kind)
    return a->kind < b->kind ? -1 : 1;
  if (a->thread != b->thread)
    return a->thread < b->thread ? -1 : 1;
  if (a->range.end_ns != b->range.end_ns)
    return a->range.end_ns < b->range.end_ns ? -1 : 1;
  return 0;
}
