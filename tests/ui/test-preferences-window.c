/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/preferences-window.h"

#include "support/widgets.h"
#include "support/window-fixture.h"
#include "ui/folder-list.h"

static GtkWidget *
open_preferences (WindowFixture *fixture)
{
  GtkWidget *window;

  drive (GTK_WIDGET (fixture->window), "key ctrl+comma");
  window = window_fixture_find_dialog (EMBER_TYPE_PREFERENCES_WINDOW);
  g_assert_nonnull (window);
  return window;
}

/* Every control that a mnemonic leads to, by the words of its label. */
static GtkWidget *
control_of (GtkWidget *window,
            const char *label)
{
  GtkWidget *found = find_text (window, label);

  g_assert_true (GTK_IS_LABEL (found));
  found = gtk_label_get_mnemonic_widget (GTK_LABEL (found));
  g_assert_nonnull (found);
  return found;
}

static void
test_what_is_chosen_holds_at_once (WindowFixture *fixture,
                                   gconstpointer data)
{
  g_autofree char *text = window_fixture_dup_recording ();
  GtkWidget *window;
  EmberRecordingPage *page = ember_window_get_recording_page (fixture->window);
  gboolean is_icicle, with_idle;
  int palette, order;
  guint n_rows;
  g_autofree char *merge_level = NULL;

  window_fixture_open (fixture, "recording.txt", text);
  window = open_preferences (fixture);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (control_of (window, "Colours")), 2);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (control_of (window, "Rows a second")), 5);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (control_of (window, "Order")), 1);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (control_of (window, "Merge")), 2);
  gtk_switch_set_active (GTK_SWITCH (control_of (window, "Idle samples")), TRUE);
  gtk_switch_set_active (GTK_SWITCH (control_of (window, "Root at the top")), TRUE);
  window_fixture_wait (fixture);
  g_object_get (ember_recording_page_get_heatmap_view (page), "palette", &palette, NULL);
  g_object_get (ember_recording_page_get_flame_view (page), "is-icicle", &is_icicle, "sibling-order", &order, NULL);
  g_object_get (ember_window_get_session (fixture->window), "n-rows", &n_rows, "with-idle", &with_idle, NULL);
  g_assert_cmpint (palette, ==, 2);
  g_assert_cmpuint (n_rows, ==, 100);
  g_assert_cmpint (order, ==, 1);
  g_assert_true (is_icicle && with_idle);
  merge_level = g_settings_get_string (fixture->settings, "merge-level");
  g_assert_cmpstr (merge_level, ==, "thread");
  window_fixture_press_escape (window);
}

static void
test_what_changes_elsewhere_is_shown (WindowFixture *fixture,
                                      gconstpointer data)
{
  GtkWidget *window = open_preferences (fixture);

  g_settings_set_boolean (fixture->settings, "show-inlined", TRUE);
  g_settings_set_string (fixture->settings, "sibling-order", "weight");
  g_settings_set_string (fixture->settings, "off-cpu-place", "spread");
  run_for (50);
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (control_of (window, "Inlined functions"))));
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (control_of (window, "Order"))), ==, 1);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (control_of (window, "Place off-CPU time"))), ==, 1);
  window_fixture_press_escape (window);
}

static void
test_keys_reach_and_change_a_setting (WindowFixture *fixture,
                                      gconstpointer data)
{
  GtkWidget *window = open_preferences (fixture);

  /* A switch turns when it has moved. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  drive (window, "key alt+i");
  g_assert_true (g_settings_get_boolean (fixture->settings, "show-idle"));
  drive (window, "key alt+i");
  g_assert_false (g_settings_get_boolean (fixture->settings, "show-idle"));
  window_fixture_press_escape (window);
}

static void
test_a_second_asking_shows_the_same_window (WindowFixture *fixture,
                                            gconstpointer data)
{
  GtkWidget *window = open_preferences (fixture);

  g_assert_true (open_preferences (fixture) == window);
  g_assert_true (gtk_window_get_transient_for (GTK_WINDOW (window)) == GTK_WINDOW (fixture->window));
  window_fixture_press_escape (window);
}

static void
test_servers_that_cannot_be_asked_say_why (WindowFixture *fixture,
                                           gconstpointer data)
{
  GtkWidget *window = open_preferences (fixture);
  GtkWidget *servers = control_of (window, "Ask debuginfod");

  ember_preferences_window_set_server_obstacle (EMBER_PREFERENCES_WINDOW (window), NULL);
  g_assert_true (gtk_widget_get_sensitive (servers));
  ember_preferences_window_set_server_obstacle (EMBER_PREFERENCES_WINDOW (window), "There is no network");
  g_assert_false (gtk_widget_get_sensitive (servers));
  g_assert_nonnull (find_text (window, "There is no network"));
  window_fixture_press_escape (window);
}

static void
test_folders_with_symbols_hold_at_once (WindowFixture *fixture,
                                        gconstpointer data)
{
  g_autofree char *text = window_fixture_dup_recording ();
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  EmberSession *session = ember_window_get_session (fixture->window);
  GtkWidget *window, *list, *button;

  window_fixture_open (fixture, "recording.txt", text);
  window = open_preferences (fixture);
  list = find_widget (window, EMBER_TYPE_FOLDER_LIST);
  ember_folder_list_add (EMBER_FOLDER_LIST (list), folder);
  ember_folder_list_add (EMBER_FOLDER_LIST (list), folder);
  g_assert_cmpuint (g_strv_length ((char **) ember_session_get_symbol_folders (session)), ==, 1);
  g_assert_cmpstr (ember_session_get_symbol_folders (session)[0], ==, fixture->folder);
  settle ();
  button = find_next_widget (find_text (list, fixture->folder), GTK_TYPE_BUTTON);
  g_assert_nonnull (button);
  drive (button, "key space");
  g_assert_cmpuint (g_strv_length ((char **) ember_session_get_symbol_folders (session)), ==, 0);
  g_assert_null (find_text (list, fixture->folder));
  /* The focus is still in the list, not lost with the row. */
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), list));
  window_fixture_press_escape (window);
}

static void
add_tests (GtkApplication *application)
{
#define ADD(name, function) g_test_add ("/preferences-window/" name, WindowFixture, application, window_fixture_set_up, function, window_fixture_tear_down)
  ADD ("what-is-chosen-holds-at-once", test_what_is_chosen_holds_at_once);
  ADD ("what-changes-elsewhere-is-shown", test_what_changes_elsewhere_is_shown);
  ADD ("keys-reach-and-change-a-setting", test_keys_reach_and_change_a_setting);
  ADD ("a-second-asking-shows-the-same-window", test_a_second_asking_shows_the_same_window);
  ADD ("folders-with-symbols-hold-at-once", test_folders_with_symbols_hold_at_once);
  ADD ("servers-that-cannot-be-asked-say-why", test_servers_that_cannot_be_asked_say_why);
#undef ADD
}

int
main (int argc,
      char *argv[])
{
  return window_fixture_main (argc, argv, add_tests);
}
