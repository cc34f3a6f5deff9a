/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/difference.h"

#include <math.h>

/* Chance alone moves a count by more than this many standard deviations once in 370 times. */
#define SURE_DEVIATIONS 3.0

static double
get_duration (const EmberFlameGraph *graph)
{
  const EmberTimeRange range = ember_time_range_intersect (ember_flame_graph_get_range (graph),
                                                           ember_profile_get_range (ember_flame_graph_get_profile (graph)));

  return (double) ember_band_get_duration (&ember_flame_graph_get_set (graph)->band, range);
}

static double
choose_scale (const EmberDifference *difference)
{
  const double range = difference->normalization == EMBER_PER_TIME
                           ? get_duration (difference->range)
                           : (double) ember_flame_graph_get_total (difference->range, difference->measure, EMBER_STACK_ROOT);
  const double baseline = difference->normalization == EMBER_PER_TIME
                              ? get_duration (difference->baseline)
                              : (double) ember_flame_graph_get_total (difference->baseline, difference->measure, EMBER_STACK_ROOT);

  return baseline > 0 ? range / baseline : 0;
}

EmberDifference *
ember_difference_new (EmberFlameGraph *range,
                      EmberFlameGraph *baseline,
                      EmberMeasure measure,
                      EmberNormalization normalization)
{
  EmberDifference *difference = g_new0 (EmberDifference, 1);

  g_assert (ember_stacks_get_n (ember_flame_graph_get_stacks (range)) == ember_stacks_get_n (ember_flame_graph_get_stacks (baseline)));
  g_atomic_ref_count_init (&difference->ref_count);
  difference->range = ember_flame_graph_ref (range);
  difference->baseline = ember_flame_graph_ref (baseline);
  difference->measure = measure;
  difference->normalization = normalization;
  difference->scale = choose_scale (difference);
  return difference;
}

EmberDifference *
ember_difference_ref (EmberDifference *difference)
{
  g_atomic_ref_count_inc (&difference->ref_count);
  return difference;
}

void
ember_difference_unref (EmberDifference *difference)
{
  if (!g_atomic_ref_count_dec (&difference->ref_count))
    return;
  ember_flame_graph_unref (difference->range);
  ember_flame_graph_unref (difference->baseline);
  g_free (difference);
}

EmberDifference *
ember_difference_flip (const EmberDifference *difference)
{
  return ember_difference_new (difference->baseline, difference->range, difference->measure, difference->normalization);
}

EmberFlameGraph *
ember_difference_new_gone (const EmberDifference *difference)
{
  const EmberStackId n_nodes = ember_stacks_get_n (ember_flame_graph_get_stacks (difference->range));
  g_autoptr (EmberBitmap) gone = ember_bitmap_new (n_nodes);

  for (EmberStackId id = 0; id < n_nodes; id++)
    if (ember_flame_graph_get_total (difference->range, EMBER_MEASURE_SAMPLES, id) == 0)
      ember_bitmap_set (gone, id);
  return ember_flame_graph_new_part (difference->baseline, gone);
}

/* Counts a and b of which b is scaled by s differ by chance with a variance of a + s² b;
 * weights are taken as so many samples of the mean weight. */
EmberChange
ember_difference_compare (const EmberDifference *difference,
                          uint64_t range,
                          uint64_t baseline,
                          uint64_t n_samples)
{
  const double a = (double) range;
  const double b = (double) baseline;
  const double mean_weight = n_samples > 0 ? (a + b) / (double) n_samples : 1;
  EmberChange change = { .range = range, .baseline = baseline, .expected = b * difference->scale };
  const double larger = MAX (a, change.expected);
  const double deviation = sqrt ((a + change.expected * difference->scale) * mean_weight);

  if (larger > 0)
    change.change = (a - change.expected) / larger;
  if (deviation > 0)
    change.confidence = MIN (fabs (a - change.expected) / (SURE_DEVIATIONS * deviation), 1);
  return change;
}

EmberChange
ember_difference_get_total (const EmberDifference *difference,
                            EmberStackId id)
{
  return ember_difference_compare (difference,
                                   ember_flame_graph_get_total (difference->range, difference->measure, id),
                                   ember_flame_graph_get_total (difference->baseline, difference->measure, id),
                                   ember_flame_graph_get_total (difference->range, EMBER_MEASURE_SAMPLES, id) +
                                       ember_flame_graph_get_total (difference->baseline, EMBER_MEASURE_SAMPLES, id));
}

EmberChange
ember_difference_get_self (const EmberDifference *difference,
                           EmberStackId id)
{
  return ember_difference_compare (difference,
                                   ember_flame_graph_get_self (difference->range, difference->measure, id),
                                   ember_flame_graph_get_self (difference->baseline, difference->measure, id),
                                   ember_flame_graph_get_self (difference->range, EMBER_MEASURE_SAMPLES, id) +
                                       ember_flame_graph_get_self (difference->baseline, EMBER_MEASURE_SAMPLES, id));
}

EmberChange
ember_difference_get (const EmberDifference *difference,
                      EmberStackId id,
                      EmberChangeBasis basis)
{
  return basis == EMBER_CHANGE_OF_SELF ? ember_difference_get_self (difference, id) : ember_difference_get_total (difference, id);
}
