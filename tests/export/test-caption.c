/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/caption.h"

#include "analysis/band-apply.h"
#include "support/small-profile.h"

static void
check (int64_t first_ns,
       EmberTimeRange range,
       const char *event,
       const char *expected)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberTableSet) set = NULL;
  g_autofree char *caption = NULL;

  small_profile_add (builder, first_ns, "a", 1, "cycles", "main", 1);
  if (first_ns != EMBER_TIME_NONE)
    small_profile_add (builder, first_ns + INT64_C (4200000001), "a", 1, "cycles", "main", 1);
  profile = ember_profile_builder_freeze (builder);
  set = ember_table_set_new (profile, NULL, 0, true);
  caption = ember_caption_new ("a.txt", set, range, event);
  g_assert_cmpstr (caption, ==, expected);
}

static void
test_file_range_samples_and_event_are_told (void)
{
  const int64_t first_ns = INT64_C (8122500000000);

  check (first_ns, EMBER_TIME_RANGE_ALL, "cycles", "a.txt · 0.500 s – 4.700 s · 2 samples · cycles");
  check (first_ns, (EmberTimeRange){ first_ns + 1, INT64_MAX }, "cycles", "a.txt · 0.500000001 s – 4.700000002 s · 1 sample · cycles");
  check (first_ns, (EmberTimeRange){ first_ns, first_ns + 1000000 }, "", "a.txt · 0.500 s – 0.501 s · 1 sample");
}

static void
test_a_band_is_told (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberTableSet) set = NULL;
  g_autoptr (EmberTableSet) banded = NULL;
  g_autofree char *caption = NULL;

  small_profile_add (builder, INT64_C (8122250000000), "a", 1, "cycles", "main", 1);
  small_profile_add (builder, INT64_C (8123500000000), "a", 1, "cycles", "main", 1);
  profile = ember_profile_builder_freeze (builder);
  set = ember_table_set_new (profile, NULL, 0, true);
  banded = ember_band_apply (&(EmberBand){ 0, EMBER_SECOND_NS, 200000000, 300000000 }, set, EMBER_TIME_RANGE_ALL, NULL);
  caption = ember_caption_new ("a.txt", banded, EMBER_TIME_RANGE_ALL, "cycles");
  g_assert_cmpstr (caption, ==, "a.txt · 0.250 s – 1.500 s · 200–300 ms in each of 2 columns · 1 sample · cycles");
}

static void
test_a_part_of_a_map_is_told_by_its_columns_and_rows (void)
{
  const EmberTimeRange columns = { INT64_C (8122000000000), INT64_C (8124000000000) };
  const EmberBand rows = { INT64_C (8122000000000), EMBER_SECOND_NS, 200000000, 300000000 };
  const EmberBand all_rows = { 0 };
  const EmberTimeRange all_columns = { 0, 0 };
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberTableSet) set = NULL;
  g_autofree char *both = NULL;
  g_autofree char *wide = NULL;
  g_autofree char *high = NULL;
  g_autofree char *whole = NULL;

  for (int i = 0; i < 10; i++)
    small_profile_add (builder, INT64_C (8122250000000) + i * INT64_C (500000000), "a", 1, "cycles", "main", 1);
  profile = ember_profile_builder_freeze (builder);
  set = ember_table_set_new (profile, NULL, 0, true);
  both = ember_caption_new_of_part ("a.txt", set, columns, &rows, "cycles");
  wide = ember_caption_new_of_part ("a.txt", set, columns, &all_rows, "cycles");
  high = ember_caption_new_of_part ("a.txt", set, all_columns, &rows, "");
  whole = ember_caption_new_of_part ("a.txt", set, all_columns, &all_rows, "");
  g_assert_cmpstr (both, ==, "a.txt · 0.250 s – 2.000 s · 200–300 ms in each of 2 columns · 2 samples · cycles");
  g_assert_cmpstr (wide, ==, "a.txt · 0.250 s – 2.000 s · 4 samples · cycles");
  g_assert_cmpstr (high, ==, "a.txt · 0.250 s – 4.750 s · 200–300 ms in each of 5 columns · 5 samples");
  g_assert_cmpstr (whole, ==, "a.txt · 0.250 s – 4.750 s · 10 samples");
}

static void
test_an_empty_range_is_told (void)
{
  check (INT64_C (8122500000000), (EmberTimeRange){ 5, 5 }, "cycles", "a.txt · empty range · 0 samples · cycles");
}

static void
test_without_times_no_range_is_told (void)
{
  check (EMBER_TIME_NONE, EMBER_TIME_RANGE_ALL, "cycles", "a.txt · 1 sample · cycles");
}

static void
test_what_a_search_found_is_told (void)
{
  g_autofree char *some = ember_caption_add_search ("a.txt", "^f", 123, 1000);
  g_autofree char *none = ember_caption_add_search ("a.txt", "^f", 0, 0);

  g_assert_cmpstr (some, ==, "a.txt · “^f” in 12.3 %");
  g_assert_cmpstr (none, ==, "a.txt · “^f” in 0.0 %");
}

static void
test_where_waits_are_is_told (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  const EmberHeatmap counts = { .is_time = false };
  const EmberHeatmap times = { .is_time = true };
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberTableSet) all = NULL;
  g_autoptr (EmberTableSet) waits = NULL;
  g_autofree char *plain = NULL;
  g_autofree char *begun = NULL;
  g_autofree char *spread = NULL;

  small_profile_add_switch (builder, EMBER_SECOND_NS, "a", 1, "main", 2);
  small_profile_add_switch (builder, 2 * EMBER_SECOND_NS, "b", 2, "main", 1);
  profile = ember_profile_builder_freeze (builder);
  all = ember_table_set_new (profile, (const EmberEventId[]){ 0 }, 1, true);
  waits = ember_table_set_new (profile, (const EmberEventId[]){ 1 }, 1, true);
  plain = ember_caption_add_waits ("a.txt", &counts, all);
  begun = ember_caption_add_waits ("a.txt", &counts, waits);
  spread = ember_caption_add_waits ("a.txt", &times, waits);
  g_assert_cmpstr (plain, ==, "a.txt");
  g_assert_cmpstr (begun, ==, "a.txt · waits where they begin");
  g_assert_cmpstr (spread, ==, "a.txt · waits spread over their duration");
}

static void
test_a_turned_graph_is_told (void)
{
  g_autofree char *plain = ember_caption_add_turn ("a.txt", false, NULL);
  g_autofree char *inverted = ember_caption_add_turn ("a.txt", true, NULL);
  g_autofree char *around = ember_caption_add_turn ("a.txt", true, "read\xff");

  g_assert_cmpstr (plain, ==, "a.txt");
  g_assert_cmpstr (inverted, ==, "a.txt · inverted");
  g_assert_cmpstr (around, ==, "a.txt · callers and callees of read\xef\xbf\xbd");
}

static void
test_what_only_the_baseline_has_is_told (void)
{
  g_autofree char *caption = ember_caption_add_gone ("a.txt · against 0–1 s");

  g_assert_cmpstr (caption, ==, "a.txt · against 0–1 s · what only the baseline has");
}

static void
test_filters_and_merge_level_are_told (void)
{
  g_autoptr (EmberFilter) nothing = ember_filter_new ();
  g_autoptr (EmberFilter) one = ember_filter_with (nothing, &(EmberFilterCondition){ .kind = EMBER_FILTER_THREAD, .is_enabled = true, .number = 7 });
  g_autoptr (EmberFilter) two = ember_filter_with (one, &(EmberFilterCondition){ .kind = EMBER_FILTER_COMM, .is_enabled = true, .is_excluding = true, .text = (char *) "java" });
  g_autofree char *plain = ember_caption_add_filter ("a.txt", nothing, NULL, EMBER_MERGE_COMM);
  g_autofree char *merged = ember_caption_add_filter ("a.txt", nothing, NULL, EMBER_MERGE_NOTHING);
  g_autofree char *both = ember_caption_add_filter ("a.txt", two, NULL, EMBER_MERGE_CPU);

  g_assert_cmpstr (plain, ==, "a.txt");
  g_assert_cmpstr (merged, ==, "a.txt · all merged");
  g_assert_cmpstr (both, ==, "a.txt · thread 7, without comm java · by CPU");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/caption/file-range-samples-and-event-are-told", test_file_range_samples_and_event_are_told);
  g_test_add_func ("/caption/a-band-is-told", test_a_band_is_told);
  g_test_add_func ("/caption/a-part-of-a-map-is-told-by-its-columns-and-rows", test_a_part_of_a_map_is_told_by_its_columns_and_rows);
  g_test_add_func ("/caption/an-empty-range-is-told", test_an_empty_range_is_told);
  g_test_add_func ("/caption/without-times-no-range-is-told", test_without_times_no_range_is_told);
  g_test_add_func ("/caption/what-a-search-found-is-told", test_what_a_search_found_is_told);
  g_test_add_func ("/caption/where-waits-are-is-told", test_where_waits_are_is_told);
  g_test_add_func ("/caption/a-turned-graph-is-told", test_a_turned_graph_is_told);
  g_test_add_func ("/caption/what-only-the-baseline-has-is-told", test_what_only_the_baseline_has_is_told);
  g_test_add_func ("/caption/filters-and-merge-level-are-told", test_filters_and_merge_level_are_told);
  return g_test_run ();
}
