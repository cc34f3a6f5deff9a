/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/comparison-work.h"

static void
result_clear (gpointer data)
{
  EmberComparisonResult *result = data;

  g_clear_pointer (&result->gone, ember_flame_graph_unref);
  g_clear_pointer (&result->difference, ember_difference_unref);
  g_clear_pointer (&result->range, ember_flame_graph_unref);
  g_clear_pointer (&result->baseline, ember_flame_graph_unref);
  for (int i = 0; i < 2; i++)
    g_clear_pointer (&result->sources[i], ember_profile_unref);
  ember_alignment_clear (&result->alignment);
}

EmberComparisonResult *
ember_comparison_result_ref (EmberComparisonResult *result)
{
  return g_atomic_rc_box_acquire (result);
}

void
ember_comparison_result_unref (gpointer result)
{
  g_atomic_rc_box_release_full (result, result_clear);
}

EmberComparisonRequest *
ember_comparison_request_new (EmberFlameGraph *range,
                              const EmberTableSet *baseline_set,
                              EmberTimeRange baseline)
{
  EmberComparisonRequest *request = g_new0 (EmberComparisonRequest, 1);

  request->range = ember_flame_graph_ref (range);
  request->baseline_set = baseline_set != NULL ? ember_table_set_copy (baseline_set) : NULL;
  request->baseline = baseline;
  return request;
}

void
ember_comparison_request_free (gpointer data)
{
  EmberComparisonRequest *request = data;

  ember_flame_graph_unref (request->range);
  g_clear_pointer (&request->baseline_set, ember_table_set_free);
  g_clear_pointer (&request->own_set, ember_table_set_free);
  g_clear_pointer (&request->previous, ember_comparison_result_unref);
  g_free (request);
}

/* @previous: (nullable): a graph that may be of the same set, or even the one that is wanted
 * Returns: (transfer full) (nullable): */
static EmberFlameGraph *
make_graph (const EmberTableSet *set,
            EmberTimeRange range,
            EmberFlameGraph *previous,
            GCancellable *cancellable)
{
  if (previous == NULL || !ember_table_set_equal (ember_flame_graph_get_set (previous), set))
    return ember_flame_graph_new (set, range, cancellable);
  if (ember_time_range_equal (ember_flame_graph_get_range (previous), range))
    return ember_flame_graph_ref (previous);
  return ember_flame_graph_new_near (previous, range, cancellable);
}

/* Two ranges of one recording: the range's graph stands, and its counter helps to make the other one. */
static bool
count_in_one (EmberComparisonResult *result,
              const EmberComparisonRequest *request,
              GCancellable *cancellable)
{
  const EmberTableSet *set = request->own_set != NULL ? request->own_set : ember_flame_graph_get_set (request->range);
  EmberFlameGraph *near = request->range;

  if (request->previous != NULL && ember_table_set_equal (ember_flame_graph_get_set (request->previous->baseline), set))
    near = request->previous->baseline;
  result->range = ember_flame_graph_ref (request->range);
  result->baseline = make_graph (set, request->baseline, near, cancellable);
  return result->baseline != NULL;
}

static bool
align (EmberComparisonResult *result,
       const EmberComparisonRequest *request,
       GCancellable *cancellable)
{
  EmberProfile *own = ember_flame_graph_get_profile (request->range);
  EmberProfile *other = request->baseline_set->profile;
  const EmberComparisonResult *previous = request->previous;

  if (previous != NULL && previous->sources[0] == own && previous->sources[1] == other)
    {
      result->alignment.a = ember_profile_ref (previous->alignment.a);
      result->alignment.b = ember_profile_ref (previous->alignment.b);
    }
  else if (!ember_alignment_init (&result->alignment, own, other, cancellable))
    return false;
  result->sources[0] = ember_profile_ref (own);
  result->sources[1] = ember_profile_ref (other);
  return true;
}

static bool
count_in_two (EmberComparisonResult *result,
              const EmberComparisonRequest *request,
              GCancellable *cancellable)
{
  const EmberComparisonResult *previous = request->previous;
  g_autoptr (EmberTableSet) set = NULL;
  g_autoptr (EmberTableSet) baseline_set = NULL;

  if (!align (result, request, cancellable))
    return false;
  set = ember_table_set_move (ember_flame_graph_get_set (request->range), result->alignment.a);
  baseline_set = ember_table_set_move (request->baseline_set, result->alignment.b);
  result->range = make_graph (set, ember_flame_graph_get_range (request->range), previous != NULL ? previous->range : NULL, cancellable);
  if (result->range == NULL)
    return false;
  result->baseline = make_graph (baseline_set, request->baseline, previous != NULL ? previous->baseline : NULL, cancellable);
  return result->baseline != NULL;
}

gpointer
ember_comparison_work (gconstpointer data,
                       GCancellable *cancellable)
{
  const EmberComparisonRequest *request = data;
  EmberComparisonResult *result = g_atomic_rc_box_new0 (EmberComparisonResult);
  const bool is_whole = request->baseline_set != NULL ? count_in_two (result, request, cancellable)
                                                      : count_in_one (result, request, cancellable);

  if (!is_whole)
    {
      ember_comparison_result_unref (result);
      return NULL;
    }
  result->difference = ember_difference_new (request->is_flipped ? result->baseline : result->range,
                                             request->is_flipped ? result->range : result->baseline,
                                             EMBER_MEASURE_WEIGHT, request->normalization);
  if (request->with_gone)
    result->gone = ember_difference_new_gone (result->difference);
  return result;
}
