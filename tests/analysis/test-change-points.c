/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/change-points.h"

#include <math.h>

#include "analysis/chance.h"

#define N 200

static void
fill (float *values,
      uint32_t begin,
      uint32_t end,
      double level,
      double spread,
      EmberChance *chance)
{
  for (uint32_t i = begin; i < end; i++)
    values[i] = (float) (level + spread * ember_chance_spread (chance));
}

static EmberPhase
get_phase (const GArray *phases,
           guint index)
{
  return g_array_index (phases, EmberPhase, index);
}

static void
test_steps_are_cut_where_they_are (void)
{
  EmberChance chance = { 1 };
  float values[N];
  g_autoptr (GArray) phases = NULL;

  fill (values, 0, 80, 0.2, 0.02, &chance);
  fill (values, 80, 120, 0.6, 0.02, &chance);
  fill (values, 120, N, 0.3, 0.02, &chance);
  phases = ember_change_points_find (values, N, ember_change_points_get_variance (values, N), NULL);
  g_assert_cmpuint (phases->len, ==, 3);
  g_assert_cmpuint (get_phase (phases, 1).begin, ==, 80);
  g_assert_cmpuint (get_phase (phases, 2).begin, ==, 120);
  g_assert_cmpuint (get_phase (phases, 2).end, ==, N);
  g_assert_cmpfloat_with_epsilon (get_phase (phases, 1).level, 0.6, 0.01);
}

static void
test_noise_is_one_phase (void)
{
  for (uint32_t seed = 0; seed < 200; seed++)
    {
      EmberChance chance = { seed };
      float values[N];
      g_autoptr (GArray) phases = NULL;

      fill (values, 0, N, 0.5, 0.1, &chance);
      phases = ember_change_points_find (values, N, ember_change_points_get_variance (values, N), NULL);
      g_assert_cmpuint (phases->len, ==, 1);
    }
}

static void
test_unknown_values_belong_to_what_is_around (void)
{
  EmberChance chance = { 2 };
  float values[N];
  g_autoptr (GArray) phases = NULL;

  fill (values, 0, N, 0.5, 0.02, &chance);
  for (int i = 50; i < 60; i++)
    values[i] = NAN;
  phases = ember_change_points_find (values, N, ember_change_points_get_variance (values, N), NULL);
  g_assert_cmpuint (phases->len, ==, 1);
  g_assert_cmpfloat_with_epsilon (get_phase (phases, 0).level, 0.5, 0.01);
}

static void
test_variance_is_that_of_the_noise (void)
{
  EmberChance chance = { 3 };
  float values[2000];

  fill (values, 0, 2000, 0.5, 0.1, &chance);
  g_assert_cmpfloat_with_epsilon (ember_change_points_get_variance (values, 2000), 0.01, 0.002);
}

static void
test_a_ramp_is_found_with_its_ends (void)
{
  EmberChance chance = { 4 };
  float values[N];
  EmberRamp ramp;

  fill (values, 0, N, 0, 0.01, &chance);
  for (int i = 0; i < N; i++)
    values[i] += (float) (0.1 + 0.5 * CLAMP ((i - 60) / 80.0, 0, 1));
  g_assert_true (ember_change_points_fit_ramp (values, N, &ramp));
  g_assert_cmpint (ABS ((int) ramp.begin - 60), <=, 4);
  g_assert_cmpint (ABS ((int) ramp.end - 140), <=, 4);
  g_assert_cmpfloat_with_epsilon (ramp.from, 0.1, 0.01);
  g_assert_cmpfloat_with_epsilon (ramp.to, 0.6, 0.01);
  g_assert_cmpfloat (ramp.squares * 10, <, ramp.step_squares);
}

static void
test_a_step_is_no_ramp (void)
{
  EmberChance chance = { 5 };
  float values[N];
  EmberRamp ramp;

  fill (values, 0, 100, 0.1, 0.01, &chance);
  fill (values, 100, N, 0.6, 0.01, &chance);
  g_assert_true (ember_change_points_fit_ramp (values, N, &ramp));
  g_assert_cmpuint (ramp.end - ramp.begin, <=, 2);
}

static void
test_cancelling_gives_nothing (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  float values[N] = { 0 };

  g_cancellable_cancel (cancellable);
  g_assert_null (ember_change_points_find (values, N, 1, cancellable));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/change-points/steps-are-cut-where-they-are", test_steps_are_cut_where_they_are);
  g_test_add_func ("/change-points/noise-is-one-phase", test_noise_is_one_phase);
  g_test_add_func ("/change-points/unknown-values-belong-to-what-is-around", test_unknown_values_belong_to_what_is_around);
  g_test_add_func ("/change-points/variance-is-that-of-the-noise", test_variance_is_that_of_the_noise);
  g_test_add_func ("/change-points/a-ramp-is-found-with-its-ends", test_a_ramp_is_found_with_its_ends);
  g_test_add_func ("/change-points/a-step-is-no-ramp", test_a_step_is_no_ramp);
  g_test_add_func ("/change-points/cancelling-gives-nothing", test_cancelling_gives_nothing);
  return g_test_run ();
}
