/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/patterns.h"

#include <math.h>

#include "analysis/pattern-finder.h"

#define MIN_SAMPLES 20

double
ember_pattern_finder_get_confidence (double score,
                                     double threshold)
{
  const double ratio = score / threshold;

  return CLAMP (1 - exp2 (-ratio * ratio), 0, 0.999);
}

static int
compare_cb (gconstpointer a,
            gconstpointer b)
{
  return ember_pattern_compare (a, b);
}

static bool
begin (EmberPatternFinder *finder,
       EmberTimeRange range)
{
  finder->clock = ember_sampling_clock_new (finder->set);
  finder->clock.range = ember_time_range_intersect (finder->clock.range, range);
  finder->wakeups = ember_wakeups_new (finder->set, &finder->clock, finder->cancellable);
  finder->standout = finder->wakeups != NULL ? ember_standout_new (finder->set, finder->clock.range, finder->cancellable) : NULL;
  if (finder->standout != NULL && finder->clock.is_known)
    finder->load = ember_load_new (finder->set, &finder->clock, finder->cancellable);
  return finder->standout != NULL && (finder->load != NULL || !finder->clock.is_known);
}

GArray *
ember_patterns_find (const EmberTableSet *set,
                     EmberTimeRange range,
                     GCancellable *cancellable)
{
  EmberPatternFinder finder = {
    .set = set,
    .cancellable = cancellable,
    .patterns = g_array_new (FALSE, FALSE, sizeof (EmberPattern)),
  };

  if (ember_profile_has_times (set->profile) && ember_table_set_count (set, range) >= MIN_SAMPLES && begin (&finder, range))
    {
      ember_pattern_finder_add_wakeups (&finder);
      if (finder.load != NULL && finder.load->n_bins > 0)
        {
          const bool is_waves = ember_pattern_finder_add_waves (&finder);

          ember_pattern_finder_add_runs (&finder);
          if (!is_waves)
            ember_pattern_finder_add_phases (&finder);
          ember_pattern_finder_drop_parts (&finder);
        }
    }
  g_clear_pointer (&finder.wakeups, ember_wakeups_free);
  g_clear_pointer (&finder.standout, ember_standout_free);
  g_clear_pointer (&finder.load, ember_load_free);
  g_array_sort (finder.patterns, compare_cb);
  if (g_cancellable_is_cancelled (cancellable))
    g_clear_pointer (&finder.patterns, g_array_unref);
  return finder.patterns;
}

double
ember_pattern_get_weight (const EmberPattern *pattern,
                          uint32_t n_cpus)
{
  const double length = (double) (pattern->range.end_ns - pattern->range.begin_ns) / 1e9;

  switch (pattern->kind)
    {
    case EMBER_PATTERN_PERIODIC:
    case EMBER_PATTERN_BUSY_WAIT:
      return pattern->confidence * (pattern->busy_ms >= 0 ? length / pattern->period_s * pattern->busy_ms / 1e3 : 0);
    case EMBER_PATTERN_UTILIZATION:
      return pattern->confidence * length * n_cpus * pattern->level / 100;
    case EMBER_PATTERN_RISING:
    case EMBER_PATTERN_FALLING:
      return pattern->confidence * length * n_cpus * fabs (pattern->level_to - pattern->level) / 2;
    case EMBER_PATTERN_VARIABLE_LOAD:
      return pattern->confidence * length / pattern->period_s * pattern->length_s * n_cpus * (pattern->level - pattern->level_to);
    case EMBER_PATTERN_PERTURBATION:
    case EMBER_PATTERN_BLOCKING:
    case EMBER_PATTERN_SINGLE_THREADED:
    case EMBER_N_PATTERN_KINDS:
    default:
      return pattern->confidence * length * n_cpus;
    }
}
