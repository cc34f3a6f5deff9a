/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/heatmap-axis.h"

static void
test_steps_are_one_two_five_and_tens (void)
{
  static const double least[] = { -3, 0.2, 1, 1.1, 2.5, 5, 6, 13, 21, 999 };
  static const int64_t steps[] = { 1, 1, 1, 2, 5, 5, 10, 20, 50, 1000 };

  for (size_t i = 0; i < G_N_ELEMENTS (least); i++)
    g_assert_cmpint (ember_heatmap_axis_get_step (least[i]), ==, steps[i]);
  g_assert_cmpint (ember_heatmap_axis_get_step (1e300), >, 0);
}

static void
test_columns_are_labelled_in_seconds (void)
{
  static const struct
  {
    int64_t column_ns, column, step;
    const char *label;
  } cases[] = {
    { EMBER_SECOND_NS, 0, 5, "0 s" },
    { EMBER_SECOND_NS, 85, 5, "85 s" },
    { 100000000, 15, 5, "1.5 s" },
    { 100000000, 20, 5, "2.0 s" },
    { 100000000, 20, 10, "2 s" },
    { 1300000000, 2, 2, "2.6 s" },
    { 60 * EMBER_SECOND_NS, 3, 1, "180 s" },
    { 1001, 2, 1, "0.0000020 s" },
    { 16667000, 20, 20, "0.33 s" },
    { 16667000, 80, 20, "1.33 s" },
    { 16667000, 3, 1, "0.050 s" },
    { 1037000000, 15, 5, "15.6 s" },
    { 1037000000, 200, 20, "207 s" },
    { 33333333, 30, 10, "1.00 s" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const EmberHeatmapGrid grid = { 0, cases[i].column_ns, 10, 10, false };
      EmberHeatmapTick tick;

      ember_heatmap_axis_get_column (&grid, cases[i].column, cases[i].step, &tick);
      g_assert_cmpstr (tick.label, ==, cases[i].label);
      g_assert_cmpint (tick.position, ==, cases[i].column);
    }
}

static void
test_columns_of_a_part_keep_their_place_on_the_axis (void)
{
  const EmberHeatmapGrid grid = { .origin_ns = 112 * EMBER_SECOND_NS, .column_ns = EMBER_SECOND_NS, .n_columns = 10, .n_rows = 10, .first_column = 12 };
  EmberHeatmapTick tick;

  ember_heatmap_axis_get_column (&grid, 3, 5, &tick);
  g_assert_cmpstr (tick.label, ==, "15 s");
  g_assert_cmpint (tick.position, ==, 3);
}

static void
test_columns_are_labelled_by_the_time_of_day (void)
{
  const EmberHeatmapGrid seconds = { .origin_ns = 112 * EMBER_SECOND_NS, .column_ns = EMBER_SECOND_NS, .n_columns = 10, .n_rows = 10, .first_column = 12 };
  const EmberHeatmapGrid parts = { .origin_ns = 112 * EMBER_SECOND_NS, .column_ns = EMBER_SECOND_NS / 10, .n_columns = 10, .n_rows = 10 };
  const int64_t time_of_day_ns = INT64_C (1795548983750000000);
  EmberHeatmapTick tick;

  ember_heatmap_axis_get_column_of_day (&seconds, 3, 5, time_of_day_ns, &tick);
  g_assert_cmpstr (tick.label, ==, "04:38:18");
  g_assert_cmpint (tick.position, ==, 3);
  ember_heatmap_axis_get_column_of_day (&parts, 3, 5, time_of_day_ns, &tick);
  g_assert_cmpstr (tick.label, ==, "04:38:16.0");
}

static void
test_offsets_have_the_unit_that_suits_their_step (void)
{
  static const struct
  {
    int64_t offset_ns, step_ns;
    const char *label;
  } cases[] = {
    { 0, 200000000, "0 ms" },
    { 1000000000, 200000000, "1000 ms" },
    { 500000, 100000, "500 µs" },
    { 1500, 500, "1.5 µs" },
    { 20000000000, 10000000000, "20 s" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      EmberHeatmapTick tick;

      ember_heatmap_axis_get_offset (cases[i].offset_ns, cases[i].step_ns, &tick);
      g_assert_cmpstr (tick.label, ==, cases[i].label);
    }
}

int
main (int argc,
      char **argv)
{
  g_setenv ("TZ", "UTC-9", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/heatmap-axis/columns-are-labelled-by-the-time-of-day", test_columns_are_labelled_by_the_time_of_day);
  g_test_add_func ("/heatmap-axis/steps-are-one-two-five-and-tens", test_steps_are_one_two_five_and_tens);
  g_test_add_func ("/heatmap-axis/columns-are-labelled-in-seconds", test_columns_are_labelled_in_seconds);
  g_test_add_func ("/heatmap-axis/columns-of-a-part-keep-their-place-on-the-axis", test_columns_of_a_part_keep_their_place_on_the_axis);
  g_test_add_func ("/heatmap-axis/offsets-have-the-unit-that-suits-their-step", test_offsets_have_the_unit_that_suits_their_step);
  return g_test_run ();
}
