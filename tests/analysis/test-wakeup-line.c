/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/wakeup-line.h"

#include "analysis/chance.h"

#define MS 1e6
#define SAMPLING_MS 5.0

static const EmberSamplingClock sampling = { .is_known = true, .period_ns = SAMPLING_MS * MS, .n_cpus = 4 };

static void
add (GArray *wakeups,
     double time_ms,
     uint32_t n_samples)
{
  const EmberWakeup wakeup = {
    (int64_t) (time_ms * MS),
    (int64_t) ((time_ms + SAMPLING_MS * (n_samples - 1)) * MS),
    n_samples,
  };

  g_array_append_val (wakeups, wakeup);
}

static GArray *
create (void)
{
  return g_array_new (FALSE, FALSE, sizeof (EmberWakeup));
}

/* Wakeups at a fixed distance that show in the first sample after them. */
static GArray *
create_timer (double period_ms,
              int n,
              double seen,
              uint64_t seed)
{
  EmberChance chance = { seed };
  GArray *wakeups = create ();

  for (int i = 0; i < n; i++)
    if (ember_chance_draw (&chance) < seen)
      add (wakeups, i * period_ms + ember_chance_draw (&chance) * SAMPLING_MS, 4);
  return wakeups;
}

static void
test_the_period_of_a_timer_is_found (void)
{
  static const double periods_ms[] = { 40, 100, 333, 1000, 5000 };

  for (size_t i = 0; i < G_N_ELEMENTS (periods_ms); i++)
    {
      g_autoptr (GArray) wakeups = create_timer (periods_ms[i], 60, 1, i);
      EmberWakeupPeriod period;
      EmberWakeupLine line;

      g_assert_true (ember_wakeup_period_find (wakeups, &sampling, 1, &period));
      g_assert_cmpfloat_with_epsilon (period.period_ns / MS, periods_ms[i], periods_ms[i] * 0.02);
      g_assert_true (ember_wakeup_line_follow (wakeups, &sampling, &period, &line));
      g_assert_cmpuint (line.n_wakeups, ==, 60);
      g_assert_cmpfloat_with_epsilon (line.period_ns / MS, periods_ms[i], line.period_bound_ns / MS * 1.5);
      g_assert_cmpfloat (line.period_bound_ns / MS, <, 0.1);
      g_assert_cmpfloat_with_epsilon (line.busy_ns / MS, 20, 0.01);
      g_assert_false (line.is_adding_up);
      ember_wakeup_line_clear (&line);
    }
}

static void
test_what_falls_between_samples_is_counted (void)
{
  g_autoptr (GArray) wakeups = create_timer (250, 200, 0.3, 5);
  EmberWakeupPeriod period;
  EmberWakeupLine line;

  for (guint i = 0; i < wakeups->len; i++)
    g_array_index (wakeups, EmberWakeup, i).n_samples = 1;
  g_assert_true (ember_wakeup_period_find (wakeups, &sampling, 1, &period));
  g_assert_true (ember_wakeup_line_follow (wakeups, &sampling, &period, &line));
  g_assert_cmpfloat_with_epsilon (line.period_ns / MS, 250, 0.1);
  g_assert_cmpuint (line.n_wakeups, >, 190);
  g_assert_cmpfloat_with_epsilon (line.busy_ns / MS, 0.3 * SAMPLING_MS, 0.3);
  ember_wakeup_line_clear (&line);
}

static void
test_lateness_that_is_carried_on_shows (void)
{
  EmberChance chance = { 6 };
  g_autoptr (GArray) wakeups = create ();
  EmberWakeupPeriod period;
  EmberWakeupLine line;
  double time = 0;

  for (int i = 0; i < 300; i++)
    {
      const double work = 60 + 6 * ember_chance_spread (&chance);

      add (wakeups, time + ember_chance_draw (&chance) * SAMPLING_MS, (uint32_t) (work / SAMPLING_MS));
      time += 500 + work;
    }
  g_assert_true (ember_wakeup_period_find (wakeups, &sampling, 1, &period));
  g_assert_true (ember_wakeup_line_follow (wakeups, &sampling, &period, &line));
  g_assert_true (line.is_adding_up);
  g_assert_cmpfloat_with_epsilon (line.period_ns / MS, 560, 2);
  ember_wakeup_line_clear (&line);
}

static void
test_of_two_lines_one_is_followed (void)
{
  g_autoptr (GArray) wakeups = create ();
  EmberWakeupPeriod period;
  EmberWakeupLine line;

  for (int i = 0; i < 60; i++)
    {
      add (wakeups, i * 1000.0, 3);
      add (wakeups, i * 1000.0 + 300, 3);
    }
  g_assert_true (ember_wakeup_period_find (wakeups, &sampling, 1, &period));
  g_assert_cmpfloat_with_epsilon (period.period_ns / MS, 1000, 5);
  g_assert_true (ember_wakeup_line_follow (wakeups, &sampling, &period, &line));
  g_assert_cmpuint (line.indices->len, ==, 60);
  for (guint i = 1; i < 60; i++)
    g_assert_cmpuint (g_array_index (line.indices, guint, i), ==, g_array_index (line.indices, guint, 0) + 2 * i);
  ember_wakeup_line_clear (&line);
}

static void
test_random_wakeups_have_no_line (void)
{
  for (uint32_t seed = 0; seed < 100; seed++)
    {
      EmberChance chance = { seed };
      g_autoptr (GArray) wakeups = create ();
      EmberWakeupPeriod period;
      EmberWakeupLine line;
      double time = 0;

      for (int i = 0; i < 20 + (int) seed * 4; i++)
        {
          time += 15 + ember_chance_wait (&chance, 300);
          add (wakeups, time, 1 + ember_chance_pick (&chance, 3));
        }
      g_assert_false (ember_wakeup_period_find (wakeups, &sampling, 1, &period) && ember_wakeup_line_follow (wakeups, &sampling, &period, &line));
    }
}

static void
test_few_wakeups_say_nothing (void)
{
  for (int n = 0; n < EMBER_WAKEUP_PERIOD_MIN_WAKEUPS; n++)
    {
      g_autoptr (GArray) wakeups = create_timer (1000, n, 1, 1);
      EmberWakeupPeriod period;

      g_assert_false (ember_wakeup_period_find (wakeups, &sampling, 1, &period));
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wakeup-line/the-period-of-a-timer-is-found", test_the_period_of_a_timer_is_found);
  g_test_add_func ("/wakeup-line/what-falls-between-samples-is-counted", test_what_falls_between_samples_is_counted);
  g_test_add_func ("/wakeup-line/lateness-that-is-carried-on-shows", test_lateness_that_is_carried_on_shows);
  g_test_add_func ("/wakeup-line/of-two-lines-one-is-followed", test_of_two_lines_one_is_followed);
  g_test_add_func ("/wakeup-line/random-wakeups-have-no-line", test_random_wakeups_have_no_line);
  g_test_add_func ("/wakeup-line/few-wakeups-say-nothing", test_few_wakeups_say_nothing);
  return g_test_run ();
}
