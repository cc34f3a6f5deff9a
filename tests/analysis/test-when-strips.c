/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/when-strips.h"

#include "analysis/filter.h"
#include "support/small-profile.h"

#define N_GROUPS 3

/* Some ids of each group, and some of none. */
static uint32_t *
create_groups (uint32_t n_ids)
{
  uint32_t *groups = g_new (uint32_t, n_ids);

  for (uint32_t id = 0; id < n_ids; id++)
    groups[id] = id % (N_GROUPS + 1) < N_GROUPS ? id % (N_GROUPS + 1) : EMBER_WHEN_NO_GROUP;
  return groups;
}

static uint32_t
count_ids (const EmberProfile *profile,
           EmberWhenKey key)
{
  return key == EMBER_WHEN_BY_THREAD ? ember_threads_get_n (ember_profile_get_threads (profile))
                                     : ember_stacks_get_n (ember_profile_get_stacks (profile));
}

/* Counts one sample after the other, and looks for its bucket by trying all. */
static void
check_against_recount (const EmberTableSet *set,
                       EmberTimeRange range,
                       uint32_t n_buckets,
                       EmberWhenKey key)
{
  g_autofree uint32_t *groups = create_groups (count_ids (set->profile, key));
  g_autoptr (EmberWhenStrips) strips = ember_when_strips_new (set, range, n_buckets, key, groups, N_GROUPS, NULL);
  g_autofree uint32_t *counts = g_new0 (uint32_t, N_GROUPS * n_buckets);
  uint64_t n_counted = 0;

  for (uint32_t t = 0; t < set->n_tables; t++)
    for (size_t row = 0; row < ember_sample_table_get_n (set->tables[t]); row++)
      {
        const EmberSample sample = ember_sample_table_get (set->tables[t], row);
        const uint32_t group = groups[key == EMBER_WHEN_BY_THREAD ? sample.thread : sample.stack];

        if (group == EMBER_WHEN_NO_GROUP || ember_table_set_count_rows (set, t, row, row + 1) == 0)
          continue;
        for (uint32_t bucket = 0; bucket < n_buckets; bucket++)
          if (sample.time_ns >= ember_when_strips_get_border (range, n_buckets, bucket) &&
              sample.time_ns < ember_when_strips_get_border (range, n_buckets, bucket + 1))
            {
              counts[group * n_buckets + bucket]++;
              n_counted++;
            }
      }
  g_assert_cmpuint (n_counted, >, 0);
  for (uint32_t group = 0; group < N_GROUPS; group++)
    for (uint32_t bucket = 0; bucket < n_buckets; bucket++)
      g_assert_cmpuint (ember_when_strips_get (strips, group)[bucket], ==, counts[group * n_buckets + bucket]);
}

static void
test_counts_are_those_of_a_recount (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (11, 3000, 10, 40);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  const EmberTimeRange recorded = ember_profile_get_range (profile);
  const EmberTimeRange ranges[] = {
    recorded,
    { recorded.begin_ns - 5 * EMBER_SECOND_NS, recorded.end_ns + 7 },
    { recorded.begin_ns + EMBER_SECOND_NS, recorded.end_ns - 2 * EMBER_SECOND_NS },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (ranges); i++)
    for (uint32_t n_buckets = 1; n_buckets < 200; n_buckets = n_buckets * 3 + 1)
      {
        check_against_recount (set, ranges[i], n_buckets, EMBER_WHEN_BY_THREAD);
        check_against_recount (set, ranges[i], n_buckets, EMBER_WHEN_BY_STACK);
      }
}

static void
test_samples_that_were_filtered_out_do_not_count (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (12, 3000, 10, 40);
  g_autoptr (EmberTableSet) all = ember_table_set_new (profile, NULL, 0, false);
  g_autoptr (EmberFilter) nothing = ember_filter_new ();
  g_autoptr (EmberFilter) filter = ember_filter_with (nothing, &(EmberFilterCondition){
                                                                   .kind = EMBER_FILTER_CPU,
                                                                   .is_enabled = true,
                                                                   .is_excluding = true,
                                                                   .number = 0,
                                                               });
  g_autoptr (EmberTableSet) set = ember_filter_apply (filter, all, NULL, NULL);

  g_assert_cmpuint (ember_table_set_count (set, EMBER_TIME_RANGE_ALL), <, ember_table_set_count (all, EMBER_TIME_RANGE_ALL));
  check_against_recount (set, ember_profile_get_range (profile), 64, EMBER_WHEN_BY_THREAD);
  check_against_recount (set, ember_profile_get_range (profile), 64, EMBER_WHEN_BY_STACK);
}

static void
test_buckets_tile_the_range (void)
{
  const EmberTimeRange ranges[] = { { 0, 1 }, { -5, 1000 }, { INT64_C (1) << 61, (INT64_C (1) << 62) - 1 } };

  for (size_t i = 0; i < G_N_ELEMENTS (ranges); i++)
    for (uint32_t n_buckets = 1; n_buckets < 500; n_buckets += 83)
      {
        g_assert_cmpint (ember_when_strips_get_border (ranges[i], n_buckets, 0), ==, ranges[i].begin_ns);
        g_assert_cmpint (ember_when_strips_get_border (ranges[i], n_buckets, n_buckets), ==, ranges[i].end_ns);
        for (uint32_t b = 0; b < n_buckets; b++)
          g_assert_cmpint (ember_when_strips_get_border (ranges[i], n_buckets, b), <=,
                           ember_when_strips_get_border (ranges[i], n_buckets, b + 1));
      }
}

static void
test_cancelling_gives_nothing (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (13, 100, 10, 40);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autofree uint32_t *groups = create_groups (count_ids (profile, EMBER_WHEN_BY_THREAD));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_assert_null (ember_when_strips_new (set, ember_profile_get_range (profile), 10, EMBER_WHEN_BY_THREAD, groups, N_GROUPS, cancellable));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/when-strips/counts-are-those-of-a-recount", test_counts_are_those_of_a_recount);
  g_test_add_func ("/when-strips/samples-that-were-filtered-out-do-not-count", test_samples_that_were_filtered_out_do_not_count);
  g_test_add_func ("/when-strips/buckets-tile-the-range", test_buckets_tile_the_range);
  g_test_add_func ("/when-strips/cancelling-gives-nothing", test_cancelling_gives_nothing);
  return g_test_run ();
}
