/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/pattern-panel.h"

#include "support/widgets.h"
#include "support/window-fixture.h"
#include "ui/heatmap-view-private.h"

/* Forty seconds at 100 Hz of two CPUs; "timer" works for 30 ms at the begin of each second, "worker" now and then. */
static char *
dup_recording (void)
{
  GString *text = g_string_new (NULL);
  guint32 random = 1;

  for (int tick = 0; tick < 4000; tick++)
    for (int cpu = 0; cpu < 2; cpu++)
      {
        const gboolean is_timer = cpu == 0 && tick % 100 < 3;

        random = random * 1664525 + 1013904223;
        g_string_append_printf (text, "%s [%03d] %d.%06d: 10000000 cpu-clock: \n\t401000 %s+0x20 (/bin/app)\n\n",
                                is_timer             ? "timer 20/20"
                                : random >> 24 < 100 ? "worker 30/30"
                                                     : "swapper 0/0",
                                cpu, 100 + tick / 100, tick % 100 * 10000 + cpu * 3000, is_timer ? "wake" : random >> 24 < 100 ? "work"
                                                                                                                               : "default_idle");
      }
  return g_string_free (text, FALSE);
}

typedef struct
{
  WindowFixture window;
  EmberSession *session;
  EmberHeatmapView *map;
  GtkWidget *panel;
} Fixture;

static void
settle_panel (Fixture *fixture)
{
  window_fixture_wait (&fixture->window);
  while (ember_pattern_panel_is_busy (EMBER_PATTERN_PANEL (fixture->panel)))
    g_main_context_iteration (NULL, TRUE);
  run_for (150);
}

static void
set_up (Fixture *fixture,
        gconstpointer application)
{
  g_autofree char *text = dup_recording ();

  window_fixture_set_up (&fixture->window, application);
  window_fixture_open (&fixture->window, "a.txt", text);
  fixture->session = ember_window_get_session (fixture->window.window);
  fixture->panel = find_widget (GTK_WIDGET (fixture->window.window), EMBER_TYPE_PATTERN_PANEL);
  fixture->map = ember_recording_page_get_heatmap_view (ember_window_get_recording_page (fixture->window.window));
  drive (GTK_WIDGET (fixture->map), "key F8");
  settle_panel (fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer application)
{
  g_settings_reset (fixture->window.settings, "show-patterns");
  window_fixture_tear_down (&fixture->window, application);
}

/* The row that names a periodic wake-up. */
static GtkWidget *
get_row (Fixture *fixture)
{
  GtkWidget *label = find_text (fixture->panel, "Periodic wake-up");

  g_assert_nonnull (label);
  return gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW);
}

static void
test_patterns_are_listed_by_name (Fixture *fixture,
                                  gconstpointer application)
{
  g_assert_true (gtk_widget_get_mapped (fixture->panel));
  g_assert_nonnull (get_row (fixture));
  g_assert_nonnull (find_text (fixture->panel, "each 1 s"));
  g_assert_nonnull (find_text (fixture->panel, "timer · wake"));
}

static void
test_a_row_is_outlined_while_it_has_the_focus (Fixture *fixture,
                                               gconstpointer application)
{
  g_assert_true (ember_time_range_is_empty (fixture->map->hint));
  gtk_widget_grab_focus (get_row (fixture));
  settle ();
  g_assert_false (ember_time_range_is_empty (fixture->map->hint));
  gtk_widget_grab_focus (GTK_WIDGET (fixture->map));
  settle ();
  g_assert_true (ember_time_range_is_empty (fixture->map->hint));
}

/* Thirty milliseconds from each second on, and what is left open around them. */
static void
assert_band (EmberBand band)
{
  g_assert_cmpint (band.column_ns, ==, EMBER_SECOND_NS);
  g_assert_true (ember_band_holds (&band, 105 * EMBER_SECOND_NS + 1000000));
  g_assert_true (ember_band_holds (&band, 105 * EMBER_SECOND_NS + 20000000));
  g_assert_false (ember_band_holds (&band, 105 * EMBER_SECOND_NS + 100000000));
  g_assert_false (ember_band_holds (&band, 105 * EMBER_SECOND_NS + 900000000));
}

static void
test_wakeups_are_outlined_where_the_pointer_is_on_their_row (Fixture *fixture,
                                                             gconstpointer application)
{
  drive (get_row (fixture), "@30,10");
  assert_band (fixture->map->banding.hint);
  drive (GTK_WIDGET (fixture->map), "@100,100");
  g_assert_true (ember_time_range_is_empty (fixture->map->hint));
}

static void
test_a_click_selects_the_band_of_wakeups (Fixture *fixture,
                                          gconstpointer application)
{
  drive (get_row (fixture), "@30,10 click 1");
  settle_panel (fixture);
  assert_band (ember_session_get_band (fixture->session));
  assert_band (ember_heatmap_view_get_band (fixture->map));
}

/* The flame graph of the band is but of what woke, and of what else ran beside it. */
static void
test_the_graph_explains_the_band (Fixture *fixture,
                                  gconstpointer application)
{
  const uint64_t n_all = ember_table_set_count (ember_session_get_table_set (fixture->session), EMBER_TIME_RANGE_ALL);
  uint64_t n_samples;

  drive (get_row (fixture), "@30,10 click 1");
  settle_panel (fixture);
  n_samples = ember_flame_graph_get_total (ember_session_get_graph (fixture->session), EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT);
  g_assert_cmpuint (n_samples, >=, 120);
  g_assert_cmpuint (n_samples, <, n_all / 8);
}

static void
test_enter_selects_the_time_of_a_row (Fixture *fixture,
                                      gconstpointer application)
{
  g_assert_true (ember_time_range_is_empty (ember_session_get_range (fixture->session)));
  drive (get_row (fixture), "key Return");
  settle_panel (fixture);
  g_assert_false (ember_time_range_is_empty (ember_session_get_range (fixture->session)));
}

static void
test_a_click_selects_the_time_of_a_row (Fixture *fixture,
                                        gconstpointer application)
{
  drive (get_row (fixture), "@30,10 click 1");
  settle_panel (fixture);
  g_assert_false (ember_time_range_is_empty (ember_session_get_range (fixture->session)));
}

static void
test_the_key_hides_them_again (Fixture *fixture,
                               gconstpointer application)
{
  drive (GTK_WIDGET (fixture->map), "key F8");
  g_assert_false (gtk_widget_get_mapped (fixture->panel));
}

static void
add_tests (GtkApplication *application)
{
  g_test_add ("/pattern-panel/patterns-are-listed-by-name", Fixture, application, set_up, test_patterns_are_listed_by_name, tear_down);
  g_test_add ("/pattern-panel/a-row-is-outlined-while-it-has-the-focus", Fixture, application, set_up, test_a_row_is_outlined_while_it_has_the_focus, tear_down);
  g_test_add ("/pattern-panel/wakeups-are-outlined-where-the-pointer-is-on-their-row", Fixture, application, set_up, test_wakeups_are_outlined_where_the_pointer_is_on_their_row, tear_down);
  g_test_add ("/pattern-panel/a-click-selects-the-band-of-wakeups", Fixture, application, set_up, test_a_click_selects_the_band_of_wakeups, tear_down);
  g_test_add ("/pattern-panel/the-graph-explains-the-band", Fixture, application, set_up, test_the_graph_explains_the_band, tear_down);
  g_test_add ("/pattern-panel/enter-selects-the-time-of-a-row", Fixture, application, set_up, test_enter_selects_the_time_of_a_row, tear_down);
  g_test_add ("/pattern-panel/a-click-selects-the-time-of-a-row", Fixture, application, set_up, test_a_click_selects_the_time_of_a_row, tear_down);
  g_test_add ("/pattern-panel/the-key-hides-them-again", Fixture, application, set_up, test_the_key_hides_them_again, tear_down);
}

int
main (int argc,
      char *argv[])
{
  return window_fixture_main (argc, argv, add_tests);
}
