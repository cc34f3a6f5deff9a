/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/band-text.h"

#define MS INT64_C (1000000)

static void
check (const char *text,
       int64_t begin_ns,
       int64_t end_ns,
       int64_t column_ns)
{
  EmberBandSpan span;
  g_autoptr (GError) error = NULL;

  g_assert_true (ember_band_span_parse (text, &span, &error));
  g_assert_no_error (error);
  g_assert_cmpint (span.begin_ns, ==, begin_ns);
  g_assert_cmpint (span.end_ns, ==, end_ns);
  g_assert_cmpint (span.column_ns, ==, column_ns);
}

static void
test_a_band_is_read_in_all_units (void)
{
  check ("200ms-300ms", 200 * MS, 300 * MS, 0);
  check ("0.2-0.3", 200 * MS, 300 * MS, 0);
  check ("0.2s-300 ms", 200 * MS, 300 * MS, 0);
  check ("200us-300us", 200000, 300000, 0);
  check ("200µs – 1.5 ms", 200000, 1500000, 0);
  check (" 5 ns - 7 ns ", 5, 7, 0);
}

static void
test_a_unit_stands_for_both_ends (void)
{
  check ("200-300ms", 200 * MS, 300 * MS, 0);
  check ("1-2us", 1000, 2000, 0);
}

static void
test_the_length_of_columns_may_be_said (void)
{
  check ("200ms-300ms/5s", 200 * MS, 300 * MS, 5000 * MS);
  check ("0.5-0.6/1.003", 500 * MS, 600 * MS, 1003 * MS);
  check ("5-6ms/16.667ms", 5 * MS, 6 * MS, 16667000);
}

static void
test_what_lies_beyond_the_nanosecond_rounds_up (void)
{
  check ("0.0000000001-0.0000000011", 1, 2, 0);
}

static void
test_an_end_beyond_all_columns_is_no_overflow (void)
{
  EmberBandSpan span;

  g_assert_true (ember_band_span_parse ("1-99999999999999999999999999", &span, NULL));
  g_assert_cmpint (span.end_ns, ==, INT64_C (1) << 56);
}

static void
test_other_text_is_refused (void)
{
  const char *const texts[] = { "", "200ms", "200ms-", "-300ms", "200ms-300ms/", "200ms-300ms/0", "200ms-300km", "a-b", "200ms-300ms x", "200--300ms", "." };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      EmberBandSpan span;
      g_autoptr (GError) error = NULL;
      g_autofree char *message = g_strdup_printf ("“%s” is no part of a column; write it like 200ms-300ms, or 200ms-300ms/5s for each 5 s", texts[i]);

      g_assert_false (ember_band_span_parse (texts[i], &span, &error));
      g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
      g_assert_cmpstr (error->message, ==, message);
    }
}

static void
test_an_end_before_the_begin_is_refused (void)
{
  EmberBandSpan span;
  g_autoptr (GError) error = NULL;

  g_assert_false (ember_band_span_parse ("300ms-200ms", &span, &error));
  g_assert_cmpstr (error->message, ==, "“300ms-200ms” ends before it begins");
  g_clear_error (&error);
  g_assert_false (ember_band_span_parse ("300-300ms", &span, &error));
  g_assert_cmpstr (error->message, ==, "“300-300ms” ends before it begins");
}

static void
test_what_is_written_is_read_again (void)
{
  const EmberBandSpan spans[] = {
    { 200 * MS, 300 * MS, 0 },
    { 0, 1, 0 },
    { 1500000, 2500001, 0 },
    { 120 * MS, 1020 * MS, 1003 * MS },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      g_autofree char *text = ember_band_span_format (&spans[i]);

      check (text, spans[i].begin_ns, spans[i].end_ns, spans[i].column_ns);
    }
}

static void
test_a_band_is_written_in_milliseconds (void)
{
  g_autofree char *plain = ember_band_span_format (&(EmberBandSpan){ 200 * MS, 300 * MS, 0 });
  g_autofree char *fine = ember_band_span_format (&(EmberBandSpan){ 500000, 20 * MS, 1003 * MS });

  g_assert_cmpstr (plain, ==, "200ms-300ms");
  g_assert_cmpstr (fine, ==, "0.5ms-20ms/1003ms");
}

static void
check_words (const EmberBand *band,
             int64_t end_ns,
             const char *expected)
{
  g_autofree char *words = ember_band_dup_words (band, (EmberTimeRange){ 0, end_ns });

  g_assert_cmpstr (words, ==, expected);
}

static void
test_words_tell_how_many_columns_have_a_part (void)
{
  check_words (&(EmberBand){ 0, 1000 * MS, 200 * MS, 300 * MS }, 34000 * MS, "200–300 ms in each of 34 columns");
  check_words (&(EmberBand){ 0, 1000 * MS, 200 * MS, 300 * MS }, 201 * MS, "200–300 ms in each of 1 column");
  check_words (&(EmberBand){ 0, 5000 * MS, 1500000, 300 * MS }, 34000 * MS, "1.5–300 ms in each of 7 columns of 5.00 s");
}

static void
test_a_band_fits_its_column (void)
{
  EmberBand band;
  g_autoptr (GError) error = NULL;

  g_assert_true (ember_band_span_resolve (&(EmberBandSpan){ 200 * MS, 300 * MS, 0 }, 7, 1000 * MS, &band, &error));
  g_assert_true (ember_band_equal (&band, &(EmberBand){ 7, 1000 * MS, 200 * MS, 300 * MS }));
  g_assert_true (ember_band_span_resolve (&(EmberBandSpan){ 950 * MS, 1950 * MS, 0 }, 7, 1000 * MS, &band, &error));
  g_assert_true (ember_band_span_resolve (&(EmberBandSpan){ 2000 * MS, 3000 * MS, 5000 * MS }, 7, 1000 * MS, &band, &error));
  g_assert_cmpint (band.column_ns, ==, 5000 * MS);
  g_assert_false (ember_band_span_resolve (&(EmberBandSpan){ 1000 * MS, 1100 * MS, 0 }, 7, 1000 * MS, &band, &error));
  g_assert_cmpstr (error->message, ==, "1000ms-1100ms is no part of a column of 1 s");
  g_assert_false (ember_band_span_resolve (&(EmberBandSpan){ 10 * MS, 1011 * MS, 0 }, 7, 1000 * MS, &band, NULL));
}

static void
test_a_band_of_the_maps_columns_does_not_say_their_length (void)
{
  const EmberBand band = { 7, 1000 * MS, 200 * MS, 300 * MS };

  g_assert_cmpint (ember_band_get_span (&band, 1000 * MS).column_ns, ==, 0);
  g_assert_cmpint (ember_band_get_span (&band, 500 * MS).column_ns, ==, 1000 * MS);
  g_assert_cmpint (ember_band_get_span (&band, 500 * MS).end_ns, ==, 300 * MS);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/band-text/a-band-is-read-in-all-units", test_a_band_is_read_in_all_units);
  g_test_add_func ("/band-text/a-unit-stands-for-both-ends", test_a_unit_stands_for_both_ends);
  g_test_add_func ("/band-text/the-length-of-columns-may-be-said", test_the_length_of_columns_may_be_said);
  g_test_add_func ("/band-text/what-lies-beyond-the-nanosecond-rounds-up", test_what_lies_beyond_the_nanosecond_rounds_up);
  g_test_add_func ("/band-text/an-end-beyond-all-columns-is-no-overflow", test_an_end_beyond_all_columns_is_no_overflow);
  g_test_add_func ("/band-text/other-text-is-refused", test_other_text_is_refused);
  g_test_add_func ("/band-text/an-end-before-the-begin-is-refused", test_an_end_before_the_begin_is_refused);
  g_test_add_func ("/band-text/what-is-written-is-read-again", test_what_is_written_is_read_again);
  g_test_add_func ("/band-text/a-band-is-written-in-milliseconds", test_a_band_is_written_in_milliseconds);
  g_test_add_func ("/band-text/words-tell-how-many-columns-have-a-part", test_words_tell_how_many_columns_have_a_part);
  g_test_add_func ("/band-text/a-band-fits-its-column", test_a_band_fits_its_column);
  g_test_add_func ("/band-text/a-band-of-the-maps-columns-does-not-say-their-length", test_a_band_of_the_maps_columns_does_not_say_their_length);
  return g_test_run ();
}
