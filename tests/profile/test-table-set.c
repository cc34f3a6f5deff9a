/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/table-set.h"

#include "profile/profile-builder.h"
#include "support/small-profile.h"

static EmberProfile *
make_profile (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  small_profile_add (builder, 10, "swapper", 0, "x", "do_idle", 1);
  small_profile_add (builder, 20, "a", 1, "x", "main", 1);
  small_profile_add (builder, 30, "a", 1, "y", "main", 1);
  return ember_profile_builder_freeze (builder);
}

static void
test_idle_samples_join_on_demand (void)
{
  g_autoptr (EmberProfile) profile = make_profile ();
  g_autoptr (EmberTableSet) busy = ember_table_set_new (profile, NULL, 0, false);
  g_autoptr (EmberTableSet) all = ember_table_set_new (profile, NULL, 0, true);

  g_assert_cmpuint (ember_table_set_count (busy, EMBER_TIME_RANGE_ALL), ==, 2);
  g_assert_cmpuint (ember_table_set_count (all, EMBER_TIME_RANGE_ALL), ==, 3);
}

static void
test_events_are_chosen (void)
{
  g_autoptr (EmberProfile) profile = make_profile ();
  const EmberEventId second[] = { 1 };
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, second, 1, true);

  g_assert_cmpuint (set->n_tables, ==, 1);
  g_assert_cmpuint (ember_table_set_count (set, (EmberTimeRange){ 30, 31 }), ==, 1);
  g_assert_cmpuint (ember_table_set_count (set, (EmberTimeRange){ 0, 30 }), ==, 0);
  g_assert_cmpuint (ember_table_set_count (set, (EmberTimeRange){ 31, 30 }), ==, 0);
}

static void
test_a_copy_outlives_the_original (void)
{
  EmberProfile *profile = make_profile ();
  EmberTableSet *set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberTableSet) copy = ember_table_set_copy (set);

  ember_profile_unref (profile);
  ember_table_set_free (set);
  g_assert_cmpuint (ember_table_set_count (copy, EMBER_TIME_RANGE_ALL), ==, 3);
}

static void
test_sets_are_equal_that_hold_the_same_rows (void)
{
  g_autoptr (EmberProfile) profile = make_profile ();
  g_autoptr (EmberProfile) other_profile = make_profile ();
  const EmberEventId second[] = { 1 };
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberTableSet) copy = ember_table_set_copy (set);
  g_autoptr (EmberTableSet) without_idle = ember_table_set_new (profile, NULL, 0, false);
  g_autoptr (EmberTableSet) of_event = ember_table_set_new (profile, second, 1, true);
  g_autoptr (EmberTableSet) elsewhere = ember_table_set_move (set, other_profile);
  g_autoptr (EmberTableSet) masked = ember_table_set_copy (set);
  g_autoptr (EmberTableSet) masked_copy = NULL;

  masked->masks = g_new (EmberBitmap *, masked->n_tables);
  for (uint32_t i = 0; i < masked->n_tables; i++)
    masked->masks[i] = ember_bitmap_new (ember_sample_table_get_n (masked->tables[i]));
  masked_copy = ember_table_set_copy (masked);
  g_assert_true (ember_table_set_equal (set, copy));
  g_assert_true (ember_table_set_equal (masked, masked_copy));
  g_assert_false (ember_table_set_equal (set, masked));
  g_assert_false (ember_table_set_equal (set, without_idle));
  g_assert_false (ember_table_set_equal (without_idle, of_event));
  g_assert_false (ember_table_set_equal (set, elsewhere));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table-set/idle-samples-join-on-demand", test_idle_samples_join_on_demand);
  g_test_add_func ("/table-set/events-are-chosen", test_events_are_chosen);
  g_test_add_func ("/table-set/a-copy-outlives-the-original", test_a_copy_outlives_the_original);
  g_test_add_func ("/table-set/sets-are-equal-that-hold-the-same-rows", test_sets_are_equal_that_hold_the_same_rows);
  return g_test_run ();
}
