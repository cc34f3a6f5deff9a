/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/column-length.h"

#include "support/widgets.h"
#include "support/window-fixture.h"

/* Forty seconds in which a thread wakes up each 1.037 s and works for 40 ms. */
static char *
dup_recording (void)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < 4000; i++)
    if (i * 10 % 1037 < 40 || i % 61 == 0)
      g_string_append_printf (text, "app 10 [000] %d.%06d: 1 cycles: \n\t401000 f+0x10 (/bin/app)\n\n", 100 + i / 100, i % 100 * 10000);
  return g_string_free (text, FALSE);
}

typedef struct
{
  WindowFixture window;
  EmberSession *session;
  GtkWidget *choice;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer application)
{
  g_autofree char *text = dup_recording ();

  window_fixture_set_up (&fixture->window, application);
  window_fixture_open (&fixture->window, "a.txt", text);
  fixture->session = ember_window_get_session (fixture->window.window);
  fixture->choice = find_widget (GTK_WIDGET (ember_window_get_recording_page (fixture->window.window)), EMBER_TYPE_COLUMN_LENGTH);
}

static void
tear_down (Fixture *fixture,
           gconstpointer application)
{
  window_fixture_tear_down (&fixture->window, application);
}

static int64_t
get_map_column (Fixture *fixture)
{
  window_fixture_wait (&fixture->window);
  return ember_session_get_heatmap (fixture->session)->grid.column_ns;
}

static void
open_choice (Fixture *fixture)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (find_widget (fixture->choice, GTK_TYPE_MENU_BUTTON)));
  settle ();
}

static void
test_a_usual_length_is_chosen (Fixture *fixture,
                               gconstpointer application)
{
  g_assert_nonnull (find_text (fixture->choice, "1 s"));
  open_choice (fixture);
  g_assert_true (gtk_widget_activate_action (find_text (fixture->choice, "500 ms"), "column.set", "x", EMBER_SECOND_NS / 2));
  g_assert_cmpint (get_map_column (fixture), ==, EMBER_SECOND_NS / 2);
  g_assert_cmpstr (gtk_menu_button_get_label (GTK_MENU_BUTTON (find_widget (fixture->choice, GTK_TYPE_MENU_BUTTON))), ==, "500 ms");
}

static void
test_any_length_is_typed (Fixture *fixture,
                          gconstpointer application)
{
  GtkWidget *entry = find_widget (fixture->choice, GTK_TYPE_ENTRY);

  open_choice (fixture);
  gtk_editable_set_text (GTK_EDITABLE (entry), "1.3");
  drive (entry, "key Return");
  g_assert_cmpint (get_map_column (fixture), ==, 1300000000);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "1.3 s");
  gtk_editable_set_text (GTK_EDITABLE (entry), "much");
  drive (entry, "key Return");
  g_assert_cmpint (get_map_column (fixture), ==, 1300000000);
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  g_assert_nonnull (find_text (fixture->choice, "“much” is no length of time"));
}

static void
test_the_map_follows_the_slider (Fixture *fixture,
                                 gconstpointer application)
{
  GtkWidget *slider = find_widget (fixture->choice, GTK_TYPE_SCALE);
  int64_t longer_ns;

  open_choice (fixture);
  drive (slider, "key Right key Right key Right");
  longer_ns = get_map_column (fixture);
  g_assert_cmpint (longer_ns, >, EMBER_SECOND_NS);
  g_assert_cmpint (longer_ns, <, EMBER_SECOND_NS * 1001 / 1000);
  gtk_range_set_value (GTK_RANGE (slider), 0.5);
  g_assert_cmpint (get_map_column (fixture), >, longer_ns * 101 / 100);
  longer_ns = get_map_column (fixture);
  gtk_widget_grab_focus (find_widget (fixture->choice, GTK_TYPE_ENTRY));
  settle ();
  g_assert_cmpfloat (gtk_range_get_value (GTK_RANGE (slider)), ==, 0);
  g_assert_cmpint (get_map_column (fixture), ==, longer_ns);
}

static void
test_the_period_of_a_line_is_fitted (Fixture *fixture,
                                     gconstpointer application)
{
  open_choice (fixture);
  g_assert_true (gtk_widget_activate_action (fixture->choice, "column.fit", NULL));
  for (int i = 0; i < 200 && ember_session_get_column_ns (fixture->session) == EMBER_SECOND_NS; i++)
    run_for (50);
  g_assert_cmpfloat_with_epsilon ((double) get_map_column (fixture), 1.037e9, 1e6);
  g_assert_nonnull (find_text (fixture->choice, "A line repeats each 1.03"));
}

/* The period near the columns is meant, though another thread has one, too. */
static void
test_of_several_threads_the_one_that_is_fitted_is_named (Fixture *fixture,
                                                         gconstpointer application)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *path = g_build_filename (fixture->window.folder, "b.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  for (int i = 0; i < 8000; i++)
    {
      if (i * 10 % 430 < 30)
        g_string_append_printf (text, "often 11/11 [000] %d.%06d: 1 cycles: \n\t401000 f+0x10 (/bin/app)\n\n", 100 + i / 100, i % 100 * 10000);
      if (i * 10 % 1037 < 40)
        g_string_append_printf (text, "clear 12/12 [001] %d.%06d: 1 cycles: \n\t401000 f+0x10 (/bin/app)\n\n", 100 + i / 100, i % 100 * 10000 + 1);
    }
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  ember_session_load (fixture->session, file);
  window_fixture_wait (&fixture->window);
  open_choice (fixture);
  g_assert_true (gtk_widget_activate_action (fixture->choice, "column.fit", NULL));
  for (int i = 0; i < 200 && ember_session_get_column_ns (fixture->session) == EMBER_SECOND_NS; i++)
    run_for (50);
  g_assert_cmpfloat_with_epsilon ((double) get_map_column (fixture), 1.037e9, 2e6);
  g_assert_nonnull (find_text (fixture->choice, "clear 12 wakes up each 1.03"));
  g_assert_nonnull (find_text (fixture->choice, ", the clearest of 2 threads that do so."));
}

/* The rectangle is drawn around the fainter line; without it the clear one counts. */
static void
test_only_what_a_band_holds_is_fitted (Fixture *fixture,
                                       gconstpointer application)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *path = g_build_filename (fixture->window.folder, "b.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  EmberTimeRange range;
  EmberBand band;

  for (int i = 0; i < 4000; i++)
    {
      if (i * 10 % 1011 < 40)
        g_string_append_printf (text, "clear 11/11 [000] %d.%06d: 1 cycles: \n\t401000 f+0x10 (/bin/app)\n\n", 100 + i / 100, i % 100 * 10000);
      if ((i * 10 + 970 - 900) % 970 < 20)
        g_string_append_printf (text, "faint 12/12 [001] %d.%06d: 1 cycles: \n\t401000 f+0x10 (/bin/app)\n\n", 100 + i / 100, i % 100 * 10000 + 1);
    }
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  ember_session_load (fixture->session, file);
  window_fixture_wait (&fixture->window);
  range = (EmberTimeRange){ 100 * EMBER_SECOND_NS, 112 * EMBER_SECOND_NS };
  band = (EmberBand){ range.begin_ns, EMBER_SECOND_NS, 550000000, 950000000 };
  ember_session_set_banded_range (fixture->session, range, band);
  window_fixture_wait (&fixture->window);
  g_assert_true (gtk_widget_activate_action (fixture->choice, "column.fit", NULL));
  for (int i = 0; i < 200 && ember_session_get_column_ns (fixture->session) == EMBER_SECOND_NS; i++)
    run_for (50);
  g_assert_cmpfloat_with_epsilon ((double) get_map_column (fixture), 0.97e9, 4e6);
}

static void
add_tests (GtkApplication *application)
{
  g_test_add ("/column-length/a-usual-length-is-chosen", Fixture, application, set_up, test_a_usual_length_is_chosen, tear_down);
  g_test_add ("/column-length/any-length-is-typed", Fixture, application, set_up, test_any_length_is_typed, tear_down);
  g_test_add ("/column-length/the-map-follows-the-slider", Fixture, application, set_up, test_the_map_follows_the_slider, tear_down);
  g_test_add ("/column-length/of-several-threads-the-one-that-is-fitted-is-named", Fixture, application, set_up, test_of_several_threads_the_one_that_is_fitted_is_named, tear_down);
  g_test_add ("/column-length/only-what-a-band-holds-is-fitted", Fixture, application, set_up, test_only_what_a_band_holds_is_fitted, tear_down);
  g_test_add ("/column-length/the-period-of-a-line-is-fitted", Fixture, application, set_up, test_the_period_of_a_line_is_fitted, tear_down);
}

int
main (int argc,
      char **argv)
{
  return window_fixture_main (argc, argv, add_tests);
}
