/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/sampling-clock.h"

#include "analysis/chance.h"
#include "profile/profile-builder.h"
#include "support/scene-recording.h"

static EmberSamplingClock
clock_of_scene (const char *text)
{
  g_autoptr (EmberProfile) profile = scene_recording_new (text, NULL);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, false);

  return ember_sampling_clock_new (set);
}

/* @spacing_s: between the samples of one CPU on average; exactly that, or by chance */
static EmberSamplingClock
clock_of_event (const char *event,
                bool is_tracepoint,
                double spacing_s,
                bool is_random,
                bool with_cpus)
{
  EmberChance chance = { 7 };
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberTableSet) set = NULL;
  double times[3] = { 0, 0.0011, 0.0023 };

  for (int i = 0; i < 9000; i++)
    {
      const int cpu = i % 3;
      const EmberThread thread = { 1, cpu, ember_profile_builder_add_string (builder, "a", -1) };
      const EmberSample sample = {
        .time_ns = EMBER_SECOND_NS + (int64_t) (times[cpu] * 1e9),
        .thread = ember_profile_builder_add_thread (builder, &thread),
        .cpu = with_cpus ? cpu : -1,
        .stack = ember_profile_builder_add_comm (builder, thread.comm),
        .event = ember_profile_builder_add_event (builder, ember_profile_builder_add_string (builder, event, -1), is_tracepoint),
        .weight = 1,
      };

      ember_profile_builder_add_sample (builder, &sample);
      times[cpu] += is_random ? ember_chance_wait (&chance, spacing_s) : spacing_s;
    }
  profile = ember_profile_builder_freeze (builder);
  set = ember_table_set_new (profile, NULL, 0, false);
  return ember_sampling_clock_new (set);
}

static EmberSamplingClock
clock_of_samples (const char *event,
                  double spacing_s,
                  bool is_random,
                  bool with_cpus)
{
  return clock_of_event (event, false, spacing_s, is_random, with_cpus);
}

static void
test_period_and_cpus_of_a_machine_are_found (void)
{
  const EmberSamplingClock clock = clock_of_scene ("cpu-50,cpus=6,hz=499");

  g_assert_true (clock.is_known);
  g_assert_cmpfloat_with_epsilon (clock.period_ns, 1e9 / 499, 2000);
  g_assert_cmpuint (clock.n_cpus, ==, 6);
  g_assert_cmpfloat_with_epsilon (ember_sampling_clock_get_rate (&clock) * 1e9, 6 * 499, 5);
}

static void
test_it_needs_no_idle_samples (void)
{
  const EmberSamplingClock clock = clock_of_scene ("cpu-25,cpus=4,hz=99,idle=0");

  g_assert_true (clock.is_known);
  g_assert_cmpfloat_with_epsilon (clock.period_ns, 1e9 / 99, 50000);
  g_assert_cmpuint (clock.n_cpus, ==, 4);
}

static void
test_other_events_tell_it_by_their_distances (void)
{
  const EmberSamplingClock clock = clock_of_samples ("cycles", 0.004, false, true);

  g_assert_true (clock.is_known);
  g_assert_cmpfloat_with_epsilon (clock.period_ns, 4e6, 1000);
  g_assert_cmpuint (clock.n_cpus, ==, 3);
}

static void
test_without_cpus_those_are_counted_that_work_together (void)
{
  const EmberSamplingClock clock = clock_of_samples ("cycles", 0.004, false, false);

  g_assert_true (clock.is_known);
  g_assert_cmpuint (clock.n_cpus, ==, 3);
}

static void
test_random_samples_measure_no_time (void)
{
  g_assert_false (clock_of_samples ("sched:sched_switch", 0.004, true, true).is_known);
  g_assert_false (clock_of_samples ("cpu-clock", 0.1, true, true).is_known);
}

static void
test_a_regular_tracepoint_measures_no_time (void)
{
  g_assert_true (clock_of_event ("raw:tick", false, 0.004, false, true).is_known);
  g_assert_false (clock_of_event ("raw:tick", true, 0.004, false, true).is_known);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sampling-clock/period-and-cpus-of-a-machine-are-found", test_period_and_cpus_of_a_machine_are_found);
  g_test_add_func ("/sampling-clock/it-needs-no-idle-samples", test_it_needs_no_idle_samples);
  g_test_add_func ("/sampling-clock/other-events-tell-it-by-their-distances", test_other_events_tell_it_by_their_distances);
  g_test_add_func ("/sampling-clock/without-cpus-those-are-counted-that-work-together", test_without_cpus_those_are_counted_that_work_together);
  g_test_add_func ("/sampling-clock/random-samples-measure-no-time", test_random_samples_measure_no_time);
  g_test_add_func ("/sampling-clock/a-regular-tracepoint-measures-no-time", test_a_regular_tracepoint_measures_no_time);
  return g_test_run ();
}
