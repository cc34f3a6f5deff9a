/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/band.h"

/* Small enough that each nanosecond can be asked. */
#define N_TIMES 200

/* The band written out: whether each of N_TIMES nanoseconds lies in it. */
static bool
is_within (const EmberBand *band,
           int64_t time_ns)
{
  for (int64_t column = -N_TIMES; column <= N_TIMES; column++)
    {
      const int64_t begin_ns = band->origin_ns + column * band->column_ns;

      if (time_ns >= begin_ns + band->begin_ns && time_ns < begin_ns + band->end_ns)
        return true;
    }
  return false;
}

static EmberBand
make_random_band (GRand *rand)
{
  const int64_t column_ns = g_rand_int_range (rand, 1, 30);
  const int64_t begin_ns = g_rand_int_range (rand, 0, (gint32) column_ns);

  return (EmberBand){ g_rand_int_range (rand, 0, 100), column_ns, begin_ns, begin_ns + g_rand_int_range (rand, 1, (gint32) column_ns + 1) };
}

static void
test_a_time_is_held_as_the_intervals_say (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (int i = 0; i < 300; i++)
    {
      const EmberBand band = make_random_band (rand);

      for (int64_t time_ns = -20; time_ns < N_TIMES; time_ns++)
        g_assert_cmpint (ember_band_holds (&band, time_ns), ==, is_within (&band, time_ns));
    }
}

static void
test_the_interval_that_is_found_is_the_first_that_ends_after (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);

  for (int i = 0; i < 300; i++)
    {
      const EmberBand band = make_random_band (rand);

      for (int64_t time_ns = -20; time_ns < N_TIMES; time_ns++)
        {
          const int64_t index = ember_band_find (&band, time_ns);

          g_assert_cmpint (ember_band_get_interval (&band, index).end_ns, >, time_ns);
          g_assert_cmpint (ember_band_get_interval (&band, index - 1).end_ns, <=, time_ns);
        }
    }
}

static void
test_duration_and_number_are_those_of_the_parts (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (int i = 0; i < 2000; i++)
    {
      const EmberBand band = make_random_band (rand);
      const int64_t begin_ns = g_rand_int_range (rand, -20, N_TIMES);
      const EmberTimeRange range = { begin_ns, g_rand_int_range (rand, (gint32) begin_ns, N_TIMES + 1) };
      int64_t duration_ns = 0;
      int64_t n_intervals = 0;

      for (int64_t index = -N_TIMES; index <= N_TIMES; index++)
        {
          const EmberTimeRange part = ember_time_range_intersect (ember_band_get_interval (&band, index), range);

          if (ember_time_range_is_empty (part))
            continue;
          duration_ns += part.end_ns - part.begin_ns;
          n_intervals++;
        }
      g_assert_cmpint (ember_band_get_duration (&band, range), ==, duration_ns);
      g_assert_cmpint (ember_band_count_intervals (&band, range), ==, n_intervals);
    }
}

static void
test_no_band_is_the_whole_range (void)
{
  const EmberBand none = { 0 };

  g_assert_false (ember_band_is_active (&none));
  g_assert_cmpint (ember_band_get_duration (&none, (EmberTimeRange){ 5, 12 }), ==, 7);
  g_assert_cmpint (ember_band_get_duration (&none, (EmberTimeRange){ 5, 5 }), ==, 0);
  g_assert_cmpint (ember_band_count_intervals (&none, (EmberTimeRange){ 5, 12 }), ==, 1);
}

static void
test_bands_are_equal_where_they_hold_the_same_times (void)
{
  const EmberBand none = { 0 };
  const EmberBand band = { 10, 7, 2, 4 };
  const EmberBand shifted = { 31, 7, 2, 4 };
  const EmberBand others[] = { { 11, 7, 2, 4 }, { 10, 8, 2, 4 }, { 10, 7, 1, 4 }, { 10, 7, 2, 5 } };

  g_assert_true (ember_band_equal (&none, &none));
  g_assert_false (ember_band_equal (&none, &band));
  g_assert_true (ember_band_equal (&band, &band));
  g_assert_true (ember_band_equal (&band, &shifted));
  for (size_t i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (ember_band_equal (&band, &others[i]));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/band/a-time-is-held-as-the-intervals-say", test_a_time_is_held_as_the_intervals_say);
  g_test_add_func ("/band/the-interval-that-is-found-is-the-first-that-ends-after", test_the_interval_that_is_found_is_the_first_that_ends_after);
  g_test_add_func ("/band/duration-and-number-are-those-of-the-parts", test_duration_and_number_are_those_of_the_parts);
  g_test_add_func ("/band/no-band-is-the-whole-range", test_no_band_is_the_whole_range);
  g_test_add_func ("/band/bands-are-equal-where-they-hold-the-same-times", test_bands_are_equal_where_they_hold_the_same_times);
  return g_test_run ();
}
