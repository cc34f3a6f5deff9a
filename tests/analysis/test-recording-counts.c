/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/recording-counts.h"

#include "support/small-profile.h"

static void
test_threads_are_counted_once_under_each_of_their_names (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  EmberRecordingCounts counts;

  small_profile_add (builder, 10, "a", 1, "cycles", "main;f", 1);
  small_profile_add (builder, 11, "renamed", 1, "cycles", "main", 1);
  small_profile_add (builder, 12, "a", 1, "faults", "main;f", 1);
  small_profile_add (builder, 13, "b", 2, "cycles", "main", 1);
  small_profile_add (builder, 14, "swapper", 0, "cycles", "do_idle", 1);
  ember_profile_builder_add_notice (builder, g_strdup ("x"), 2);
  ember_profile_builder_add_notice (builder, g_strdup ("y"), 40);
  profile = ember_profile_builder_freeze (builder);
  counts = ember_recording_counts_new (profile);
  g_assert_cmpuint (counts.n_threads, ==, 3);
  g_assert_cmpuint (counts.n_processes, ==, 3);
  g_assert_cmpuint (counts.n_idle, ==, 1);
  g_assert_cmpuint (counts.n_skipped, ==, 42);
  /* a;main;f, renamed;main, b;main, swapper;do_idle */
  g_assert_cmpuint (counts.n_stacks, ==, 4);
}

static void
test_threads_of_a_process_and_of_none_are_told_apart (void)
{
  static const int32_t pids[] = { 7, 7, 7, 8, -1, -1 };
  static const int32_t tids[] = { 7, 8, 9, 8, 8, 8 };
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  EmberRecordingCounts counts;

  for (size_t i = 0; i < G_N_ELEMENTS (pids); i++)
    {
      const EmberStringId comm = ember_profile_builder_add_string (builder, "x", -1);
      const EmberThread thread = { .pid = pids[i], .tid = tids[i], .comm = comm };

      ember_profile_builder_add_thread (builder, &thread);
    }
  profile = ember_profile_builder_freeze (builder);
  counts = ember_recording_counts_new (profile);
  g_assert_cmpuint (counts.n_threads, ==, 5);
  g_assert_cmpuint (counts.n_processes, ==, 2);
}

static void
test_an_empty_recording_has_nothing (void)
{
  g_autoptr (EmberProfile) profile = ember_profile_builder_freeze (ember_profile_builder_new ());
  const EmberRecordingCounts counts = ember_recording_counts_new (profile);

  g_assert_cmpuint (counts.n_threads + counts.n_processes + counts.n_idle + counts.n_stacks + counts.n_skipped, ==, 0);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recording-counts/threads-are-counted-once-under-each-of-their-names", test_threads_are_counted_once_under_each_of_their_names);
  g_test_add_func ("/recording-counts/threads-of-a-process-and-of-none-are-told-apart", test_threads_of_a_process_and_of_none_are_told_apart);
  g_test_add_func ("/recording-counts/an-empty-recording-has-nothing", test_an_empty_recording_has_nothing);
  return g_test_run ();
}
