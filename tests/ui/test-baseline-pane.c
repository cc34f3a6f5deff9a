/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/baseline-pane.h"

#include <string.h>

#include "support/widgets.h"
#include "support/window-fixture.h"

typedef struct
{
  WindowFixture window;
  EmberRecordingPage *page;
  EmberComparison *comparison;
  GtkWidget *pane;
} Fixture;

/* @n_seconds of a hundred samples, all of them of "main" calling @name in a program in @folder. */
static char *
dup_recording (const char *folder,
               const char *name,
               int n_seconds)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < n_seconds * 100; i++)
    g_string_append_printf (text, "app 10 [000] %d.%06d: 1 cycles: \n\t401000 %s+0x10 (%s/app)\n\t402000 main+0x20 (%s/app)\n\n",
                            100 + i / 100, i % 100 * 10000, name, folder, folder);
  return g_string_free (text, FALSE);
}

static void
wait (Fixture *fixture)
{
  while (ember_session_is_busy (ember_window_get_session (fixture->window.window)) || ember_comparison_is_busy (fixture->comparison))
    g_main_context_iteration (NULL, TRUE);
  settle ();
}

static void
set_up (Fixture *fixture,
        gconstpointer application)
{
  g_autofree char *text = dup_recording ("/new", "work", 8);

  window_fixture_set_up (&fixture->window, application);
  window_fixture_open (&fixture->window, "a.txt", text);
  fixture->page = ember_window_get_recording_page (fixture->window.window);
  fixture->comparison = ember_recording_page_get_comparison (fixture->page);
  fixture->pane = find_widget (GTK_WIDGET (fixture->page), EMBER_TYPE_BASELINE_PANE);
}

static void
tear_down (Fixture *fixture,
           gconstpointer application)
{
  window_fixture_tear_down (&fixture->window, application);
}

static void
compare_with (Fixture *fixture,
              const char *text)
{
  g_autofree char *path = g_build_filename (fixture->window.folder, "b.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  ember_comparison_open (fixture->comparison, file);
  wait (fixture);
}

static char *
dup_status (Fixture *fixture,
            const char *keys)
{
  EmberFlameView *view = ember_recording_page_get_flame_view (fixture->page);
  char *status;

  drive (GTK_WIDGET (view), "%s", keys);
  g_object_get (view, "status", &status, NULL);
  return status;
}

static void
test_another_recording_has_a_map_below_the_first (Fixture *fixture,
                                                  gconstpointer application)
{
  g_autofree char *text = dup_recording ("/old", "work", 4);
  g_autofree char *status = NULL;

  g_assert_false (gtk_widget_get_visible (fixture->pane));
  compare_with (fixture, text);
  g_assert_true (gtk_widget_get_visible (fixture->pane));
  g_assert_nonnull (find_text (fixture->pane, "b.txt"));
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (ember_baseline_pane_get_heatmap_view (EMBER_BASELINE_PANE (fixture->pane)))), >=, 100);
  status = dup_status (fixture, "key Home key Up key Up key Up");
  g_assert_nonnull (strstr (status, "work"));
  g_assert_nonnull (strstr (status, "800 samples, baseline 400 samples, per equal time 80"));
}

static void
test_a_range_of_it_is_chosen_in_its_map (Fixture *fixture,
                                         gconstpointer application)
{
  g_autofree char *text = dup_recording ("/old", "work", 4);
  EmberHeatmapView *map = ember_baseline_pane_get_heatmap_view (EMBER_BASELINE_PANE (fixture->pane));
  EmberTimeRange range;
  int width;

  compare_with (fixture, text);
  width = gtk_widget_get_width (GTK_WIDGET (map));
  drive (GTK_WIDGET (map), "@%d,60 mousedown 1 @%d,80 mouseup 1", width / 4, width / 2);
  wait (fixture);
  range = ember_comparison_get_baseline (fixture->comparison);
  g_assert_false (ember_time_range_is_empty (range));
  g_assert_true (ember_time_range_equal (range, ember_heatmap_view_get_selection (map)));
  g_assert_true (ember_time_range_equal (range, ember_flame_graph_get_range (ember_comparison_get_difference (fixture->comparison)->baseline)));
  g_assert_true (ember_time_range_is_empty (ember_session_get_range (ember_window_get_session (fixture->window.window))));
}

static void
test_a_file_that_is_none_says_why (Fixture *fixture,
                                   gconstpointer application)
{
  GtkWidget *button;

  compare_with (fixture, "nothing of a recording");
  g_assert_nonnull (find_text (fixture->pane, ember_session_get_error (ember_comparison_get_other (fixture->comparison))->message));
  button = find_text (fixture->pane, "Close");
  while (!GTK_IS_BUTTON (button))
    button = gtk_widget_get_parent (button);
  drive (button, "@10,10 click 1");
  wait (fixture);
  g_assert_false (gtk_widget_get_visible (fixture->pane));
  g_assert_false (ember_comparison_is_active (fixture->comparison));
}

static void
test_one_without_times_is_compared_whole (Fixture *fixture,
                                          gconstpointer application)
{
  compare_with (fixture, "main;rest 3\nmain;work 5\n");
  g_assert_nonnull (find_text (fixture->pane, "no time stamps"));
  g_assert_nonnull (ember_comparison_get_difference (fixture->comparison));
}

static void
test_the_first_map_takes_no_baseline_beside_it (Fixture *fixture,
                                                gconstpointer application)
{
  g_autofree char *text = dup_recording ("/old", "work", 4);
  GtkWidget *map = GTK_WIDGET (ember_recording_page_get_heatmap_view (fixture->page));
  const int width = gtk_widget_get_width (map);

  compare_with (fixture, text);
  drive (map, "@%d,60 keydown ctrl mousedown 1 @%d,80 mouseup 1 keyup ctrl", width / 4, width / 2);
  wait (fixture);
  g_assert_nonnull (ember_comparison_get_other (fixture->comparison));
  g_assert_false (ember_time_range_is_empty (ember_session_get_range (ember_window_get_session (fixture->window.window))));
  g_assert_true (ember_time_range_is_empty (ember_heatmap_view_get_baseline (EMBER_HEATMAP_VIEW (map))));
}

static void
add_tests (GtkApplication *application)
{
  g_test_add ("/baseline-pane/another-recording-has-a-map-below-the-first", Fixture, application, set_up, test_another_recording_has_a_map_below_the_first, tear_down);
  g_test_add ("/baseline-pane/a-range-of-it-is-chosen-in-its-map", Fixture, application, set_up, test_a_range_of_it_is_chosen_in_its_map, tear_down);
  g_test_add ("/baseline-pane/a-file-that-is-none-says-why", Fixture, application, set_up, test_a_file_that_is_none_says_why, tear_down);
  g_test_add ("/baseline-pane/one-without-times-is-compared-whole", Fixture, application, set_up, test_one_without_times_is_compared_whole, tear_down);
  g_test_add ("/baseline-pane/the-first-map-takes-no-baseline-beside-it", Fixture, application, set_up, test_the_first_map_takes_no_baseline_beside_it, tear_down);
}

int
main (int argc,
      char **argv)
{
  return window_fixture_main (argc, argv, add_tests);
}
