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

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table-set/idle-samples-join-on-demand", test_idle_samples_join_on_demand);
  g_test_add_func ("/table-set/events-are-chosen", test_events_are_chosen);
  g_test_add_func ("/table-set/a-copy-outlives-the-original", test_a_copy_outlives_the_original);
  return g_test_run ();
}
