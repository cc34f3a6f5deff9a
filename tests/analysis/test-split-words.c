/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/split-words.h"

#include "support/small-profile.h"

static void
add (EmberProfileBuilder *builder,
     const char *comm,
     int32_t pid,
     int n)
{
  for (int i = 0; i < n; i++)
    small_profile_add (builder, i * INT64_C (1000), comm, pid, "cycles", "main", 1);
}

static EmberSplit *
split_up (EmberSplitKind kind,
          uint32_t n_own)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberTableSet) set = NULL;
  EmberHeatmapGrid grid;

  add (builder, "java", 12, 6);
  add (builder, "bad\xff", 13, 3);
  add (builder, "sh", 14, 2);
  add (builder, "sh", -1, 1);
  profile = ember_profile_builder_freeze (builder);
  set = ember_table_set_new (profile, NULL, 0, false);
  grid = ember_heatmap_grid_new (profile, EMBER_SECOND_NS, 10);
  return ember_split_new (set, &grid, EMBER_TIME_RANGE_ALL, kind, n_own, false, NULL);
}

static void
assert_name (const EmberSplit *split,
             uint32_t part,
             const char *name)
{
  g_autofree char *text = ember_split_dup_name (split, part);

  g_assert_cmpstr (text, ==, name);
}

static void
test_threads_are_called_by_comm_and_number (void)
{
  g_autoptr (EmberSplit) split = split_up (EMBER_SPLIT_THREAD, 20);

  assert_name (split, 0, "java 12");
  assert_name (split, 1, "bad\xef\xbf\xbd 13");
  assert_name (split, 3, "sh");
}

static void
test_others_are_counted (void)
{
  g_autoptr (EmberSplit) threads = split_up (EMBER_SPLIT_THREAD, 1);
  g_autoptr (EmberSplit) processes = split_up (EMBER_SPLIT_PROCESS, 2);

  assert_name (threads, 1, "3 other threads");
  assert_name (processes, 2, "2 other processes");
}

static void
test_cpus_are_called_by_number (void)
{
  g_autoptr (EmberSplit) split = split_up (EMBER_SPLIT_CPU, 20);

  assert_name (split, 0, "CPU unknown");
  assert_name (split, 1, "CPU 0");
  assert_name (split, 2, "CPU 1");
}

static void
test_amounts_are_samples_and_their_share (void)
{
  g_autoptr (EmberSplit) split = split_up (EMBER_SPLIT_THREAD, 20);
  g_autofree char *amount = ember_split_dup_amount (split, 0);

  g_assert_cmpstr (amount, ==, "6 samples · 50.0 %");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/split-words/threads-are-called-by-comm-and-number", test_threads_are_called_by_comm_and_number);
  g_test_add_func ("/split-words/others-are-counted", test_others_are_counted);
  g_test_add_func ("/split-words/cpus-are-called-by-number", test_cpus_are_called_by_number);
  g_test_add_func ("/split-words/amounts-are-samples-and-their-share", test_amounts_are_samples_and_their_share);
  return g_test_run ();
}
