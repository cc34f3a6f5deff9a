/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/densest-stretch.h"

#include <math.h>

#include "support/small-profile.h"

static double
get_score (double n_all,
           double n_cells,
           double n_samples,
           double length)
{
  const double expected = n_all * length / n_cells;
  double score;

  if (n_samples <= expected)
    return 0;
  score = n_samples * log (n_samples / expected);
  return n_samples < n_all ? score + (n_all - n_samples) * log ((n_all - n_samples) / (n_all - expected)) : score;
}

/* The best score of all stretches. */
static double
find_best_score (const uint32_t *counts,
                 uint32_t n_cells)
{
  double n_all = 0;
  double best = 0;

  for (uint32_t i = 0; i < n_cells; i++)
    n_all += counts[i];
  for (uint32_t begin = 0; begin < n_cells; begin++)
    {
      double sum = 0;

      for (uint32_t end = begin; end < n_cells; end++)
        {
          sum += counts[end];
          best = MAX (best, get_score (n_all, n_cells, sum, end + 1 - begin));
        }
    }
  return best;
}

static void
check (const uint32_t *counts,
       uint32_t n_cells,
       uint32_t begin,
       uint32_t end)
{
  EmberStretch stretch;

  g_assert_true (ember_densest_stretch_find (counts, n_cells, NULL, &stretch));
  g_assert_cmpuint (stretch.begin, ==, begin);
  g_assert_cmpuint (stretch.end, ==, end);
}

static void
test_no_other_stretch_of_random_counts_is_denser (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (int round = 0; round < 400; round++)
    {
      uint32_t counts[120];
      const uint32_t n = (uint32_t) g_rand_int_range (rand, 1, G_N_ELEMENTS (counts) + 1);
      const int most = 1 << g_rand_int_range (rand, 0, 8);
      const uint32_t field = (uint32_t) g_rand_int_range (rand, 0, (gint32) n);
      EmberStretch stretch;
      double n_all = 0;
      double sum = 0;

      for (uint32_t i = 0; i < n; i++)
        {
          const int32_t drawn = g_rand_int_range (rand, -most, most);

          counts[i] = (uint32_t) MAX (drawn, 0) * (i / 20 == field / 20 ? 3 : 1);
          n_all += counts[i];
        }
      if (n_all == 0)
        {
          g_assert_false (ember_densest_stretch_find (counts, n, NULL, &stretch));
          continue;
        }
      g_assert_true (ember_densest_stretch_find (counts, n, NULL, &stretch));
      for (uint32_t i = stretch.begin; i < stretch.end; i++)
        sum += counts[i];
      g_assert_cmpfloat ((double) stretch.n_samples, ==, sum);
      g_assert_cmpfloat_with_epsilon (get_score (n_all, n, sum, stretch.end - stretch.begin), find_best_score (counts, n), 1e-9 * n_all);
    }
}

static void
test_a_burst_is_found_among_its_like (void)
{
  uint32_t counts[500] = { 0 };

  for (uint32_t i = 7; i < 500; i += 50)
    counts[i] = 10;
  counts[257] = 11;
  check (counts, 500, 257, 258);
}

static void
test_the_first_of_equal_bursts_is_taken (void)
{
  uint32_t counts[500] = { 0 };

  for (uint32_t i = 7; i < 500; i += 50)
    counts[i] = 10;
  check (counts, 500, 7, 8);
}

static void
test_a_field_of_double_load_is_found_in_noise (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);
  uint32_t counts[2400];
  EmberStretch stretch;

  for (uint32_t i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      counts[i] = 0;
      for (int k = 0; k < (i >= 650 && i < 1150 ? 12 : 6); k++)
        counts[i] += g_rand_int_range (rand, 0, 3) == 0;
    }
  g_assert_true (ember_densest_stretch_find (counts, G_N_ELEMENTS (counts), NULL, &stretch));
  g_assert_cmpuint (stretch.begin, >, 630);
  g_assert_cmpuint (stretch.begin, <, 670);
  g_assert_cmpuint (stretch.end, >, 1130);
  g_assert_cmpuint (stretch.end, <, 1170);
}

static void
test_even_samples_are_one_stretch (void)
{
  const uint32_t counts[] = { 3, 3, 3, 3, 3 };
  const uint32_t one[] = { 7 };

  check (counts, 5, 0, 5);
  check (one, 1, 0, 1);
}

static void
test_a_map_tells_time_and_leaves_out_what_was_not_recorded (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberTableSet) set = NULL;
  g_autoptr (EmberHeatmap) heatmap = NULL;
  EmberHeatmapGrid grid;
  EmberTimeRange range;

  for (int64_t i = 0; i < 20; i++)
    small_profile_add (builder, 5 * EMBER_SECOND_NS + i * 100000000, "a", 1, "cycles", "main", 1);
  for (int64_t i = 0; i < 20; i++)
    small_profile_add (builder, 6 * EMBER_SECOND_NS + 200000000 + i * 10000000, "a", 1, "cycles", "main", 1);
  profile = ember_profile_builder_freeze (builder);
  set = ember_table_set_new (profile, NULL, 0, true);
  grid = ember_heatmap_grid_new (profile, EMBER_SECOND_NS, 10);
  heatmap = ember_heatmap_new (set, &grid, NULL);
  range = ember_densest_stretch_of_map (heatmap, NULL);
  g_assert_cmpint (range.begin_ns, ==, 6 * EMBER_SECOND_NS + 200000000);
  g_assert_cmpint (range.end_ns, ==, 6 * EMBER_SECOND_NS + 400000000);
}

static void
test_nothing_has_no_densest_stretch (void)
{
  g_autoptr (EmberProfile) profile = ember_profile_builder_freeze (ember_profile_builder_new ());
  g_autoptr (EmberTableSet) set = ember_table_set_new (profile, NULL, 0, true);
  const EmberHeatmapGrid grid = ember_heatmap_grid_new (profile, EMBER_SECOND_NS, 10);
  g_autoptr (EmberHeatmap) heatmap = ember_heatmap_new (set, &grid, NULL);

  g_assert_true (ember_time_range_is_empty (ember_densest_stretch_of_map (heatmap, NULL)));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/densest-stretch/no-other-stretch-of-random-counts-is-denser", test_no_other_stretch_of_random_counts_is_denser);
  g_test_add_func ("/densest-stretch/a-burst-is-found-among-its-like", test_a_burst_is_found_among_its_like);
  g_test_add_func ("/densest-stretch/the-first-of-equal-bursts-is-taken", test_the_first_of_equal_bursts_is_taken);
  g_test_add_func ("/densest-stretch/a-field-of-double-load-is-found-in-noise", test_a_field_of_double_load_is_found_in_noise);
  g_test_add_func ("/densest-stretch/even-samples-are-one-stretch", test_even_samples_are_one_stretch);
  g_test_add_func ("/densest-stretch/a-map-tells-time-and-leaves-out-what-was-not-recorded", test_a_map_tells_time_and_leaves_out_what_was_not_recorded);
  g_test_add_func ("/densest-stretch/nothing-has-no-densest-stretch", test_nothing_has_no_densest_stretch);
  return g_test_run ();
}
