/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/picture-actions.h"

#include "support/widgets.h"
#include "support/window-fixture.h"
#include "ui/export-capture.h"
#include "ui/heatmap-view-small.h"
#include "ui/notice-bar.h"
#include "ui/split-row.h"

static void
open_recording (WindowFixture *fixture)
{
  g_autofree char *text = window_fixture_dup_recording ();

  window_fixture_open (fixture, "recording.txt", text);
}

static const char *
get_notice (WindowFixture *fixture)
{
  const char *text = ember_notice_bar_get_text (EMBER_NOTICE_BAR (find_widget (GTK_WIDGET (fixture->window), EMBER_TYPE_NOTICE_BAR)));

  return text != NULL ? text : "";
}

static void
wait_for_notice (WindowFixture *fixture,
                 const char *text)
{
  while (strstr (get_notice (fixture), text) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
texture_read_cb (GObject *source,
                 GAsyncResult *result,
                 gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(GdkTexture **) user_data = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, &error);
  g_assert_no_error (error);
}

/* What another program would paste. */
static GdkTexture *
paste (WindowFixture *fixture)
{
  GdkTexture *texture = NULL;

  gdk_clipboard_read_texture_async (gtk_widget_get_clipboard (GTK_WIDGET (fixture->window)), NULL, texture_read_cb, &texture);
  while (texture == NULL)
    g_main_context_iteration (NULL, TRUE);
  return texture;
}

static void
test_a_picture_is_copied (WindowFixture *fixture,
                          gconstpointer data)
{
  static const char *const views[] = { "heatmap", "flamegraph" };

  open_recording (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_autoptr (GdkTexture) texture = NULL;

      ember_window_set_notice (fixture->window, NULL);
      gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.copy-picture", "s", views[i]);
      wait_for_notice (fixture, "Copied the picture");
      texture = paste (fixture);
      g_assert_cmpint (gdk_texture_get_width (texture), ==, 1600);
      g_assert_cmpint (gdk_texture_get_height (texture), >, 50);
    }
}

static void
test_the_key_copies_the_view_with_the_focus (WindowFixture *fixture,
                                             gconstpointer data)
{
  EmberRecordingPage *page = ember_window_get_recording_page (fixture->window);
  g_autoptr (GdkTexture) map = NULL;
  g_autoptr (GdkTexture) graph = NULL;

  open_recording (fixture);
  drive (GTK_WIDGET (ember_recording_page_get_heatmap_view (page)), "key ctrl+shift+p");
  wait_for_notice (fixture, "Copied the picture");
  map = paste (fixture);
  ember_window_set_notice (fixture->window, NULL);
  drive (GTK_WIDGET (ember_recording_page_get_flame_view (page)), "key ctrl+shift+p");
  wait_for_notice (fixture, "Copied the picture");
  graph = paste (fixture);
  /* Fifty rows are higher than three levels of frames. */
  g_assert_cmpint (gdk_texture_get_height (map), >, gdk_texture_get_height (graph));
}

static void
test_a_picture_is_saved_as_its_name_says (WindowFixture *fixture,
                                          gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *view;
    const char *begin;
  } cases[] = {
    { "map.png", "heatmap", "\211PNG" },
    { "graph.svg", "flamegraph", "<?xml" },
    { "GRAPH.PDF", "flamegraph", "%PDF" },
    { "no-extension", "heatmap", "\211PNG" },
  };

  open_recording (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, cases[i].name, NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autofree char *contents = NULL;

      ember_picture_actions_save (fixture->window, cases[i].view, file);
      wait_for_notice (fixture, cases[i].name);
      g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
      g_assert_true (g_str_has_prefix (contents, cases[i].begin));
    }
}

static void
test_the_caption_is_of_what_is_drawn (WindowFixture *fixture,
                                      gconstpointer data)
{
  EmberSession *session = ember_window_get_session (fixture->window);
  EmberExportJob *job;
  g_autofree char *name = NULL;
  EmberTimeRange range;

  open_recording (fixture);
  range.begin_ns = ember_profile_get_origin (ember_session_get_profile (session)) + EMBER_SECOND_NS;
  range.end_ns = range.begin_ns + EMBER_SECOND_NS;
  ember_session_set_range (session, range);
  window_fixture_wait (fixture);
  job = ember_export_capture (fixture->window, EMBER_EXPORT_FLAME_GRAPH);
  g_assert_cmpstr (job->caption, ==, "recording.txt · 1.000 s – 2.000 s · 50 samples · cycles");
  name = ember_export_capture_dup_name (fixture->window, job);
  g_assert_cmpstr (name, ==, "recording.png");
  ember_export_job_free (job);
  job = ember_export_capture (fixture->window, EMBER_EXPORT_HEAT_MAP);
  g_assert_cmpstr (job->caption, ==, "recording.txt · 0.000 s – 5.980 s · 300 samples · cycles");
  ember_export_job_free (job);
}

static void
test_the_heat_map_tells_what_the_window_does (WindowFixture *fixture,
                                              gconstpointer data)
{
  EmberSession *session = ember_window_get_session (fixture->window);
  EmberExportJob *job;

  window_fixture_open (fixture, "clock.txt",
                       "# ========\n# reference time: x = 1795548983.500000 (TOD) = 100.000000000 (monotonic)\n# ========\n#\n"
                       "a 1 [000] 100.000000: sched:sched_switch: prev_comm=a prev_pid=1 prev_prio=120 prev_state=S ==> next_comm=b next_pid=2 next_prio=120\n\t1 f (/a)\n\n"
                       "b 2 [000] 101.000000: sched:sched_switch: prev_comm=b prev_pid=2 prev_prio=120 prev_state=S ==> next_comm=a next_pid=1 next_prio=120\n\t1 f (/a)\n\n");
  ember_session_set_event_name (session, "off-CPU");
  window_fixture_wait (fixture);
  job = ember_export_capture (fixture->window, EMBER_EXPORT_HEAT_MAP);
  g_assert_nonnull (strstr (job->caption, " · waits where they begin"));
  g_assert_false (job->has_time_of_day);
  ember_export_job_free (job);
  g_settings_set_boolean (fixture->settings, "wall-clock", TRUE);
  g_settings_set_string (fixture->settings, "off-cpu-place", "spread");
  window_fixture_wait (fixture);
  job = ember_export_capture (fixture->window, EMBER_EXPORT_HEAT_MAP);
  g_assert_nonnull (strstr (job->caption, " · waits spread over their duration"));
  g_assert_true (job->has_time_of_day);
  g_assert_cmpint (job->time_of_day_ns, ==, INT64_C (1795548983500000000) - 100 * EMBER_SECOND_NS);
  ember_export_job_free (job);
}

static void
test_a_picture_of_callers_and_callees_is_taken (WindowFixture *fixture,
                                                gconstpointer data)
{
  EmberRecordingPage *page = ember_window_get_recording_page (fixture->window);
  g_autoptr (EmberMark) function = ember_mark_new_function ("main", NULL);
  EmberExportJob *job;

  open_recording (fixture);
  ember_function_view_show (ember_recording_page_get_function_view (page), function);
  window_fixture_wait (fixture);
  while (ember_recording_page_is_busy (page))
    g_main_context_iteration (NULL, TRUE);
  job = ember_export_capture (fixture->window, EMBER_EXPORT_FLAME_GRAPH);
  g_assert_true (g_str_has_suffix (job->caption, " · callers and callees of main"));
  g_assert_nonnull (job->callees);
  g_assert_true (job->graph == ember_flame_view_get_graph (ember_function_view_get_callers (ember_recording_page_get_function_view (page))));
  ember_export_job_free (job);
  ember_function_view_show (ember_recording_page_get_function_view (page), NULL);
  g_object_set (page, "view", "inverted", NULL);
  while (ember_recording_page_is_busy (page))
    g_main_context_iteration (NULL, TRUE);
  job = ember_export_capture (fixture->window, EMBER_EXPORT_FLAME_GRAPH);
  g_assert_true (g_str_has_suffix (job->caption, " · inverted"));
  g_assert_null (job->callees);
  ember_export_job_free (job);
}

static void
wait_for_page (WindowFixture *fixture)
{
  do
    run_for (100);
  while (ember_recording_page_is_busy (ember_window_get_recording_page (fixture->window)));
  settle ();
}

static void
test_what_is_seen_of_a_map_is_what_is_taken (WindowFixture *fixture,
                                             gconstpointer data)
{
  EmberHeatmapView *map = ember_recording_page_get_heatmap_view (ember_window_get_recording_page (fixture->window));
  const EmberHeatmapZoom zoom = { .begin_ns = 1.5e9, .length_ns = 2e9, .low = 0.2, .height = 0.1 };
  EmberExportJob *job;
  EmberHeatmapZoom seen;

  open_recording (fixture);
  ember_heatmap_view_set_zoom (map, &zoom);
  wait_for_page (fixture);
  /* Rows are finer now than was asked for, and as many are seen as are drawn. */
  g_assert_cmpuint (ember_session_get_heatmap (ember_window_get_session (fixture->window))->grid.n_rows, ==, 500);
  job = ember_export_capture (fixture->window, EMBER_EXPORT_HEAT_MAP);
  g_assert_cmpstr (job->caption, ==, "recording.txt · 1.000 s – 4.000 s · 200–300 ms in each of 3 columns · 15 samples · cycles");
  seen = job->seen.zoom;
  g_assert_cmpmem (&seen, sizeof seen, &zoom, sizeof zoom);
  g_assert_cmpuint (job->seen.rows[1] - job->seen.rows[0], ==, 50);
  ember_export_job_free (job);
  drive (GTK_WIDGET (map), "key 0");
  wait_for_page (fixture);
  job = ember_export_capture (fixture->window, EMBER_EXPORT_HEAT_MAP);
  g_assert_cmpstr (job->caption, ==, "recording.txt · 0.000 s – 5.980 s · 300 samples · cycles");
  g_assert_false (ember_heatmap_seen_is_part (&job->seen));
  ember_export_job_free (job);
}

static int
copy_picture (WindowFixture *fixture,
              GtkWidget *focus)
{
  g_autoptr (GdkTexture) texture = NULL;

  ember_window_set_notice (fixture->window, NULL);
  drive (focus, "key ctrl+shift+p");
  wait_for_notice (fixture, "Copied the picture");
  texture = paste (fixture);
  return gdk_texture_get_height (texture);
}

static void
test_parts_of_a_split_map_are_taken_along (WindowFixture *fixture,
                                           gconstpointer data)
{
  EmberRecordingPage *page = ember_window_get_recording_page (fixture->window);
  GtkWidget *map = GTK_WIDGET (ember_recording_page_get_heatmap_view (page));
  EmberSplitView *split_view = ember_recording_page_get_split_view (page);
  EmberExportJob *job;
  int alone, split;

  open_recording (fixture);
  alone = copy_picture (fixture, map);
  gtk_widget_activate_action (GTK_WIDGET (page), "recording.split", "s", "thread");
  wait_for_page (fixture);
  g_assert_cmpuint (ember_split_view_get_split (split_view)->n_parts, ==, 1);
  split = copy_picture (fixture, map);
  g_assert_cmpint (split, !=, alone);
  /* Also by the key in one of them. */
  g_assert_cmpint (copy_picture (fixture, GTK_WIDGET (ember_split_row_get_heatmap_view (EMBER_SPLIT_ROW (find_widget (GTK_WIDGET (split_view), EMBER_TYPE_SPLIT_ROW))))), ==, split);
  job = ember_export_capture (fixture->window, EMBER_EXPORT_HEAT_MAP);
  g_assert_true (job->split == ember_split_view_get_split (split_view));
  g_assert_false (job->has_own_scales);
  ember_export_job_free (job);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find_widget (GTK_WIDGET (split_view), GTK_TYPE_DROP_DOWN)), 1);
  job = ember_export_capture (fixture->window, EMBER_EXPORT_HEAT_MAP);
  g_assert_true (job->has_own_scales);
  ember_export_job_free (job);
  gtk_widget_activate_action (GTK_WIDGET (page), "recording.split", "s", "none");
  wait_for_page (fixture);
  g_assert_cmpint (copy_picture (fixture, map), ==, alone);
}

static void
test_marks_are_taken_along (WindowFixture *fixture,
                            gconstpointer data)
{
  EmberRecordingPage *page = ember_window_get_recording_page (fixture->window);
  g_autoptr (EmberMark) function = ember_mark_new_function ("main", NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "map.svg", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *plain = NULL;
  g_autofree char *marked = NULL;
  EmberExportJob *job;

  open_recording (fixture);
  ember_picture_actions_save (fixture->window, "heatmap", file);
  wait_for_notice (fixture, "map.svg");
  g_assert_true (g_file_get_contents (path, &plain, NULL, NULL));
  ember_marker_pick (ember_recording_page_get_marker (page), function);
  wait_for_page (fixture);
  job = ember_export_capture (fixture->window, EMBER_EXPORT_HEAT_MAP);
  g_assert_cmpstr (job->matches_label, ==, "main");
  g_assert_true (job->matches == ember_marker_get_matches (ember_recording_page_get_marker (page)));
  ember_export_job_free (job);
  ember_window_set_notice (fixture->window, NULL);
  ember_picture_actions_save (fixture->window, "heatmap", file);
  wait_for_notice (fixture, "map.svg");
  g_assert_true (g_file_get_contents (path, &marked, NULL, NULL));
  g_assert_cmpstr (marked, !=, plain);
  gtk_widget_activate_action (GTK_WIDGET (page), "recording.split", "s", "cpu");
  wait_for_page (fixture);
  job = ember_export_capture (fixture->window, EMBER_EXPORT_HEAT_MAP);
  g_assert_true (job->split_matches == ember_split_view_get_matches (ember_recording_page_get_split_view (page)));
  g_assert_nonnull (job->split_matches);
  ember_export_job_free (job);
}

/* The graph outlines whom somebody asks about; not so beside callers and callees, as in the window. */
static void
test_a_picked_function_is_outlined_in_the_graph (WindowFixture *fixture,
                                                 gconstpointer data)
{
  EmberRecordingPage *page = ember_window_get_recording_page (fixture->window);
  g_autoptr (EmberMark) function = ember_mark_new_function ("main", NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "graph.svg", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *plain = NULL;
  g_autofree char *outlined = NULL;
  EmberExportJob *job;

  open_recording (fixture);
  job = ember_export_capture (fixture->window, EMBER_EXPORT_FLAME_GRAPH);
  g_assert_null (job->mark);
  ember_export_job_free (job);
  ember_picture_actions_save (fixture->window, "flamegraph", file);
  wait_for_notice (fixture, "graph.svg");
  g_assert_true (g_file_get_contents (path, &plain, NULL, NULL));
  ember_marker_pick (ember_recording_page_get_marker (page), function);
  wait_for_page (fixture);
  job = ember_export_capture (fixture->window, EMBER_EXPORT_FLAME_GRAPH);
  g_assert_true (ember_mark_equal (job->mark, function));
  g_assert_cmpstr (job->mark_label, ==, "main");
  ember_export_job_free (job);
  ember_window_set_notice (fixture->window, NULL);
  ember_picture_actions_save (fixture->window, "flamegraph", file);
  wait_for_notice (fixture, "graph.svg");
  g_assert_true (g_file_get_contents (path, &outlined, NULL, NULL));
  g_assert_null (strstr (plain, "stroke-width"));
  g_assert_nonnull (strstr (outlined, "stroke-width"));
  ember_function_view_show (ember_recording_page_get_function_view (page), function);
  wait_for_page (fixture);
  job = ember_export_capture (fixture->window, EMBER_EXPORT_FLAME_GRAPH);
  g_assert_null (job->mark);
  ember_export_job_free (job);
}

/* The table with its order and what is found, not the graph behind it; until a function stands before it. */
static void
test_what_is_selected_is_outlined_on_the_map (WindowFixture *fixture,
                                              gconstpointer data)
{
  EmberSession *session = ember_window_get_session (fixture->window);
  EmberComparison *comparison = ember_recording_page_get_comparison (ember_window_get_recording_page (fixture->window));
  EmberExportJob *job;
  EmberTimeRange range;
  EmberTimeRange baseline;

  open_recording (fixture);
  job = ember_export_capture (fixture->window, EMBER_EXPORT_HEAT_MAP);
  g_assert_false (ember_heatmap_chosen_is_any (&job->chosen) || job->is_dark);
  ember_export_job_free (job);
  range.begin_ns = ember_profile_get_origin (ember_session_get_profile (session)) + EMBER_SECOND_NS;
  range.end_ns = baseline.begin_ns = range.begin_ns + EMBER_SECOND_NS;
  baseline.end_ns = baseline.begin_ns + EMBER_SECOND_NS;
  ember_session_set_range (session, range);
  ember_comparison_set_baseline (comparison, baseline);
  window_fixture_wait (fixture);
  job = ember_export_capture (fixture->window, EMBER_EXPORT_HEAT_MAP);
  g_assert_true (ember_time_range_equal (job->chosen.range, range));
  g_assert_true (ember_time_range_equal (job->chosen.baseline, baseline));
  ember_export_job_free (job);
}

static void
test_the_table_is_taken_where_it_is_seen (WindowFixture *fixture,
                                          gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "table.svg", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  EmberRecordingPage *page = ember_window_get_recording_page (fixture->window);
  g_autoptr (EmberMark) function = ember_mark_new_function ("main", NULL);
  g_autofree char *contents = NULL;
  g_autofree char *name = NULL;
  EmberExportJob *job;

  open_recording (fixture);
  g_object_set (page, "view", "functions", NULL);
  wait_for_page (fixture);
  ember_function_table_set_sort (ember_recording_page_get_function_table (page), "-total");
  g_assert_cmpint (ember_export_capture_get_lower (fixture->window), ==, EMBER_EXPORT_TABLE);
  job = ember_export_capture (fixture->window, EMBER_EXPORT_TABLE);
  g_assert_cmpstr (job->caption, ==, "recording.txt · 0.000 s – 5.980 s · 300 samples · cycles");
  g_assert_true (job->is_sorted && job->sort.order == EMBER_FUNCTION_ORDER_TOTAL && job->sort.is_turned_round);
  name = ember_export_capture_dup_name (fixture->window, job);
  g_assert_cmpstr (name, ==, "recording-functions.png");
  ember_export_job_free (job);
  ember_picture_actions_save (fixture->window, "lower", file);
  wait_for_notice (fixture, "table.svg");
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_nonnull (strstr (contents, "<svg"));
  ember_function_view_show (ember_recording_page_get_function_view (page), function);
  wait_for_page (fixture);
  g_assert_cmpint (ember_export_capture_get_lower (fixture->window), ==, EMBER_EXPORT_FLAME_GRAPH);
}

static void
test_without_times_there_is_no_heat_map_to_copy (WindowFixture *fixture,
                                                 gconstpointer data)
{
  window_fixture_open (fixture, "stacks.folded", "app;main;work 3\n");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.copy-picture", "s", "heatmap");
  g_assert_nonnull (strstr (get_notice (fixture), "no heat map"));
}

static void
test_an_empty_window_has_no_pictures (WindowFixture *fixture,
                                      gconstpointer data)
{
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), "copy-picture"));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), "save-picture"));
  open_recording (fixture);
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), "copy-picture"));
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), "save-picture"));
}

static void
add_tests (GtkApplication *application)
{
#define ADD(name, function) g_test_add ("/picture-actions/" name, WindowFixture, application, window_fixture_set_up, function, window_fixture_tear_down)
  ADD ("a-picture-is-copied", test_a_picture_is_copied);
  ADD ("the-key-copies-the-view-with-the-focus", test_the_key_copies_the_view_with_the_focus);
  ADD ("a-picture-is-saved-as-its-name-says", test_a_picture_is_saved_as_its_name_says);
  ADD ("the-caption-is-of-what-is-drawn", test_the_caption_is_of_what_is_drawn);
  ADD ("the-heat-map-tells-what-the-window-does", test_the_heat_map_tells_what_the_window_does);
  ADD ("a-picture-of-callers-and-callees-is-taken", test_a_picture_of_callers_and_callees_is_taken);
  ADD ("what-is-seen-of-a-map-is-what-is-taken", test_what_is_seen_of_a_map_is_what_is_taken);
  ADD ("parts-of-a-split-map-are-taken-along", test_parts_of_a_split_map_are_taken_along);
  ADD ("marks-are-taken-along", test_marks_are_taken_along);
  ADD ("a-picked-function-is-outlined-in-the-graph", test_a_picked_function_is_outlined_in_the_graph);
  ADD ("what-is-selected-is-outlined-on-the-map", test_what_is_selected_is_outlined_on_the_map);
  ADD ("the-table-is-taken-where-it-is-seen", test_the_table_is_taken_where_it_is_seen);
  ADD ("without-times-there-is-no-heat-map-to-copy", test_without_times_there_is_no_heat_map_to_copy);
  ADD ("an-empty-window-has-no-pictures", test_an_empty_window_has_no_pictures);
#undef ADD
}

int
main (int argc,
      char *argv[])
{
  return window_fixture_main (argc, argv, add_tests);
}
