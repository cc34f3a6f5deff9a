/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/recording-facts.h"

#include <string.h>

#include "support/small-profile.h"

static GPtrArray *
facts_of (EmberProfileBuilder *builder,
          const EmberRecordingFile *file)
{
  g_autoptr (EmberProfile) profile = ember_profile_builder_freeze (builder);
  const EmberRecordingCounts counts = ember_recording_counts_new (profile);

  return ember_recording_facts_new (profile, &counts, file);
}

static const char *
find (const GPtrArray *facts,
      const char *label)
{
  for (guint i = 0; i < facts->len; i++)
    {
      const EmberRecordingFact *fact = g_ptr_array_index (facts, i);

      if (g_str_equal (fact->label, label))
        return fact->value;
    }
  return NULL;
}

static EmberProfileBuilder *
new_builder (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  small_profile_add (builder, INT64_C (8122500000000), "a", 1, "cycles", "main;f", 7);
  small_profile_add (builder, INT64_C (8123750000001), "a", 1, "cycles", "main", 7);
  small_profile_add (builder, INT64_C (8123000000000), "a", 1, "faults", "main", 1);
  return builder;
}

static void
test_what_perf_told_gets_the_words_of_people (void)
{
  EmberProfileBuilder *builder = new_builder ();
  const EmberRecordingFile file = { .name = (char *) "perf.data", .folder = (char *) "/tmp", .size_bytes = 1000 };
  g_autoptr (GPtrArray) facts = NULL;

  ember_profile_builder_add_fact (builder, "hostname", "box");
  ember_profile_builder_add_fact (builder, "nrcpus online", "2");
  ember_profile_builder_add_fact (builder, "nrcpus avail", "8");
  ember_profile_builder_add_fact (builder, "total memory", "2048 kB");
  ember_profile_builder_add_fact (builder, "cmdline", "perf record -a");
  ember_profile_builder_add_fact (builder, "sample frequency of cycles", "4999");
  ember_profile_builder_add_fact (builder, "sample period of faults", "1");
  ember_profile_builder_add_fact (builder, "what is new", "unheard of");
  facts = facts_of (builder, &file);
  g_assert_cmpstr (find (facts, "Name"), ==, "perf.data");
  g_assert_cmpstr (find (facts, "Folder"), ==, "/tmp");
  g_assert_cmpstr (find (facts, "Host"), ==, "box");
  g_assert_cmpstr (find (facts, "CPUs"), ==, "2 of 8");
  g_assert_nonnull (strstr (find (facts, "Memory"), "MiB"));
  g_assert_cmpstr (find (facts, "Command"), ==, "perf record -a");
  g_assert_cmpstr (find (facts, "cycles"), ==, "2 samples · 4,999 a second");
  g_assert_cmpstr (find (facts, "faults"), ==, "1 sample · every event");
  g_assert_cmpstr (find (facts, "what is new"), ==, "unheard of");
  g_assert_cmpstr (find (facts, "Duration"), ==, "1.250 s");
  g_assert_cmpstr (find (facts, "Last sample, on perf’s clock"), ==, "8123.750000001 s");
  g_assert_null (find (facts, "Started"));
}

static void
test_the_time_of_day_is_told_where_it_is_known (void)
{
  EmberProfileBuilder *builder = new_builder ();
  const EmberRecordingFile file = { .size_bytes = -1 };
  g_autoptr (GPtrArray) facts = NULL;

  ember_profile_builder_set_wall_clock (builder, INT64_C (8122000000000), INT64_C (1795548983976557000));
  facts = facts_of (builder, &file);
  g_assert_nonnull (strstr (find (facts, "Started"), "2026-11-24 19:36:24"));
  g_assert_nonnull (strstr (find (facts, "Ended"), "2026-11-24 19:36:25"));
  g_assert_cmpstr (find (facts, "Name"), ==, "Standard input");
  g_assert_null (find (facts, "Size"));
}

static void
test_a_recording_without_times_says_so (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  const EmberRecordingFile file = { .size_bytes = -1 };
  g_autoptr (GPtrArray) facts = facts_of (builder, &file);

  g_assert_cmpstr (find (facts, "Time stamps"), ==, "none");
  g_assert_null (find (facts, "Duration"));
  g_assert_cmpstr (find (facts, "Samples"), ==, "0");
}

static void
test_hostile_bytes_and_numbers_stay_text (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  const EmberRecordingFile file = { .size_bytes = -1 };
  g_autoptr (GPtrArray) facts = NULL;

  small_profile_add (builder, 1, "a", 1, "\xff\xfe", "main", 1);
  ember_profile_builder_add_fact (builder, "total memory", "18446744073709551615");
  ember_profile_builder_add_notice (builder, g_strdup ("\xc3("), 1);
  facts = facts_of (builder, &file);
  for (guint i = 0; i < facts->len; i++)
    {
      const EmberRecordingFact *fact = g_ptr_array_index (facts, i);

      g_assert_true (g_utf8_validate (fact->value, -1, NULL));
      g_assert_true (g_utf8_validate (fact->label, -1, NULL));
    }
  g_assert_cmpstr (find (facts, "Memory"), ==, "18446744073709551615");
}

static void
test_text_has_a_heading_before_each_section (void)
{
  const EmberRecordingFile file = { .name = (char *) "x", .size_bytes = -1 };
  g_autoptr (GPtrArray) facts = facts_of (new_builder (), &file);
  g_autofree char *text = ember_recording_facts_dup_text (facts);

  g_assert_true (g_str_has_prefix (text, "File\nName: x\n\nTime\nDuration: 1.250 s\n"));
  g_assert_nonnull (strstr (text, "\n\nEvents\ncycles: 2 samples\nfaults: 1 sample\n\nContents\nSamples: 3\n"));
}

int
main (int argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recording-facts/what-perf-told-gets-the-words-of-people", test_what_perf_told_gets_the_words_of_people);
  g_test_add_func ("/recording-facts/the-time-of-day-is-told-where-it-is-known", test_the_time_of_day_is_told_where_it_is_known);
  g_test_add_func ("/recording-facts/a-recording-without-times-says-so", test_a_recording_without_times_says_so);
  g_test_add_func ("/recording-facts/hostile-bytes-and-numbers-stay-text", test_hostile_bytes_and_numbers_stay_text);
  g_test_add_func ("/recording-facts/text-has-a-heading-before-each-section", test_text_has_a_heading_before_each_section);
  return g_test_run ();
}
