/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/info-text.h"

#include <string.h>

#include "support/captured-output.h"
#include "support/small-profile.h"

static char *
print (EmberProfileBuilder *builder)
{
  g_autoptr (EmberProfile) profile = ember_profile_builder_freeze (builder);
  EmberOutput output;

  captured_output_begin (&output);
  ember_info_text_write (&output, profile);
  return captured_output_end (&output);
}

static void
test_a_recording_is_told_line_by_line (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autofree char *text = NULL;

  small_profile_add (builder, INT64_C (8122500000000), "a", 1, "cycles", "main;f", 7);
  small_profile_add (builder, INT64_C (8123000000001), "renamed", 1, "cycles", "main", 7);
  small_profile_add (builder, INT64_C (8122600000000), "a", 1, "sched:x", "main;f", 1);
  small_profile_add (builder, INT64_C (8122700000000), "swapper", 0, "cycles", "do_idle", 9);
  ember_profile_builder_add_notice (builder, g_strdup ("2 records were skipped, the first at line 7."), 2);
  ember_profile_builder_add_notice (builder, g_strdup ("1 line was too long."), 1);
  ember_profile_builder_add_fact (builder, "hostname", "build\n7");
  ember_profile_builder_add_gap (builder, (EmberTimeRange){ 1, 2 });
  text = print (builder);
  g_assert_cmpstr (text, ==,
                   "samples: 4\n"
                   "idle samples: 1\n"
                   "events: 2\n"
                   "event: cycles (3 samples)\n"
                   "event: sched:x (1 sample)\n"
                   "threads: 2\n"
                   "distinct stacks: 3\n"
                   "first time: 8122.500000000\n"
                   "last time: 8123.000000001\n"
                   "axis zero: 8122.000000000\n"
                   "gaps: 1\n"
                   "skipped records: 3\n"
                   "notice: 2 records were skipped, the first at line 7.\n"
                   "notice: 1 line was too long.\n"
                   "hostname: build 7\n");
}

static void
test_the_time_of_day_is_told_where_it_is_known (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autofree char *text = NULL;

  small_profile_add (builder, INT64_C (8122500000001), "a", 1, "cycles", "main", 1);
  ember_profile_builder_set_wall_clock (builder, INT64_C (8122000000000), INT64_C (1795548983976557000));
  text = print (builder);
  g_assert_nonnull (strstr (text, "\nfirst wall-clock time: 2026-11-24T19:36:24.476557001Z\n"));
}

static void
test_without_times_they_are_unknown (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autofree char *text = NULL;

  small_profile_add (builder, EMBER_TIME_NONE, "a", 1, "", "main", 1);
  text = print (builder);
  g_assert_cmpstr (text, ==,
                   "samples: 1\n"
                   "idle samples: 0\n"
                   "events: 1\n"
                   "event:  (1 sample)\n"
                   "threads: 1\n"
                   "distinct stacks: 1\n"
                   "first time: unknown\n"
                   "last time: unknown\n"
                   "axis zero: unknown\n"
                   "gaps: 0\n"
                   "skipped records: 0\n");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/info-text/a-recording-is-told-line-by-line", test_a_recording_is_told_line_by_line);
  g_test_add_func ("/info-text/the-time-of-day-is-told-where-it-is-known", test_the_time_of_day_is_told_where_it_is_known);
  g_test_add_func ("/info-text/without-times-they-are-unknown", test_without_times_they_are_unknown);
  return g_test_run ();
}
