/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/load-runs.h"

#include "support/scene-recording.h"

typedef struct
{
  EmberProfile *profile;
  EmberTableSet *set;
  EmberLoad *load;
  GArray *truth;
} Fixture;

static void
set_up (Fixture *fixture,
        const char *text)
{
  EmberSamplingClock clock;

  fixture->profile = scene_recording_new (text, &fixture->truth);
  fixture->set = ember_table_set_new (fixture->profile, NULL, 0, false);
  clock = ember_sampling_clock_new (fixture->set);
  fixture->load = ember_load_new (fixture->set, &clock, NULL);
}

static void
tear_down (Fixture *fixture)
{
  ember_load_free (fixture->load);
  ember_table_set_free (fixture->set);
  ember_profile_unref (fixture->profile);
  g_array_unref (fixture->truth);
}

static GArray *
find (const Fixture *fixture,
      EmberLoadRunKind kind)
{
  return ember_load_runs_find (fixture->load, fixture->set, kind, EMBER_RUN_NO_THREAD, 1, EMBER_TIME_RANGE_ALL, NULL);
}

static void
assert_runs_are_the_truth (const Fixture *fixture,
                           const GArray *runs)
{
  g_assert_cmpuint (runs->len, ==, fixture->truth->len);
  for (guint i = 0; i < runs->len; i++)
    {
      const EmberTimeRange run = g_array_index (runs, EmberLoadRun, i).range;
      const EmberTimeRange truth = g_array_index (fixture->truth, EmberPattern, i).range;

      g_assert_cmpint (ABS (run.begin_ns - truth.begin_ns), <, 20000000);
      g_assert_cmpint (ABS (run.end_ns - truth.end_ns), <, 20000000);
    }
}

static void
test_bursts_are_busy_runs (void)
{
  Fixture fixture;
  g_autoptr (GArray) busy = NULL;
  g_autoptr (GArray) quiet = NULL;

  set_up (&fixture, "perturbations,cpus=8");
  busy = find (&fixture, EMBER_LOAD_RUN_BUSY);
  quiet = find (&fixture, EMBER_LOAD_RUN_QUIET);
  assert_runs_are_the_truth (&fixture, busy);
  g_assert_cmpuint (quiet->len, ==, 0);
  tear_down (&fixture);
}

static void
test_gaps_are_quiet_runs (void)
{
  Fixture fixture;
  g_autoptr (GArray) busy = NULL;
  g_autoptr (GArray) quiet = NULL;

  set_up (&fixture, "blocking,idle=0,cpus=8");
  busy = find (&fixture, EMBER_LOAD_RUN_BUSY);
  quiet = find (&fixture, EMBER_LOAD_RUN_QUIET);
  assert_runs_are_the_truth (&fixture, quiet);
  g_assert_cmpuint (busy->len, ==, 0);
  tear_down (&fixture);
}

static void
test_steady_load_has_no_runs (void)
{
  static const char *const texts[] = { "cpu-5", "cpu-25,cpus=2", "cpu-50,cpus=2", "cpu-50,hz=999", "cpu-100" };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      Fixture fixture;
      g_autoptr (GArray) busy = NULL;
      g_autoptr (GArray) quiet = NULL;

      set_up (&fixture, texts[i]);
      busy = find (&fixture, EMBER_LOAD_RUN_BUSY);
      quiet = find (&fixture, EMBER_LOAD_RUN_QUIET);
      g_assert_cmpuint (busy->len, ==, 0);
      g_assert_cmpuint (quiet->len, ==, 0);
      tear_down (&fixture);
    }
}

static void
test_heavy_and_light_phases_are_no_runs (void)
{
  Fixture fixture;
  g_autoptr (GArray) busy = NULL;
  g_autoptr (GArray) quiet = NULL;

  set_up (&fixture, "variable-load");
  busy = find (&fixture, EMBER_LOAD_RUN_BUSY);
  quiet = find (&fixture, EMBER_LOAD_RUN_QUIET);
  g_assert_cmpuint (busy->len, ==, 0);
  g_assert_cmpuint (quiet->len, ==, 0);
  tear_down (&fixture);
}

static void
test_levels_are_parts_of_all_cpus (void)
{
  Fixture fixture;
  uint32_t n;
  g_autofree float *joined = NULL;

  set_up (&fixture, "cpu-50,cpus=16");
  joined = ember_load_join (fixture.load, 20, &n);
  g_assert_cmpuint (n, ==, 59);
  for (uint32_t i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (joined[i], 0.5, 0.08);
  ember_load_mask (fixture.load, (EmberTimeRange){ fixture.load->clock.range.begin_ns, fixture.load->clock.range.begin_ns + 2 * EMBER_SECOND_NS });
  g_clear_pointer (&joined, g_free);
  joined = ember_load_join (fixture.load, 20, &n);
  g_assert_false (joined[0] == joined[0]);
  g_assert_cmpfloat_with_epsilon (joined[3], 0.5, 0.08);
  tear_down (&fixture);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/load-runs/bursts-are-busy-runs", test_bursts_are_busy_runs);
  g_test_add_func ("/load-runs/gaps-are-quiet-runs", test_gaps_are_quiet_runs);
  g_test_add_func ("/load-runs/steady-load-has-no-runs", test_steady_load_has_no_runs);
  g_test_add_func ("/load-runs/heavy-and-light-phases-are-no-runs", test_heavy_and_light_phases_are_no_runs);
  g_test_add_func ("/load-runs/levels-are-parts-of-all-cpus", test_levels_are_parts_of_all_cpus);
  return g_test_run ();
}
