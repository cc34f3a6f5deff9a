/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/time-text.h"

static void
check_format (int64_t time_ns,
              int n_decimals,
              const char *expected)
{
  char text[EMBER_TIME_TEXT_SIZE];

  g_assert_cmpstr (ember_time_text_format (time_ns, n_decimals, text), ==, expected);
}

static void
test_a_time_has_the_decimals_it_needs (void)
{
  check_format (0, 0, "0");
  check_format (1500000000, 0, "1.5");
  check_format (1500000000, 3, "1.500");
  check_format (1500000001, 3, "1.500000001");
  check_format (INT64_C (8122300000000), 9, "8122.300000000");
  check_format (-250000000, 0, "-0.25");
  check_format (INT64_MAX, 9, "9223372036.854775807");
  check_format (INT64_MIN, 9, "-9223372036.854775808");
}

static void
check_span (const char *text,
            int64_t begin_ns,
            int64_t end_ns,
            bool is_absolute)
{
  EmberTimeSpan span;
  g_autoptr (GError) error = NULL;

  g_assert_true (ember_time_span_parse (text, &span, &error));
  g_assert_no_error (error);
  g_assert_cmpint (span.range.begin_ns, ==, begin_ns);
  g_assert_cmpint (span.range.end_ns, ==, end_ns);
  g_assert_cmpint (span.is_absolute, ==, is_absolute);
}

static void
test_decimals_are_exact (void)
{
  check_span ("10.38-14.6", INT64_C (10380000000), INT64_C (14600000000), false);
  check_span ("0-0.000000001", 0, 1, false);
  check_span (".1-.3", 100000000, 300000000, false);
  check_span ("7.-8", INT64_C (7000000000), INT64_C (8000000000), false);
  check_span ("@8122.123456789-@8124", INT64_C (8122123456789), INT64_C (8124000000000), true);
}

static void
test_what_lies_beyond_the_nanosecond_rounds_up (void)
{
  check_span ("0.0000000001-0.0000000010", 1, 1, false);
  check_span ("0.0000000000-0.99999999900", 0, 999999999, false);
  check_span ("0-0.9999999991", 0, 1000000000, false);
}

static void
test_ends_may_be_open (void)
{
  check_span ("10-", INT64_C (10000000000), INT64_MAX, false);
  check_span ("-14.6", INT64_MIN, INT64_C (14600000000), false);
  check_span ("@10-", INT64_C (10000000000), INT64_MAX, true);
  check_span ("-@14", INT64_MIN, INT64_C (14000000000), true);
  check_span ("-", INT64_MIN, INT64_MAX, false);
}

static void
test_the_words_of_the_selection_bar_are_a_range (void)
{
  check_span (" 10.380 s – 14.600 s ", INT64_C (10380000000), INT64_C (14600000000), false);
  check_span ("1s-2s", INT64_C (1000000000), INT64_C (2000000000), false);
}

static void
test_a_time_beyond_all_clocks_is_the_last_one (void)
{
  check_span ("0-99999999999999999999999999", 0, INT64_MAX, false);
  check_span ("9223372036.854775807-9223372037", INT64_MAX, INT64_MAX, false);
}

static void
test_what_is_no_range_is_told (void)
{
  const struct
  {
    const char *text;
    const char *message;
  } cases[] = {
    { "", "“” is no range of seconds; write it like 10.38-14.6 or @8122.5-@8124" },
    { "7", "“7” is no range of seconds; write it like 10.38-14.6 or @8122.5-@8124" },
    { "a-b", "“a-b” is no range of seconds; write it like 10.38-14.6 or @8122.5-@8124" },
    { "1-2-3", "“1-2-3” is no range of seconds; write it like 10.38-14.6 or @8122.5-@8124" },
    { "1,5-2", "“1,5-2” is no range of seconds; write it like 10.38-14.6 or @8122.5-@8124" },
    { "1e3-2e3", "“1e3-2e3” is no range of seconds; write it like 10.38-14.6 or @8122.5-@8124" },
    { "@-@2", "“@-@2” is no range of seconds; write it like 10.38-14.6 or @8122.5-@8124" },
    { ".-2", "“.-2” is no range of seconds; write it like 10.38-14.6 or @8122.5-@8124" },
    { "14.6-10.38", "“14.6-10.38” ends before it begins" },
    { "@1-2", "“@1-2” mixes times on the axis and absolute ones; write @ before both ends or before none" },
    { "1-@2", "“1-@2” mixes times on the axis and absolute ones; write @ before both ends or before none" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      EmberTimeSpan span;
      g_autoptr (GError) error = NULL;

      g_assert_false (ember_time_span_parse (cases[i].text, &span, &error));
      g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static void
test_axis_times_count_from_the_origin (void)
{
  const EmberTimeSpan axis = { { 5, 7 }, false };
  const EmberTimeSpan clock = { { 5, 7 }, true };
  const EmberTimeSpan open = { { INT64_MIN, INT64_MAX }, false };
  const EmberTimeSpan far = { { INT64_MAX - 10, INT64_MAX - 5 }, false };

  g_assert_true (ember_time_range_equal (ember_time_span_resolve (&axis, 100), (EmberTimeRange){ 105, 107 }));
  g_assert_true (ember_time_range_equal (ember_time_span_resolve (&clock, 100), (EmberTimeRange){ 5, 7 }));
  g_assert_true (ember_time_range_equal (ember_time_span_resolve (&open, 100), EMBER_TIME_RANGE_ALL));
  g_assert_true (ember_time_range_equal (ember_time_span_resolve (&far, 100), (EmberTimeRange){ INT64_MAX, INT64_MAX }));
}

static void
test_what_is_formatted_parses_back (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int i = 0; i < 10000; i++)
    {
      const int64_t begin_ns = (int64_t) (g_rand_int (rand) % 1000) * EMBER_SECOND_NS + g_rand_int_range (rand, 0, 1000000000);
      const int64_t end_ns = begin_ns + g_rand_int_range (rand, 0, 2000000000);
      char begin[EMBER_TIME_TEXT_SIZE];
      char end[EMBER_TIME_TEXT_SIZE];
      g_autofree char *text = g_strdup_printf ("%s-%s", ember_time_text_format (begin_ns, i % 10, begin), ember_time_text_format (end_ns, 9, end));

      check_span (text, begin_ns, end_ns, false);
    }
}

static void
test_a_time_of_day_is_the_users_and_cut_to_its_decimals (void)
{
  char text[EMBER_TIME_TEXT_SIZE];

  g_assert_cmpstr (ember_time_text_format_of_day (INT64_C (1795548983999999999), 0, text), ==, "04:36:23");
  g_assert_cmpstr (ember_time_text_format_of_day (INT64_C (1795548983999999999), 3, text), ==, "04:36:23.999");
  g_assert_cmpstr (ember_time_text_format_of_day (INT64_C (1795548983000000001), 9, text), ==, "04:36:23.000000001");
  g_assert_cmpstr (ember_time_text_format_of_day (0, 0, text), ==, "09:00:00");
  g_assert_cmpstr (ember_time_text_format_of_day (INT64_C (1) << 62, 0, text), ==, "08:53:38");
}

int
main (int argc,
      char *argv[])
{
  g_setenv ("TZ", "UTC-9", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/time-text/a-time-of-day-is-the-users-and-cut-to-its-decimals", test_a_time_of_day_is_the_users_and_cut_to_its_decimals);
  g_test_add_func ("/time-text/a-time-has-the-decimals-it-needs", test_a_time_has_the_decimals_it_needs);
  g_test_add_func ("/time-text/decimals-are-exact", test_decimals_are_exact);
  g_test_add_func ("/time-text/what-lies-beyond-the-nanosecond-rounds-up", test_what_lies_beyond_the_nanosecond_rounds_up);
  g_test_add_func ("/time-text/ends-may-be-open", test_ends_may_be_open);
  g_test_add_func ("/time-text/the-words-of-the-selection-bar-are-a-range", test_the_words_of_the_selection_bar_are_a_range);
  g_test_add_func ("/time-text/a-time-beyond-all-clocks-is-the-last-one", test_a_time_beyond_all_clocks_is_the_last_one);
  g_test_add_func ("/time-text/what-is-no-range-is-told", test_what_is_no_range_is_told);
  g_test_add_func ("/time-text/axis-times-count-from-the-origin", test_axis_times_count_from_the_origin);
  g_test_add_func ("/time-text/what-is-formatted-parses-back", test_what_is_formatted_parses_back);
  return g_test_run ();
}
