/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/heatmap-keeper.h"

#include "support/small-profile.h"

#define N_SECONDS 20

typedef struct
{
  EmberProfile *profile;
  EmberTableSet *set;
  EmberHeatmapKeeper *keeper;
  guint n_changes;
} Fixture;

static const EmberHeatmapForm plain = { .column_ns = EMBER_SECOND_NS, .n_rows = 50, .row_factor = 1 };

static void
changed_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_changes++;
}

/* @profile: (transfer full) */
static void
set_up_with (Fixture *fixture,
             EmberProfile *profile)
{
  fixture->profile = profile;
  fixture->set = ember_table_set_new (profile, NULL, 0, true);
  fixture->keeper = ember_heatmap_keeper_new (changed_cb, fixture);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  set_up_with (fixture, small_profile_new_random (7, 5000, N_SECONDS, 60));
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  ember_heatmap_keeper_free (fixture->keeper);
  ember_table_set_free (fixture->set);
  ember_profile_unref (fixture->profile);
}

static void
run_until_idle (EmberHeatmapKeeper *keeper)
{
  while (ember_heatmap_keeper_is_busy (keeper))
    g_main_context_iteration (NULL, TRUE);
}

static const EmberHeatmap *
map_of (Fixture *fixture,
        const EmberHeatmapForm *form)
{
  ember_heatmap_keeper_request (fixture->keeper, fixture->set, form);
  run_until_idle (fixture->keeper);
  return ember_heatmap_keeper_get (fixture->keeper);
}

static void
test_of_many_requests_the_last_one_stands (Fixture *fixture,
                                           gconstpointer data)
{
  for (uint32_t n_rows = 1; n_rows <= 100; n_rows++)
    {
      EmberHeatmapForm form = plain;

      form.n_rows = n_rows;
      ember_heatmap_keeper_request (fixture->keeper, fixture->set, &form);
    }
  run_until_idle (fixture->keeper);
  g_assert_cmpuint (ember_heatmap_keeper_get (fixture->keeper)->grid.n_rows, ==, 100);
  g_assert_cmpuint (ember_heatmap_sum (ember_heatmap_keeper_get (fixture->keeper)), ==, ember_table_set_count (fixture->set, EMBER_TIME_RANGE_ALL));
  g_assert_cmpuint (fixture->n_changes, <=, 100);
}

/* A factor brings so many times the rows, or the most below it of 1, 2, 5, 10, …, and never more than a map may have. */
static void
test_a_factor_brings_more_rows (Fixture *fixture,
                                gconstpointer data)
{
  static const uint32_t wanted_and_got[][2] = { { 1, 50 }, { 2, 100 }, { 4, 100 }, { 5, 250 }, { 9, 250 }, { 10, 500 }, { 20, 1000 }, { 1000, 1000 } };

  for (size_t i = 0; i < G_N_ELEMENTS (wanted_and_got); i++)
    {
      EmberHeatmapForm form = plain;

      form.row_factor = wanted_and_got[i][0];
      g_assert_cmpuint (map_of (fixture, &form)->grid.n_rows, ==, wanted_and_got[i][1]);
    }
}

static void
test_a_factor_leaves_the_columns_as_they_are (Fixture *fixture,
                                              gconstpointer data)
{
  EmberHeatmapForm form = plain;
  EmberHeatmapGrid grid;

  form.column_ns = 100000;
  grid = map_of (fixture, &form)->grid;
  form.row_factor = 20;
  g_assert_cmpint (map_of (fixture, &form)->grid.column_ns, ==, grid.column_ns);
  g_assert_cmpuint (ember_heatmap_keeper_get (fixture->keeper)->grid.n_columns, ==, grid.n_columns);
  g_assert_cmpuint (ember_heatmap_keeper_get (fixture->keeper)->grid.n_rows, <, 1000);
}

/* So many columns as a nanosecond asks for are too many: they get longer, and none is left out. */
static void
test_too_short_columns_get_longer (Fixture *fixture,
                                   gconstpointer data)
{
  EmberHeatmapForm form = plain;
  const EmberHeatmap *map;

  form.column_ns = 1;
  map = map_of (fixture, &form);
  g_assert_cmpint (map->grid.column_ns, >, 1);
  g_assert_false (map->grid.is_cut);
  g_assert_cmpuint (ember_heatmap_sum (map), ==, ember_table_set_count (fixture->set, EMBER_TIME_RANGE_ALL));
}

static void
test_only_waits_are_spread (Fixture *fixture,
                            gconstpointer data)
{
  EmberHeatmapForm form = plain;

  form.spreads_waits = true;
  g_assert_false (map_of (fixture, &form)->is_time);
  g_assert_cmpuint (ember_heatmap_sum (ember_heatmap_keeper_get (fixture->keeper)), ==, ember_table_set_count (fixture->set, EMBER_TIME_RANGE_ALL));
}

static void
test_waits_fill_the_cells_that_they_last (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  const EmberEventId waits = 1;
  Fixture fixture = { 0 };
  EmberHeatmapForm form = plain;
  uint32_t n_filled[2] = { 0, 0 };

  small_profile_add_switch (builder, EMBER_SECOND_NS, "app", 1, "main", 2);
  small_profile_add_switch (builder, EMBER_SECOND_NS + EMBER_SECOND_NS / 2, "other", 2, "main", 1);
  set_up_with (&fixture, ember_profile_builder_freeze (builder));
  ember_table_set_free (fixture.set);
  fixture.set = ember_table_set_new (fixture.profile, &waits, 1, true);
  for (int spreads = 0; spreads < 2; spreads++)
    {
      const EmberHeatmap *map;

      form.spreads_waits = spreads;
      map = map_of (&fixture, &form);
      for (size_t i = 0; i < ember_heatmap_grid_get_n_cells (&map->grid); i++)
        n_filled[spreads] += map->counts[i] > 0;
    }
  g_assert_cmpuint (n_filled[0], ==, 1);
  g_assert_cmpuint (n_filled[1], ==, 25);
  tear_down (&fixture, NULL);
}

static void
test_what_was_cancelled_changes_nothing (Fixture *fixture,
                                         gconstpointer data)
{
  EmberHeatmapForm form = plain;
  const EmberHeatmap *map = map_of (fixture, &form);
  const guint n_changes = fixture->n_changes;

  form.n_rows = 10;
  ember_heatmap_keeper_request (fixture->keeper, fixture->set, &form);
  ember_heatmap_keeper_cancel (fixture->keeper);
  run_until_idle (fixture->keeper);
  g_assert_true (ember_heatmap_keeper_get (fixture->keeper) == map);
  g_assert_cmpuint (fixture->n_changes, ==, n_changes);
}

static void
test_dropping_tells_that_there_is_no_map (Fixture *fixture,
                                          gconstpointer data)
{
  map_of (fixture, &plain);
  g_assert_cmpuint (fixture->n_changes, ==, 1);
  ember_heatmap_keeper_drop (fixture->keeper);
  g_assert_cmpuint (fixture->n_changes, ==, 2);
  g_assert_null (ember_heatmap_keeper_get (fixture->keeper));
}

static void
test_without_times_there_is_no_map (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  Fixture fixture = { 0 };

  small_profile_add (builder, EMBER_TIME_NONE, "app", 1, "cycles", "main", 1);
  set_up_with (&fixture, ember_profile_builder_freeze (builder));
  g_assert_null (map_of (&fixture, &plain));
  ember_heatmap_keeper_request (fixture.keeper, NULL, &plain);
  g_assert_false (ember_heatmap_keeper_is_busy (fixture.keeper));
  tear_down (&fixture, NULL);
}

static void
test_a_preview_without_news_leaves_the_map (Fixture *fixture,
                                            gconstpointer data)
{
  g_autoptr (EmberProgress) progress = ember_progress_new ();
  g_autoptr (EmberProgress) nothing_read = ember_progress_new ();
  const int64_t times_ns[] = { 5 * EMBER_SECOND_NS, 6 * EMBER_SECOND_NS + 1, 6 * EMBER_SECOND_NS + 2 };

  ember_progress_add_times (progress, times_ns, G_N_ELEMENTS (times_ns));
  ember_heatmap_keeper_preview (fixture->keeper, progress);
  run_until_idle (fixture->keeper);
  g_assert_cmpuint (ember_heatmap_sum (ember_heatmap_keeper_get (fixture->keeper)), ==, 3);
  g_assert_cmpint (ember_heatmap_keeper_get (fixture->keeper)->grid.origin_ns, ==, 5 * EMBER_SECOND_NS);
  ember_heatmap_keeper_preview (fixture->keeper, nothing_read);
  run_until_idle (fixture->keeper);
  g_assert_nonnull (ember_heatmap_keeper_get (fixture->keeper));
}

/* The map of a recording that is there comes, whatever a preview asks meanwhile. */
static void
test_a_preview_takes_no_ones_place (Fixture *fixture,
                                    gconstpointer data)
{
  g_autoptr (EmberProgress) progress = ember_progress_new ();
  const int64_t time_ns = 0;

  ember_progress_add_times (progress, &time_ns, 1);
  ember_heatmap_keeper_request (fixture->keeper, fixture->set, &plain);
  ember_heatmap_keeper_preview (fixture->keeper, progress);
  run_until_idle (fixture->keeper);
  g_assert_cmpuint (ember_heatmap_sum (ember_heatmap_keeper_get (fixture->keeper)), >, 1);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, function) g_test_add ("/heatmap-keeper/" name, Fixture, NULL, set_up, function, tear_down)
  TEST ("of-many-requests-the-last-one-stands", test_of_many_requests_the_last_one_stands);
  TEST ("a-factor-brings-more-rows", test_a_factor_brings_more_rows);
  TEST ("a-factor-leaves-the-columns-as-they-are", test_a_factor_leaves_the_columns_as_they_are);
  TEST ("too-short-columns-get-longer", test_too_short_columns_get_longer);
  TEST ("only-waits-are-spread", test_only_waits_are_spread);
  TEST ("what-was-cancelled-changes-nothing", test_what_was_cancelled_changes_nothing);
  TEST ("dropping-tells-that-there-is-no-map", test_dropping_tells_that_there_is_no_map);
  TEST ("a-preview-without-news-leaves-the-map", test_a_preview_without_news_leaves_the_map);
  TEST ("a-preview-takes-no-ones-place", test_a_preview_takes_no_ones_place);
  g_test_add_func ("/heatmap-keeper/waits-fill-the-cells-that-they-last", test_waits_fill_the_cells_that_they_last);
  g_test_add_func ("/heatmap-keeper/without-times-there-is-no-map", test_without_times_there_is_no_map);
  return g_test_run ();
}
