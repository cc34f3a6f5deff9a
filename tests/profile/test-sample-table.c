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

/* In order, and some of them equal. */
static int
compare_times (const void *a,
               const void *b)
{
  const int64_t left = *(const int64_t *) a, right = *(const int64_t *) b;

  return left < right ? -1 : left > right;
}

static void
check_finding_each (const EmberSampleTable *table,
                    GRand *rand,
                    int64_t span_ns)
{
  int64_t times[40];
  size_t rows[G_N_ELEMENTS (times)];
  const size_t n = ember_sample_table_get_n (table);
  const size_t first = (size_t) g_rand_int_range (rand, 0, (gint32) n);
  const size_t last = (size_t) g_rand_int_range (rand, (gint32) first, (gint32) n + 1);

  for (size_t i = 0; i < G_N_ELEMENTS (times); i++)
    times[i] = (int64_t) g_rand_double_range (rand, -0.1 * (double) span_ns, 1.1 * (double) span_ns);
  qsort (times, G_N_ELEMENTS (times), sizeof *times, compare_times);
  ember_sample_table_find_each (table, first, last, times, G_N_ELEMENTS (times), rows);
  for (size_t i = 0; i < G_N_ELEMENTS (times); i++)
    {
      size_t expected = first;

      while (expected < last && ember_sample_table_get_times (table)[expected] < times[i])
        expected++;
      g_assert_cmpuint (rows[i], ==, expected);
      g_assert_cmpuint (ember_sample_table_find_from (table, first, last, times[i]), ==, expected);
    }
}

/* Even rates, many samples at one time, and times as far apart as they can be. */
static void
test_finding_each_equals_a_plain_scan (void)
{
  const int64_t spans_ns[] = { 40, 1000, 1000000, EMBER_TIME_MAX_NS };
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  for (size_t i = 0; i < G_N_ELEMENTS (spans_ns); i++)
    {
      EmberSampleTable table;

      fill (&table, rand, 777, spans_ns[i]);
      ember_sample_table_sort (&table);
      for (int round = 0; round < 200; round++)
        {
          if (round == 100)
            ember_sample_table_mark (&table);
          check_finding_each (&table, rand, spans_ns[i]);
        }
      ember_sample_table_clear (&table);
    }
}

static void
check_picking (uint64_t n_weights)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) n_weights);
  bool is_picked[500];
  size_t n_picked = 0;
  size_t next = 0;
  EmberSampleTable table, picked;

  ember_sample_table_init (&table);
  table.event = 3;
  for (size_t i = 0; i < G_N_ELEMENTS (is_picked); i++)
    {
      const EmberSample sample = { (int64_t) i, (EmberThreadId) i + 1, (int32_t) i + 2, (EmberStackId) i + 3, 0, 5 + i % n_weights };

      ember_sample_table_append (&table, &sample);
      is_picked[i] = g_rand_boolean (rand);
      n_picked += is_picked[i];
    }
  picked = ember_sample_table_pick (&table, is_picked, n_picked);
  g_assert_cmpuint (ember_sample_table_get_n (&picked), ==, n_picked);
  for (size_t i = 0; i < G_N_ELEMENTS (is_picked); i++)
    if (is_picked[i])
      {
        const EmberSample sample = ember_sample_table_get (&picked, next++);

        g_assert_cmpint (sample.time_ns, ==, (int64_t) i);
        g_assert_cmpuint (sample.thread, ==, i + 1);
        g_assert_cmpint (sample.cpu, ==, (int32_t) i + 2);
        g_assert_cmpuint (sample.stack, ==, i + 3);
        g_assert_cmpuint (sample.event, ==, 3);
        g_assert_cmpuint (sample.weight, ==, 5 + i % n_weights);
      }
  ember_sample_table_clear (&picked);
  ember_sample_table_clear (&table);
}

static void
test_picked_rows_are_those_of_a_plain_loop (void)
{
  check_picking (1);
  check_picking (7);
}

/* The largest weight decides for all; @n_bytes: of each. */
static void
check_narrowing (uint64_t largest,
                 size_t n_bytes)
{
  const bool is_picked[] = { false, true, true, false, true };
  EmberSampleTable table, picked;

  ember_sample_table_init (&table);
  for (uint64_t i = 0; i < G_N_ELEMENTS (is_picked); i++)
    ember_sample_table_append (&table, &(EmberSample){ .time_ns = (int64_t) i, .weight = i == 2 ? largest : i });
  ember_column_narrow (&table.weights);
  ember_column_narrow (&table.weights);
  g_assert_cmpuint (table.weights.element_size, ==, n_bytes);
  for (uint64_t i = 0; i < G_N_ELEMENTS (is_picked); i++)
    g_assert_cmpuint (ember_sample_table_get_weight (&table, i), ==, i == 2 ? largest : i);
  picked = ember_sample_table_pick (&table, is_picked, 3);
  g_assert_cmpuint (ember_sample_table_get_weight (&picked, 0), ==, 1);
  g_assert_cmpuint (ember_sample_table_get_weight (&picked, 1), ==, largest);
  g_assert_cmpuint (ember_sample_table_get_weight (&picked, 2), ==, 4);
  ember_sample_table_move (&table, 2, 0);
  ember_sample_table_shrink (&table, 2);
  g_assert_cmpuint (ember_sample_table_get_weight (&table, 0), ==, largest);
  g_assert_cmpuint (ember_sample_table_get_weight (&table, 1), ==, 1);
  ember_sample_table_clear (&picked);
  ember_sample_table_clear (&table);
}

static void
test_weights_are_as_long_as_the_largest_needs (void)
{
  check_narrowing (7, 4);
  check_narrowing (UINT32_MAX, 4);
  check_narrowing (UINT64_C (1) << 32, 8);
  check_narrowing (UINT64_MAX, 8);
}

/* Rows that weigh the same have no column for it, as if they had come alone. */
static void
test_picked_rows_of_one_weight_have_no_column (void)
{
  const EmberSample samples[] = { { .time_ns = 1, .weight = 4 }, { .time_ns = 2, .weight = 9 }, { .time_ns = 3, .weight = 9 } };
  const bool is_picked[] = { false, true, true };
  EmberSampleTable table, picked;

  ember_sample_table_init (&table);
  for (size_t i = 0; i < G_N_ELEMENTS (samples); i++)
    ember_sample_table_append (&table, &samples[i]);
  picked = ember_sample_table_pick (&table, is_picked, 2);
  g_assert_cmpuint (picked.weights.n, ==, 0);
  g_assert_cmpuint (picked.uniform_weight, ==, 9);
  ember_sample_table_clear (&picked);
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
  g_test_add_func ("/sample-table/finding-each-equals-a-plain-scan", test_finding_each_equals_a_plain_scan);
  g_test_add_func ("/sample-table/picked-rows-are-those-of-a-plain-loop", test_picked_rows_are_those_of_a_plain_loop);
  g_test_add_func ("/sample-table/weights-are-as-long-as-the-largest-needs", test_weights_are_as_long_as_the_largest_needs);
  g_test_add_func ("/sample-table/picked-rows-of-one-weight-have-no-column", test_picked_rows_of_one_weight_have_no_column);
  return g_test_run ();
}
