/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/quantile.h"

static GArray *
numbers_new (guint n)
{
  GArray *values = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < n; i++)
    {
      const double value = (i * 7 + 3) % n;

      g_array_append_val (values, value);
    }
  ember_quantile_sort (values);
  return values;
}

static void
test_values_stand_from_the_least_on (void)
{
  g_autoptr (GArray) values = numbers_new (100);

  for (guint i = 0; i < values->len; i++)
    g_assert_cmpfloat (g_array_index (values, double, i), ==, i);
}

static void
test_parts_of_the_values_lie_below (void)
{
  g_autoptr (GArray) values = numbers_new (100);
  g_autoptr (GArray) one = numbers_new (1);

  g_assert_cmpfloat (ember_quantile_get (values, 0, 1), ==, 0);
  g_assert_cmpfloat (ember_quantile_get (values, 1, 4), ==, 25);
  g_assert_cmpfloat (ember_quantile_get (values, 1, 2), ==, 50);
  g_assert_cmpfloat (ember_quantile_get (values, 9, 10), ==, 90);
  g_assert_cmpfloat (ember_quantile_get (one, 9, 10), ==, 0);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quantile/values-stand-from-the-least-on", test_values_stand_from_the_least_on);
  g_test_add_func ("/quantile/parts-of-the-values-lie-below", test_parts_of_the_values_lie_below);
  return g_test_run ();
}
