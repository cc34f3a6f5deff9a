/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/recording-page.h"

#include <string.h>

#include "support/widgets.h"
#include "support/window-fixture.h"

/* Two threads that take turns for ten seconds, a quarter of a second each. */
static char *
dup_switches (void)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < 40; i++)
    g_string_append_printf (text, "turn %d [000] %d.%06d: sched:sched_switch: turn:%d [120] S ==> turn:%d [120]\n"
                                  "\tffffffff81000100 schedule+0x20 ([kernel.kallsyms])\n\t401000 rest+0x1 (/bin/turn)\n\n",
                            i % 2 + 1, 100 + i / 4, i % 4 * 250000, i % 2 + 1, (i + 1) % 2 + 1);
  return g_string_free (text, FALSE);
}

static GtkDropDown *
find_event_choice (WindowFixture *fixture)
{
  return GTK_DROP_DOWN (find_widget (GTK_WIDGET (ember_window_get_recording_page (fixture->window)), GTK_TYPE_DROP_DOWN));
}

static GtkWidget *
find_place_choice (WindowFixture *fixture)
{
  return find_next_widget (GTK_WIDGET (find_event_choice (fixture)), GTK_TYPE_DROP_DOWN);
}

static GtkWidget *
find_idle_button (WindowFixture *fixture)
{
  return find_next_widget (GTK_WIDGET (find_event_choice (fixture)), GTK_TYPE_CHECK_BUTTON);
}

static const EmberHeatmap *
get_heatmap (WindowFixture *fixture)
{
  return ember_session_get_heatmap (ember_window_get_session (fixture->window));
}

static void
open_waits (WindowFixture *fixture)
{
  g_autofree char *text = dup_switches ();

  window_fixture_open (fixture, "switches.txt", text);
  gtk_drop_down_set_selected (find_event_choice (fixture), 1);
  window_fixture_wait (fixture);
}

static void
test_only_waits_can_be_placed (WindowFixture *fixture,
                               gconstpointer data)
{
  g_autofree char *text = dup_switches ();

  window_fixture_open (fixture, "switches.txt", text);
  g_assert_false (gtk_widget_get_visible (find_place_choice (fixture)));
  g_assert_true (gtk_widget_get_visible (find_idle_button (fixture)));
  gtk_drop_down_set_selected (find_event_choice (fixture), 1);
  window_fixture_wait (fixture);
  g_assert_cmpstr (ember_session_get_event_name (ember_window_get_session (fixture->window)), ==, "off-CPU");
  g_assert_true (gtk_widget_get_visible (find_place_choice (fixture)));
  g_assert_false (gtk_widget_get_visible (find_idle_button (fixture)));
}

static void
test_waits_are_placed_where_they_begin_or_over_their_duration (WindowFixture *fixture,
                                                               gconstpointer data)
{
  g_autofree char *readout = NULL;

  open_waits (fixture);
  g_assert_false (get_heatmap (fixture)->is_time);
  g_assert_cmpuint (get_heatmap (fixture)->counts[1], ==, 0);
  drive (find_place_choice (fixture), "key space key Down key Return");
  window_fixture_wait (fixture);
  g_assert_true (get_heatmap (fixture)->is_time);
  /* One waits in each of the cells of 20 ms, whoever it is. */
  g_assert_cmpuint (get_heatmap (fixture)->counts[1], ==, 20000);
  g_assert_cmpuint (get_heatmap (fixture)->max_count, ==, 20000);
  drive (GTK_WIDGET (ember_recording_page_get_heatmap_view (ember_window_get_recording_page (fixture->window))), "key Right");
  readout = wait_for_text (ember_recording_page_get_heatmap_view (ember_window_get_recording_page (fixture->window)), "readout");
  g_assert_nonnull (strstr (readout, "20.0 ms waiting · 1.0 threads"));
}

static void
test_the_menu_places_waits_too (WindowFixture *fixture,
                                gconstpointer data)
{
  open_waits (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.off-cpu-place", "s", "spread");
  window_fixture_wait (fixture);
  g_assert_true (get_heatmap (fixture)->is_time);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (find_place_choice (fixture))), ==, 1);
  gtk_drop_down_set_selected (find_event_choice (fixture), 0);
  window_fixture_wait (fixture);
  g_assert_false (get_heatmap (fixture)->is_time);
}

/* With the header of perf script, which ties its clock to the time of day; or without. */
static void
open_ticks (WindowFixture *fixture,
            bool has_clock)
{
  GString *text = g_string_new (has_clock ? "# ========\n# captured on    : Tue Nov 24 19:36:23 2026\n# clockid: monotonic (1)\n"
                                            "# reference time: x = 1795548983.500000 (TOD) = 100.000000000 (monotonic)\n# ========\n#\n"
                                          : "");

  for (int i = 0; i < 100; i++)
    g_string_append_printf (text, "tick 1 [000] %d.%d00000: 1 cycles: \n\t401000 tick+0x1 (/bin/tick)\n\n", 100 + i / 10, i % 10);
  window_fixture_open (fixture, has_clock ? "clock.txt" : "none.txt", text->str);
  g_string_free (text, TRUE);
}

static void
test_the_time_of_day_is_shown_on_demand (WindowFixture *fixture,
                                         gconstpointer data)
{
  EmberRecordingPage *page = ember_window_get_recording_page (fixture->window);
  GtkWidget *view = GTK_WIDGET (ember_recording_page_get_heatmap_view (page));
  g_autofree char *readout = NULL;

  open_ticks (fixture, true);
  g_assert_null (find_text (GTK_WIDGET (page), "19:36"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.wall-clock", NULL);
  settle ();
  g_assert_true (g_settings_get_boolean (fixture->settings, "wall-clock"));
  g_assert_nonnull (find_text (GTK_WIDGET (page), "19:36:23.500 – 19:36:33.400 · Whole recording"));
  drive (view, "key Right");
  readout = wait_for_text (view, "readout");
  g_assert_true (g_str_has_prefix (readout, "19:36:2"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.wall-clock", NULL);
  settle ();
  g_assert_null (find_text (GTK_WIDGET (page), "19:36"));
}

static void
test_the_time_of_day_is_offered_only_where_it_is_known (WindowFixture *fixture,
                                                        gconstpointer data)
{
  open_ticks (fixture, false);
  g_settings_set_boolean (fixture->settings, "wall-clock", TRUE);
  g_assert_null (g_action_map_lookup_action (G_ACTION_MAP (fixture->window), "wall-clock"));
  g_assert_null (find_text (GTK_WIDGET (fixture->window), ":36:"));
  g_assert_nonnull (find_text (GTK_WIDGET (fixture->window), "Whole recording"));
}

/* As the setting has it, on a screen with room for both. */
static void
test_the_map_has_its_share_of_the_height (WindowFixture *fixture,
                                          gconstpointer data)
{
  g_autofree char *text = dup_switches ();
  GtkPaned *paned = GTK_PANED (find_widget (GTK_WIDGET (ember_window_get_recording_page (fixture->window)), GTK_TYPE_PANED));
  const double share = g_settings_get_double (fixture->settings, "split");
  int most;

  window_fixture_open (fixture, "switches.txt", text);
  g_object_get (paned, "max-position", &most, NULL);
  g_assert_cmpfloat_with_epsilon ((double) gtk_paned_get_position (paned) / most, share, 0.01);
  g_assert_cmpfloat (share, >, 0.3);
}

static void
add_tests (GtkApplication *application)
{
#define ADD(name, function) g_test_add ("/recording-page/" name, WindowFixture, application, window_fixture_set_up, function, window_fixture_tear_down)
  ADD ("only-waits-can-be-placed", test_only_waits_can_be_placed);
  ADD ("waits-are-placed-where-they-begin-or-over-their-duration", test_waits_are_placed_where_they_begin_or_over_their_duration);
  ADD ("the-menu-places-waits-too", test_the_menu_places_waits_too);
  ADD ("the-time-of-day-is-shown-on-demand", test_the_time_of_day_is_shown_on_demand);
  ADD ("the-time-of-day-is-offered-only-where-it-is-known", test_the_time_of_day_is_offered_only_where_it_is_known);
  ADD ("the-map-has-its-share-of-the-height", test_the_map_has_its_share_of_the_height);
#undef ADD
}

int
main (int argc,
      char **argv)
{
  return window_fixture_main (argc, argv, add_tests);
}
