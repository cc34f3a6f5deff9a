/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/splitter.h"

#include "analysis/heatmap-matches.h"
#include "support/scene-recording.h"

typedef struct
{
  EmberSession *session;
  EmberSplitter *splitter;
} Fixture;

static void
run_until_idle (Fixture *fixture)
{
  while (ember_session_is_busy (fixture->session) || ember_splitter_is_busy (fixture->splitter))
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (EmberProfile) profile = scene_recording_new ("two-threads", NULL);

  fixture->session = ember_session_new ();
  ember_session_replace_profile (fixture->session, profile);
  fixture->splitter = ember_splitter_new (fixture->session);
  run_until_idle (fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->splitter);
  g_assert_finalize_object (fixture->session);
}

static EmberSplit *
split_by (Fixture *fixture,
          EmberSplitKind kind)
{
  ember_splitter_set_kind (fixture->splitter, kind);
  run_until_idle (fixture);
  return ember_splitter_get_split (fixture->splitter);
}

static void
test_it_works_only_while_it_is_asked_for (Fixture *fixture,
                                          gconstpointer data)
{
  g_assert_null (ember_splitter_get_split (fixture->splitter));
  g_assert_cmpint (split_by (fixture, EMBER_SPLIT_THREAD)->kind, ==, EMBER_SPLIT_THREAD);
  g_assert_cmpint (split_by (fixture, EMBER_SPLIT_CPU)->kind, ==, EMBER_SPLIT_CPU);
  g_assert_null (split_by (fixture, EMBER_SPLIT_NONE));
  g_assert_false (ember_splitter_is_busy (fixture->splitter));
}

static void
test_parts_are_of_what_passes_the_filter (Fixture *fixture,
                                          gconstpointer data)
{
  g_autoptr (EmberFilter) nothing = ember_filter_new ();
  g_autoptr (EmberFilter) filter = ember_filter_with (nothing, &(EmberFilterCondition){ .kind = EMBER_FILTER_COMM, .is_enabled = true, .text = (char *) "waker-1" });
  const uint32_t n_all = split_by (fixture, EMBER_SPLIT_THREAD)->n_all;

  g_assert_cmpuint (n_all, >, 2);
  ember_session_set_filter (fixture->session, filter);
  run_until_idle (fixture);
  g_assert_cmpuint (ember_splitter_get_split (fixture->splitter)->n_all, ==, 1);
}

static void
test_parts_are_on_the_grid_of_the_map (Fixture *fixture,
                                       gconstpointer data)
{
  split_by (fixture, EMBER_SPLIT_THREAD);
  ember_session_set_n_rows (fixture->session, 20);
  ember_session_set_column_ns (fixture->session, 1300000000);
  run_until_idle (fixture);
  g_assert_true (ember_heatmap_grid_equal (&ember_splitter_get_split (fixture->splitter)->parts[0].heatmap->grid, &ember_session_get_heatmap (fixture->session)->grid));
}

static void
test_more_can_be_had (Fixture *fixture,
                      gconstpointer data)
{
  ember_splitter_set_n_own (fixture->splitter, 2);
  g_assert_cmpuint (split_by (fixture, EMBER_SPLIT_THREAD)->n_parts, ==, 3);
  ember_splitter_set_n_own (fixture->splitter, 4);
  run_until_idle (fixture);
  g_assert_cmpuint (ember_splitter_get_split (fixture->splitter)->n_parts, ==, 5);
}

static void
mark (Fixture *fixture,
      const char *expression)
{
  g_autoptr (EmberMark) mark = expression != NULL ? ember_mark_new_search (expression, true) : NULL;

  ember_splitter_set_mark (fixture->splitter, mark);
}

/* Against what a marker of the whole map finds. */
static void
check_matches (Fixture *fixture,
               const char *expression)
{
  EmberSplit *split = ember_splitter_get_split (fixture->splitter);
  const EmberSplitMatches *matches = ember_splitter_get_matches (fixture->splitter);
  g_autoptr (EmberMark) searched = ember_mark_new_search (expression, true);
  g_autoptr (EmberStackMask) stacks = ember_mark_find_stacks (searched, ember_session_get_profile (fixture->session), NULL, NULL);
  g_autoptr (EmberHeatmap) whole = ember_heatmap_new_of_stacks (ember_session_get_table_set (fixture->session), &split->grid, EMBER_TIME_RANGE_ALL, stacks, NULL);
  uint64_t sum = 0;

  g_assert_nonnull (matches);
  g_assert_true (matches->split == split);
  for (uint32_t i = 0; i < split->n_parts; i++)
    sum += ember_heatmap_sum (matches->maps[i]);
  g_assert_cmpuint (sum, ==, ember_heatmap_sum (whole));
  g_assert_cmpuint (sum, >, 0);
}

static void
test_a_mark_is_counted_in_all_parts (Fixture *fixture,
                                     gconstpointer data)
{
  EmberSplit *split;

  mark (fixture, "waker-1");
  split = split_by (fixture, EMBER_SPLIT_THREAD);
  check_matches (fixture, "waker-1");
  mark (fixture, "waker-2");
  g_assert_null (ember_splitter_get_matches (fixture->splitter));
  run_until_idle (fixture);
  g_assert_true (ember_splitter_get_split (fixture->splitter) == split);
  check_matches (fixture, "waker-2");
  mark (fixture, "(");
  run_until_idle (fixture);
  g_assert_null (ember_splitter_get_matches (fixture->splitter));
  mark (fixture, NULL);
  g_assert_false (ember_splitter_is_busy (fixture->splitter));
}

/* Whatever of both changes first and while the other is under way. */
static void
test_marks_and_splits_that_change_together_fit (Fixture *fixture,
                                                gconstpointer data)
{
  split_by (fixture, EMBER_SPLIT_THREAD);
  for (int i = 0; i < 20; i++)
    {
      ember_session_set_n_rows (fixture->session, i % 2 == 0 ? 20 : 50);
      mark (fixture, "waker-1");
      ember_splitter_set_kind (fixture->splitter, i % 4 < 2 ? EMBER_SPLIT_CPU : EMBER_SPLIT_THREAD);
      for (int j = 0; j < i; j++)
        g_main_context_iteration (NULL, FALSE);
      mark (fixture, "waker-2");
      run_until_idle (fixture);
      g_assert_cmpint (ember_splitter_get_split (fixture->splitter)->kind, ==, i % 4 < 2 ? EMBER_SPLIT_CPU : EMBER_SPLIT_THREAD);
      g_assert_cmpuint (ember_splitter_get_split (fixture->splitter)->grid.n_rows, ==, i % 2 == 0 ? 20 : 50);
      check_matches (fixture, "waker-2");
    }
}

static void
test_a_recording_that_goes_takes_its_parts_along (Fixture *fixture,
                                                  gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nonexistent/recording.perf");

  g_assert_nonnull (split_by (fixture, EMBER_SPLIT_THREAD));
  ember_session_load (fixture->session, file);
  run_until_idle (fixture);
  g_assert_null (ember_splitter_get_split (fixture->splitter));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/splitter/it-works-only-while-it-is-asked-for", Fixture, NULL, set_up, test_it_works_only_while_it_is_asked_for, tear_down);
  g_test_add ("/splitter/parts-are-of-what-passes-the-filter", Fixture, NULL, set_up, test_parts_are_of_what_passes_the_filter, tear_down);
  g_test_add ("/splitter/parts-are-on-the-grid-of-the-map", Fixture, NULL, set_up, test_parts_are_on_the_grid_of_the_map, tear_down);
  g_test_add ("/splitter/more-can-be-had", Fixture, NULL, set_up, test_more_can_be_had, tear_down);
  g_test_add ("/splitter/a-mark-is-counted-in-all-parts", Fixture, NULL, set_up, test_a_mark_is_counted_in_all_parts, tear_down);
  g_test_add ("/splitter/marks-and-splits-that-change-together-fit", Fixture, NULL, set_up, test_marks_and_splits_that_change_together_fit, tear_down);
  g_test_add ("/splitter/a-recording-that-goes-takes-its-parts-along", Fixture, NULL, set_up, test_a_recording_that_goes_takes_its_parts_along, tear_down);
  return g_test_run ();
}
