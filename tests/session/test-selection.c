/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/selection.h"

#include "support/small-profile.h"

/* Four samples at 10.25, 10.5, 11 and 12 s of the clock. */
static EmberTableSet *
set_of_four (void)
{
  static const int64_t times_ms[] = { 10250, 10500, 11000, 12000 };
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (times_ms); i++)
    small_profile_add (builder, times_ms[i] * 1000000, "app", 7, "cycles", "main", 1);
  profile = ember_profile_builder_freeze (builder);
  return ember_table_set_new (profile, NULL, 0, false);
}

static void
assert_words (EmberTimeRange range,
              const char *expected)
{
  g_autoptr (EmberTableSet) set = set_of_four ();
  const EmberSelection selection = ember_selection_new (set, range);
  g_autofree char *words = ember_selection_dup_words (&selection);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_a_range_is_told_on_the_axis_with_its_length_and_share (void)
{
  assert_words ((EmberTimeRange){ INT64_C (10500000000), INT64_C (12000000000) },
                "0.500 s – 2.000 s · 1.500 s · 2 samples · 50.0 %");
}

static void
test_times_of_day_are_told_where_they_are_known (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberTableSet) unknown = set_of_four ();
  g_autoptr (EmberTableSet) set = NULL;
  g_autoptr (EmberProfile) profile = NULL;
  g_autofree char *of_all = NULL;
  g_autofree char *of_range = NULL;
  EmberSelection selection = ember_selection_new (unknown, (EmberTimeRange){ 0, 0 });

  g_assert_null (ember_selection_dup_time_of_day (&selection));
  small_profile_add (builder, INT64_C (10250000000), "app", 7, "cycles", "main", 1);
  small_profile_add (builder, INT64_C (13999999999), "app", 7, "cycles", "main", 1);
  ember_profile_builder_set_wall_clock (builder, INT64_C (10000000000), INT64_C (1795548983500000000));
  profile = ember_profile_builder_freeze (builder);
  set = ember_table_set_new (profile, NULL, 0, false);
  selection = ember_selection_new (set, (EmberTimeRange){ 0, 0 });
  of_all = ember_selection_dup_time_of_day (&selection);
  g_assert_cmpstr (of_all, ==, "04:36:23.750 – 04:36:27.500");
  selection = ember_selection_new (set, (EmberTimeRange){ INT64_C (11000000000), INT64_C (11000250000) });
  of_range = ember_selection_dup_time_of_day (&selection);
  g_assert_cmpstr (of_range, ==, "04:36:24.500000 – 04:36:24.500250");
}

static void
test_a_short_range_is_told_in_microseconds (void)
{
  assert_words ((EmberTimeRange){ INT64_C (10500000000), INT64_C (10500250000) },
                "0.500000 s – 0.500250 s · 0.000250 s · 1 sample · 25.0 %");
}

static void
assert_banded_words (EmberTimeRange range,
                     const char *expected)
{
  g_autoptr (EmberTableSet) set = set_of_four ();
  const EmberSelection selection = ember_selection_new_banded (set, range, (EmberBand){ INT64_C (10000000000), EMBER_SECOND_NS, 0, 300000000 });
  g_autofree char *words = ember_selection_dup_words (&selection);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_a_band_is_told_with_its_columns_and_share (void)
{
  assert_banded_words ((EmberTimeRange){ INT64_C (10000000000), INT64_C (12000000000) },
                       "0.000 s – 2.000 s · 0–300 ms in each of 2 columns · 2 samples · 50.0 %");
  assert_banded_words ((EmberTimeRange){ 0, 0 }, "0.250 s – 2.000 s · 0–300 ms in each of 3 columns · 3 samples · 75.0 %");
}

static void
test_no_range_is_the_whole_recording (void)
{
  assert_words ((EmberTimeRange){ 0, 0 }, "Whole recording · 1.750 s · 4 samples");
}

/* The whole of a recording of one sample, in words. */
static void
assert_words_of_one (int64_t time_ns,
                     const char *expected)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberTableSet) set = NULL;
  g_autofree char *words = NULL;
  EmberSelection selection;

  small_profile_add (builder, time_ns, "app", 7, "cycles", "main", 1);
  profile = ember_profile_builder_freeze (builder);
  set = ember_table_set_new (profile, NULL, 0, false);
  selection = ember_selection_new (set, (EmberTimeRange){ 0, 0 });
  words = ember_selection_dup_words (&selection);
  g_assert_cmpstr (words, ==, expected);
}

static void
test_a_recording_without_times_has_no_duration (void)
{
  assert_words_of_one (EMBER_TIME_NONE, "Whole recording · 1 sample");
}

static void
test_a_moment_has_no_duration (void)
{
  assert_words_of_one (INT64_C (8122300000000), "Whole recording · 1 sample");
}

int
main (int argc,
      char **argv)
{
  g_setenv ("TZ", "UTC-9", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/selection/times-of-day-are-told-where-they-are-known", test_times_of_day_are_told_where_they_are_known);
  g_test_add_func ("/selection/a-range-is-told-on-the-axis-with-its-length-and-share",
                   test_a_range_is_told_on_the_axis_with_its_length_and_share);
  g_test_add_func ("/selection/a-short-range-is-told-in-microseconds", test_a_short_range_is_told_in_microseconds);
  g_test_add_func ("/selection/a-band-is-told-with-its-columns-and-share", test_a_band_is_told_with_its_columns_and_share);
  g_test_add_func ("/selection/no-range-is-the-whole-recording", test_no_range_is_the_whole_recording);
  g_test_add_func ("/selection/a-recording-without-times-has-no-duration", test_a_recording_without_times_has_no_duration);
  g_test_add_func ("/selection/a-moment-has-no-duration", test_a_moment_has_no_duration);
  return g_test_run ();
}
