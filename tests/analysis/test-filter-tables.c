/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/filter-tables.h"

#include "analysis/filter-text.h"
#include "analysis/filter-words.h"
#include "support/small-profile.h"

static EmberFilter *
filter_of_thread (int32_t tid)
{
  g_autoptr (EmberFilter) nothing = ember_filter_new ();

  return ember_filter_with (nothing, &(EmberFilterCondition){ .kind = EMBER_FILTER_THREAD, .is_enabled = true, .number = tid });
}

static void
test_without_a_condition_it_is_the_first_event_without_idle (void)
{
  g_autoptr (EmberFilter) filter = filter_of_thread (3);

  g_assert_null (ember_filter_tables_get_event (filter));
  g_assert_false (ember_filter_tables_have_idle (filter));
}

static void
test_an_event_takes_the_place_of_another (void)
{
  g_autoptr (EmberFilter) of_thread = filter_of_thread (3);
  g_autoptr (EmberFilter) of_cycles = ember_filter_tables_with_event (of_thread, "cycles");
  g_autoptr (EmberFilter) idle = ember_filter_tables_with_idle (of_cycles, true);
  g_autoptr (EmberFilter) of_faults = ember_filter_tables_with_event (idle, "faults");
  g_autoptr (EmberFilter) of_first = ember_filter_tables_with_event (of_faults, NULL);

  g_assert_cmpstr (ember_filter_tables_get_event (of_cycles), ==, "cycles");
  g_assert_cmpstr (ember_filter_tables_get_event (of_faults), ==, "faults");
  g_assert_cmpuint (ember_filter_get_n (of_faults), ==, 3);
  g_assert_cmpint (ember_filter_get (of_faults, 1)->kind, ==, EMBER_FILTER_EVENT);
  g_assert_null (ember_filter_tables_get_event (of_first));
  g_assert_true (ember_filter_tables_have_idle (of_first));
  g_assert_cmpuint (ember_filter_get_n (of_first), ==, 2);
}

static void
test_what_is_switched_off_counts_as_not_said (void)
{
  g_autoptr (EmberFilter) nothing = ember_filter_new ();
  g_autoptr (EmberFilter) of_cycles = ember_filter_tables_with_event (nothing, "cycles");
  g_autoptr (EmberFilter) both = ember_filter_tables_with_idle (of_cycles, true);
  g_autoptr (EmberFilter) without_event = ember_filter_with_enabled (both, 0, false);
  g_autoptr (EmberFilter) without_both = ember_filter_with_enabled (without_event, 1, false);
  g_autoptr (EmberFilter) idle_again = ember_filter_tables_with_idle (without_both, true);

  g_assert_null (ember_filter_tables_get_event (without_event));
  g_assert_true (ember_filter_tables_have_idle (without_event));
  g_assert_false (ember_filter_tables_have_idle (without_both));
  g_assert_true (ember_filter_tables_have_idle (idle_again));
  g_assert_cmpuint (ember_filter_get_n (idle_again), ==, 2);
}

static void
test_they_hold_no_sample_back (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (3, 500, 10, 40);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberFilter) nothing = ember_filter_new ();
  g_autoptr (EmberFilter) of_event = ember_filter_tables_with_event (nothing, "no such event");
  g_autoptr (EmberFilter) filter = ember_filter_tables_with_idle (of_event, true);
  g_autoptr (EmberTableSet) left = ember_filter_apply (filter, set, NULL, NULL);

  g_assert_false (ember_filter_is_active (filter));
  g_assert_cmpuint (ember_table_set_count (left, EMBER_TIME_RANGE_ALL), ==, ember_table_set_count (set, EMBER_TIME_RANGE_ALL));
}

static void
test_beside_others_they_change_nothing (void)
{
  g_autoptr (EmberProfile) profile = small_profile_new_random (4, 500, 10, 40);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberFilter) alone = filter_of_thread (ember_threads_get (ember_profile_get_threads (profile), 1)->tid);
  g_autoptr (EmberFilter) with_event = ember_filter_tables_with_event (alone, "cycles");
  g_autoptr (EmberTableSet) expected = ember_filter_apply (alone, set, NULL, NULL);
  g_autoptr (EmberTableSet) left = ember_filter_apply (with_event, set, NULL, NULL);

  g_assert_cmpuint (ember_table_set_count (expected, EMBER_TIME_RANGE_ALL), <, ember_table_set_count (set, EMBER_TIME_RANGE_ALL));
  g_assert_cmpuint (ember_table_set_count (left, EMBER_TIME_RANGE_ALL), ==, ember_table_set_count (expected, EMBER_TIME_RANGE_ALL));
}

static void
test_they_are_texts_and_words_as_all_conditions (void)
{
  static const struct
  {
    const char *text;
    const char *words;
  } cases[] = {
    { "event=sched:sched_switch", "event sched:sched_switch" },
    { "event=a=b", "event a=b" },
    { "idle=show", "with idle samples" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      EmberFilterCondition condition;
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      g_autofree char *words = NULL;

      g_assert_true (ember_filter_text_parse (cases[i].text, &condition, &error));
      g_assert_no_error (error);
      text = ember_filter_text_format (&condition);
      words = ember_filter_words_dup_condition (&condition, NULL);
      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (words, ==, cases[i].words);
      g_free (condition.text);
    }
}

static void
test_they_cannot_be_excluded (void)
{
  static const char *const texts[] = { "event!=cycles", "idle!=show", "idle=hide", "event~cycles" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      EmberFilterCondition condition;
      g_autoptr (GError) error = NULL;

      g_assert_false (ember_filter_text_parse (texts[i], &condition, &error));
      g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
    }
}

static void
test_an_event_that_is_missing_is_found_out (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberFilter) nothing = ember_filter_new ();
  g_autoptr (EmberFilter) there = ember_filter_tables_with_event (nothing, "cycles");
  g_autoptr (EmberFilter) gone = ember_filter_tables_with_event (nothing, "faults");
  g_autoptr (EmberFilter) off = ember_filter_with_enabled (gone, 0, false);
  g_autoptr (EmberProfile) profile = NULL;

  small_profile_add (builder, 1, "a", 1, "cycles", "main", 1);
  profile = ember_profile_builder_freeze (builder);
  g_assert_null (ember_filter_tables_find_missing_event (nothing, profile));
  g_assert_null (ember_filter_tables_find_missing_event (there, profile));
  g_assert_null (ember_filter_tables_find_missing_event (off, profile));
  g_assert_cmpstr (ember_filter_tables_find_missing_event (gone, profile), ==, "faults");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filter-tables/without-a-condition-it-is-the-first-event-without-idle", test_without_a_condition_it_is_the_first_event_without_idle);
  g_test_add_func ("/filter-tables/an-event-takes-the-place-of-another", test_an_event_takes_the_place_of_another);
  g_test_add_func ("/filter-tables/what-is-switched-off-counts-as-not-said", test_what_is_switched_off_counts_as_not_said);
  g_test_add_func ("/filter-tables/they-hold-no-sample-back", test_they_hold_no_sample_back);
  g_test_add_func ("/filter-tables/beside-others-they-change-nothing", test_beside_others_they_change_nothing);
  g_test_add_func ("/filter-tables/they-are-texts-and-words-as-all-conditions", test_they_are_texts_and_words_as_all_conditions);
  g_test_add_func ("/filter-tables/they-cannot-be-excluded", test_they_cannot_be_excluded);
  g_test_add_func ("/filter-tables/an-event-that-is-missing-is-found-out", test_an_event_that_is_missing_is_found_out);
  return g_test_run ();
}
