/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/color-scale.h"

#include <math.h>

static const uint32_t tops[] = { 1, 2, 3, 10, 99, 5000, 1000000, UINT32_MAX };

static void
test_more_samples_never_stand_lower (void)
{
  for (int curve = 0; curve < EMBER_N_CURVES; curve++)
    for (size_t i = 0; i < G_N_ELEMENTS (tops); i++)
      {
        const EmberColorScale scale = { tops[i], (EmberCurve) curve };
        double last = -1;

        for (uint32_t count = 1; count < 2000; count++)
          {
            const double place = ember_color_scale_get_place (&scale, count);

            g_assert_cmpfloat (place, >=, MAX (last, 0));
            g_assert_cmpfloat (place, <=, 1);
            g_assert_cmpint (place == 1, ==, count >= scale.top);
            last = place;
          }
      }
}

static void
test_places_are_those_of_the_curve (void)
{
  const EmberColorScale linear = { 100, EMBER_CURVE_LINEAR };
  const EmberColorScale root = { 100, EMBER_CURVE_SQRT };
  const EmberColorScale logarithm = { 100, EMBER_CURVE_LOG };

  g_assert_cmpfloat_with_epsilon (ember_color_scale_get_place (&linear, 25), 0.25, 1e-12);
  g_assert_cmpfloat_with_epsilon (ember_color_scale_get_place (&root, 25), 0.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (ember_color_scale_get_place (&logarithm, 10), 0.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (ember_color_scale_get_place (&logarithm, 1), 0, 1e-12);
}

static void
test_a_count_is_found_at_its_place (void)
{
  for (int curve = 0; curve < EMBER_N_CURVES; curve++)
    for (size_t i = 0; i < G_N_ELEMENTS (tops); i++)
      {
        const EmberColorScale scale = { tops[i], (EmberCurve) curve };

        for (uint32_t count = 1; count <= MIN (tops[i], 3000); count++)
          {
            const double first = ember_color_scale_get_place (&scale, 1);
            const double place = first < 1 ? (ember_color_scale_get_place (&scale, count) - first) / (1 - first) : 1;

            g_assert_cmpuint (ember_color_scale_get_count (&scale, 1, place), ==, count);
          }
        g_assert_cmpuint (ember_color_scale_get_count (&scale, 1, 0), ==, 1);
        g_assert_cmpuint (ember_color_scale_get_count (&scale, 1, 1), ==, tops[i]);
      }
}

static EmberHeatmap *
new_heatmap (void)
{
  const EmberHeatmapGrid grid = { .column_ns = EMBER_SECOND_NS, .n_columns = 20, .n_rows = 10 };
  uint32_t *counts = g_new0 (uint32_t, 200);

  for (uint32_t i = 0; i < 100; i++)
    counts[2 * i] = i + 1;
  return ember_heatmap_new_from_counts (&grid, counts, EMBER_TIME_RANGE_ALL);
}

static void
test_the_top_is_the_percentile_of_what_is_not_empty (void)
{
  g_autoptr (EmberHeatmap) heatmap = new_heatmap ();

  g_assert_cmpuint (ember_color_scale_new (heatmap, EMBER_CURVE_LINEAR, 0).top, ==, 100);
  g_assert_cmpuint (ember_color_scale_new (heatmap, EMBER_CURVE_LINEAR, 100).top, ==, 100);
  g_assert_cmpuint (ember_color_scale_new (heatmap, EMBER_CURVE_LINEAR, 99).top, ==, 99);
  g_assert_cmpuint (ember_color_scale_new (heatmap, EMBER_CURVE_LOG, 95).top, ==, 95);
  g_assert_cmpint (ember_color_scale_new (heatmap, EMBER_CURVE_LOG, 95).curve, ==, EMBER_CURVE_LOG);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/color-scale/more-samples-never-stand-lower", test_more_samples_never_stand_lower);
  g_test_add_func ("/color-scale/places-are-those-of-the-curve", test_places_are_those_of_the_curve);
  g_test_add_func ("/color-scale/a-count-is-found-at-its-place", test_a_count_is_found_at_its_place);
  g_test_add_func ("/color-scale/the-top-is-the-percentile-of-what-is-not-empty", test_the_top_is_the_percentile_of_what_is_not_empty);
  return g_test_run ();
}
