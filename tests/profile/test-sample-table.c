/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/sample-table.h"

/* Times of @n rows, each row's weight its number. */
static void
fill (EmberSampleTable *table,
      GRand *rand,
      size_t n,
      int64_t span_ns)
{
  ember_sample_table_init (table);
  for (size_t i = 0; i < n; i++)
    {
      const EmberSample sample = {
        .time_ns = (int64_t) (g_rand_double (rand) * (double) span_ns),
        .thread = (EmberThreadId) i,
        .cpu = (int32_t) i,
        .stack = (EmberStackId) i,
        .weight = i,
      };

      ember_sample_table_append (table, &sample);
    }
}

static void
check_sorting (size_t n,
               int64_t span_ns)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) n);
  g_autofree int64_t *before = g_new (int64_t, n);
  EmberSampleTable table;

  fill (&table, rand, n, span_ns);
  for (size_t i = 0; i < n; i++)
    before[i] = ember_sample_table_get_times (&table)[i];
  ember_sample_table_sort (&table);
  for (size_t i = 0; i < n; i++)
    {
      const EmberSample row = ember_sample_table_get (&table, i);

      g_assert_cmpint (row.time_ns, ==, before[row.weight]);
      g_assert_cmpuint (row.thread, ==, row.weight);
      g_assert_cmpint (row.cpu, ==, (int32_t) row.weight);
      g_assert_cmpuint (row.stack, ==, row.weight);
      if (i > 0)
        {
          const EmberSample previous = ember_sample_table_get (&table, i - 1);

          g_assert_true (previous.time_ns < row.time_ns || (previous.time_ns == row.time_ns && previous.weight < row.weight));
        }
    }
  ember_sample_table_clear (&table);
}

static void
test_sorting_is_stable (void)
{
  check_sorting (5000, 300);
}

static void
test_sorting_spans_every_digit (void)
{
  check_sorting (5000, EMBER_TIME_MAX_NS);
}

static void
test_finding_equals_a_plain_scan (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  EmberSampleTable table;

  fill (&table, rand, 500, 1000);
  ember_sample_table_sort (&table);
  for (int i = 0; i < 2000; i++)
    {
      const EmberTimeRange range = { g_rand_int_range (rand, -10, 1010), g_rand_int_range (rand, -10, 1010) };
      size_t first, last;
      size_t n = 0;

      ember_sample_table_find (&table, range, &first, &last);
      for (size_t row = 0; row < 500; row++)
        {
          const int64_t time = ember_sample_table_get_times (&table)[row];
          const bool is_inside = range.begin_ns <= time && time < range.end_ns;

          g_assert_cmpint (is_inside, ==, first <= row && row < last);
          n += is_inside;
        }
      g_assert_cmpuint (last - first, ==, n);
    }
  ember_sample_table_clear (&table);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample-table/sorting-is-stable", test_sorting_is_stable);
  g_test_add_func ("/sample-table/sorting-spans-every-digit", test_sorting_spans_every_digit);
  g_test_add_func ("/sample-table/finding-equals-a-plain-scan", test_finding_equals_a_plain_scan);
  return g_test_run ();
}
