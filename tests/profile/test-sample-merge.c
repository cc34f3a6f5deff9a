/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/sample-merge.h"

#include "support/small-profile.h"

static void
test_every_sample_comes_once_in_order_of_time (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (1, 500, 3, 20);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  const EmberTimeRange range = { ember_profile_get_origin (profile) + EMBER_SECOND_NS, INT64_MAX };
  EmberSampleMerge merge;
  EmberSample sample;
  uint64_t n = 0;
  int64_t last_ns = range.begin_ns;

  g_assert_cmpuint (set->n_tables, >, 2);
  ember_sample_merge_init (&merge, set, range);
  for (; ember_sample_merge_next (&merge, &sample); n++)
    {
      g_assert_cmpint (sample.time_ns, >=, last_ns);
      last_ns = sample.time_ns;
    }
  ember_sample_merge_clear (&merge);
  g_assert_cmpuint (n, ==, ember_table_set_count (set, range));
  g_assert_cmpuint (n, >, 0);
}

static void
test_masked_samples_are_left_out (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (2, 200, 3, 20);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  EmberSampleMerge merge;
  EmberSample sample;

  set->masks = g_new (EmberBitmap *, set->n_tables);
  for (uint32_t i = 0; i < set->n_tables; i++)
    set->masks[i] = ember_bitmap_new (ember_sample_table_get_n (set->tables[i]));
  ember_bitmap_set (set->masks[0], 3);
  ember_sample_merge_init (&merge, set, EMBER_TIME_RANGE_ALL);
  g_assert_true (ember_sample_merge_next (&merge, &sample));
  g_assert_cmpint (sample.time_ns, ==, ember_sample_table_get_times (set->tables[0])[3]);
  g_assert_false (ember_sample_merge_next (&merge, &sample));
  ember_sample_merge_clear (&merge);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample-merge/every-sample-comes-once-in-order-of-time", test_every_sample_comes_once_in_order_of_time);
  g_test_add_func ("/sample-merge/masked-samples-are-left-out", test_masked_samples_are_left_out);
  return g_test_run ();
}
