/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/scene.h"

#include <math.h>

#include "profile/table-set.h"
#include "support/scene-recording.h"

/* Samples of CPUs at work in parts of all samples. */
static double
get_load (EmberProfile *profile,
          EmberTimeRange range)
{
  g_autoptr (EmberTableSet) all = ember_table_set_new (profile, NULL, 0, true);
  g_autoptr (EmberTableSet) working = ember_table_set_new (profile, NULL, 0, false);

  return (double) ember_table_set_count (working, range) / (double) ember_table_set_count (all, range);
}

static EmberTimeRange
get_truth (const GArray *truth,
           guint index)
{
  return g_array_index (truth, EmberPattern, index).range;
}

static void
test_the_classics_can_all_be_recorded_and_tell_the_truth (void)
{
  uint32_t n;
  const EmberScene *scenes = ember_scene_get_classics (&n);

  g_assert_cmpuint (n, ==, 17);
  for (uint32_t i = 0; i < n; i++)
    {
      g_autoptr (GArray) truth = NULL;
      g_autoptr (EmberProfile) profile = ember_scene_record (&scenes[i], &truth);
      const uint64_t n_ticks = (uint64_t) (scenes[i].n_cpus * scenes[i].duration_s * scenes[i].frequency_hz);

      g_assert_cmpuint (truth->len, >, 0);
      g_assert_cmpint (g_array_index (truth, EmberPattern, 0).kind, ==, scenes[i].kind);
      g_assert_cmpuint (ember_profile_get_n_samples (profile), >=, n_ticks - scenes[i].n_cpus);
      g_assert_cmpuint (ember_profile_get_n_samples (profile), <=, n_ticks + scenes[i].n_cpus);
    }
}

static void
test_a_seed_makes_the_same_recording_again (void)
{
  g_autoptr (EmberProfile) a = scene_recording_new ("busy-wait-20ms,noise=0.3", NULL);
  g_autoptr (EmberProfile) b = scene_recording_new ("busy-wait-20ms,noise=0.3", NULL);
  g_autoptr (EmberProfile) other = scene_recording_new ("busy-wait-20ms,noise=0.3,seed=2", NULL);
  uint32_t n;
  const EmberSampleTable *left = ember_profile_get_tables (a, &n);
  const EmberSampleTable *right = ember_profile_get_tables (b, &n);

  g_assert_cmpmem (left->times.data, left->times.n * 8, right->times.data, right->times.n * 8);
  g_assert_cmpmem (left->stacks.data, left->stacks.n * 4, right->stacks.data, right->stacks.n * 4);
  g_assert_cmpint (ember_profile_get_range (a).begin_ns, !=, ember_profile_get_range (other).begin_ns);
}

static void
test_the_load_is_what_was_asked_for (void)
{
  static const double levels[] = { 1, 0.5, 0.25, 0.05 };
  static const char *const names[] = { "cpu-100,seconds=200", "cpu-50,seconds=200", "cpu-25,seconds=200", "cpu-5,seconds=200" };

  for (size_t i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      g_autoptr (EmberProfile) profile = scene_recording_new (names[i], NULL);

      g_assert_cmpfloat_with_epsilon (get_load (profile, EMBER_TIME_RANGE_ALL), levels[i], 0.02);
    }
}

static void
test_bursts_and_gaps_are_where_the_truth_says (void)
{
  g_autoptr (GArray) bursts = NULL;
  g_autoptr (GArray) gaps = NULL;
  g_autoptr (GArray) alone = NULL;
  g_autoptr (EmberProfile) burst = scene_recording_new ("perturbations", &bursts);
  g_autoptr (EmberProfile) gap = scene_recording_new ("blocking", &gaps);
  g_autoptr (EmberProfile) one = scene_recording_new ("single-threaded,cpus=8", &alone);

  g_assert_cmpuint (bursts->len, >=, 3);
  for (guint i = 0; i < bursts->len; i++)
    g_assert_cmpfloat (get_load (burst, get_truth (bursts, i)), ==, 1);
  for (guint i = 0; i < gaps->len; i++)
    g_assert_cmpfloat (get_load (gap, get_truth (gaps, i)), <, 0.01);
  for (guint i = 0; i < alone->len; i++)
    g_assert_cmpfloat_with_epsilon (get_load (one, get_truth (alone, i)), 1.0 / 8, 0.02);
  g_assert_cmpfloat_with_epsilon (get_load (burst, (EmberTimeRange){ get_truth (bursts, 0).end_ns, get_truth (bursts, 1).begin_ns }), 0.3, 0.04);
}

/* A sleep of a second after 20 ms of work: the wakeups creep by 20 ms each. */
static void
test_a_busy_wait_creeps_by_what_it_works (void)
{
  g_autoptr (GArray) truth = NULL;
  g_autoptr (EmberProfile) profile = scene_recording_new ("busy-wait-20ms,noise=0,spread=0,hz=2000", &truth);
  const EmberPattern *pattern = &g_array_index (truth, EmberPattern, 0);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, false);
  const int64_t period = INT64_C (1020000000);

  g_assert_cmpfloat_with_epsilon (pattern->period_s, 1.02, 1e-9);
  for (int i = 0; i < 50; i++)
    {
      const int64_t begin = pattern->range.begin_ns + i * period - 2000000;

      g_assert_cmpuint (ember_table_set_count (set, (EmberTimeRange){ begin, begin + 30000000 }), >=, 36);
    }
}

static void
test_idle_samples_can_be_left_out (void)
{
  g_autoptr (EmberProfile) with = scene_recording_new ("once-a-second", NULL);
  g_autoptr (EmberProfile) without = scene_recording_new ("once-a-second,idle=0", NULL);

  g_assert_cmpuint (ember_profile_get_n_samples (without), <, ember_profile_get_n_samples (with) / 10);
}

static void
test_nonsense_is_refused (void)
{
  static const char *const texts[] = { "", "no-such", "cpu-50,", "cpu-50,cpus", "cpu-50,cpus=", "cpu-50,cpus=0", "cpu-50,cpus=nan",
                                       "cpu-50,noise=2", "cpu-50,hz=1e9", "cpu-50,idle=0.5", "cpu-50,cpus=4x", "cpu-50,colour=1" };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      EmberScene scene;
      g_autoptr (GError) error = NULL;

      g_assert_false (ember_scene_parse (texts[i], &scene, &error));
      g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/the-classics-can-all-be-recorded-and-tell-the-truth", test_the_classics_can_all_be_recorded_and_tell_the_truth);
  g_test_add_func ("/scene/a-seed-makes-the-same-recording-again", test_a_seed_makes_the_same_recording_again);
  g_test_add_func ("/scene/the-load-is-what-was-asked-for", test_the_load_is_what_was_asked_for);
  g_test_add_func ("/scene/bursts-and-gaps-are-where-the-truth-says", test_bursts_and_gaps_are_where_the_truth_says);
  g_test_add_func ("/scene/a-busy-wait-creeps-by-what-it-works", test_a_busy_wait_creeps_by_what_it_works);
  g_test_add_func ("/scene/idle-samples-can-be-left-out", test_idle_samples_can_be_left_out);
  g_test_add_func ("/scene/nonsense-is-refused", test_nonsense_is_refused);
  return g_test_run ();
}
