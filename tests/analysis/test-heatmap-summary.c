/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/heatmap-summary.h"

#include <glib.h>

static uint32_t *
new_counts (uint32_t n)
{
  uint32_t *counts = g_new (uint32_t, n);

  for (uint32_t i = 0; i < n; i++)
    counts[i] = (uint32_t) g_test_rand_int_range (0, i % 97 == 0 ? 1000000 : 50);
  return counts;
}

static void
check_fullest (const uint32_t *counts,
               const EmberHeatmapSummary *summary,
               uint32_t n_rows,
               uint32_t begin,
               uint32_t end)
{
  uint32_t most[16];

  ember_heatmap_summary_get_fullest (summary, begin, end, most);
  for (uint32_t row = 0; row < n_rows; row++)
    {
      uint32_t expected = 0;

      for (uint32_t column = begin; column < end; column++)
        expected = MAX (expected, counts[column * n_rows + row]);
      g_assert_cmpuint (most[row], ==, expected);
    }
}

static void
test_the_fullest_cells_are_those_that_a_scan_finds (void)
{
  static const uint32_t sizes[] = { 1, 7, 8, 9, 63, 64, 65, 511, 513, 5000 };

  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (uint32_t n_rows = 1; n_rows <= 16; n_rows += 5)
      {
        g_autofree uint32_t *counts = new_counts (sizes[i] * n_rows);
        EmberHeatmapSummary *summary = ember_heatmap_summary_new (counts, sizes[i], n_rows);

        for (int j = 0; j < 60; j++)
          {
            const uint32_t begin = (uint32_t) g_test_rand_int_range (0, (int) sizes[i]);
            const uint32_t end = (uint32_t) g_test_rand_int_range ((int) begin + 1, (int) sizes[i] + 1);

            check_fullest (counts, summary, n_rows, begin, end);
          }
        check_fullest (counts, summary, n_rows, 0, sizes[i]);
        ember_heatmap_summary_free (summary);
      }
}

static void
test_totals_are_sums_over_equal_parts (void)
{
  static const uint32_t sizes[] = { 1, 100, 4096, 4097, 20000 };

  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree uint32_t *counts = new_counts (sizes[i] * 3);
      EmberHeatmapSummary *summary = ember_heatmap_summary_new (counts, sizes[i], 3);
      uint32_t n;
      const uint64_t *totals = ember_heatmap_summary_get_totals (summary, &n);
      g_autofree uint64_t *expected = g_new0 (uint64_t, n);

      g_assert_cmpuint (n, ==, MIN (sizes[i], EMBER_HEATMAP_MAX_TOTALS));
      for (uint32_t cell = 0; cell < sizes[i] * 3; cell++)
        expected[(uint64_t) (cell / 3) * n / sizes[i]] += counts[cell];
      for (uint32_t part = 0; part < n; part++)
        g_assert_cmpuint (totals[part], ==, expected[part]);
      ember_heatmap_summary_free (summary);
    }
}

static void
test_no_columns_have_no_totals (void)
{
  EmberHeatmapSummary *summary = ember_heatmap_summary_new (NULL, 0, 50);
  uint32_t n;

  ember_heatmap_summary_get_totals (summary, &n);
  g_assert_cmpuint (n, ==, 0);
  ember_heatmap_summary_free (summary);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/heatmap-summary/the-fullest-cells-are-those-that-a-scan-finds", test_the_fullest_cells_are_those_that_a_scan_finds);
  g_test_add_func ("/heatmap-summary/totals-are-sums-over-equal-parts", test_totals_are_sums_over_equal_parts);
  g_test_add_func ("/heatmap-summary/no-columns-have-no-totals", test_no_columns_have_no_totals);
  return g_test_run ();
}
