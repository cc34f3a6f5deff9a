/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/cell-facts.h"

#include "support/small-profile.h"

static EmberProfile *
new_profile (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  small_profile_add (builder, 10, "zsh", 1, "cycles", "main", 1);
  small_profile_add (builder, 11, "zsh", 2, "cycles", "main", 1);
  small_profile_add (builder, 12, "zsh", 3, "faults", "main", 1);
  small_profile_add (builder, 13, "bash", 4, "cycles", "main", 1);
  small_profile_add (builder, 14, "bash", 4, "cycles", "main", 1);
  small_profile_add (builder, 20, "zsh", 1, "cycles", "main", 1);
  small_profile_add (builder, 21, "bash", 4, "cycles", "main", 1);
  return ember_profile_builder_freeze (builder);
}

static const char *
get_comm (const EmberProfile *profile,
          EmberCellFacts facts)
{
  return ember_strings_get (ember_profile_get_strings (profile), facts.top_comm);
}

static void
test_threads_and_events_of_one_comm_are_added_up (void)
{
  g_autoptr (EmberProfile) profile = new_profile ();
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  const EmberCellFacts facts = ember_cell_facts_new (set, (EmberTimeRange){ 10, 15 });

  g_assert_cmpuint (facts.n_samples, ==, 5);
  g_assert_cmpuint (facts.top_n_samples, ==, 3);
  g_assert_cmpstr (get_comm (profile, facts), ==, "zsh");
}

static void
test_of_equals_the_first_by_name_wins (void)
{
  g_autoptr (EmberProfile) profile = new_profile ();
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  const EmberCellFacts facts = ember_cell_facts_new (set, (EmberTimeRange){ 20, 22 });

  g_assert_cmpuint (facts.n_samples, ==, 2);
  g_assert_cmpuint (facts.top_n_samples, ==, 1);
  g_assert_cmpstr (get_comm (profile, facts), ==, "bash");
}

static void
test_only_the_chosen_events_count (void)
{
  const EmberEventId cycles = 0;
  g_autoptr (EmberProfile) profile = new_profile ();
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, &cycles, 1, true);
  const EmberCellFacts facts = ember_cell_facts_new (set, (EmberTimeRange){ 10, 15 });

  g_assert_cmpuint (facts.n_samples, ==, 4);
  g_assert_cmpstr (get_comm (profile, facts), ==, "bash");
}

static void
test_an_empty_range_has_no_samples (void)
{
  g_autoptr (EmberProfile) profile = new_profile ();
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);

  g_assert_cmpuint (ember_cell_facts_new (set, (EmberTimeRange){ 15, 20 }).n_samples, ==, 0);
  g_assert_cmpuint (ember_cell_facts_new (set, (EmberTimeRange){ 14, 14 }).n_samples, ==, 0);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cell-facts/threads-and-events-of-one-comm-are-added-up", test_threads_and_events_of_one_comm_are_added_up);
  g_test_add_func ("/cell-facts/of-equals-the-first-by-name-wins", test_of_equals_the_first_by_name_wins);
  g_test_add_func ("/cell-facts/only-the-chosen-events-count", test_only_the_chosen_events_count);
  g_test_add_func ("/cell-facts/an-empty-range-has-no-samples", test_an_empty_range_has_no_samples);
  return g_test_run ();
}
