/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/view-restore.h"

#include <glib/gstdio.h>

#include "cli/view-options.h"
#include "session/view-command.h"
#include "session/view-file.h"
#include "support/widget-picture.h"
#include "support/widgets.h"
#include "support/window-fixture.h"
#include "ui/comparison-bar.h"
#include "ui/filter-bar.h"
#include "ui/function-table.h"
#include "ui/heatmap-view-small.h"
#include "ui/notice-bar.h"
#include "ui/pattern-panel.h"
#include "ui/thread-panel.h"
#include "ui/view-actions.h"
#include "ui/view-capture.h"

/* Four seconds of "cron", "web" and "worker"; the functions of each come and go with time. */
static char *
dup_recording (int n_samples)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < n_samples; i++)
    g_string_append_printf (text, "%s [00%d] %d.%06d: 1 cycles: \n\t401000 leaf_%d+0x10 (/lib/a.so)\n\t401800 inner_%d+0x10 (/lib/a.so)\n\t402000 main+0x20 (/bin/app)\n\n",
                            i % 10 == 0 ? "cron 30/30" : i % 10 < 4 ? "web 20/20"
                                                                    : "worker 20/21",
                            i % 2, 100 + i / 50, i % 50 * 20000, i % 7, i / 40);
  return g_string_free (text, FALSE);
}

typedef struct
{
  WindowFixture window;
  EmberSession *session;
  GtkWidget *root;
  GtkWidget *flame_view;
  GtkWidget *heatmap_view;
  GFile *file;
} Fixture;

static void
use_window (Fixture *fixture)
{
  EmberRecordingPage *page = ember_window_get_recording_page (fixture->window.window);

  fixture->session = ember_window_get_session (fixture->window.window);
  fixture->root = GTK_WIDGET (fixture->window.window);
  fixture->flame_view = GTK_WIDGET (ember_recording_page_get_flame_view (page));
  fixture->heatmap_view = GTK_WIDGET (ember_recording_page_get_heatmap_view (page));
}

static void
set_up (Fixture *fixture,
        gconstpointer application)
{
  g_autofree char *text = dup_recording (200);
  g_autofree char *path = NULL;

  window_fixture_set_up (&fixture->window, application);
  window_fixture_open (&fixture->window, "a.txt", text);
  use_window (fixture);
  path = g_build_filename (fixture->window.folder, "a.emberview", NULL);
  fixture->file = g_file_new_for_path (path);
}

static void
tear_down (Fixture *fixture,
           gconstpointer application)
{
  g_object_unref (fixture->file);
  window_fixture_tear_down (&fixture->window, application);
}

static void
wait_for_view (Fixture *fixture)
{
  run_for (200);
  for (int i = 0; i < 400 && (ember_view_restore_is_busy (fixture->window.window) || ember_session_get_profile (fixture->session) == NULL); i++)
    run_for (50);
  window_fixture_wait (&fixture->window);
}

/* A new window in place of the old one, as after a new start. */
static void
renew_window (Fixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window.window));
  wait_until_gone ((gpointer *) &fixture->window.window);
  fixture->window.window = ember_window_new (fixture->window.application, fixture->window.settings, NULL);
  g_object_add_weak_pointer (G_OBJECT (fixture->window.window), (gpointer *) &fixture->window.window);
  gtk_window_present (GTK_WINDOW (fixture->window.window));
  run_for (200);
  use_window (fixture);
}

static void
save_view (Fixture *fixture)
{
  g_autofree char *path = g_file_get_path (fixture->file);

  ember_view_actions_save (fixture->window.window, fixture->file);
  for (int i = 0; i < 200 && find_text (find_widget (fixture->root, EMBER_TYPE_NOTICE_BAR), "Saved “a.emberview”") == NULL; i++)
    run_for (50);
  g_assert_true (ember_view_file_is_view (path));
  ember_window_set_notice (fixture->window.window, NULL);
}

static gboolean
is_busy (Fixture *fixture)
{
  EmberRecordingPage *page = ember_window_get_recording_page (fixture->window.window);

  return ember_view_restore_is_busy (fixture->window.window) || ember_recording_page_is_busy (page) ||
         ember_function_table_is_busy (ember_recording_page_get_function_table (page)) ||
         ember_thread_panel_is_busy (EMBER_THREAD_PANEL (find_widget (fixture->root, EMBER_TYPE_THREAD_PANEL))) ||
         ember_pattern_panel_is_busy (EMBER_PATTERN_PANEL (find_widget (fixture->root, EMBER_TYPE_PATTERN_PANEL)));
}

/* Neither pointer nor keyboard is part of the picture, and all is done that shows in it. Where its halves meet depends on
 * which of them needed room first. */
static void
leave (Fixture *fixture)
{
  drive (NULL, "mousemove 1279 799");
  gtk_paned_set_position (GTK_PANED (find_widget (fixture->root, GTK_TYPE_PANED)), 240);
  gtk_window_set_focus (GTK_WINDOW (fixture->window.window), NULL);
  do
    {
      while (is_busy (fixture))
        g_main_context_iteration (NULL, TRUE);
      run_for (300);
    }
  while (is_busy (fixture));
}

static uint64_t
count_samples (Fixture *fixture)
{
  return ember_heatmap_sum (ember_session_get_heatmap (fixture->session));
}

static void
click_thread (Fixture *fixture,
              const char *comm)
{
  GtkWidget *panel = find_widget (fixture->root, EMBER_TYPE_THREAD_PANEL);

  for (int i = 0; i < 200 && find_text (panel, comm) == NULL; i++)
    run_for (50);
  drive (find_text (panel, comm), "@25,5 click 1");
  window_fixture_wait (&fixture->window);
}

/* Everything a user does: picks a thread and sees the map change, takes it back and again, selects, searches, zooms,
 * saves; a new window that opens the file shows the same, pixel by pixel. */
static void
test_what_was_saved_is_shown_again_pixel_by_pixel (Fixture *fixture,
                                                   gconstpointer application)
{
  g_autoptr (GBytes) all = NULL;
  g_autoptr (GBytes) heatmap = NULL;
  g_autoptr (GBytes) flame = NULL;

  drive (fixture->heatmap_view, "key F9");
  leave (fixture);
  all = widget_picture_take (fixture->heatmap_view);
  click_thread (fixture, "worker");
  g_assert_cmpuint (count_samples (fixture), ==, 120);
  drive (NULL, "key ctrl+z");
  window_fixture_wait (&fixture->window);
  g_assert_cmpuint (count_samples (fixture), ==, 200);
  drive (NULL, "key ctrl+shift+z");
  window_fixture_wait (&fixture->window);
  g_assert_cmpuint (count_samples (fixture), ==, 120);
  g_settings_set_uint (fixture->window.settings, "rows", 20);
  g_settings_set_string (fixture->window.settings, "merge-level", "process");
  g_settings_set_string (fixture->window.settings, "palette", "viridis");
  g_settings_set_string (fixture->window.settings, "scale", "log");
  g_settings_set_double (fixture->window.settings, "clip", 95);
  ember_session_set_range (fixture->session, (EmberTimeRange){ 101 * EMBER_SECOND_NS, 103 * EMBER_SECOND_NS + 500000000 });
  window_fixture_wait (&fixture->window);
  g_object_set (fixture->flame_view, "search-text", "leaf_3", NULL);
  /* The fourth row from below; the keyboard's cursor would be part of the picture. */
  drive (fixture->flame_view, "@30,%d click 1", gtk_widget_get_height (fixture->flame_view) - 62);
  leave (fixture);
  heatmap = widget_picture_take (fixture->heatmap_view);
  flame = widget_picture_take (fixture->flame_view);
  g_assert_false (g_bytes_equal (all, heatmap));
  save_view (fixture);

  g_settings_reset (fixture->window.settings, "rows");
  g_settings_reset (fixture->window.settings, "merge-level");
  g_settings_reset (fixture->window.settings, "palette");
  g_settings_reset (fixture->window.settings, "scale");
  g_settings_reset (fixture->window.settings, "clip");
  renew_window (fixture);
  ember_window_open (fixture->window.window, fixture->file);
  wait_for_view (fixture);
  g_assert_cmpuint (count_samples (fixture), ==, 120);
  leave (fixture);
  widget_picture_assert_shown (fixture->heatmap_view, heatmap);
  widget_picture_assert_shown (fixture->flame_view, flame);
  g_assert_cmpstr (ember_notice_bar_get_text (EMBER_NOTICE_BAR (find_widget (fixture->root, EMBER_TYPE_NOTICE_BAR))), ==, "");
}

static EmberComparison *
get_comparison (Fixture *fixture)
{
  return ember_recording_page_get_comparison (ember_window_get_recording_page (fixture->window.window));
}

static void
wait_for_comparison (Fixture *fixture)
{
  while (ember_recording_page_is_busy (ember_window_get_recording_page (fixture->window.window)))
    g_main_context_iteration (NULL, TRUE);
  run_for (150);
}

/* A range against another one marked by hand, then flipped: both change places, and stay so. */
static void
test_a_flipped_comparison_is_shown_again_pixel_by_pixel (Fixture *fixture,
                                                         gconstpointer application)
{
  const EmberTimeRange early = { 100 * EMBER_SECOND_NS, 101 * EMBER_SECOND_NS };
  const EmberTimeRange late = { 102 * EMBER_SECOND_NS, 104 * EMBER_SECOND_NS };
  g_autoptr (GBytes) heatmap = NULL;
  g_autoptr (GBytes) flame = NULL;

  ember_session_set_range (fixture->session, early);
  window_fixture_wait (&fixture->window);
  drive (fixture->heatmap_view, "key b");
  ember_session_set_range (fixture->session, late);
  wait_for_comparison (fixture);
  g_assert_nonnull (ember_comparison_get_difference (get_comparison (fixture)));
  drive (fixture->heatmap_view, "key shift+b");
  wait_for_comparison (fixture);
  g_assert_true (ember_time_range_equal (ember_session_get_range (fixture->session), early));
  g_assert_true (ember_time_range_equal (ember_comparison_get_baseline (get_comparison (fixture)), late));
  ember_comparison_set_normalization (get_comparison (fixture), EMBER_PER_SAMPLE);
  ember_comparison_set_basis (get_comparison (fixture), EMBER_CHANGE_OF_SELF);
  wait_for_comparison (fixture);
  leave (fixture);
  heatmap = widget_picture_take (fixture->heatmap_view);
  flame = widget_picture_take (fixture->flame_view);
  save_view (fixture);
  renew_window (fixture);
  ember_window_open (fixture->window.window, fixture->file);
  wait_for_view (fixture);
  leave (fixture);
  widget_picture_assert_shown (fixture->heatmap_view, heatmap);
  widget_picture_assert_shown (fixture->flame_view, flame);
  g_assert_cmpint (ember_comparison_get_basis (get_comparison (fixture)), ==, EMBER_CHANGE_OF_SELF);
}

/* Calls @show for a new window, which must come to look as the one now. */
static void
check_shown_again (Fixture *fixture,
                   void (*save) (Fixture *fixture),
                   void (*show) (Fixture *fixture))
{
  g_autoptr (GBytes) page = NULL;

  leave (fixture);
  page = widget_picture_take (find_widget (fixture->root, EMBER_TYPE_RECORDING_PAGE));
  save (fixture);
  renew_window (fixture);
  show (fixture);
  wait_for_view (fixture);
  leave (fixture);
  widget_picture_assert_shown (find_widget (fixture->root, EMBER_TYPE_RECORDING_PAGE), page);
  g_assert_cmpstr (ember_notice_bar_get_text (EMBER_NOTICE_BAR (find_widget (fixture->root, EMBER_TYPE_NOTICE_BAR))), ==, "");
}

static void
open_view (Fixture *fixture)
{
  ember_window_open (fixture->window.window, fixture->file);
}

static char *command;

static void
keep_command (Fixture *fixture)
{
  g_autoptr (EmberView) view = ember_view_capture (fixture->window.window);
  GSettings *settings = fixture->window.settings;
  static const char *const keys[] = { "rows", "palette", "scale", "clip", "sibling-order", "is-icicle", "merge-level" };

  command = ember_view_command_new (view, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (settings, keys[i]);
}

/* As a colleague runs it, who prefers other colours. */
static void
run_command (Fixture *fixture)
{
  g_auto (GStrv) argv = NULL;
  g_autoptr (EmberOptions) options = NULL;
  g_autoptr (EmberView) view = NULL;
  g_autoptr (GFile) recording = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_shell_parse_argv (command, NULL, &argv, NULL));
  options = ember_options_parse (argv, &error);
  g_assert_no_error (error);
  view = ember_options_dup_view (options);
  recording = g_file_new_for_path (options->files[0]);
  ember_window_open (fixture->window.window, recording);
  ember_view_restore (fixture->window.window, view);
  g_clear_pointer (&command, g_free);
}

static void
test_a_copied_command_shows_the_same_pixel_by_pixel (Fixture *fixture,
                                                     gconstpointer application)
{
  GSettings *settings = fixture->window.settings;

  g_settings_set_uint (settings, "rows", 20);
  g_settings_set_string (settings, "palette", "enhanced");
  g_settings_set_string (settings, "scale", "sqrt");
  g_settings_set_string (settings, "sibling-order", "weight");
  g_settings_set_string (settings, "merge-level", "thread");
  g_settings_set_boolean (settings, "is-icicle", TRUE);
  ember_session_set_range (fixture->session, (EmberTimeRange){ 101 * EMBER_SECOND_NS, 103 * EMBER_SECOND_NS });
  window_fixture_wait (&fixture->window);
  g_object_set (fixture->flame_view, "search-text", "leaf_3", NULL);
  drive (fixture->flame_view, "key Home key Down key Down key Return");
  run_for (400);
  check_shown_again (fixture, keep_command, run_command);
}

/* A part of the map, and the table sorted by another column, the other way round. */
static void
look_at_a_part (Fixture *fixture)
{
  EmberRecordingPage *page = ember_window_get_recording_page (fixture->window.window);
  g_autofree char *sort = NULL;

  ember_session_set_range (fixture->session, (EmberTimeRange){ 101 * EMBER_SECOND_NS, 103 * EMBER_SECOND_NS });
  window_fixture_wait (&fixture->window);
  drive (fixture->heatmap_view, "key plus key plus key ctrl+plus key ctrl+Right key ctrl+Up");
  run_for (400);
  g_object_set (page, "view", "functions", NULL);
  ember_function_table_set_sort (ember_recording_page_get_function_table (page), "-total");
  window_fixture_wait (&fixture->window);
  g_assert_true (ember_heatmap_view_get_zoom (EMBER_HEATMAP_VIEW (fixture->heatmap_view)).height > 0);
  g_assert_true (ember_heatmap_view_get_zoom (EMBER_HEATMAP_VIEW (fixture->heatmap_view)).length_ns > 0);
  sort = ember_function_table_dup_sort (ember_recording_page_get_function_table (page));
  g_assert_cmpstr (sort, ==, "-total");
}

/* Returns: (transfer full): when the recording was last opened by itself */
static GDateTime *
dup_opened (Fixture *fixture)
{
  g_autofree char *uri = g_file_get_uri (ember_session_get_file (fixture->session));
  g_autoptr (GtkRecentInfo) info = gtk_recent_manager_lookup_item (gtk_recent_manager_get_default (), uri, NULL);

  return g_date_time_ref (gtk_recent_info_get_modified (info));
}

/* The view is what was opened then, and not its recording. */
static void
test_a_part_of_the_map_and_a_sorted_table_are_shown_again_pixel_by_pixel (Fixture *fixture,
                                                                          gconstpointer application)
{
  g_autoptr (GDateTime) opened = NULL;
  g_autoptr (GDateTime) opened_again = NULL;

  look_at_a_part (fixture);
  opened = dup_opened (fixture);
  check_shown_again (fixture, save_view, open_view);
  opened_again = dup_opened (fixture);
  g_assert_true (g_date_time_equal (opened, opened_again));
}

static void
test_a_copied_command_shows_a_part_and_a_sorted_table (Fixture *fixture,
                                                       gconstpointer application)
{
  look_at_a_part (fixture);
  check_shown_again (fixture, keep_command, run_command);
}

static EmberFunctionView *
get_function_view (Fixture *fixture)
{
  return ember_recording_page_get_function_view (ember_window_get_recording_page (fixture->window.window));
}

/* Compared, and looked at closely on one side. */
static void
test_callers_and_callees_are_shown_again_pixel_by_pixel (Fixture *fixture,
                                                         gconstpointer application)
{
  g_autoptr (EmberView) view = NULL;

  ember_session_set_range (fixture->session, (EmberTimeRange){ 100 * EMBER_SECOND_NS, 102 * EMBER_SECOND_NS });
  window_fixture_wait (&fixture->window);
  drive (fixture->heatmap_view, "key b");
  ember_session_set_range (fixture->session, (EmberTimeRange){ 102 * EMBER_SECOND_NS, 104 * EMBER_SECOND_NS });
  wait_for_comparison (fixture);
  drive (fixture->flame_view, "key Home key Up key Up key c");
  wait_for_comparison (fixture);
  g_assert_cmpstr (ember_function_view_get_function (get_function_view (fixture))->text, ==, "main");
  drive (GTK_WIDGET (ember_function_view_get_callees (get_function_view (fixture))), "key Home key Down key Return");
  run_for (400);
  view = ember_view_capture (fixture->window.window);
  g_assert_cmpstr (view->function, ==, "main");
  g_assert_nonnull (view->zooms[EMBER_VIEW_GRAPH_CALLEES].names);
  check_shown_again (fixture, save_view, open_view);
  g_assert_cmpstr (ember_function_view_get_function (get_function_view (fixture))->text, ==, "main");
}

/* GTK's dialog of files, in which the path is typed. */
static void
choose_file (Fixture *fixture,
             const char *keys)
{
  GtkWidget *dialog = NULL;
  g_autofree char *path = g_file_get_path (fixture->file);

  drive (fixture->root, "key %s", keys);
  for (int i = 0; i < 200 && dialog == NULL; i++)
    {
      run_for (50);
      dialog = window_fixture_find_dialog (GTK_TYPE_FILE_CHOOSER_DIALOG);
    }
  g_assert_nonnull (dialog);
  run_for (500);
  drive (dialog, "key ctrl+a type %s", path);
  run_for (500);
  drive (NULL, "key Return");
}

static void
save_by_keys (Fixture *fixture)
{
  choose_file (fixture, "ctrl+s");
  for (int i = 0; i < 200 && find_text (find_widget (fixture->root, EMBER_TYPE_NOTICE_BAR), "Saved “a.emberview”") == NULL; i++)
    run_for (50);
}

static void
open_by_keys (Fixture *fixture)
{
  /* Newer dialogs open no file by these keys. */
  if (gtk_check_version (4, 10, 0) == NULL)
    open_view (fixture);
  else
    choose_file (fixture, "ctrl+o");
}

static void
open_example (Fixture *fixture)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "examples", "database.perf.xz", NULL);
  g_autoptr (GFile) example = g_file_new_for_path (path);

  renew_window (fixture);
  ember_window_open (fixture->window.window, example);
  for (int i = 0; i < 400 && (ember_session_get_heatmap (fixture->session) == NULL || count_samples (fixture) != 11758); i++)
    run_for (50);
  window_fixture_wait (&fixture->window);
}

/* Drags over the heat map. */
static void
drag (Fixture *fixture,
      const char *modifier,
      double begin,
      double end)
{
  const int width = gtk_widget_get_width (fixture->heatmap_view);
  const char *const press = modifier != NULL ? "keydown ctrl mousedown 1" : "mousedown 1";
  const char *const release = modifier != NULL ? "mouseup 1 keyup ctrl" : "mouseup 1";

  drive (fixture->heatmap_view, "@%d,60 %s @%d,80 @%d,90 %s", (int) (begin * width), press, (int) ((begin + end) / 2 * width), (int) (end * width), release);
  wait_for_comparison (fixture);
}

/* A story with real events on a real recording: only one thread, when did its hottest function run, this load against that one,
 * the other way round; kept, and shown again by another window. */
static void
test_what_was_narrowed_down_and_compared_is_shown_again_pixel_by_pixel (Fixture *fixture,
                                                                        gconstpointer application)
{
  EmberMarker *marker;
  GtkWidget *table;
  g_autoptr (GBytes) all = NULL;
  g_autoptr (GBytes) narrow = NULL;
  g_autoptr (GBytes) marked = NULL;
  EmberTimeRange range, baseline;

  open_example (fixture);
  drive (fixture->heatmap_view, "key F9");
  leave (fixture);
  all = widget_picture_take (fixture->heatmap_view);
  g_assert_cmpuint (count_samples (fixture), ==, 11758);
  click_thread (fixture, "replicator");
  g_assert_cmpuint (count_samples (fixture), ==, 758);
  leave (fixture);
  narrow = widget_picture_take (fixture->heatmap_view);
  g_assert_false (g_bytes_equal (all, narrow));

  drive (fixture->heatmap_view, "key F6 key F6");
  wait_for_comparison (fixture);
  table = find_widget (find_widget (fixture->root, EMBER_TYPE_FUNCTION_TABLE), GTK_TYPE_COLUMN_VIEW);
  for (int i = 0; i < 200 && g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)))) == 0; i++)
    run_for (50);
  /* The first row, below the titles. */
  drive (table, "@30,36 click 1");
  wait_for_comparison (fixture);
  marker = ember_recording_page_get_marker (ember_window_get_recording_page (fixture->window.window));
  g_assert_true (ember_marker_has_picked (marker));
  g_assert_cmpstr (ember_marker_get_mark (marker)->text, ==, "crc32_update");
  leave (fixture);
  marked = widget_picture_take (fixture->heatmap_view);
  g_assert_false (g_bytes_equal (narrow, marked));

  drag (fixture, NULL, 0.3, 0.45);
  drag (fixture, "ctrl", 0.6, 0.9);
  range = ember_session_get_range (fixture->session);
  baseline = ember_comparison_get_baseline (get_comparison (fixture));
  g_assert_true (!ember_time_range_is_empty (range) && range.end_ns <= baseline.begin_ns && baseline.begin_ns < baseline.end_ns);
  drive (find_text (find_widget (fixture->root, EMBER_TYPE_COMPARISON_BAR), "Flip"), "@5,5 click 1");
  wait_for_comparison (fixture);
  g_assert_true (ember_time_range_equal (ember_session_get_range (fixture->session), baseline));
  g_assert_true (ember_time_range_equal (ember_comparison_get_baseline (get_comparison (fixture)), range));
  g_assert_nonnull (ember_comparison_get_difference (get_comparison (fixture)));
  check_shown_again (fixture, save_by_keys, open_by_keys);
  g_assert_cmpuint (count_samples (fixture), ==, 758);
}

static void
test_what_another_recording_showed_is_shown_again (Fixture *fixture,
                                                   gconstpointer application)
{
  const EmberTimeRange range = { 101 * EMBER_SECOND_NS, 102 * EMBER_SECOND_NS };
  g_autofree char *text = dup_recording (120);
  g_autofree char *path = g_build_filename (fixture->window.folder, "b.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  EmberSession *other;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  ember_comparison_open (get_comparison (fixture), file);
  wait_for_comparison (fixture);
  ember_comparison_set_baseline (get_comparison (fixture), range);
  wait_for_comparison (fixture);
  ember_comparison_flip (get_comparison (fixture));
  wait_for_comparison (fixture);
  drive (fixture->heatmap_view, "key F6 key F6");
  wait_for_comparison (fixture);
  save_view (fixture);
  renew_window (fixture);
  ember_window_open (fixture->window.window, fixture->file);
  wait_for_view (fixture);
  other = ember_comparison_get_other (get_comparison (fixture));
  g_assert_nonnull (other);
  g_assert_true (g_file_equal (ember_session_get_file (other), file));
  g_assert_true (ember_time_range_equal (ember_comparison_get_baseline (get_comparison (fixture)), range));
  g_assert_true (ember_comparison_is_flipped (get_comparison (fixture)));
  g_assert_nonnull (ember_comparison_get_difference (get_comparison (fixture)));
  g_assert_nonnull (find_text (fixture->root, "Flipped: the graph is of b.txt"));
  g_assert_cmpstr (ember_notice_bar_get_text (EMBER_NOTICE_BAR (find_widget (fixture->root, EMBER_TYPE_NOTICE_BAR))), ==, "");
}

static void
check_notice (Fixture *fixture,
              const char *words)
{
  g_assert_nonnull (find_text (find_widget (fixture->root, EMBER_TYPE_NOTICE_BAR), words));
}

static void
test_what_no_longer_fits_is_told (Fixture *fixture,
                                  gconstpointer application)
{
  g_autofree char *shorter = dup_recording (60);
  g_autofree char *path = g_build_filename (fixture->window.folder, "a.txt", NULL);

  ember_session_set_range (fixture->session, (EmberTimeRange){ 103 * EMBER_SECOND_NS, 104 * EMBER_SECOND_NS });
  window_fixture_wait (&fixture->window);
  drive (fixture->flame_view, "key Home key Up key Up key Up key Return");
  run_for (400);
  save_view (fixture);
  g_assert_true (g_file_set_contents (path, shorter, -1, NULL));
  renew_window (fixture);
  ember_window_open (fixture->window.window, fixture->file);
  wait_for_view (fixture);
  check_notice (fixture, "The recording has changed since the view was saved.");
  check_notice (fixture, "The recording has nothing in 3-4 s.");
  check_notice (fixture, "The function that filled the flame graph is not in it.");
  g_assert_cmpuint (count_samples (fixture), ==, 60);
}

static void
test_a_function_that_is_gone_is_told (Fixture *fixture,
                                      gconstpointer application)
{
  g_autoptr (EmberView) view = ember_view_new ();

  view->function = g_strdup ("gone (a.so)");
  ember_view_restore (fixture->window.window, view);
  wait_for_view (fixture);
  check_notice (fixture, "The recording has no function “gone (a.so)”.");
  g_assert_null (ember_function_view_get_function (get_function_view (fixture)));
}

static void
test_a_view_without_its_recording_says_so (Fixture *fixture,
                                           gconstpointer application)
{
  g_autofree char *path = g_build_filename (fixture->window.folder, "a.txt", NULL);

  save_view (fixture);
  g_assert_cmpint (g_remove (path), ==, 0);
  renew_window (fixture);
  ember_window_open (fixture->window.window, fixture->file);
  for (int i = 0; i < 200 && ember_session_get_state (fixture->session) != EMBER_SESSION_FAILED; i++)
    run_for (50);
  g_assert_cmpint (ember_session_get_state (fixture->session), ==, EMBER_SESSION_FAILED);
}

static void
test_a_damaged_view_says_why (Fixture *fixture,
                              gconstpointer application)
{
  g_autofree char *path = g_file_get_path (fixture->file);

  g_assert_true (g_file_set_contents (path, "[Emberscope View]\nversion=1\nrecording=/x\nrange=soon\n", -1, NULL));
  renew_window (fixture);
  ember_window_open (fixture->window.window, fixture->file);
  for (int i = 0; i < 200 && find_text (find_widget (fixture->root, EMBER_TYPE_NOTICE_BAR), "cannot be opened") == NULL; i++)
    run_for (50);
  check_notice (fixture, "The view “a.emberview” cannot be opened: range: “soon” is no range of seconds");
}

static void
got_text_cb (GObject *clipboard,
             GAsyncResult *result,
             gpointer text)
{
  *(char **) text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static void
test_the_command_is_copied (Fixture *fixture,
                            gconstpointer application)
{
  g_autofree char *text = NULL;
  g_autofree char *expected = g_strdup_printf ("emberscope --range=1-2 --idle=hide --rows=50 --palette=classic --scale=linear --clip=100 --merge=comm --order=name --root=bottom %s/a.txt", fixture->window.folder);

  ember_session_set_range (fixture->session, (EmberTimeRange){ 101 * EMBER_SECOND_NS, 102 * EMBER_SECOND_NS });
  window_fixture_wait (&fixture->window);
  drive (fixture->heatmap_view, "key ctrl+shift+l");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (fixture->root), NULL, got_text_cb, &text);
  while (text == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (text, ==, expected);
}

/* As the command line asks, before the recording is there. */
static void
test_a_view_waits_for_its_recording (Fixture *fixture,
                                     gconstpointer application)
{
  g_autofree char *path = g_build_filename (fixture->window.folder, "a.txt", NULL);
  g_autoptr (GFile) recording = g_file_new_for_path (path);
  g_autoptr (EmberView) view = ember_view_new ();
  g_autoptr (EmberFilter) nothing = ember_filter_new ();

  view->filter = ember_filter_with (nothing, &(EmberFilterCondition){ .kind = EMBER_FILTER_CPU, .is_enabled = true, .number = 1 });
  view->n_rows = 10;
  renew_window (fixture);
  ember_window_open (fixture->window.window, recording);
  ember_view_restore (fixture->window.window, view);
  wait_for_view (fixture);
  g_assert_cmpuint (count_samples (fixture), ==, 100);
  g_assert_cmpuint (ember_session_get_heatmap (fixture->session)->grid.n_rows, ==, 10);
  g_assert_cmpuint (g_settings_get_uint (fixture->window.settings, "rows"), ==, 50);
  g_assert_nonnull (find_text (find_widget (fixture->root, EMBER_TYPE_FILTER_BAR), "CPU 1"));
}

static void
add_tests (GtkApplication *application)
{
  static const struct
  {
    const char *name;
    void (*test) (Fixture *fixture, gconstpointer application);
  } tests[] = {
    { "/view-restore/what-was-saved-is-shown-again-pixel-by-pixel", test_what_was_saved_is_shown_again_pixel_by_pixel },
    { "/view-restore/a-flipped-comparison-is-shown-again-pixel-by-pixel", test_a_flipped_comparison_is_shown_again_pixel_by_pixel },
    { "/view-restore/a-copied-command-shows-the-same-pixel-by-pixel", test_a_copied_command_shows_the_same_pixel_by_pixel },
    { "/view-restore/a-part-of-the-map-and-a-sorted-table-are-shown-again-pixel-by-pixel", test_a_part_of_the_map_and_a_sorted_table_are_shown_again_pixel_by_pixel },
    { "/view-restore/a-copied-command-shows-a-part-and-a-sorted-table", test_a_copied_command_shows_a_part_and_a_sorted_table },
    { "/view-restore/what-was-narrowed-down-and-compared-is-shown-again-pixel-by-pixel", test_what_was_narrowed_down_and_compared_is_shown_again_pixel_by_pixel },
    { "/view-restore/callers-and-callees-are-shown-again-pixel-by-pixel", test_callers_and_callees_are_shown_again_pixel_by_pixel },
    { "/view-restore/a-function-that-is-gone-is-told", test_a_function_that_is_gone_is_told },
    { "/view-restore/what-another-recording-showed-is-shown-again", test_what_another_recording_showed_is_shown_again },
    { "/view-restore/what-no-longer-fits-is-told", test_what_no_longer_fits_is_told },
    { "/view-restore/a-view-without-its-recording-says-so", test_a_view_without_its_recording_says_so },
    { "/view-restore/a-damaged-view-says-why", test_a_damaged_view_says_why },
    { "/view-restore/the-command-is-copied", test_the_command_is_copied },
    { "/view-restore/a-view-waits-for-its-recording", test_a_view_waits_for_its_recording },
  };

  /* Scroll bars that come and go would be in one picture and not in the other. */
  g_object_set (gtk_settings_get_default (), "gtk-overlay-scrolling", FALSE, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, application, set_up, tests[i].test, tear_down);
}

int
main (int argc,
      char **argv)
{
  return window_fixture_main (argc, argv, add_tests);
}
