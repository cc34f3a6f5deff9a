/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-faults.h"

static void
test_the_first_of_each_fault_is_told (void)
{
  EmberPerfFaults faults = { 0 };
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  const EmberNotice *notices;
  uint32_t n_notices;

  for (uint64_t position = 70; position <= 90; position += 10)
    ember_perf_fault_count (&faults.bad, position);
  ember_perf_fault_count (&faults.strangers, 400);
  ember_perf_faults_add_lost (&faults, 5);
  ember_perf_faults_add_lost (&faults, 7);
  ember_perf_faults_tell (&faults, builder);
  profile = ember_profile_builder_freeze (builder);
  notices = ember_profile_get_notices (profile, &n_notices);
  g_assert_cmpuint (n_notices, ==, 3);
  g_assert_cmpstr (notices[0].text, ==, "3 damaged records were skipped; the first is at byte 70");
  g_assert_cmpuint (notices[0].count, ==, 3);
  g_assert_cmpstr (notices[1].text, ==, "1 sample of an unknown event was skipped; it is at byte 400");
  g_assert_cmpstr (notices[2].text, ==, "12 events were lost while recording, as perf could not keep up");
  g_assert_cmpuint (notices[2].count, ==, 12);
}

static void
test_without_faults_nothing_is_told (void)
{
  const EmberPerfFaults faults = { 0 };
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  uint32_t n_notices;

  ember_perf_faults_tell (&faults, builder);
  profile = ember_profile_builder_freeze (builder);
  ember_profile_get_notices (profile, &n_notices);
  g_assert_cmpuint (n_notices, ==, 0);
}

static void
test_a_recording_that_lies_does_not_lose_less_for_it (void)
{
  EmberPerfFaults faults = { 0 };

  ember_perf_faults_add_lost (&faults, 5);
  ember_perf_faults_add_lost (&faults, UINT64_MAX - 3);
  g_assert_cmpuint (faults.n_lost, ==, UINT64_MAX);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/perf-data-faults/the-first-of-each-fault-is-told", test_the_first_of_each_fault_is_told);
  g_test_add_func ("/perf-data-faults/without-faults-nothing-is-told", test_without_faults_nothing_is_told);
  g_test_add_func ("/perf-data-faults/a-recording-that-lies-does-not-lose-less-for-it", test_a_recording_that_lies_does_not_lose_less_for_it);
  return g_test_run ();
}
