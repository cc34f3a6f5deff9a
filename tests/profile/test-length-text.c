/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/length-text.h"

static void
test_lengths_are_read_in_any_unit (void)
{
  static const struct
  {
    const char *text;
    int64_t length_ns;
  } cases[] = {
    { "1", 1000000000 },
    { "1.3", 1300000000 },
    { " 1.3 s ", 1300000000 },
    { "16.667 ms", 16667000 },
    { "16.667ms", 16667000 },
    { "250us", 250000 },
    { "250 µs", 250000 },
    { "7ns", 7 },
    { "1 min", INT64_C (60000000000) },
    { "1.5min", INT64_C (90000000000) },
    { ".5", 500000000 },
    { "0.0000000001", 1 },
    { "99999999999999999999", INT64_C (1) << 56 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      int64_t length_ns;

      g_assert_true (ember_length_text_parse (cases[i].text, &length_ns, &error));
      g_assert_no_error (error);
      g_assert_cmpint (length_ns, ==, cases[i].length_ns);
    }
}

static void
test_other_texts_are_no_lengths (void)
{
  static const char *const cases[] = { "", " ", "0", "0 ms", "-1", "1 x", "s", "1 s s", "1..2", "nan", "inf", "1e3", "1 minute" };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      int64_t length_ns = 5;

      g_assert_false (ember_length_text_parse (cases[i], &length_ns, &error));
      g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
      g_assert_cmpint (length_ns, ==, 5);
    }
}

static void
test_what_is_written_reads_back (void)
{
  static const struct
  {
    int64_t length_ns;
    const char *text;
  } cases[] = {
    { 1, "1 ns" },
    { 1500, "1.5 µs" },
    { 16667000, "16.667 ms" },
    { 100000000, "100 ms" },
    { 1000000000, "1 s" },
    { 1003000001, "1.003000001 s" },
    { INT64_C (60000000000), "1 min" },
    { INT64_C (90000000000), "90 s" },
    { INT64_C (600000000000), "10 min" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = ember_length_text_dup (cases[i].length_ns);
      int64_t length_ns;

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_true (ember_length_text_parse (text, &length_ns, NULL));
      g_assert_cmpint (length_ns, ==, cases[i].length_ns);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/length-text/lengths-are-read-in-any-unit", test_lengths_are_read_in_any_unit);
  g_test_add_func ("/length-text/other-texts-are-no-lengths", test_other_texts_are_no_lengths);
  g_test_add_func ("/length-text/what-is-written-reads-back", test_what_is_written_reads_back);
  return g_test_run ();
}
