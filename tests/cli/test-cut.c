/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cut.h"

#include <gio/gio.h>

#include "support/option-line.h"
#include "support/small-profile.h"

/* Two events, idle samples, 12 seconds on a clock far from 0. */
static EmberProfile *
make_profile (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  small_profile_add (builder, INT64_C (8122500000000), "a", 1, "cycles", "main", 1);
  small_profile_add (builder, INT64_C (8123000000000), "swapper", 0, "cycles", "do_idle", 1);
  small_profile_add (builder, INT64_C (8124000000000), "a", 1, "cycles", "main", 1);
  small_profile_add (builder, INT64_C (8134000000000), "a", 1, "instructions", "main", 1);
  return ember_profile_builder_freeze (builder);
}

static EmberCut *
cut (EmberProfile *profile,
     const char *arguments,
     GError **error)
{
  g_autofree char *line = g_strdup_printf ("%s file", arguments);
  g_autoptr (EmberOptions) options = option_line_parse_good (line);

  return ember_cut_new (profile, options, error);
}

static void
check_count (const char *arguments,
             uint64_t n_expected,
             const char *event)
{
  g_autoptr (EmberProfile) profile = make_profile ();
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberCut) taken = cut (profile, arguments, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ember_table_set_count (taken->set, taken->range), ==, n_expected);
  g_assert_cmpstr (taken->event, ==, event);
}

static void
check_empty (const char *arguments,
             bool is_empty)
{
  g_autoptr (EmberProfile) profile = make_profile ();
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberCut) taken = cut (profile, arguments, &error);

  g_assert_no_error (error);
  g_assert_cmpint (taken->is_empty, ==, is_empty);
  if (is_empty)
    g_assert_cmpuint (ember_table_set_count (taken->set, taken->range), ==, 0);
}

static void
test_samples_and_facts_are_of_every_event (void)
{
  check_count ("--print=samples", 4, "");
  check_count ("--print=info", 4, "");
  check_count ("--print=samples --event=instructions", 1, "instructions");
  check_count ("--print=info --event=instructions --range=0-1", 4, "");
}

static void
test_the_rest_is_of_the_first_event (void)
{
  check_count ("--print=heatmap", 3, "cycles");
  check_count ("--print=functions", 3, "cycles");
  check_count ("--print=folded", 3, "");
  check_count ("--print=heatmap --event=all", 4, "all");
  check_count ("--print=folded --event=instructions", 1, "instructions");
}

static void
test_filters_hold_back_samples_but_no_facts (void)
{
  check_count ("--print=samples --filter=comm=a", 3, "");
  check_count ("--print=samples --filter=comm=a --filter=pid!=1", 0, "");
  check_count ("--print=heatmap --filter=frame=idle", 1, "cycles");
  check_count ("--print=samples --filter=comm=a --range=1-5", 1, "");
  check_count ("--print=info", 4, "");
}

static void
test_idle_samples_can_be_left_out (void)
{
  check_count ("--print=samples --idle=hide", 3, "");
  check_count ("--print=heatmap --idle=hide", 2, "cycles");
  check_count ("--print=folded --idle=hide", 2, "");
}

static void
test_a_range_is_taken_of_either_clock (void)
{
  check_count ("--print=samples --range=0.5-1", 1, "");
  check_count ("--print=samples --range=0.5-1.000000001", 2, "");
  check_count ("--print=samples --range=@8122.5-@8123", 1, "");
  check_count ("--print=samples --range=1-", 3, "");
  check_count ("--print=samples --range=-1", 1, "");
  check_count ("--print=samples --range=0-1000000", 4, "");
}

static void
test_a_range_that_holds_no_time_of_the_recording_is_empty (void)
{
  check_empty ("--print=samples", false);
  check_empty ("--print=samples --range=3-4", false);
  check_empty ("--print=samples --range=0-0", true);
  check_empty ("--print=samples --range=1-1", true);
  check_empty ("--print=samples --range=13-20", true);
  check_empty ("--print=samples --range=@0-@1", true);
}

static void
test_a_band_is_taken_of_each_column (void)
{
  check_count ("--print=samples --band=0-1ns", 3, "");
  check_count ("--print=samples --band=1ns-500ms", 0, "");
  check_count ("--print=samples --band=500ms-1", 1, "");
  check_count ("--print=samples --band=500ms-1001ms", 4, "");
  check_count ("--print=samples --band=0-500ms --range=2-", 2, "");
  check_count ("--print=samples --band=0-1/2", 3, "");
  check_count ("--print=samples --band=0-500ms --filter=comm=a", 2, "");
  check_count ("--print=folded --band=0-500ms --event=instructions", 1, "instructions");
}

/* Sample by sample: how far each is from the begin of its column. */
static void
test_a_band_is_of_columns_of_any_length (void)
{
  static const struct
  {
    const char *column;
    int64_t length_ns;
  } columns[] = { { "1.3", 1300000000 }, { "16.667ms", 16667000 }, { "250ms", 250000000 }, { "5s", 5000000000 } };

  for (size_t i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      EmberProfileBuilder *builder = ember_profile_builder_new ();
      g_autofree char *arguments = g_strdup_printf ("--print=samples --column=%s --band=3.3ms-12ms", columns[i].column);
      g_autoptr (EmberProfile) profile = NULL;
      g_autoptr (EmberCut) taken = NULL;
      g_autoptr (GError) error = NULL;
      uint64_t n = 0;

      for (int64_t offset_ns = 0; offset_ns < 20 * EMBER_SECOND_NS; offset_ns += 3456789)
        {
          const int64_t in_column_ns = offset_ns % columns[i].length_ns;

          small_profile_add (builder, 8122 * EMBER_SECOND_NS + offset_ns, "a", 1, "cycles", "main", 1);
          n += in_column_ns >= 3300000 && in_column_ns < 12000000;
        }
      profile = ember_profile_builder_freeze (builder);
      taken = cut (profile, arguments, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (n, >, 5);
      g_assert_cmpuint (ember_table_set_count (taken->set, taken->range), ==, n);
    }
}

static void
test_a_band_is_no_longer_than_a_column (void)
{
  g_autoptr (EmberProfile) profile = make_profile ();
  g_autoptr (GError) error = NULL;

  g_assert_null (cut (profile, "--print=samples --band=1-2", &error));
  g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
  g_assert_cmpstr (error->message, ==, "--band: 1000ms-2000ms is no part of a column of 1 s");
}

static void
test_a_band_is_not_of_the_baseline (void)
{
  const char *argv[] = { "emberscope", "--print=functions", "--band=0-500ms", "--baseline=0-12", "f", NULL };
  g_autoptr (EmberProfile) profile = make_profile ();
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberOptions) options = ember_options_parse ((char **) argv, &error);
  g_autoptr (EmberCut) taken = ember_cut_new (profile, options, &error);

  g_assert_true (ember_cut_add_baseline (taken, profile, options, &error));
  g_assert_cmpuint (ember_table_set_count (taken->set, taken->range), ==, 2);
  g_assert_cmpuint (ember_table_set_count (taken->baseline->set, taken->baseline->range), ==, 3);
}

static void
test_flipped_ranges_are_each_other_s (void)
{
  const char *argv[] = { "emberscope", "--print=functions", "--range=0-1", "--baseline-file=g", "--flip", "f", NULL };
  g_autoptr (EmberProfile) profile = make_profile ();
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberOptions) options = ember_options_parse ((char **) argv, &error);
  g_autoptr (EmberCut) taken = ember_cut_new (profile, options, &error);

  g_assert_no_error (error);
  g_assert_true (ember_cut_add_baseline (taken, profile, options, &error));
  g_assert_true (ember_cut_flip (taken, options, &error));
  g_assert_cmpuint (ember_table_set_count (taken->set, taken->range), ==, 3);
  g_assert_cmpuint (ember_table_set_count (taken->baseline->set, taken->baseline->range), ==, 1);
}

static void
test_an_unknown_event_is_wrong_usage (void)
{
  g_autoptr (EmberProfile) profile = make_profile ();
  g_autoptr (GError) error = NULL;

  g_assert_null (cut (profile, "--print=samples --event=cache", &error));
  g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
  g_assert_cmpstr (error->message, ==, "the recording has no event “cache”, only: cycles, instructions");
}

static void
test_without_times_there_is_no_range (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberCut) whole = NULL;
  g_autoptr (GError) error = NULL;

  small_profile_add (builder, EMBER_TIME_NONE, "a", 1, "x", "main", 1);
  profile = ember_profile_builder_freeze (builder);
  whole = cut (profile, "--print=samples", &error);
  g_assert_cmpuint (ember_table_set_count (whole->set, whole->range), ==, 1);
  g_assert_null (cut (profile, "--print=samples --range=0-1", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_cmpstr (error->message, ==, "the recording has no time stamps, so no range can be taken of it");
  g_clear_error (&error);
  g_assert_null (cut (profile, "--print=samples --band=0-1ms", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_cmpstr (error->message, ==, "the recording has no time stamps, so no band can be taken of it");
}

static void
test_waits_can_be_spread_and_nothing_else (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberCut) spread = NULL;
  g_autoptr (EmberHeatmap) heatmap = NULL;
  g_autoptr (EmberOptions) options = NULL;
  g_autoptr (GError) error = NULL;
  const char *argv[] = { "emberscope", "--print=heatmap", "--rows=2", "--event=off-CPU", "--off-cpu=spread", "--range=0.5-", "f", NULL };

  small_profile_add_switch (builder, 5250000000, "a", 1, "main;read", 0);
  small_profile_add_switch (builder, 6750000000, "b", 2, "main", 1);
  profile = ember_profile_builder_freeze (builder);
  g_assert_null (cut (profile, "--print=heatmap --off-cpu=spread", &error));
  g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
  g_clear_error (&error);
  options = ember_options_parse ((char **) argv, &error);
  g_assert_no_error (error);
  spread = ember_cut_new (profile, options, &error);
  g_assert_no_error (error);
  heatmap = ember_cut_count_cells (spread, options);
  g_assert_cmpuint (heatmap->counts[0], ==, 0);
  g_assert_cmpuint (heatmap->counts[1], ==, 500000);
  g_assert_cmpuint (heatmap->counts[2], ==, 500000);
  g_assert_cmpuint (heatmap->counts[3], ==, 250000);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cut/samples-and-facts-are-of-every-event", test_samples_and_facts_are_of_every_event);
  g_test_add_func ("/cut/the-rest-is-of-the-first-event", test_the_rest_is_of_the_first_event);
  g_test_add_func ("/cut/filters-hold-back-samples-but-no-facts", test_filters_hold_back_samples_but_no_facts);
  g_test_add_func ("/cut/idle-samples-can-be-left-out", test_idle_samples_can_be_left_out);
  g_test_add_func ("/cut/a-range-is-taken-of-either-clock", test_a_range_is_taken_of_either_clock);
  g_test_add_func ("/cut/a-range-that-holds-no-time-of-the-recording-is-empty", test_a_range_that_holds_no_time_of_the_recording_is_empty);
  g_test_add_func ("/cut/a-band-is-taken-of-each-column", test_a_band_is_taken_of_each_column);
  g_test_add_func ("/cut/a-band-is-of-columns-of-any-length", test_a_band_is_of_columns_of_any_length);
  g_test_add_func ("/cut/a-band-is-no-longer-than-a-column", test_a_band_is_no_longer_than_a_column);
  g_test_add_func ("/cut/a-band-is-not-of-the-baseline", test_a_band_is_not_of_the_baseline);
  g_test_add_func ("/cut/flipped-ranges-are-each-other-s", test_flipped_ranges_are_each_other_s);
  g_test_add_func ("/cut/an-unknown-event-is-wrong-usage", test_an_unknown_event_is_wrong_usage);
  g_test_add_func ("/cut/waits-can-be-spread-and-nothing-else", test_waits_can_be_spread_and_nothing_else);
  g_test_add_func ("/cut/without-times-there-is-no-range", test_without_times_there_is_no_range);
  return g_test_run ();
}
