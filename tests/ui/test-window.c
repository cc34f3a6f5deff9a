/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "support/widgets.h"
#include "support/window-fixture.h"
#include "ui/application.h"
#include "ui/command-line.h"
#include "ui/error-page.h"
#include "ui/export-dialog.h"
#include "ui/notice-bar.h"
#include "ui/search-bar.h"
#include "ui/selection-bar.h"
#include "ui/settings.h"

#define BEGIN_S 8122
#define N_SECONDS 6
#define SAMPLES_A_SECOND 50

/* Fifty samples a second; each second one function runs in its first half, another in its second. */
static char *
recording_text (int n_seconds)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < n_seconds * SAMPLES_A_SECOND; i++)
    {
      const int in_second = i % SAMPLES_A_SECOND;

      g_string_append_printf (text, "app 10 [000] %d.%06d: 1 cycles: \n\t401000 %s+0x10 (/bin/app)\n\t402000 main+0x20 (/bin/app)\n\n",
                              BEGIN_S + i / SAMPLES_A_SECOND, in_second * (1000000 / SAMPLES_A_SECOND),
                              in_second * 2 < SAMPLES_A_SECOND ? "compute" : "transfer");
    }
  return g_string_free (text, FALSE);
}

static GFile *
file_with (WindowFixture *fixture,
           const char *name,
           const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return g_file_new_for_path (path);
}

static EmberSession *
session_of (WindowFixture *fixture)
{
  return ember_window_get_session (fixture->window);
}

static void
wait_for_session (WindowFixture *fixture)
{
  while (ember_session_is_busy (session_of (fixture)))
    g_main_context_iteration (NULL, TRUE);
  settle ();
}

static void
open_recording (WindowFixture *fixture)
{
  g_autofree char *text = recording_text (N_SECONDS);
  g_autoptr (GFile) file = file_with (fixture, "recording.txt", text);

  ember_window_open (fixture->window, file);
  wait_for_session (fixture);
}

static EmberRecordingPage *
page_of (WindowFixture *fixture)
{
  return ember_window_get_recording_page (fixture->window);
}

static GtkWidget *
heatmap_of (WindowFixture *fixture)
{
  return GTK_WIDGET (ember_recording_page_get_heatmap_view (page_of (fixture)));
}

static GtkWidget *
flame_of (WindowFixture *fixture)
{
  return GTK_WIDGET (ember_recording_page_get_flame_view (page_of (fixture)));
}

static const char *
page_name (WindowFixture *fixture)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (find_widget (GTK_WIDGET (fixture->window), GTK_TYPE_STACK)));
}

static const char *
words_of (WindowFixture *fixture)
{
  return ember_selection_bar_get_words (EMBER_SELECTION_BAR (find_widget (GTK_WIDGET (fixture->window), EMBER_TYPE_SELECTION_BAR)));
}

static uint64_t
samples_in_graph (WindowFixture *fixture)
{
  return ember_flame_graph_get_total (ember_session_get_graph (session_of (fixture)), EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT);
}

static void
test_a_window_without_a_recording_says_what_to_do (WindowFixture *fixture,
                                                   gconstpointer data)
{
  g_assert_cmpstr (page_name (fixture), ==, "empty");
  g_assert_false (g_action_get_enabled (g_action_map_lookup_action (G_ACTION_MAP (fixture->window), "reload")));
  g_assert_false (g_action_get_enabled (g_action_map_lookup_action (G_ACTION_MAP (fixture->window), "export")));
  g_assert_nonnull (find_text (GTK_WIDGET (fixture->window), "perf record"));
}

static void
test_a_recording_shows_name_duration_and_samples (WindowFixture *fixture,
                                                  gconstpointer data)
{
  open_recording (fixture);
  g_assert_cmpstr (page_name (fixture), ==, "recording");
  g_assert_nonnull (find_text (GTK_WIDGET (fixture->window), "recording.txt"));
  g_assert_nonnull (find_text (GTK_WIDGET (fixture->window), "5.980 s · 300 samples"));
  g_assert_cmpstr (words_of (fixture), ==, "Whole recording · 5.980 s · 300 samples");
  g_assert_cmpuint (samples_in_graph (fixture), ==, 300);
}

static void
test_dragging_over_the_map_makes_the_graph_of_what_is_selected (WindowFixture *fixture,
                                                                gconstpointer data)
{
  const int width = 1000;
  EmberTimeRange range;

  open_recording (fixture);
  drive (heatmap_of (fixture), "@%d,%d mousedown 1 @%d,%d @%d,%d mouseup 1", width / 3, 60, width / 2, 80, width / 2 + 40, 90);
  wait_for_session (fixture);
  range = ember_session_get_range (session_of (fixture));
  g_assert_false (ember_time_range_is_empty (range));
  g_assert_cmpuint (samples_in_graph (fixture), ==, ember_table_set_count (ember_session_get_table_set (session_of (fixture)), range));
  g_assert_cmpuint (samples_in_graph (fixture), <, 300);
  g_assert_true (strstr (words_of (fixture), "%") != NULL);
  drive (heatmap_of (fixture), "key Escape");
  wait_for_session (fixture);
  g_assert_cmpuint (samples_in_graph (fixture), ==, 300);
}

static void
test_the_last_line_says_what_to_do_until_something_is_pointed_at (WindowFixture *fixture,
                                                                  gconstpointer data)
{
  open_recording (fixture);
  drive (GTK_WIDGET (fixture->window), "@1,1");
  g_assert_nonnull (find_text (GTK_WIDGET (fixture->window), "Drag over the heat map"));
  drive (flame_of (fixture), "@100,%d", gtk_widget_get_height (flame_of (fixture)) - 5);
  g_assert_null (find_text (GTK_WIDGET (fixture->window), "Drag over the heat map"));
  g_assert_nonnull (find_text (GTK_WIDGET (fixture->window), "300 samples · self 0 samples"));
  drive (GTK_WIDGET (fixture->window), "@1,1");
  g_assert_nonnull (find_text (GTK_WIDGET (fixture->window), "Drag over the heat map"));
}

static void
select_second (WindowFixture *fixture,
               int second)
{
  const int64_t begin_ns = (BEGIN_S + second) * EMBER_SECOND_NS;

  ember_session_set_range (session_of (fixture), (EmberTimeRange){ begin_ns, begin_ns + EMBER_SECOND_NS });
  wait_for_session (fixture);
}

static void
test_clearing_shows_everything_again (WindowFixture *fixture,
                                      gconstpointer data)
{
  open_recording (fixture);
  select_second (fixture, 2);
  g_assert_cmpstr (words_of (fixture), ==, "2.000 s – 3.000 s · 1.000 s · 50 samples · 16.7 %");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.clear-selection", NULL);
  wait_for_session (fixture);
  g_assert_cmpuint (samples_in_graph (fixture), ==, 300);
  g_assert_true (ember_time_range_is_empty (ember_heatmap_view_get_selection (EMBER_HEATMAP_VIEW (heatmap_of (fixture)))));
}

static void
test_a_reload_keeps_the_range (WindowFixture *fixture,
                               gconstpointer data)
{
  g_autofree char *text = recording_text (N_SECONDS * 2);
  g_autoptr (GFile) file = NULL;

  open_recording (fixture);
  select_second (fixture, 2);
  file = file_with (fixture, "recording.txt", text);
  drive (heatmap_of (fixture), "key F5");
  wait_for_session (fixture);
  g_assert_cmpstr (words_of (fixture), ==, "2.000 s – 3.000 s · 1.000 s · 50 samples · 8.3 %");
  g_assert_nonnull (find_text (GTK_WIDGET (fixture->window), "600 samples"));
}

static void
test_a_reload_of_a_file_that_is_gone_keeps_the_recording (WindowFixture *fixture,
                                                          gconstpointer data)
{
  open_recording (fixture);
  select_second (fixture, 2);
  g_assert_true (g_file_delete (ember_session_get_file (session_of (fixture)), NULL, NULL));
  drive (heatmap_of (fixture), "key F5");
  wait_for_session (fixture);
  g_assert_cmpstr (page_name (fixture), ==, "recording");
  g_assert_cmpstr (words_of (fixture), ==, "2.000 s – 3.000 s · 1.000 s · 50 samples · 16.7 %");
  g_assert_nonnull (find_text (GTK_WIDGET (fixture->window), "could not be read again"));
  g_assert_cmpuint (samples_in_graph (fixture), ==, 50);
}

static void
test_typing_into_the_search_bar_tells_how_much_matches (WindowFixture *fixture,
                                                        gconstpointer data)
{
  g_autofree char *summary = NULL;
  g_autofree char *text = NULL;

  open_recording (fixture);
  drive (heatmap_of (fixture), "key ctrl+f type compute");
  summary = wait_for_text (flame_of (fixture), "search-summary");
  while (strstr (summary, "50") == NULL)
    {
      g_clear_pointer (&summary, g_free);
      run_for (10);
      summary = wait_for_text (flame_of (fixture), "search-summary");
    }
  g_object_get (flame_of (fixture), "search-text", &text, NULL);
  g_assert_cmpstr (text, ==, "compute");
  g_assert_true (strstr (summary, "50") != NULL);
  g_assert_nonnull (find_text (GTK_WIDGET (fixture->window), summary));
  g_clear_pointer (&text, g_free);
  drive (NULL, "key Escape");
  g_object_get (flame_of (fixture), "search-text", &text, NULL);
  g_assert_cmpstr (text, ==, "");
}

static void
test_a_bad_expression_says_why (WindowFixture *fixture,
                                gconstpointer data)
{
  g_autofree char *error = NULL;

  open_recording (fixture);
  g_object_set (flame_of (fixture), "search-is-regex", TRUE, NULL);
  drive (heatmap_of (fixture), "key ctrl+f type comp(");
  error = wait_for_text (flame_of (fixture), "search-error");
  g_assert_nonnull (find_text (GTK_WIDGET (fixture->window), error));
}

static void
test_something_else_than_a_recording_is_refused_in_a_sentence (WindowFixture *fixture,
                                                               gconstpointer data)
{
  g_autoptr (GFile) file = file_with (fixture, "letter.txt", "Dear Sir or Madam,\nthis is no recording.\n");

  ember_window_open (fixture->window, file);
  wait_for_session (fixture);
  g_assert_cmpstr (page_name (fixture), ==, "error");
  g_assert_nonnull (find_text (GTK_WIDGET (fixture->window), "“letter.txt” could not be opened"));
  open_recording (fixture);
  g_assert_cmpstr (page_name (fixture), ==, "recording");
}

static void
test_a_recording_without_times_says_how_to_get_them (WindowFixture *fixture,
                                                     gconstpointer data)
{
  g_autoptr (GFile) file = file_with (fixture, "stacks.folded", "app;main;compute 20\napp;main;transfer 30\n");

  ember_window_open (fixture->window, file);
  wait_for_session (fixture);
  g_assert_false (gtk_widget_get_mapped (heatmap_of (fixture)));
  g_assert_true (gtk_widget_get_mapped (flame_of (fixture)));
  g_assert_nonnull (find_text (GTK_WIDGET (fixture->window), "has no time stamps"));
}

static void
test_skipped_records_are_told (WindowFixture *fixture,
                               gconstpointer data)
{
  g_autofree char *good = recording_text (1);
  g_autofree char *text = g_strconcat (good, "this is no header at all and no frame\n\n", good, NULL);
  g_autoptr (GFile) file = file_with (fixture, "damaged.txt", text);
  EmberNoticeBar *bar;

  ember_window_open (fixture->window, file);
  wait_for_session (fixture);
  bar = EMBER_NOTICE_BAR (find_widget (GTK_WIDGET (fixture->window), EMBER_TYPE_NOTICE_BAR));
  g_assert_cmpstr (page_name (fixture), ==, "recording");
  g_assert_true (strstr (ember_notice_bar_get_text (bar), "kipped") != NULL);
}

static void
test_a_second_file_gets_a_window_of_its_own (WindowFixture *fixture,
                                             gconstpointer data)
{
  g_autoptr (GFile) file = file_with (fixture, "other.folded", "app;main 20\n");
  GList *windows;

  open_recording (fixture);
  ember_window_open (fixture->window, file);
  windows = gtk_application_get_windows (fixture->application);
  g_assert_cmpuint (g_list_length (windows), ==, 2);
  settle ();
  for (GList *link = windows; link != NULL; link = link->next)
    if (link->data != fixture->window)
      {
        gtk_window_destroy (link->data);
        break;
      }
}

static void
find_drop_target (GtkWidget *widget,
                  GtkDropTarget **found)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        *found = GTK_DROP_TARGET (controller);
    }
}

static void
test_a_dropped_file_is_opened (WindowFixture *fixture,
                               gconstpointer data)
{
  g_autoptr (GFile) file = file_with (fixture, "dropped.folded", "app;main 20\n");
  g_auto (GValue) value = G_VALUE_INIT;
  GSList files = { .data = file };
  GtkDropTarget *target = NULL;
  gboolean is_taken = FALSE;

  find_drop_target (GTK_WIDGET (fixture->window), &target);
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, &files);
  g_signal_emit_by_name (target, "drop", &value, 10.0, 10.0, &is_taken);
  g_assert_true (is_taken);
  wait_for_session (fixture);
  g_assert_nonnull (find_text (GTK_WIDGET (fixture->window), "dropped.folded"));
}

static void
test_an_opened_file_is_among_the_recent_ones (WindowFixture *fixture,
                                              gconstpointer data)
{
  g_autolist (GtkRecentInfo) infos = NULL;

  open_recording (fixture);
  for (int i = 0; i < 200 && infos == NULL; i++)
    {
      run_for (50);
      infos = gtk_recent_manager_get_items (gtk_recent_manager_get_default ());
    }
  g_assert_nonnull (infos);
  g_assert_cmpstr (gtk_recent_info_get_mime_type (infos->data), ==, "text/x-perf-script");
  g_assert_true (gtk_recent_info_has_application (infos->data, "Emberscope"));
  g_assert_cmpstr (gtk_recent_info_get_display_name (infos->data), ==, "recording.txt");
}

static void
test_shortcuts_fit_on_a_small_screen (WindowFixture *fixture,
                                      gconstpointer data)
{
  GtkShortcutsWindow *overlay = gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (fixture->window));
  GtkWidget *content = gtk_window_get_child (GTK_WINDOW (overlay));
  int min_width_px, width_px, height_px;

  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "show-help-overlay", NULL);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (overlay)));
  gtk_widget_measure (content, GTK_ORIENTATION_HORIZONTAL, -1, &min_width_px, &width_px, NULL, NULL);
  gtk_widget_measure (content, GTK_ORIENTATION_VERTICAL, -1, NULL, &height_px, NULL, NULL);
  /* 1280×720 without a frame and a title; with larger letters it scrolls. */
  g_assert_cmpint (width_px, >, 600);
  g_assert_cmpint (width_px, <=, 1260);
  g_assert_cmpint (height_px, <=, 660);
  g_assert_cmpint (min_width_px, <, 200);
}

static void
test_keys_lead_to_the_shortcuts (WindowFixture *fixture,
                                 gconstpointer data)
{
  g_auto (GStrv) keys = gtk_application_get_accels_for_action (fixture->application, "win.show-help-overlay");

  g_assert_nonnull (gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (fixture->window)));
  g_assert_true (g_strv_contains ((const char *const *) keys, "F1"));
  g_assert_true (g_strv_contains ((const char *const *) keys, "<Control>question"));
}

static void
test_choices_reach_both_views (WindowFixture *fixture,
                               gconstpointer data)
{
  gboolean is_icicle;
  int order, palette, scale;
  double clip;

  open_recording (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.scale", "s", "log");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.clip", "d", 99.9);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.rows", "u", 200);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.palette", "s", "viridis");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.is-icicle", NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.sibling-order", "s", "weight");
  wait_for_session (fixture);
  g_assert_cmpuint (ember_session_get_heatmap (session_of (fixture))->grid.n_rows, ==, 200);
  g_object_get (flame_of (fixture), "is-icicle", &is_icicle, "sibling-order", &order, NULL);
  g_object_get (heatmap_of (fixture), "palette", &palette, "scale", &scale, "clip", &clip, NULL);
  g_assert_cmpint (scale, ==, 2);
  g_assert_cmpfloat (clip, ==, 99.9);
  g_assert_true (is_icicle);
  g_assert_cmpint (order, ==, 1);
  g_assert_cmpint (palette, ==, 2);
}

static void
test_zoomed_rows_become_finer (WindowFixture *fixture,
                               gconstpointer data)
{
  const EmberTimeRange range = { 8122 * EMBER_SECOND_NS + 300000000, 8123 * EMBER_SECOND_NS + 500000000 };

  open_recording (fixture);
  ember_session_set_range (session_of (fixture), range);
  drive (heatmap_of (fixture), "@200,60 keydown ctrl click --repeat 4 4 keyup ctrl");
  wait_for_session (fixture);
  g_assert_cmpuint (ember_session_get_heatmap (session_of (fixture))->grid.n_rows, ==, 100);
  drive (heatmap_of (fixture), "@200,60 keydown ctrl click --repeat 8 4 keyup ctrl");
  wait_for_session (fixture);
  g_assert_cmpuint (ember_session_get_heatmap (session_of (fixture))->grid.n_rows, ==, 500);
  g_assert_true (ember_time_range_equal (ember_session_get_range (session_of (fixture)), range));
  g_assert_true (ember_time_range_equal (ember_heatmap_view_get_selection (EMBER_HEATMAP_VIEW (heatmap_of (fixture))), range));
  g_assert_cmpuint (g_settings_get_uint (fixture->settings, "rows"), ==, 50);
  drive (heatmap_of (fixture), "key 0");
  wait_for_session (fixture);
  g_assert_cmpuint (ember_session_get_heatmap (session_of (fixture))->grid.n_rows, ==, 50);
}

static void
export_as (WindowFixture *fixture,
           const char *name,
           guint content,
           guint kind)
{
  EmberExportDialog *dialog = ember_export_dialog_new (fixture->window);
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWidget *choice = find_widget (gtk_window_get_child (GTK_WINDOW (dialog)), GTK_TYPE_DROP_DOWN);

  gtk_window_present (GTK_WINDOW (dialog));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), content);
  choice = find_next_widget (choice, GTK_TYPE_DROP_DOWN);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), kind);
  ember_export_dialog_save (dialog, file);
}

static char *
wait_for_file (WindowFixture *fixture,
               const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  EmberNoticeBar *bar = EMBER_NOTICE_BAR (find_widget (GTK_WIDGET (fixture->window), EMBER_TYPE_NOTICE_BAR));
  char *contents = NULL;

  while (strstr (ember_notice_bar_get_text (bar), name) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  return contents;
}

static guint
get_first_choice (WindowFixture *fixture)
{
  EmberExportDialog *dialog = ember_export_dialog_new (fixture->window);
  const guint row = gtk_drop_down_get_selected (GTK_DROP_DOWN (find_widget (gtk_window_get_child (GTK_WINDOW (dialog)), GTK_TYPE_DROP_DOWN)));

  gtk_window_destroy (GTK_WINDOW (dialog));
  return row;
}

static void
test_an_export_begins_with_what_is_shown (WindowFixture *fixture,
                                          gconstpointer data)
{
  open_recording (fixture);
  g_assert_cmpuint (get_first_choice (fixture), ==, 0);
  g_object_set (ember_window_get_recording_page (fixture->window), "view", "functions", NULL);
  g_assert_cmpuint (get_first_choice (fixture), ==, 3);
  g_object_set (ember_window_get_recording_page (fixture->window), "view", "inverted", NULL);
  g_assert_cmpuint (get_first_choice (fixture), ==, 0);
}

static void
test_the_selected_range_is_exported (WindowFixture *fixture,
                                     gconstpointer data)
{
  g_autofree char *folded = NULL;
  g_autofree char *svg = NULL;
  g_autofree char *png = NULL;

  open_recording (fixture);
  select_second (fixture, 1);
  export_as (fixture, "out.folded.txt", 2, 0);
  folded = wait_for_file (fixture, "out.folded.txt");
  g_assert_cmpstr (folded, ==, "app;main;compute 25\napp;main;transfer 25\n");
  export_as (fixture, "graph.svg", 0, 0);
  svg = wait_for_file (fixture, "graph.svg");
  g_assert_true (strstr (svg, "<svg") != NULL);
  export_as (fixture, "map.png", 4, 1);
  png = wait_for_file (fixture, "map.png");
  g_assert_true (memcmp (png, "\211PNG", 4) == 0);
}

/* Two lines of numbers, from the middle of the map, and not the whole of it. */
static void
test_counts_are_of_what_is_seen (WindowFixture *fixture,
                                 gconstpointer data)
{
  g_autofree char *all = NULL;
  g_autofree char *part = NULL;
  g_auto (GStrv) lines = NULL;

  open_recording (fixture);
  export_as (fixture, "all.csv", 5, 0);
  all = wait_for_file (fixture, "all.csv");
  select_second (fixture, 1);
  drive (heatmap_of (fixture), "key z");
  wait_for_session (fixture);
  export_as (fixture, "part.csv", 5, 0);
  part = wait_for_file (fixture, "part.csv");
  lines = g_strsplit (part, "\n", -1);
  g_assert_true (g_str_has_prefix (lines[1], "1,"));
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_nonnull (strstr (all, lines[1]));
}

static void
test_an_export_that_fails_says_why (WindowFixture *fixture,
                                    gconstpointer data)
{
  EmberNoticeBar *bar = EMBER_NOTICE_BAR (find_widget (GTK_WIDGET (fixture->window), EMBER_TYPE_NOTICE_BAR));

  open_recording (fixture);
  export_as (fixture, "no-such-folder/out.svg", 0, 0);
  while (ember_notice_bar_get_text (bar)[0] == '\0')
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (strstr (ember_notice_bar_get_text (bar), "could not be saved") != NULL);
}

static void
test_cancelling_keeps_what_came (WindowFixture *fixture,
                                 gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "fifo", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = recording_text (3);
  FILE *stream;

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  ember_window_open (fixture->window, file);
  stream = fopen (path, "w");
  fputs (text, stream);
  fflush (stream);
  while (ember_session_get_progress (session_of (fixture)).n_bytes < (int64_t) strlen (text))
    g_main_context_iteration (NULL, TRUE);
  run_for (250);
  g_assert_cmpstr (page_name (fixture), ==, "recording");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.stop-loading", NULL);
  wait_for_session (fixture);
  fclose (stream);
  g_assert_cmpint (ember_session_get_state (session_of (fixture)), ==, EMBER_SESSION_READY);
  g_assert_cmpuint (samples_in_graph (fixture), >=, 149);
}

static void
test_closing_remembers_size_and_split (WindowFixture *fixture,
                                       gconstpointer data)
{
  GtkWidget *paned = find_widget (GTK_WIDGET (page_of (fixture)), GTK_TYPE_PANED);
  int width_px, height_px;

  open_recording (fixture);
  gtk_paned_set_position (GTK_PANED (paned), 200);
  settle ();
  drive (heatmap_of (fixture), "key ctrl+w");
  g_assert_null (fixture->window);
  g_settings_get (fixture->settings, "window-size", "(ii)", &width_px, &height_px);
  g_assert_cmpint (width_px, ==, 1000);
  g_assert_cmpint (height_px, ==, 700);
  g_assert_cmpfloat (g_settings_get_double (fixture->settings, "split"), <, 0.4);
}

static void
test_the_canvases_keep_their_shares_at_every_size (WindowFixture *fixture,
                                                   gconstpointer data)
{
  GtkWidget *paned = find_widget (GTK_WIDGET (page_of (fixture)), GTK_TYPE_PANED);
  int before, after;

  open_recording (fixture);
  gtk_paned_set_position (GTK_PANED (paned), 280);
  settle ();
  before = gtk_paned_get_position (GTK_PANED (paned));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 400);
  settle ();
  after = gtk_paned_get_position (GTK_PANED (paned));
  g_assert_cmpint (after, <, before);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 700);
  settle ();
  g_assert_cmpint (gtk_paned_get_position (GTK_PANED (paned)), ==, before);
}

static void
test_both_canvases_tell_what_they_are (WindowFixture *fixture,
                                       gconstpointer data)
{
  open_recording (fixture);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (heatmap_of (fixture)), GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (flame_of (fixture)), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
add_tests (GtkApplication *application)
{
#define ADD(name, test) g_test_add ("/window/" name, WindowFixture, application, window_fixture_set_up, test, window_fixture_tear_down)
  ADD ("a-window-without-a-recording-says-what-to-do", test_a_window_without_a_recording_says_what_to_do);
  ADD ("a-recording-shows-name-duration-and-samples", test_a_recording_shows_name_duration_and_samples);
  ADD ("dragging-over-the-map-makes-the-graph-of-what-is-selected", test_dragging_over_the_map_makes_the_graph_of_what_is_selected);
  ADD ("the-last-line-says-what-to-do-until-something-is-pointed-at", test_the_last_line_says_what_to_do_until_something_is_pointed_at);
  ADD ("clearing-shows-everything-again", test_clearing_shows_everything_again);
  ADD ("a-reload-keeps-the-range", test_a_reload_keeps_the_range);
  ADD ("a-reload-of-a-file-that-is-gone-keeps-the-recording", test_a_reload_of_a_file_that_is_gone_keeps_the_recording);
  ADD ("typing-into-the-search-bar-tells-how-much-matches", test_typing_into_the_search_bar_tells_how_much_matches);
  ADD ("a-bad-expression-says-why", test_a_bad_expression_says_why);
  ADD ("something-else-than-a-recording-is-refused-in-a-sentence", test_something_else_than_a_recording_is_refused_in_a_sentence);
  ADD ("a-recording-without-times-says-how-to-get-them", test_a_recording_without_times_says_how_to_get_them);
  ADD ("skipped-records-are-told", test_skipped_records_are_told);
  ADD ("a-second-file-gets-a-window-of-its-own", test_a_second_file_gets_a_window_of_its_own);
  ADD ("a-dropped-file-is-opened", test_a_dropped_file_is_opened);
  ADD ("an-opened-file-is-among-the-recent-ones", test_an_opened_file_is_among_the_recent_ones);
  ADD ("keys-lead-to-the-shortcuts", test_keys_lead_to_the_shortcuts);
  ADD ("shortcuts-fit-on-a-small-screen", test_shortcuts_fit_on_a_small_screen);
  ADD ("choices-reach-both-views", test_choices_reach_both_views);
  ADD ("zoomed-rows-become-finer", test_zoomed_rows_become_finer);
  ADD ("an-export-begins-with-what-is-shown", test_an_export_begins_with_what_is_shown);
  ADD ("the-selected-range-is-exported", test_the_selected_range_is_exported);
  ADD ("counts-are-of-what-is-seen", test_counts_are_of_what_is_seen);
  ADD ("an-export-that-fails-says-why", test_an_export_that_fails_says_why);
  ADD ("cancelling-keeps-what-came", test_cancelling_keeps_what_came);
  ADD ("closing-remembers-size-and-split", test_closing_remembers_size_and_split);
  ADD ("the-canvases-keep-their-shares-at-every-size", test_the_canvases_keep_their_shares_at_every_size);
  ADD ("both-canvases-tell-what-they-are", test_both_canvases_tell_what_they_are);
#undef ADD
}

int
main (int argc,
      char **argv)
{
  return window_fixture_main (argc, argv, add_tests);
}
