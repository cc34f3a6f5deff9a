/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/column-fit.h"

#include <math.h>

#include "support/scene-recording.h"
#include "support/small-profile.h"

#define BEGIN (500 * EMBER_SECOND_NS)
#define LENGTH_S 50

/* 99 samples a second of a thread that runs for a tenth of the time at random, and a line of one sample or two each @period_s. */
static EmberProfile *
new_profile (GRand *rand,
             double period_s,
             double work_s,
             int n_noise)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  small_profile_add (builder, BEGIN, "begin", 3, "cycles", "f", 1);
  for (int i = 0; i < n_noise; i++)
    {
      const int64_t tick = g_rand_int_range (rand, 0, LENGTH_S * 99);

      small_profile_add (builder, BEGIN + tick * EMBER_SECOND_NS / 99, "noise", 1, "cycles", "f", 1);
    }
  for (double time_s = 0.31; period_s > 0 && time_s < LENGTH_S - 0.1; time_s += period_s)
    for (double at_s = time_s; at_s < time_s + work_s; at_s += 1.0 / 99)
      small_profile_add (builder, BEGIN + (int64_t) (at_s * 1e9), "line", 2, "cycles", "f", 1);
  small_profile_add (builder, BEGIN + LENGTH_S * EMBER_SECOND_NS, "end", 3, "cycles", "f", 1);
  return ember_profile_builder_freeze (builder);
}

static int64_t
fit (EmberProfile *profile,
     int64_t start_ns)
{
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);

  return ember_column_fit_find (set, EMBER_TIME_RANGE_ALL, start_ns, NULL).length_ns;
}

static void
test_the_period_of_a_line_is_found (void)
{
  static const double periods[] = { 0.8123, 0.93, 0.985, 1, 1.00371, 1.037, 1.1, 1.2345 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (size_t i = 0; i < G_N_ELEMENTS (periods); i++)
    for (int n_noise = 0; n_noise <= 400; n_noise += 200)
      {
        g_autoptr (EmberProfile) profile = new_profile (rand, periods[i], 0.03, n_noise);
        const double found = (double) fit (profile, EMBER_SECOND_NS) / 1e9;

        /* Over the whole range the line leaves its height by a fiftieth of a column at most. */
        g_assert_cmpfloat_with_epsilon (found, periods[i], periods[i] * periods[i] / LENGTH_S / 50);
      }
}

static void
test_other_columns_than_seconds_are_fitted (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  g_autoptr (EmberProfile) slow = new_profile (rand, 5.2, 0.1, 100);
  g_autoptr (EmberProfile) fast = new_profile (rand, 0.1043, 0.001, 300);

  g_assert_cmpfloat_with_epsilon ((double) fit (slow, 5 * EMBER_SECOND_NS) / 1e9, 5.2, 0.02);
  g_assert_cmpfloat_with_epsilon ((double) fit (fast, EMBER_SECOND_NS / 10) / 1e9, 0.1043, 0.00002);
}

static int64_t
fit_scene (const char *text)
{
  g_autoptr (EmberProfile) profile = scene_recording_new (text, NULL);

  return fit (profile, EMBER_SECOND_NS);
}

/* Work of a timer does not move its period; what sleeps in between comes later by it. */
static void
test_periods_far_from_the_columns_are_found (void)
{
  static const double periods[] = { 0.3, 0.7, 1.3, 2.5, 5, 7.3 };

  for (size_t i = 0; i < G_N_ELEMENTS (periods); i++)
    for (int noise = 0; noise <= 20; noise += 20)
      {
        g_autofree char *timer = g_strdup_printf ("once-a-second,hz=99,seconds=120,period=%g,noise=%g", periods[i], noise / 100.0);
        g_autofree char *sleeper = g_strdup_printf ("busy-wait-20ms,hz=99,seconds=120,period=%g,noise=%g", periods[i], noise / 100.0);

        g_assert_cmpfloat_with_epsilon ((double) fit_scene (timer) / 1e9, periods[i], periods[i] * 0.005);
        g_assert_cmpfloat_with_epsilon ((double) fit_scene (sleeper) / 1e9, periods[i] + 0.02, (periods[i] + 0.02) * 0.01);
      }
}

/* Of two lines, the one that is nearly level is meant. */
static void
test_a_near_period_goes_before_a_clearer_one (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;

  for (int i = 0; i < 5000; i++)
    {
      if (i % 30 == 0)
        small_profile_add (builder, BEGIN + i * (EMBER_SECOND_NS / 100), "often", 1, "cycles", "f", 1);
      if (i % 107 == 0)
        small_profile_add (builder, BEGIN + i * (EMBER_SECOND_NS / 100) + 1, "near", 2, "cycles", "f", 1);
    }
  profile = ember_profile_builder_freeze (builder);
  g_assert_cmpfloat_with_epsilon ((double) fit (profile, EMBER_SECOND_NS) / 1e9, 1.07, 0.001);
  g_assert_cmpfloat_with_epsilon ((double) fit (profile, 5 * EMBER_SECOND_NS) / 1e9, 0.3, 0.001);
}

typedef struct
{
  double period_s;
  double work_s;
  double jitter_s; /* how far a wakeup strays at most */
  uint32_t part;   /* so many of a hundred wakeups are there */
} Line;

/* 99 samples a second of two threads for two minutes. */
static EmberProfile *
new_two_lines (const Line *lines)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  for (int i = 0; i < 2; i++)
    for (double time_s = 0.21 + 0.17 * i; time_s < 2 * LENGTH_S; time_s += lines[i].period_s)
      {
        const double begin_s = time_s + (lines[i].jitter_s > 0 ? g_rand_double_range (rand, 0, lines[i].jitter_s) : 0);

        if (g_rand_int_range (rand, 0, 100) >= (int) lines[i].part)
          continue;
        for (double at_s = begin_s; at_s < begin_s + lines[i].work_s; at_s += 1.0 / 99)
          small_profile_add (builder, BEGIN + (int64_t) (ceil (at_s * 99) / 99 * 1e9), i == 0 ? "first" : "second", 11 + i, "cycles", "f", 1);
      }
  return ember_profile_builder_freeze (builder);
}

static void
check_thread (const Line *lines,
              double start_s,
              int meant)
{
  g_autoptr (EmberProfile) profile = new_two_lines (lines);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  const EmberColumnFit fit = ember_column_fit_find (set, EMBER_TIME_RANGE_ALL, (int64_t) (start_s * 1e9), NULL);

  g_assert_cmpuint (fit.n_threads, ==, 2);
  g_assert_true (fit.has_thread);
  g_assert_cmpint (ember_threads_get (ember_profile_get_threads (profile), fit.thread)->tid, ==, 11 + meant);
  g_assert_cmpfloat_with_epsilon ((double) fit.length_ns / 1e9, lines[meant].period_s, lines[meant].period_s * 0.005);
}

/* Whichever of them comes first. */
static void
check_lines (const Line *weak,
             const Line *strong,
             double start_s)
{
  check_thread ((Line[]){ *weak, *strong }, start_s, 1);
  check_thread ((Line[]){ *strong, *weak }, start_s, 0);
}

static void
test_of_two_threads_the_clearer_one_is_fitted (void)
{
  const Line clear = { 1.037, 0.03, 0, 100 };
  const Line gappy = { 0.957, 0.03, 0, 80 };
  const Line straying = { 0.9, 0.03, 0.03, 85 };
  const Line often = { 0.43, 0.02, 0, 100 };
  const Line seldom = { 6.1, 0.05, 0, 100 };

  /* Both near, both far, and one of each. */
  check_lines (&gappy, &clear, 1);
  check_lines (&straying, &clear, 1);
  check_lines (&seldom, &often, 2);
  check_lines (&often, &clear, 1);
  check_lines (&clear, &often, 0.5);
}

/* Nearly level alone does not make a line. */
static void
test_a_near_line_that_hardly_is_one_gives_way (void)
{
  const Line hardly = { 5.3, 0.03, 0, 85 };
  const Line often = { 0.43, 0.03, 0, 100 };

  check_lines (&hardly, &often, 5);
}

static void
test_noise_has_no_period (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (int i = 0; i < 20; i++)
    {
      g_autoptr (EmberProfile) profile = new_profile (rand, 0, 0, 300 + 100 * i);

      g_assert_cmpint (fit (profile, EMBER_SECOND_NS), ==, 0);
    }
}

static void
test_too_little_has_no_period (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);
  g_autoptr (EmberProfile) profile = new_profile (rand, 1.1, 0.03, 100);
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);

  g_assert_cmpint (ember_column_fit_find (set, (EmberTimeRange){ BEGIN, BEGIN + 2 * EMBER_SECOND_NS }, EMBER_SECOND_NS, NULL).length_ns, ==, 0);
  g_assert_cmpint (ember_column_fit_find (set, (EmberTimeRange){ 0, 0 }, EMBER_SECOND_NS, NULL).length_ns, ==, 0);
  g_assert_cmpint (ember_column_fit_find (set, (EmberTimeRange){ 0, BEGIN }, EMBER_SECOND_NS, NULL).length_ns, ==, 0);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/column-fit/the-period-of-a-line-is-found", test_the_period_of_a_line_is_found);
  g_test_add_func ("/column-fit/other-columns-than-seconds-are-fitted", test_other_columns_than_seconds_are_fitted);
  g_test_add_func ("/column-fit/periods-far-from-the-columns-are-found", test_periods_far_from_the_columns_are_found);
  g_test_add_func ("/column-fit/a-near-period-goes-before-a-clearer-one", test_a_near_period_goes_before_a_clearer_one);
  g_test_add_func ("/column-fit/of-two-threads-the-clearer-one-is-fitted", test_of_two_threads_the_clearer_one_is_fitted);
  g_test_add_func ("/column-fit/a-near-line-that-hardly-is-one-gives-way", test_a_near_line_that_hardly_is_one_gives_way);
  g_test_add_func ("/column-fit/noise-has-no-period", test_noise_has_no_period);
  g_test_add_func ("/column-fit/too-little-has-no-period", test_too_little_has_no_period);
  return g_test_run ();
}
