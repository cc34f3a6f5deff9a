/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/time-order.h"

#include <glib.h>

static void
test_rows_come_in_order_and_equal_times_as_they_stand (void)
{
  const size_t n = 5000;
  g_autofree int64_t *times = g_new (int64_t, n);
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  const EmberTimeOrderEntry *entries;
  EmberColumn order;

  for (size_t i = 0; i < n; i++)
    times[i] = (int64_t) g_rand_int_range (rand, 0, 900) << g_rand_int_range (rand, 0, 50);
  times[77] = INT64_MIN;
  g_assert_false (ember_time_order_is_sorted (times, n));
  ember_column_init (&order, sizeof (EmberTimeOrderEntry));
  ember_time_order_sort (&order, times, n);
  entries = order.data;
  g_assert_cmpuint (entries[0].row, ==, 77);
  for (size_t i = 1; i < n; i++)
    {
      const int64_t before = times[entries[i - 1].row];
      const int64_t after = times[entries[i].row];

      g_assert_true (before < after || (before == after && entries[i - 1].row < entries[i].row));
    }
  ember_column_clear (&order);
}

static void
test_rows_that_are_in_order_stay (void)
{
  const int64_t times[] = { 5, 5, 7, 9 };
  EmberColumn order;

  g_assert_true (ember_time_order_is_sorted (times, G_N_ELEMENTS (times)));
  ember_column_init (&order, sizeof (EmberTimeOrderEntry));
  ember_time_order_sort (&order, times, G_N_ELEMENTS (times));
  for (size_t i = 0; i < G_N_ELEMENTS (times); i++)
    g_assert_cmpuint (((const EmberTimeOrderEntry *) order.data)[i].row, ==, i);
  ember_column_clear (&order);
}

static void
test_columns_serve_again (void)
{
  const int64_t many[] = { 9, 3, 7, 1 };
  const int64_t few[] = { 4, 2 };
  EmberColumn order, spare;

  ember_column_init (&order, sizeof (EmberTimeOrderEntry));
  ember_column_init (&spare, sizeof (EmberTimeOrderEntry));
  ember_time_order_sort_with (&order, &spare, many, G_N_ELEMENTS (many));
  g_assert_cmpuint (((const EmberTimeOrderEntry *) order.data)[0].row, ==, 3);
  ember_time_order_sort_with (&order, &spare, few, G_N_ELEMENTS (few));
  g_assert_cmpuint (order.n, ==, 2);
  g_assert_cmpuint (((const EmberTimeOrderEntry *) order.data)[0].row, ==, 1);
  ember_time_order_sort_with (&order, &spare, NULL, 0);
  g_assert_cmpuint (order.n, ==, 0);
  ember_column_clear (&order);
  ember_column_clear (&spare);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/time-order/rows-come-in-order-and-equal-times-as-they-stand",
                   test_rows_come_in_order_and_equal_times_as_they_stand);
  g_test_add_func ("/time-order/rows-that-are-in-order-stay", test_rows_that_are_in_order_stay);
  g_test_add_func ("/time-order/columns-serve-again", test_columns_serve_again);
  return g_test_run ();
}
