/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/heatmap-csv.h"

#include "support/captured-output.h"

static char *
print (const EmberHeatmapGrid *grid,
       const uint32_t *counts,
       int64_t zero_ns,
       const EmberHeatmapSeen *seen)
{
  const size_t size = ember_heatmap_grid_get_n_cells (grid) * sizeof (uint32_t);
  g_autoptr (EmberHeatmap) heatmap = ember_heatmap_new_from_counts (grid, g_memdup2 (counts, size), EMBER_TIME_RANGE_ALL);
  EmberOutput output;

  captured_output_begin (&output);
  ember_heatmap_csv_write (&output, heatmap, zero_ns, seen);
  return captured_output_end (&output);
}

static void
test_a_line_is_a_column_from_the_bottom_up (void)
{
  const EmberHeatmapGrid grid = { 7 * EMBER_SECOND_NS, EMBER_SECOND_NS, 3, 4, false };
  const uint32_t counts[] = { 1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 4294967295 };
  g_autofree char *text = print (&grid, counts, 7 * EMBER_SECOND_NS, NULL);

  g_assert_cmpstr (text, ==,
                   "seconds,0,0.25,0.5,0.75\n"
                   "0,1,2,3,4\n"
                   "1,0,0,0,0\n"
                   "2,0,0,0,4294967295\n");
}

static void
test_a_part_of_the_map_keeps_the_axis (void)
{
  const EmberHeatmapGrid grid = { 9 * EMBER_SECOND_NS, EMBER_SECOND_NS, 1, 1, false };
  const uint32_t counts[] = { 5 };
  g_autofree char *text = print (&grid, counts, 7 * EMBER_SECOND_NS, NULL);

  g_assert_cmpstr (text, ==, "seconds,0\n2,5\n");
}

static void
test_times_have_the_decimals_they_need (void)
{
  const EmberHeatmapGrid grid = { 0, 1300000000, 2, 3, false };
  const uint32_t counts[] = { 1, 2, 3, 4, 5, 6 };
  g_autofree char *text = print (&grid, counts, 0, NULL);

  g_assert_cmpstr (text, ==, "seconds,0,0.433333334,0.866666667\n0,1,2,3\n1.3,4,5,6\n");
}

static void
test_what_is_seen_of_a_map_is_written (void)
{
  const EmberHeatmapGrid grid = { 7 * EMBER_SECOND_NS, EMBER_SECOND_NS, 3, 4, false };
  const uint32_t counts[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 };
  const EmberHeatmapSeen seen = { .columns = { 1, 3 }, .rows = { 2, 4 } };
  g_autofree char *text = print (&grid, counts, 7 * EMBER_SECOND_NS, &seen);
  g_autofree char *all = print (&grid, counts, 7 * EMBER_SECOND_NS, &(EmberHeatmapSeen){ 0 });

  g_assert_cmpstr (text, ==, "seconds,0.5,0.75\n1,7,8\n2,11,12\n");
  g_assert_true (g_str_has_prefix (all, "seconds,0,0.25,0.5,0.75\n0,1,"));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/heatmap-csv/a-line-is-a-column-from-the-bottom-up", test_a_line_is_a_column_from_the_bottom_up);
  g_test_add_func ("/heatmap-csv/a-part-of-the-map-keeps-the-axis", test_a_part_of_the_map_keeps_the_axis);
  g_test_add_func ("/heatmap-csv/times-have-the-decimals-they-need", test_times_have_the_decimals_they_need);
  g_test_add_func ("/heatmap-csv/what-is-seen-of-a-map-is-written", test_what_is_seen_of_a_map_is_written);
  return g_test_run ();
}
