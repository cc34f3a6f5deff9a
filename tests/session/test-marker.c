/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/marker.h"

#include "analysis/densest-stretch.h"
#include "analysis/heatmap-matches.h"
#include "analysis/heatmap-spread.h"
#include "support/small-profile.h"

typedef struct
{
  EmberProfile *profile;
  EmberSession *session;
  EmberMarker *marker;
} Fixture;

static void
run_until_idle (const Fixture *fixture)
{
  while (ember_session_is_busy (fixture->session) || ember_marker_is_busy (fixture->marker))
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->profile = small_profile_new_random (7, 5000, 9, 30);
  fixture->session = ember_session_new ();
  fixture->marker = ember_marker_new (fixture->session);
  ember_session_replace_profile (fixture->session, fixture->profile);
  run_until_idle (fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->marker);
  g_assert_finalize_object (fixture->session);
  ember_profile_unref (fixture->profile);
}

/* What the marker must say of @mark in the session's present map. */
static void
check (const Fixture *fixture,
       EmberMark *mark)
{
  const EmberTableSet *set = ember_session_get_table_set (fixture->session);
  const EmberHeatmap *heatmap = ember_session_get_heatmap (fixture->session);
  g_autoptr (EmberStackMask) stacks = ember_mark_find_stacks (mark, set->profile, NULL, NULL);
  g_autoptr (EmberHeatmap) expected = ember_heatmap_new_of_stacks (set, &heatmap->grid, EMBER_TIME_RANGE_ALL, stacks, NULL);
  const EmberHeatmap *matches;

  run_until_idle (fixture);
  matches = ember_marker_get_matches (fixture->marker);
  g_assert_nonnull (matches);
  g_assert_true (ember_heatmap_grid_equal (&matches->grid, &heatmap->grid));
  g_assert_cmpmem (matches->counts, sizeof (uint32_t) * ember_heatmap_grid_get_n_cells (&matches->grid),
                   expected->counts, sizeof (uint32_t) * ember_heatmap_grid_get_n_cells (&expected->grid));
  g_assert_cmpuint (ember_marker_get_n_matches (fixture->marker), ==, ember_heatmap_sum (expected));
  g_assert_cmpuint (ember_marker_get_n_samples (fixture->marker), ==, ember_table_set_count (set, EMBER_TIME_RANGE_ALL));
  g_assert_true (ember_time_range_equal (ember_marker_get_stretch (fixture->marker), ember_densest_stretch_of_map (expected, NULL)));
}

static void
test_a_mark_is_counted_and_follows_the_session (Fixture *fixture,
                                                gconstpointer data)
{
  g_autoptr (EmberMark) mark = ember_mark_new_frame (fixture->profile, ember_stacks_get_frame (ember_profile_get_stacks (fixture->profile), 2));

  ember_marker_pick (fixture->marker, mark);
  check (fixture, mark);
  ember_session_set_n_rows (fixture->session, 20);
  run_until_idle (fixture);
  check (fixture, mark);
  ember_session_set_with_idle (fixture->session, TRUE);
  run_until_idle (fixture);
  check (fixture, mark);
}

static void
test_waits_match_as_the_map_has_them (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberMark) mark = ember_mark_new_search ("read", FALSE);
  g_autoptr (EmberHeatmap) spread = NULL;
  g_autoptr (EmberStackMask) stacks = NULL;
  const EmberHeatmap *matches;
  Fixture fixture;

  for (int i = 0; i < 100; i++)
    small_profile_add_switch (builder, 5000000000 + INT64_C (50000000) * i, "a", 1 + i % 3, i % 7 < 2 ? "main;read" : "main", 1 + (i + 1) % 3);
  fixture.profile = ember_profile_builder_freeze (builder);
  fixture.session = ember_session_new ();
  fixture.marker = ember_marker_new (fixture.session);
  ember_session_replace_profile (fixture.session, fixture.profile);
  ember_session_set_event_name (fixture.session, "off-CPU");
  run_until_idle (&fixture);
  ember_marker_pick (fixture.marker, mark);
  check (&fixture, mark);
  ember_session_set_spreads_waits (fixture.session, TRUE);
  run_until_idle (&fixture);
  matches = ember_marker_get_matches (fixture.marker);
  stacks = ember_mark_find_stacks (mark, fixture.profile, NULL, NULL);
  spread = ember_heatmap_new_spread (ember_session_get_table_set (fixture.session), &matches->grid, EMBER_TIME_RANGE_ALL, stacks, NULL);
  g_assert_true (matches->is_time);
  g_assert_cmpmem (matches->counts, sizeof (uint32_t) * ember_heatmap_grid_get_n_cells (&matches->grid),
                   spread->counts, sizeof (uint32_t) * ember_heatmap_grid_get_n_cells (&spread->grid));
  g_assert_cmpuint (ember_marker_get_n_matches (fixture.marker), <, ember_marker_get_n_samples (fixture.marker));
  g_assert_cmpuint (ember_marker_get_n_samples (fixture.marker), ==, 98);
  tear_down (&fixture, NULL);
}

static void
test_a_picked_mark_goes_before_the_search_until_it_changes (Fixture *fixture,
                                                            gconstpointer data)
{
  g_autoptr (EmberMark) search = ember_mark_new_search ("a", FALSE);
  g_autoptr (EmberMark) same = ember_mark_new_search ("a", FALSE);
  g_autoptr (EmberMark) other = ember_mark_new_search ("b", FALSE);
  g_autoptr (EmberMark) picked = ember_mark_new_frame (fixture->profile, ember_stacks_get_frame (ember_profile_get_stacks (fixture->profile), 2));

  ember_marker_set_search (fixture->marker, search);
  check (fixture, search);
  ember_marker_pick (fixture->marker, picked);
  check (fixture, picked);
  ember_marker_set_search (fixture->marker, same);
  check (fixture, picked);
  ember_marker_pick (fixture->marker, NULL);
  check (fixture, search);
  ember_marker_pick (fixture->marker, picked);
  ember_marker_set_search (fixture->marker, other);
  g_assert_false (ember_marker_has_picked (fixture->marker));
  check (fixture, other);
}

static void
test_without_a_mark_nothing_matches (Fixture *fixture,
                                     gconstpointer data)
{
  g_autoptr (EmberMark) mark = ember_mark_new_search ("a", FALSE);

  ember_marker_set_search (fixture->marker, mark);
  check (fixture, mark);
  ember_marker_set_search (fixture->marker, NULL);
  run_until_idle (fixture);
  g_assert_null (ember_marker_get_matches (fixture->marker));
  g_assert_null (ember_marker_get_mark (fixture->marker));
  g_assert_cmpuint (ember_marker_get_n_matches (fixture->marker), ==, 0);
  g_assert_true (ember_time_range_is_empty (ember_marker_get_stretch (fixture->marker)));
}

static void
test_a_bad_expression_matches_nothing (Fixture *fixture,
                                       gconstpointer data)
{
  g_autoptr (EmberMark) good = ember_mark_new_search ("a", FALSE);
  g_autoptr (EmberMark) bad = ember_mark_new_search ("(", TRUE);

  ember_marker_set_search (fixture->marker, good);
  run_until_idle (fixture);
  ember_marker_set_search (fixture->marker, bad);
  run_until_idle (fixture);
  g_assert_null (ember_marker_get_matches (fixture->marker));
}

static void
count_cb (guint *n)
{
  ++*n;
}

static void
test_the_same_mark_again_changes_nothing (Fixture *fixture,
                                          gconstpointer data)
{
  g_autoptr (EmberMark) mark = ember_mark_new_search ("a", FALSE);
  g_autoptr (EmberMark) same = ember_mark_new_search ("a", FALSE);
  guint n = 0;

  ember_marker_set_search (fixture->marker, mark);
  run_until_idle (fixture);
  g_signal_connect_swapped (fixture->marker, "notify", G_CALLBACK (count_cb), &n);
  ember_marker_set_search (fixture->marker, same);
  run_until_idle (fixture);
  g_assert_cmpuint (n, ==, 0);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/marker/waits-match-as-the-map-has-them", test_waits_match_as_the_map_has_them);
  ADD ("/marker/a-mark-is-counted-and-follows-the-session", test_a_mark_is_counted_and_follows_the_session);
  ADD ("/marker/a-picked-mark-goes-before-the-search-until-it-changes", test_a_picked_mark_goes_before_the_search_until_it_changes);
  ADD ("/marker/without-a-mark-nothing-matches", test_without_a_mark_nothing_matches);
  ADD ("/marker/a-bad-expression-matches-nothing", test_a_bad_expression_matches_nothing);
  ADD ("/marker/the-same-mark-again-changes-nothing", test_the_same_mark_again_changes_nothing);
  return g_test_run ();
}
