/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/heatmap-readout.h"

#include "support/small-profile.h"

#define BASE (8122 * EMBER_SECOND_NS)

typedef struct
{
  EmberProfile *profile;
  EmberTableSet *set;
  EmberHeatmap *heatmap;
} Fixture;

static void
set_up (Fixture *fixture,
        uint32_t n_rows)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  EmberHeatmapGrid grid;

  small_profile_add (builder, BASE + 300000000, "java", 1, "cycles", "main", 1);
  for (int i = 0; i < 5; i++)
    small_profile_add (builder, BASE + EMBER_SECOND_NS + 340000000 + i, i < 3 ? "fire\xff" : "java", 2 + i, "cycles", "main", 1);
  fixture->profile = ember_profile_builder_freeze (builder);
  fixture->set = ember_table_set_new (fixture->profile, NULL, 0, true);
  grid = ember_heatmap_grid_new (fixture->profile, EMBER_SECOND_NS, n_rows);
  fixture->heatmap = ember_heatmap_new (fixture->set, &grid, NULL);
}

static void
tear_down (Fixture *fixture)
{
  ember_heatmap_unref (fixture->heatmap);
  ember_table_set_free (fixture->set);
  ember_profile_unref (fixture->profile);
}

static void
check (uint32_t n_rows,
       EmberCell cell,
       const char *expected)
{
  Fixture fixture;
  g_autofree char *text = NULL;

  set_up (&fixture, n_rows);
  text = ember_heatmap_readout_dup (fixture.heatmap, NULL, fixture.set, false, cell);
  g_assert_cmpstr (text, ==, expected);
  tear_down (&fixture);
}

static void
test_a_cell_tells_times_count_rate_and_comm (void)
{
  check (50, (EmberCell){ 1, 17 }, "1.340–1.360 s · perf 8123.340 · 5 samples · 250/s · mostly fire\357\277\275 (3)");
}

static void
test_one_sample_is_singular_and_one_comm_is_the_only_one (void)
{
  check (50, (EmberCell){ 0, 15 }, "0.300–0.320 s · perf 8122.300 · 1 sample · 50/s · only java");
}

static void
test_zero_samples_differ_from_no_data (void)
{
  check (50, (EmberCell){ 0, 20 }, "0.400–0.420 s · perf 8122.400 · 0 samples");
  check (50, (EmberCell){ 0, 3 }, "0.060–0.080 s · perf 8122.060 · no data");
}

static void
test_odd_rows_are_told_in_whole_milliseconds (void)
{
  check (30, (EmberCell){ 0, 10 }, "0.333–0.366 s · perf 8122.333 · 0 samples");
}

static void
test_what_is_pointed_out_is_told_with_its_share (void)
{
  Fixture fixture;
  g_autoptr (EmberHeatmap) matches = NULL;
  g_autofree char *text = NULL;

  set_up (&fixture, 50);
  matches = ember_heatmap_new_empty (fixture.profile, &fixture.heatmap->grid);
  ember_heatmap_add (matches, 1 * 50 + 17, 3);
  text = ember_heatmap_readout_dup (fixture.heatmap, matches, NULL, false, (EmberCell){ 1, 17 });
  g_assert_cmpstr (text, ==, "1.340–1.360 s · 5 samples · 250/s · 3 matching (60 %)");
  tear_down (&fixture);
}

static void
test_the_time_of_day_comes_first (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberTableSet) set = NULL;
  g_autoptr (EmberHeatmap) heatmap = NULL;
  g_autofree char *text = NULL;
  EmberHeatmapGrid grid;

  small_profile_add (builder, BASE + 300000000, "java", 1, "cycles", "main", 1);
  ember_profile_builder_set_wall_clock (builder, BASE, INT64_C (1795548983500000000));
  profile = ember_profile_builder_freeze (builder);
  set = ember_table_set_new (profile, NULL, 0, true);
  grid = ember_heatmap_grid_new (profile, EMBER_SECOND_NS, 50);
  heatmap = ember_heatmap_new (set, &grid, NULL);
  text = ember_heatmap_readout_dup (heatmap, NULL, set, true, (EmberCell){ 0, 15 });
  g_assert_cmpstr (text, ==, "04:36:23.800 · 0.300–0.320 s · perf 8122.300 · 1 sample · 50/s · only java");
}

static void
test_without_samples_the_map_alone_is_told (void)
{
  Fixture fixture;
  g_autofree char *text = NULL;

  set_up (&fixture, 50);
  text = ember_heatmap_readout_dup (fixture.heatmap, NULL, NULL, false, (EmberCell){ 1, 17 });
  g_assert_cmpstr (text, ==, "1.340–1.360 s · 5 samples · 250/s");
  tear_down (&fixture);
}

static void
test_the_label_tells_size_and_selection (void)
{
  Fixture fixture;
  g_autofree char *empty = ember_heatmap_readout_dup_label (NULL, (EmberTimeRange){ 0, 0 }, (EmberTimeRange){ 0, 0 }, (EmberTimeRange){ 0, 0 });
  g_autofree char *nothing = NULL;
  g_autofree char *some = NULL;
  g_autofree char *part = NULL;

  set_up (&fixture, 50);
  nothing = ember_heatmap_readout_dup_label (fixture.heatmap, (EmberTimeRange){ 0, 0 }, (EmberTimeRange){ 0, 0 }, (EmberTimeRange){ 0, 0 });
  some = ember_heatmap_readout_dup_label (fixture.heatmap, (EmberTimeRange){ BASE + 500000000, BASE + EMBER_SECOND_NS }, (EmberTimeRange){ 0, 0 }, (EmberTimeRange){ 0, 0 });
  part = ember_heatmap_readout_dup_label (fixture.heatmap, (EmberTimeRange){ 0, 0 }, (EmberTimeRange){ 0, 0 }, (EmberTimeRange){ BASE + 250000000, BASE + EMBER_SECOND_NS });
  g_assert_cmpstr (empty, ==, "Heat map, empty");
  g_assert_cmpstr (nothing, ==, "Heat map, 2 columns of 50 rows, nothing selected");
  g_assert_cmpstr (some, ==, "Heat map, 2 columns of 50 rows, 0.500 to 1.000 seconds selected");
  g_assert_cmpstr (part, ==, "Heat map, 2 columns of 50 rows, nothing selected, zoomed to 0.250 to 1.000 seconds");
  tear_down (&fixture);
}

int
main (int argc,
      char **argv)
{
  g_setenv ("TZ", "UTC-9", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/heatmap-readout/the-time-of-day-comes-first", test_the_time_of_day_comes_first);
  g_test_add_func ("/heatmap-readout/a-cell-tells-times-count-rate-and-comm", test_a_cell_tells_times_count_rate_and_comm);
  g_test_add_func ("/heatmap-readout/one-sample-is-singular-and-one-comm-is-the-only-one", test_one_sample_is_singular_and_one_comm_is_the_only_one);
  g_test_add_func ("/heatmap-readout/zero-samples-differ-from-no-data", test_zero_samples_differ_from_no_data);
  g_test_add_func ("/heatmap-readout/odd-rows-are-told-in-whole-milliseconds", test_odd_rows_are_told_in_whole_milliseconds);
  g_test_add_func ("/heatmap-readout/what-is-pointed-out-is-told-with-its-share", test_what_is_pointed_out_is_told_with_its_share);
  g_test_add_func ("/heatmap-readout/without-samples-the-map-alone-is-told", test_without_samples_the_map_alone_is_told);
  g_test_add_func ("/heatmap-readout/the-label-tells-size-and-selection", test_the_label_tells_size_and_selection);
  return g_test_run ();
}
