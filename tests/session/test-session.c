/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/session.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analysis/band-apply.h"
#include "formats/format.h"
#include "support/small-profile.h"
#include "support/temp-folder.h"

#define N_SECONDS 20

static EmberProfile *
random_profile_new (void)
{
  return small_profile_new_random (7, 5000, N_SECONDS, 60);
}

static void
run_until_idle (EmberSession *session)
{
  while (ember_session_is_busy (session))
    g_main_context_iteration (NULL, TRUE);
}

static EmberSession *
session_with (EmberProfile *profile)
{
  EmberSession *session = ember_session_new ();

  ember_session_replace_profile (session, profile);
  run_until_idle (session);
  return session;
}

/* The @index-th of some ranges that overlap, lie apart, are short, long and empty of samples. */
static EmberTimeRange
range_at (const EmberProfile *profile,
          int index)
{
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) index);
  const int64_t origin_ns = ember_profile_get_origin (profile);
  const int64_t begin_ns = origin_ns + (int64_t) (g_rand_double (random) * N_SECONDS * EMBER_SECOND_NS);
  const int64_t length_ns = (int64_t) (g_rand_double (random) * N_SECONDS * EMBER_SECOND_NS / (1 << index % 8));

  return (EmberTimeRange){ begin_ns, begin_ns + length_ns + 1 };
}

static void
assert_graph_is_of (EmberSession *session,
                    EmberTimeRange range)
{
  EmberFlameGraph *graph = ember_session_get_graph (session);
  g_autoptr (EmberFlameGraph) expected = ember_flame_graph_new (ember_session_get_table_set (session), range, NULL);
  const uint32_t n_stacks = ember_stacks_get_n (ember_flame_graph_get_stacks (expected));

  g_assert_nonnull (graph);
  for (EmberStackId id = 0; id < n_stacks; id++)
    {
      g_assert_cmpuint (ember_flame_graph_get_total (graph, EMBER_MEASURE_SAMPLES, id), ==,
                        ember_flame_graph_get_total (expected, EMBER_MEASURE_SAMPLES, id));
      g_assert_cmpuint (ember_flame_graph_get_self (graph, EMBER_MEASURE_WEIGHT, id), ==,
                        ember_flame_graph_get_self (expected, EMBER_MEASURE_WEIGHT, id));
    }
}

static void
test_a_new_profile_shows_everything (void)
{
  g_autoptr (EmberProfile) profile = random_profile_new ();
  EmberSession *session = session_with (profile);

  g_assert_true (ember_time_range_is_empty (ember_session_get_range (session)));
  assert_graph_is_of (session, EMBER_TIME_RANGE_ALL);
  g_assert_nonnull (ember_session_get_heatmap (session));
  g_assert_finalize_object (session);
}

static void
test_the_graph_of_each_range_is_what_counting_gives (void)
{
  g_autoptr (EmberProfile) profile = random_profile_new ();
  g_autoptr (EmberSession) session = session_with (profile);

  for (int i = 0; i < 40; i++)
    {
      ember_session_set_range (session, range_at (profile, i));
      run_until_idle (session);
      assert_graph_is_of (session, range_at (profile, i));
    }
}

static void
test_the_graph_of_a_band_is_what_counting_gives (void)
{
  g_autoptr (EmberProfile) profile = random_profile_new ();
  g_autoptr (EmberSession) session = session_with (profile);
  const EmberBand band = { ember_profile_get_origin (profile), EMBER_SECOND_NS, 200000000, 450000000 };

  for (int i = 0; i < 10; i++)
    {
      const EmberTimeRange range = i % 5 < 4 ? range_at (profile, i) : (EmberTimeRange){ 0, 0 };
      const EmberTimeRange counted = i % 5 < 4 ? range : EMBER_TIME_RANGE_ALL;
      g_autoptr (EmberTableSet) banded = ember_band_apply (&band, ember_session_get_table_set (session), counted, NULL);
      g_autoptr (EmberFlameGraph) expected = ember_flame_graph_new (banded, counted, NULL);

      ember_session_set_banded_range (session, range, band);
      g_assert_true (ember_session_has_selection (session));
      run_until_idle (session);
      for (EmberStackId id = 0; id < ember_stacks_get_n (ember_profile_get_stacks (profile)); id++)
        g_assert_cmpuint (ember_flame_graph_get_total (ember_session_get_graph (session), EMBER_MEASURE_WEIGHT, id), ==,
                          ember_flame_graph_get_total (expected, EMBER_MEASURE_WEIGHT, id));
    }
  ember_session_set_range (session, range_at (profile, 3));
  g_assert_cmpint (ember_session_get_band (session).column_ns, ==, 0);
  run_until_idle (session);
  assert_graph_is_of (session, range_at (profile, 3));
}

static void
test_of_many_ranges_at_once_the_last_one_stands (void)
{
  g_autoptr (EmberProfile) profile = random_profile_new ();
  g_autoptr (EmberSession) session = session_with (profile);

  for (int i = 0; i < 200; i++)
    {
      ember_session_set_range (session, range_at (profile, i));
      g_main_context_iteration (NULL, FALSE);
    }
  run_until_idle (session);
  assert_graph_is_of (session, range_at (profile, 199));
}

static void
test_an_empty_range_shows_everything_again (void)
{
  g_autoptr (EmberProfile) profile = random_profile_new ();
  g_autoptr (EmberSession) session = session_with (profile);

  ember_session_set_range (session, range_at (profile, 3));
  run_until_idle (session);
  ember_session_set_range (session, (EmberTimeRange){ 5, 5 });
  run_until_idle (session);
  assert_graph_is_of (session, EMBER_TIME_RANGE_ALL);
}

static void
test_columns_are_as_long_as_asked_for (void)
{
  g_autoptr (EmberProfile) profile = random_profile_new ();
  g_autoptr (EmberSession) session = session_with (profile);
  const EmberTimeRange range = ember_profile_get_range (profile);
  const EmberHeatmapGrid *grid;

  ember_session_set_column_ns (session, 16667000);
  run_until_idle (session);
  grid = &ember_session_get_heatmap (session)->grid;
  g_assert_cmpint (grid->column_ns, ==, 16667000);
  g_assert_cmpint (ember_heatmap_grid_get_range (grid).end_ns, >=, range.end_ns);
  /* So many columns as a nanosecond asks for are too many: they get longer, and none is left out. */
  ember_session_set_column_ns (session, 1);
  run_until_idle (session);
  grid = &ember_session_get_heatmap (session)->grid;
  g_assert_cmpint (grid->column_ns, >, 1);
  g_assert_false (grid->is_cut);
  g_assert_cmpint (ember_heatmap_grid_get_range (grid).end_ns, >=, range.end_ns);
}

static void
test_rows_change_the_heat_map_alone (void)
{
  g_autoptr (EmberProfile) profile = random_profile_new ();
  g_autoptr (EmberSession) session = session_with (profile);
  const EmberFlameGraph *graph = ember_session_get_graph (session);

  g_assert_cmpuint (ember_session_get_heatmap (session)->grid.n_rows, ==, 50);
  ember_session_set_n_rows (session, 200);
  run_until_idle (session);
  g_assert_cmpuint (ember_session_get_heatmap (session)->grid.n_rows, ==, 200);
  g_assert_true (graph == ember_session_get_graph (session));
}

static void
test_finer_rows_leave_the_columns_as_they_are (void)
{
  g_autoptr (EmberProfile) profile = random_profile_new ();
  g_autoptr (EmberSession) session = session_with (profile);
  EmberHeatmapGrid grid;

  g_object_set (session, "row-factor", 10u, NULL);
  run_until_idle (session);
  g_assert_cmpuint (ember_session_get_heatmap (session)->grid.n_rows, ==, 500);
  g_object_set (session, "row-factor", 1000u, NULL);
  run_until_idle (session);
  g_assert_cmpuint (ember_session_get_heatmap (session)->grid.n_rows, ==, 1000);
  g_object_set (session, "row-factor", 1u, NULL);
  ember_session_set_column_ns (session, 100000);
  run_until_idle (session);
  grid = ember_session_get_heatmap (session)->grid;
  g_object_set (session, "row-factor", 20u, NULL);
  run_until_idle (session);
  g_assert_cmpint (ember_session_get_heatmap (session)->grid.column_ns, ==, grid.column_ns);
  g_assert_cmpuint (ember_session_get_heatmap (session)->grid.n_columns, ==, grid.n_columns);
  g_assert_cmpuint (ember_session_get_heatmap (session)->grid.n_rows, <, 1000);
}

static uint64_t
count_heatmap (const EmberHeatmap *heatmap)
{
  uint64_t n = 0;

  for (uint32_t i = 0; i < ember_heatmap_grid_get_n_cells (&heatmap->grid); i++)
    n += heatmap->counts[i];
  return n;
}

static void
test_both_views_follow_event_and_idle (void)
{
  g_autoptr (EmberProfile) profile = random_profile_new ();
  g_autoptr (EmberSession) session = session_with (profile);
  const GPtrArray *choices = ember_session_get_event_choices (session);

  g_assert_cmpuint (choices->len, >, 1);
  for (guint i = 0; i < choices->len; i++)
    {
      const EmberEventChoice *choice = g_ptr_array_index (choices, i);

      ember_session_set_event_name (session, choice->name);
      ember_session_set_with_idle (session, TRUE);
      run_until_idle (session);
      g_assert_cmpstr (ember_session_get_event_name (session), ==, choice->name);
      g_assert_cmpuint (count_heatmap (ember_session_get_heatmap (session)), ==, choice->n_samples);
      g_assert_cmpuint (ember_flame_graph_get_total (ember_session_get_graph (session), EMBER_MEASURE_SAMPLES, 0), ==,
                        choice->n_samples);
      ember_session_set_with_idle (session, FALSE);
      run_until_idle (session);
      g_assert_cmpuint (count_heatmap (ember_session_get_heatmap (session)), <, choice->n_samples);
      assert_graph_is_of (session, EMBER_TIME_RANGE_ALL);
    }
}

/* The picture of a filter is that of the samples it leaves. */
static void
test_both_views_follow_filter_and_merge_level (void)
{
  g_autoptr (EmberProfile) profile = random_profile_new ();
  g_autoptr (EmberSession) session = session_with (profile);
  const uint64_t n_all = count_heatmap (ember_session_get_heatmap (session));
  const EmberThread *thread = ember_threads_get (ember_profile_get_threads (profile), 3);
  g_autoptr (EmberFilter) nothing = ember_filter_new ();
  g_autoptr (EmberFilter) filter = ember_filter_with (nothing, &(EmberFilterCondition){
                                                                   .kind = EMBER_FILTER_THREAD,
                                                                   .is_enabled = true,
                                                                   .number = thread->tid,
                                                               });

  ember_session_set_range (session, range_at (profile, 3));
  ember_session_set_filter (session, filter);
  g_object_set (session, "merge-level", EMBER_MERGE_NOTHING, NULL);
  run_until_idle (session);
  g_assert_cmpuint (count_heatmap (ember_session_get_heatmap (session)), ==,
                    ember_table_set_count (ember_session_get_table_set (session), EMBER_TIME_RANGE_ALL));
  g_assert_cmpuint (count_heatmap (ember_session_get_heatmap (session)), <, n_all);
  assert_graph_is_of (session, range_at (profile, 3));
  ember_subset_undo (ember_session_get_subset (session));
  run_until_idle (session);
  g_assert_cmpuint (count_heatmap (ember_session_get_heatmap (session)), ==, n_all);
  assert_graph_is_of (session, range_at (profile, 3));
}

static void
test_a_profile_that_knows_more_keeps_range_and_event (void)
{
  g_autoptr (EmberProfile) profile = random_profile_new ();
  g_autoptr (EmberProfile) other = random_profile_new ();
  g_autoptr (EmberSession) session = session_with (profile);
  const GPtrArray *choices = ember_session_get_event_choices (session);
  const EmberEventChoice *last = g_ptr_array_index (choices, choices->len - 1);
  g_autofree char *name = g_strdup (last->name);

  ember_session_set_event_name (session, name);
  ember_session_set_range (session, range_at (profile, 5));
  ember_session_replace_profile (session, other);
  run_until_idle (session);
  g_assert_true (ember_session_get_profile (session) == other);
  g_assert_cmpstr (ember_session_get_event_name (session), ==, name);
  g_assert_true (ember_time_range_equal (ember_session_get_range (session), range_at (profile, 5)));
  g_assert_true (ember_flame_graph_get_profile (ember_session_get_graph (session)) == other);
  assert_graph_is_of (session, range_at (profile, 5));
}

static void
test_a_range_outside_a_new_profile_is_dropped (void)
{
  g_autoptr (EmberProfile) profile = random_profile_new ();
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) other = NULL;
  g_autoptr (EmberSession) session = session_with (profile);

  small_profile_add (builder, ember_profile_get_range (profile).end_ns + EMBER_SECOND_NS, "app", 1, "cycles", "main", 1);
  other = ember_profile_builder_freeze (builder);
  ember_session_set_range (session, range_at (profile, 5));
  ember_session_replace_profile (session, other);
  run_until_idle (session);
  g_assert_true (ember_time_range_is_empty (ember_session_get_range (session)));
  assert_graph_is_of (session, EMBER_TIME_RANGE_ALL);
}

static void
test_a_range_before_the_first_sample_of_its_second_stays (void)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberSession) session = NULL;
  const EmberTimeRange range = { 10 * EMBER_SECOND_NS, 10 * EMBER_SECOND_NS + 5000 };

  small_profile_add (builder, 10 * EMBER_SECOND_NS + 900000, "app", 1, "cycles", "main", 1);
  profile = ember_profile_builder_freeze (builder);
  session = session_with (profile);
  ember_session_set_range (session, range);
  ember_session_replace_profile (session, profile);
  run_until_idle (session);
  g_assert_true (ember_time_range_equal (ember_session_get_range (session), range));
}

static GFile *
file_new_with (const char *text)
{
  g_autofree char *path = NULL;
  const int fd = g_file_open_tmp ("ember-session-XXXXXX", &path, NULL);

  g_assert_cmpint (write (fd, text, strlen (text)), ==, (gssize) strlen (text));
  close (fd);
  return g_file_new_for_path (path);
}

static void
test_a_file_is_opened (void)
{
  g_autoptr (GFile) file = file_new_with ("a;b 2\na;c 3\n");
  EmberSession *session = ember_session_new ();

  ember_session_load (session, file);
  g_assert_cmpint (ember_session_get_state (session), ==, EMBER_SESSION_LOADING);
  run_until_idle (session);
  g_assert_cmpint (ember_session_get_state (session), ==, EMBER_SESSION_READY);
  g_assert_cmpint (ember_session_get_progress (session).n_bytes, ==, 12);
  g_assert_null (ember_session_get_heatmap (session));
  g_assert_cmpuint (ember_flame_graph_get_total (ember_session_get_graph (session), EMBER_MEASURE_WEIGHT, 0), ==, 5);
  g_assert_finalize_object (session);
  g_unlink (g_file_peek_path (file));
}

static void
test_a_reload_reads_what_the_file_holds_now (void)
{
  g_autoptr (GFile) file = file_new_with ("a;b 2\n");
  g_autoptr (EmberSession) session = ember_session_new ();

  ember_session_load (session, file);
  run_until_idle (session);
  g_assert_true (g_file_set_contents (g_file_peek_path (file), "a;b 2\na;c 30\n", -1, NULL));
  ember_session_reload (session);
  g_assert_nonnull (ember_session_get_graph (session));
  run_until_idle (session);
  g_assert_cmpuint (ember_flame_graph_get_total (ember_session_get_graph (session), EMBER_MEASURE_WEIGHT, 0), ==, 32);
  g_unlink (g_file_peek_path (file));
}

static void
test_a_reload_that_fails_keeps_the_recording (void)
{
  g_autoptr (GFile) file = file_new_with ("a;b 2\n");
  g_autoptr (EmberSession) session = ember_session_new ();

  ember_session_load (session, file);
  run_until_idle (session);
  g_unlink (g_file_peek_path (file));
  for (int i = 0; i < 2; i++)
    {
      ember_session_reload (session);
      run_until_idle (session);
      g_assert_cmpint (ember_session_get_state (session), ==, EMBER_SESSION_READY);
      g_assert_error (ember_session_get_error (session), G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
      g_assert_cmpuint (ember_flame_graph_get_total (ember_session_get_graph (session), EMBER_MEASURE_WEIGHT, 0), ==, 2);
    }
  g_assert_true (g_file_set_contents (g_file_peek_path (file), "a;b 5\n", -1, NULL));
  ember_session_reload (session);
  run_until_idle (session);
  g_assert_null (ember_session_get_error (session));
  g_assert_cmpuint (ember_flame_graph_get_total (ember_session_get_graph (session), EMBER_MEASURE_WEIGHT, 0), ==, 5);
  g_unlink (g_file_peek_path (file));
}

static void
test_a_missing_file_fails_with_its_error (void)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nonexistent/recording");
  g_autoptr (EmberSession) session = ember_session_new ();

  ember_session_load (session, file);
  run_until_idle (session);
  g_assert_cmpint (ember_session_get_state (session), ==, EMBER_SESSION_FAILED);
  g_assert_error (ember_session_get_error (session), G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_null (ember_session_dup_help_command (session));
}

static GFile *
fifo_new (void)
{
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *path = g_build_filename (folder, "fifo", NULL);

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  return g_file_new_for_path (path);
}

static void
fifo_delete (GFile *file)
{
  temp_folder_delete (g_path_get_dirname (g_file_peek_path (file)));
}

static void
count_cb (EmberSession *session,
          GParamSpec *pspec,
          guint *n)
{
  (*n)++;
}

static void
test_cancelling_goes_back_to_nothing (void)
{
  g_autoptr (GFile) file = fifo_new ();
  EmberSession *session = ember_session_new ();
  guint n_progress = 0;

  g_signal_connect (session, "notify::progress", G_CALLBACK (count_cb), &n_progress);
  ember_session_load (session, file);
  while (n_progress < 3)
    g_main_context_iteration (NULL, TRUE);
  ember_session_cancel_loading (session);
  g_assert_cmpint (ember_session_get_state (session), ==, EMBER_SESSION_EMPTY);
  for (int i = 0; i < 50; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_assert_cmpint (ember_session_get_state (session), ==, EMBER_SESSION_EMPTY);
  g_assert_finalize_object (session);
  fifo_delete (file);
}

static void
test_stopping_keeps_what_came (void)
{
  g_autoptr (GFile) file = fifo_new ();
  g_autoptr (EmberSession) session = ember_session_new ();
  int fd;

  ember_session_load (session, file);
  fd = open (g_file_peek_path (file), O_WRONLY);
  g_assert_cmpint (write (fd, "a;b 2\na;c 3\n", 12), ==, 12);
  while (ember_session_get_progress (session).n_bytes < 12)
    g_main_context_iteration (NULL, TRUE);
  ember_session_stop_loading (session);
  run_until_idle (session);
  close (fd);
  g_assert_cmpint (ember_session_get_state (session), ==, EMBER_SESSION_READY);
  g_assert_cmpuint (ember_profile_get_n_samples (ember_session_get_profile (session)), ==, 2);
  fifo_delete (file);
}

static void
test_stopping_before_anything_came_is_no_error (void)
{
  g_autoptr (GFile) file = fifo_new ();
  g_autoptr (EmberSession) session = ember_session_new ();

  ember_session_load (session, file);
  g_usleep (20000);
  ember_session_stop_loading (session);
  run_until_idle (session);
  g_assert_cmpint (ember_session_get_state (session), ==, EMBER_SESSION_EMPTY);
  fifo_delete (file);
}

static void
test_a_newer_load_takes_the_place_of_a_slow_one (void)
{
  g_autoptr (GFile) fifo = fifo_new ();
  g_autoptr (GFile) file = file_new_with ("a;b 2\n");
  g_autoptr (EmberSession) session = ember_session_new ();

  ember_session_load (session, fifo);
  ember_session_load (session, file);
  run_until_idle (session);
  g_assert_cmpint (ember_session_get_state (session), ==, EMBER_SESSION_READY);
  g_assert_true (g_file_equal (ember_session_get_file (session), file));
  g_unlink (g_file_peek_path (file));
  fifo_delete (fifo);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, function) g_test_add_func ("/session/" name, function)
  TEST ("a-new-profile-shows-everything", test_a_new_profile_shows_everything);
  TEST ("the-graph-of-each-range-is-what-counting-gives", test_the_graph_of_each_range_is_what_counting_gives);
  TEST ("the-graph-of-a-band-is-what-counting-gives", test_the_graph_of_a_band_is_what_counting_gives);
  TEST ("of-many-ranges-at-once-the-last-one-stands", test_of_many_ranges_at_once_the_last_one_stands);
  TEST ("an-empty-range-shows-everything-again", test_an_empty_range_shows_everything_again);
  TEST ("columns-are-as-long-as-asked-for", test_columns_are_as_long_as_asked_for);
  TEST ("rows-change-the-heat-map-alone", test_rows_change_the_heat_map_alone);
  TEST ("finer-rows-leave-the-columns-as-they-are", test_finer_rows_leave_the_columns_as_they_are);
  TEST ("both-views-follow-event-and-idle", test_both_views_follow_event_and_idle);
  TEST ("both-views-follow-filter-and-merge-level", test_both_views_follow_filter_and_merge_level);
  TEST ("a-profile-that-knows-more-keeps-range-and-event", test_a_profile_that_knows_more_keeps_range_and_event);
  TEST ("a-range-outside-a-new-profile-is-dropped", test_a_range_outside_a_new_profile_is_dropped);
  TEST ("a-range-before-the-first-sample-of-its-second-stays", test_a_range_before_the_first_sample_of_its_second_stays);
  TEST ("a-file-is-opened", test_a_file_is_opened);
  TEST ("a-reload-reads-what-the-file-holds-now", test_a_reload_reads_what_the_file_holds_now);
  TEST ("a-reload-that-fails-keeps-the-recording", test_a_reload_that_fails_keeps_the_recording);
  TEST ("a-missing-file-fails-with-its-error", test_a_missing_file_fails_with_its_error);
  TEST ("cancelling-goes-back-to-nothing", test_cancelling_goes_back_to_nothing);
  TEST ("stopping-keeps-what-came", test_stopping_keeps_what_came);
  TEST ("stopping-before-anything-came-is-no-error", test_stopping_before_anything_came_is_no_error);
  TEST ("a-newer-load-takes-the-place-of-a-slow-one", test_a_newer_load_takes_the_place_of_a_slow_one);
  return g_test_run ();
}
