/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/pattern-band.h"

#include "analysis/patterns.h"
#include "analysis/scene.h"

#define MS INT64_C (1000000)

static EmberWakeupLine
make_line (double begin_ms,
           double period_ms,
           uint32_t n_wakeups,
           double busy_ms)
{
  return (EmberWakeupLine){
    .n_wakeups = n_wakeups,
    .period_ns = period_ms * MS,
    .period_bound_ns = 0.05 * MS,
    .begin_ns = begin_ms * MS,
    .busy_ns = busy_ms * MS,
    .stray_ns = 2.0 * MS,
  };
}

static void
test_a_period_that_may_be_round_is (void)
{
  const EmberWakeupLine line = make_line (5300, 1000.04, 41, 30);
  const EmberBand band = ember_pattern_band_of_line (&line, 5 * MS, 5000 * MS);

  g_assert_cmpint (band.column_ns, ==, 1000 * MS);
  g_assert_cmpint (band.origin_ns, ==, 5000 * MS);
  g_assert_cmpint (band.begin_ns, <, 300 * MS);
  g_assert_cmpint (band.begin_ns, >, 285 * MS);
  g_assert_cmpint (band.end_ns, >, 330 * MS);
  g_assert_cmpint (band.end_ns, <, 345 * MS);
}

static void
test_a_period_is_not_rounded_where_the_line_would_leave_the_band (void)
{
  const EmberWakeupLine line = make_line (5300, 1000.04, 1001, 30);

  g_assert_cmpint (ember_pattern_band_of_line (&line, 5 * MS, 5000 * MS).column_ns, ==, 1000040000);
}

static void
test_a_band_holds_every_work_of_its_line (void)
{
  static const double periods_ms[] = { 100.3, 333.33, 1020, 5007 };

  for (size_t i = 0; i < G_N_ELEMENTS (periods_ms); i++)
    for (uint32_t n = 5; n < 500; n = n * 2 + 1)
      {
        const EmberWakeupLine line = make_line (7123.4, periods_ms[i], n, 20);
        const EmberBand band = ember_pattern_band_of_line (&line, 5 * MS, 7000 * MS);

        g_assert_true (ember_band_is_active (&band));
        for (uint32_t wakeup = 0; wakeup < n; wakeup++)
          {
            const int64_t begin_ns = (int64_t) (line.begin_ns + wakeup * line.period_ns);

            g_assert_true (ember_band_holds (&band, begin_ns));
            g_assert_true (ember_band_holds (&band, begin_ns + 20 * MS));
            g_assert_false (ember_band_holds (&band, begin_ns + (int64_t) (line.period_ns / 2)));
          }
      }
}

static void
test_a_line_before_the_axis_has_its_band_there (void)
{
  const EmberWakeupLine line = make_line (-3700, 1000, 20, 10);
  const EmberBand band = ember_pattern_band_of_line (&line, 5 * MS, 0);

  g_assert_cmpint (band.begin_ns, >=, 0);
  g_assert_true (ember_band_holds (&band, 305 * MS));
  g_assert_false (ember_band_holds (&band, 700 * MS));
}

static void
test_most_of_the_time_is_no_band (void)
{
  const EmberWakeupLine line = make_line (5300, 50, 100, 40);
  const EmberBand band = ember_pattern_band_of_line (&line, 5 * MS, 5000 * MS);

  g_assert_false (ember_band_is_active (&band));
}

/* Samples of the thread of @pattern that lie in its time, and those of them in its band. */
static void
count_samples (EmberProfile *profile,
               const EmberPattern *pattern,
               uint32_t *n_all,
               uint32_t *n_held)
{
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, false);

  *n_all = *n_held = 0;
  for (uint32_t i = 0; i < set->n_tables; i++)
    for (size_t row = 0; row < ember_sample_table_get_n (set->tables[i]); row++)
      {
        const EmberSample sample = ember_sample_table_get (set->tables[i], row);

        if (sample.thread != pattern->thread || sample.time_ns < pattern->range.begin_ns || sample.time_ns >= pattern->range.end_ns)
          continue;
        ++*n_all;
        *n_held += ember_band_holds (&pattern->band, sample.time_ns);
      }
}

static void
test_lines_of_the_classic_pictures_lie_in_their_bands (void)
{
  uint32_t n_scenes, n_bands = 0;
  const EmberScene *scenes = ember_scene_get_classics (&n_scenes);

  for (uint32_t i = 0; i < n_scenes; i++)
    {
      g_autoptr (EmberProfile) profile = ember_scene_record (&scenes[i], NULL);
      g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, false);
      g_autoptr (GArray) patterns = ember_patterns_find (set, EMBER_TIME_RANGE_ALL, NULL);

      for (guint j = 0; j < patterns->len; j++)
        {
          const EmberPattern *pattern = &g_array_index (patterns, EmberPattern, j);
          uint32_t n_all, n_held;

          if (!ember_band_is_active (&pattern->band))
            continue;
          count_samples (profile, pattern, &n_all, &n_held);
          g_test_message ("%s, period %g s: %u of %u", scenes[i].name, pattern->period_s, n_held, n_all);
          g_assert_cmpuint (n_held * 50, >=, n_all * 49);
          g_assert_cmpint (pattern->band.end_ns - pattern->band.begin_ns, <, (int64_t) (pattern->busy_ms * MS) + 40 * MS);
          n_bands++;
        }
    }
  g_assert_cmpuint (n_bands, >=, 8);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pattern-band/a-period-that-may-be-round-is", test_a_period_that_may_be_round_is);
  g_test_add_func ("/pattern-band/a-period-is-not-rounded-where-the-line-would-leave-the-band", test_a_period_is_not_rounded_where_the_line_would_leave_the_band);
  g_test_add_func ("/pattern-band/a-band-holds-every-work-of-its-line", test_a_band_holds_every_work_of_its_line);
  g_test_add_func ("/pattern-band/a-line-before-the-axis-has-its-band-there", test_a_line_before_the_axis_has_its_band_there);
  g_test_add_func ("/pattern-band/most-of-the-time-is-no-band", test_most_of_the_time_is_no_band);
  g_test_add_func ("/pattern-band/lines-of-the-classic-pictures-lie-in-their-bands", test_lines_of_the_classic_pictures_lie_in_their_bands);
  return g_test_run ();
}
