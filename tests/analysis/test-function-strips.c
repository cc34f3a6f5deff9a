/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/function-strips.h"

#include "analysis/heatmap-grid.h"
#include "support/small-profile.h"

static bool
is_on_stack (const EmberFunctionIndex *index,
             EmberStackId id,
             EmberFunctionId function)
{
  const EmberStacks *stacks = ember_profile_get_stacks (index->profile);

  for (; id != EMBER_STACK_ROOT; id = ember_stacks_get_parent (stacks, id))
    if (index->of_frames[ember_stacks_get_frame (stacks, id)] == function)
      return true;
  return false;
}

static uint32_t
count_slowly (const EmberFunctionIndex *index,
              const EmberTableSet *set,
              EmberTimeRange range,
              EmberFunctionId function)
{
  uint32_t n = 0;

  for (uint32_t t = 0; t < set->n_tables; t++)
    for (size_t row = 0; row < ember_sample_table_get_n (set->tables[t]); row++)
      {
        const EmberSample sample = ember_sample_table_get (set->tables[t], row);

        n += sample.time_ns >= range.begin_ns && sample.time_ns < range.end_ns && is_on_stack (index, sample.stack, function);
      }
  return n;
}

static void
check (uint32_t seed,
       uint32_t n_names,
       uint32_t n_buckets)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (seed, 1500, 4, n_names);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberFunctionIndex) index = ember_function_index_new (profile);
  const int64_t origin_ns = ember_profile_get_origin (profile);
  const EmberTimeRange range = { origin_ns + 100000000, origin_ns + INT64_C (3600000001) };
  g_autoptr (EmberWhenStrips) strips = ember_function_strips_new (index, set, range, n_buckets, NULL);
  uint64_t sum = 0;

  g_assert_cmpuint (strips->n_groups, ==, index->n_functions);
  for (EmberFunctionId i = 0; i < index->n_functions; i++)
    for (uint32_t b = 0; b < n_buckets; b++)
      {
        const EmberTimeRange part = { ember_when_strips_get_border (range, n_buckets, b), ember_when_strips_get_border (range, n_buckets, b + 1) };

        g_assert_cmpuint (ember_when_strips_get (strips, i)[b], ==, count_slowly (index, set, part, i));
        sum += ember_when_strips_get (strips, i)[b];
      }
  g_assert_cmpuint (sum, >, 1500);
}

/* Few names: stacks are full of recursion. */
static void
test_each_bucket_holds_the_samples_with_the_function_on_their_stack (void)
{
  check (21, 3, 7);
  check (22, 40, 16);
  check (23, 12, 1);
}

/* Seven functions need no fewer parts than a strip has pixels. */
static void
test_strips_of_a_recording_are_of_all_of_its_columns (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (4, 300, 9, 7);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberFunctionIndex) index = ember_function_index_new (profile);
  const EmberHeatmapGrid grid = ember_heatmap_grid_new (profile, EMBER_SECOND_NS, 1);
  g_autoptr (EmberWhenStrips) strips = ember_function_strips_new_of_recording (index, set, NULL);

  g_assert_cmpuint (strips->n_buckets, ==, 120);
  g_assert_true (ember_time_range_equal (strips->range, ember_heatmap_grid_get_range (&grid)));
}

static void
test_a_cancelled_request_has_no_result (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (1, 100, 1, 5);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberFunctionIndex) index = ember_function_index_new (profile);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_assert_null (ember_function_strips_new (index, set, (EmberTimeRange){ 0, EMBER_SECOND_NS }, 4, cancellable));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/function-strips/each-bucket-holds-the-samples-with-the-function-on-their-stack", test_each_bucket_holds_the_samples_with_the_function_on_their_stack);
  g_test_add_func ("/function-strips/strips-of-a-recording-are-of-all-of-its-columns", test_strips_of_a_recording_are_of_all_of_its_columns);
  g_test_add_func ("/function-strips/a-cancelled-request-has-no-result", test_a_cancelled_request_has_no_result);
  return g_test_run ();
}
