/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/range-entry.h"

#include "support/widgets.h"
#include "support/window-fixture.h"
#include "ui/selection-bar.h"

/* The fixture's recording: six seconds from 0 s on, fifty samples in each. */
typedef struct
{
  WindowFixture window;
  EmberSession *session;
  GtkWidget *map;
  GtkWidget *choice;
  GtkEditable *range_entry;
  GtkEditable *band_entry;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer application)
{
  g_autofree char *text = window_fixture_dup_recording ();
  GtkWidget *grid;

  window_fixture_set_up (&fixture->window, application);
  window_fixture_open (&fixture->window, "a.txt", text);
  fixture->session = ember_window_get_session (fixture->window.window);
  fixture->map = GTK_WIDGET (ember_recording_page_get_heatmap_view (ember_window_get_recording_page (fixture->window.window)));
  fixture->choice = find_widget (GTK_WIDGET (fixture->window.window), EMBER_TYPE_RANGE_ENTRY);
  grid = find_widget (fixture->choice, GTK_TYPE_GRID);
  fixture->range_entry = GTK_EDITABLE (gtk_grid_get_child_at (GTK_GRID (grid), 1, 0));
  fixture->band_entry = GTK_EDITABLE (gtk_grid_get_child_at (GTK_GRID (grid), 1, 1));
}

static void
tear_down (Fixture *fixture,
           gconstpointer application)
{
  window_fixture_tear_down (&fixture->window, application);
}

/* By keys alone, as from the map. */
static void
type (Fixture *fixture,
      const char *range,
      const char *band)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (fixture->range_entry)))
    drive (fixture->map, "key ctrl+l");
  settle ();
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (fixture->range_entry)));
  gtk_editable_set_text (fixture->range_entry, range);
  gtk_editable_set_text (fixture->band_entry, band);
  drive (GTK_WIDGET (fixture->band_entry), "key Return");
  settle ();
}

static void
assert_selected (Fixture *fixture,
                 const char *words)
{
  window_fixture_wait (&fixture->window);
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (fixture->range_entry)));
  g_assert_cmpstr (ember_selection_bar_get_words (EMBER_SELECTION_BAR (find_widget (GTK_WIDGET (fixture->window.window), EMBER_TYPE_SELECTION_BAR))), ==, words);
}

static void
test_range_and_band_are_typed (Fixture *fixture,
                               gconstpointer application)
{
  type (fixture, "1-3", "");
  assert_selected (fixture, "1.000 s – 3.000 s · 2.000 s · 100 samples · 33.3 %");
  type (fixture, "1 – 3 s", "200ms-300ms");
  assert_selected (fixture, "1.000 s – 3.000 s · 200–300 ms in each of 2 columns · 10 samples · 3.3 %");
  type (fixture, "", "200-300ms/2s");
  assert_selected (fixture, "0.000 s – 5.980 s · 200–300 ms in each of 3 columns of 2.00 s · 15 samples · 5.0 %");
  type (fixture, "@8126-", "");
  assert_selected (fixture, "4.000 s – 5.980 s · 1.980 s · 100 samples · 33.3 %");
  type (fixture, "", "");
  g_assert_false (ember_session_has_selection (fixture->session));
}

static void
test_what_is_selected_stands_there_to_be_changed (Fixture *fixture,
                                                  gconstpointer application)
{
  const EmberTimeRange range = { 8123 * EMBER_SECOND_NS, 8124 * EMBER_SECOND_NS + 500000000 };

  ember_session_set_banded_range (fixture->session, range, (EmberBand){ 8122 * EMBER_SECOND_NS, EMBER_SECOND_NS, 20000000, 40500000 });
  window_fixture_wait (&fixture->window);
  drive (fixture->map, "key ctrl+l");
  settle ();
  g_assert_cmpstr (gtk_editable_get_text (fixture->range_entry), ==, "1-2.5");
  g_assert_cmpstr (gtk_editable_get_text (fixture->band_entry), ==, "20ms-40.5ms");
  /* All of it is selected, so that typing replaces it. */
  drive (NULL, "type 2-4");
  g_assert_cmpstr (gtk_editable_get_text (fixture->range_entry), ==, "2-4");
  drive (NULL, "key Escape");
  settle ();
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (fixture->range_entry)));
  g_assert_true (ember_time_range_equal (ember_session_get_range (fixture->session), range));
}

static void
test_bad_words_are_told_and_select_nothing (Fixture *fixture,
                                            gconstpointer application)
{
  static const struct
  {
    const char *range;
    const char *band;
    const char *message;
    bool is_of_band;
  } cases[] = {
    { "much", "", "much", false },
    { "3-1", "", "3-1", false },
    { "100-200", "", "Nothing was recorded in “100-200”, only from 0 to 5.98", false },
    { "1-3", "little", "“little” is no part of a column; write it like 200ms-300ms", true },
    { "1-3", "300ms-200ms", "“300ms-200ms” ends before it begins", true },
    { "1-3", "2s-3s", "2000ms-3000ms is no part of a column of 1 s", true },
  };

  type (fixture, "1-2", "");
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      type (fixture, cases[i].range, cases[i].band);
      g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (fixture->range_entry)));
      g_assert_nonnull (find_text (fixture->choice, cases[i].message));
      g_assert_cmpint (gtk_widget_has_css_class (GTK_WIDGET (fixture->range_entry), "error"), ==, !cases[i].is_of_band);
      g_assert_cmpint (gtk_widget_has_css_class (GTK_WIDGET (fixture->band_entry), "error"), ==, cases[i].is_of_band);
      g_assert_cmpint (ember_session_get_range (fixture->session).begin_ns, ==, 8123 * EMBER_SECOND_NS);
      g_assert_cmpint (ember_session_get_range (fixture->session).end_ns, ==, 8124 * EMBER_SECOND_NS);
    }
  type (fixture, "2-3", "0-20ms");
  assert_selected (fixture, "2.000 s – 3.000 s · 0–20 ms in each of 1 column · 1 sample · 0.3 %");
}

/* A band is of the columns that are seen, unless it says how long. */
static void
test_a_band_is_of_the_columns_of_the_map (Fixture *fixture,
                                          gconstpointer application)
{
  ember_session_set_column_ns (fixture->session, 2 * EMBER_SECOND_NS);
  window_fixture_wait (&fixture->window);
  type (fixture, "", "1s-1.5s");
  assert_selected (fixture, "0.000 s – 5.980 s · 1000–1500 ms in each of 3 columns of 2.00 s · 75 samples · 25.0 %");
  ember_session_set_column_ns (fixture->session, EMBER_SECOND_NS);
  window_fixture_wait (&fixture->window);
  drive (fixture->map, "key ctrl+l");
  settle ();
  g_assert_cmpstr (gtk_editable_get_text (fixture->band_entry), ==, "1000ms-1500ms/2000ms");
  drive (GTK_WIDGET (fixture->band_entry), "key Return");
  settle ();
  assert_selected (fixture, "0.000 s – 5.980 s · 1000–1500 ms in each of 3 columns of 2.00 s · 75 samples · 25.0 %");
}

static void
test_without_times_nothing_is_typed (Fixture *fixture,
                                     gconstpointer application)
{
  g_autofree char *path = g_build_filename (fixture->window.folder, "stacks.folded", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (gtk_widget_get_visible (fixture->choice));
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window.window), "type-range"));
  g_assert_true (g_file_set_contents (path, "app;main;work 3\n", -1, NULL));
  ember_session_load (fixture->session, file);
  window_fixture_wait (&fixture->window);
  g_assert_false (gtk_widget_get_visible (fixture->choice));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window.window), "type-range"));
  ember_range_entry_open (EMBER_RANGE_ENTRY (fixture->choice));
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (fixture->range_entry)));
}

static void
add_tests (GtkApplication *application)
{
#define ADD(name, function) g_test_add ("/range-entry/" name, Fixture, application, set_up, function, tear_down)
  ADD ("range-and-band-are-typed", test_range_and_band_are_typed);
  ADD ("what-is-selected-stands-there-to-be-changed", test_what_is_selected_stands_there_to_be_changed);
  ADD ("bad-words-are-told-and-select-nothing", test_bad_words_are_told_and_select_nothing);
  ADD ("a-band-is-of-the-columns-of-the-map", test_a_band_is_of_the_columns_of_the_map);
  ADD ("without-times-nothing-is-typed", test_without_times_nothing_is_typed);
#undef ADD
}

int
main (int argc,
      char *argv[])
{
  return window_fixture_main (argc, argv, add_tests);
}
