/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/function-table.h"

#include "session/table-sort.h"
#include "support/widgets.h"
#include "support/window-fixture.h"

/* Four seconds of a hundred samples: "alpha" in the first, called by itself in half of them; "beta" in all others. */
static char *
dup_recording (void)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < 400; i++)
    {
      g_string_append_printf (text, "app 10 [000] %d.%06d: 1 cycles: \n", 100 + i / 100, i % 100 * 10000);
      if (i < 100 && i % 2 == 0)
        g_string_append (text, "\t401000 alpha+0x10 (/bin/app)\n");
      g_string_append_printf (text, "\t40%d000 %s+0x20 (/%s)\n\t402000 main+0x20 (/bin/app)\n\n", i < 100 ? 1 : 3, i < 100 ? "alpha" : "beta",
                              i < 100 ? "bin/app" : "lib/libbeta.so");
    }
  return g_string_free (text, FALSE);
}

typedef struct
{
  WindowFixture window;
  EmberRecordingPage *page;
  EmberSession *session;
  EmberFlameView *flame_view;
  GtkWidget *table;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer application)
{
  g_autofree char *text = dup_recording ();

  window_fixture_set_up (&fixture->window, application);
  window_fixture_open (&fixture->window, "a.txt", text);
  fixture->session = ember_window_get_session (fixture->window.window);
  fixture->page = ember_window_get_recording_page (fixture->window.window);
  fixture->flame_view = ember_recording_page_get_flame_view (fixture->page);
  fixture->table = find_widget (GTK_WIDGET (fixture->page), EMBER_TYPE_FUNCTION_TABLE);
}

static void
tear_down (Fixture *fixture,
           gconstpointer application)
{
  window_fixture_tear_down (&fixture->window, application);
}

static void
append_texts (GtkWidget *widget,
              GString *text)
{
  if (GTK_IS_INSCRIPTION (widget) && gtk_widget_get_mapped (widget))
    g_string_append_printf (text, "%s|", gtk_inscription_get_text (GTK_INSCRIPTION (widget)) != NULL ? gtk_inscription_get_text (GTK_INSCRIPTION (widget)) : "");
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    append_texts (child, text);
}

/* All cells with text, row by row. */
static char *
dup_cells (gpointer data)
{
  Fixture *fixture = data;
  GString *text = g_string_new (NULL);

  append_texts (fixture->table, text);
  return g_string_free (text, FALSE);
}

/* The worker has a moment. */
static void
wait_for_cells (Fixture *fixture,
                const char *expected)
{
  wait_until_described (dup_cells, fixture, expected);
  settle ();
}

#define BETA "beta|75.00 %|300|75.00 %|300|libbeta.so|"
#define ALPHA "alpha|25.00 %|100|25.00 %|100|app|"
#define MAIN "main|0.00 %|0|100.00 %|400|app|"

static void
open_table (Fixture *fixture)
{
  drive (GTK_WIDGET (fixture->flame_view), "key F6 key F6");
  wait_for_cells (fixture, BETA ALPHA MAIN);
}

static const char *
get_selected (Fixture *fixture)
{
  const char *name, *module;

  return ember_function_table_get_selected (EMBER_FUNCTION_TABLE (fixture->table), &name, &module) ? name : NULL;
}

static GtkWidget *
get_view (Fixture *fixture)
{
  return find_widget (fixture->table, GTK_TYPE_COLUMN_VIEW);
}

/* Every frame of "alpha" is 401000 in one of two places, a recursion. */
static void
test_a_key_shows_the_functions_of_the_range (Fixture *fixture,
                                             gconstpointer application)
{
  g_autofree char *view = NULL;

  open_table (fixture);
  g_object_get (fixture->page, "view", &view, NULL);
  g_assert_cmpstr (view, ==, "functions");
  ember_session_set_range (fixture->session, (EmberTimeRange){ 100 * EMBER_SECOND_NS, 100 * EMBER_SECOND_NS + 500000000 });
  wait_for_cells (fixture, "alpha|100.00 %|50|100.00 %|50|app|main|0.00 %|0|100.00 %|50|app|");
  drive (fixture->table, "key F6");
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (fixture->flame_view)));
}

static void
test_titles_sort_numbers_from_the_largest_and_names_from_the_first (Fixture *fixture,
                                                                    gconstpointer application)
{
  open_table (fixture);
  drive (find_text (fixture->table, "Total"), "@5,5 click 1");
  wait_for_cells (fixture, MAIN BETA ALPHA);
  drive (find_text (fixture->table, "Total"), "@30,8 click 1");
  wait_for_cells (fixture, ALPHA BETA MAIN);
  drive (find_text (fixture->table, "Function"), "@5,5 click 1");
  wait_for_cells (fixture, ALPHA BETA MAIN);
  drive (find_text (fixture->table, "Function"), "@30,8 click 1");
  wait_for_cells (fixture, MAIN BETA ALPHA);
  drive (find_text (fixture->table, "Module"), "@5,5 click 1");
  wait_for_cells (fixture, ALPHA MAIN BETA);
}

static void
test_a_search_keeps_what_it_finds (Fixture *fixture,
                                   gconstpointer application)
{
  open_table (fixture);
  drive (fixture->table, "key ctrl+f");
  drive (NULL, "type a$");
  run_for (300);
  g_object_set (fixture->flame_view, "search-is-regex", TRUE, NULL);
  wait_for_cells (fixture, BETA ALPHA);
  g_object_set (fixture->flame_view, "search-text", "nothing", NULL);
  wait_for_cells (fixture, "");
  g_assert_nonnull (find_text (fixture->table, "No function is called like that"));
  drive (NULL, "key Escape");
  wait_for_cells (fixture, BETA ALPHA MAIN);
}

static void
test_a_row_is_marked_and_shown_in_the_graph (Fixture *fixture,
                                             gconstpointer application)
{
  GtkWidget *bar = find_widget (GTK_WIDGET (fixture->page), g_type_from_name ("EmberMarkBar"));
  g_autofree char *status = NULL;

  open_table (fixture);
  drive (get_view (fixture), "@30,60 click 1");
  g_assert_cmpstr (get_selected (fixture), ==, "alpha");
  for (int i = 0; i < 100 && find_text (bar, "alpha · 100 samples · 25.0 %") == NULL; i++)
    run_for (50);
  g_assert_nonnull (find_text (bar, "alpha · 100 samples · 25.0 %"));
  drive (get_view (fixture), "key Return");
  run_for (300);
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (fixture->flame_view)));
  g_object_get (fixture->flame_view, "status", &status, NULL);
  g_assert_true (g_str_has_prefix (status, "alpha (app) · 100 samples"));
  drive (GTK_WIDGET (ember_recording_page_get_heatmap_view (fixture->page)), "key Escape");
  g_assert_null (get_selected (fixture));
}

static void
test_a_box_selects_its_row (Fixture *fixture,
                            gconstpointer application)
{
  GtkSelectionModel *selection;

  drive (GTK_WIDGET (fixture->flame_view), "key Home key Up key Up key Up");
  open_table (fixture);
  g_assert_cmpstr (get_selected (fixture), ==, "beta");
  selection = gtk_column_view_get_model (GTK_COLUMN_VIEW (get_view (fixture)));
  g_assert_true (gtk_selection_model_is_selected (selection, 0));
  drive (find_text (fixture->table, "Function"), "@5,5 click 1");
  wait_for_cells (fixture, ALPHA BETA MAIN);
  g_assert_true (gtk_selection_model_is_selected (selection, 1));
}

static void
read_text_cb (GObject *object,
              GAsyncResult *result,
              gpointer data)
{
  *(char **) data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
}

static void
test_a_row_is_copied_and_has_a_menu (Fixture *fixture,
                                     gconstpointer application)
{
  g_autofree char *text = NULL;

  open_table (fixture);
  drive (get_view (fixture), "@30,40 click 1 key ctrl+c");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (fixture->table), NULL, read_text_cb, &text);
  while (text == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (text, ==, "300\t300\tbeta\t/lib/libbeta.so");
  g_assert_null (find_widget (fixture->table, GTK_TYPE_POPOVER_MENU));
  drive (get_view (fixture), "@30,60 click 3");
  g_assert_cmpstr (get_selected (fixture), ==, "alpha");
  g_assert_true (gtk_widget_get_mapped (find_widget (fixture->table, GTK_TYPE_POPOVER_MENU)));
  drive (NULL, "key Escape");
  run_for (200);
  g_assert_false (gtk_widget_get_mapped (find_widget (fixture->table, GTK_TYPE_POPOVER_MENU)));
}

/* As a saved view does it. */
static void
test_a_table_is_sorted_by_words (Fixture *fixture,
                                 gconstpointer application)
{
  EmberFunctionTable *table = EMBER_FUNCTION_TABLE (fixture->table);
  static const char *const words[] = { "-name", "self", "-self", "total-share", "-module", "name", "self-share" };
  g_autofree char *first = NULL;

  open_table (fixture);
  first = ember_function_table_dup_sort (table);
  g_assert_cmpstr (first, ==, EMBER_TABLE_SORT_DEFAULT);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *sort = NULL;

      ember_function_table_set_sort (table, words[i]);
      ember_function_table_set_sort (table, "nonsense");
      sort = ember_function_table_dup_sort (table);
      g_assert_cmpstr (sort, ==, words[i]);
    }
  ember_session_set_range (fixture->session, (EmberTimeRange){ 100 * EMBER_SECOND_NS, 101 * EMBER_SECOND_NS });
  ember_function_table_set_sort (table, "-name");
  wait_for_cells (fixture, "main|0.00 %|0|100.00 %|100|app|"
                           "alpha|100.00 %|100|100.00 %|100|app|");
}

/* The second of "alpha" against the ones of "beta", which are three. */
static void
test_a_baseline_brings_a_column_of_changes (Fixture *fixture,
                                            gconstpointer application)
{
  EmberComparison *comparison = ember_recording_page_get_comparison (fixture->page);
  GtkColumnView *view = GTK_COLUMN_VIEW (get_view (fixture));
  g_autoptr (GtkColumnViewColumn) change = NULL;
  GListModel *columns;
  int min_width;

  open_table (fixture);
  ember_session_set_range (fixture->session, (EmberTimeRange){ 100 * EMBER_SECOND_NS, 101 * EMBER_SECOND_NS });
  ember_comparison_set_baseline (comparison, (EmberTimeRange){ 101 * EMBER_SECOND_NS, 103 * EMBER_SECOND_NS });
  wait_for_cells (fixture, "alpha|↑ new|100.00 %|100|100.00 %|100|app|"
                           "main|the same|0.00 %|0|100.00 %|100|app|"
                           "beta|↓ gone|0.00 %|0|0.00 %|0|libbeta.so|");
  columns = gtk_column_view_get_columns (view);
  change = g_list_model_get_item (columns, 1);
  g_assert_cmpstr (gtk_column_view_column_get_title (change), ==, "Change");
  /* It is seen beside the list of threads in a window of 1280 pixels. */
  gtk_widget_measure (GTK_WIDGET (view), GTK_ORIENTATION_HORIZONTAL, -1, &min_width, NULL, NULL, NULL);
  g_assert_cmpint (min_width, <=, 745);
  /* The first time numbers begin with the largest. */
  gtk_column_view_sort_by_column (view, change, GTK_SORT_ASCENDING);
  gtk_column_view_sort_by_column (view, change, GTK_SORT_ASCENDING);
  ember_comparison_set_basis (comparison, EMBER_CHANGE_OF_SELF);
  wait_for_cells (fixture, "beta|↓ gone|0.00 %|0|0.00 %|0|libbeta.so|"
                           "main||0.00 %|0|100.00 %|100|app|"
                           "alpha|↑ new|100.00 %|100|100.00 %|100|app|");
  ember_comparison_clear (comparison);
  wait_for_cells (fixture, "alpha|100.00 %|100|100.00 %|100|app|"
                           "main|0.00 %|0|100.00 %|100|app|");
}

/* Only when nothing was found is that said, not while it is being looked for. */
static void
test_nothing_is_said_before_anything_is_known (Fixture *fixture,
                                               gconstpointer application)
{
  EmberProfile *profile = ember_session_get_profile (fixture->session);
  guint n_looks = 0;

  open_table (fixture);
  ember_session_replace_profile (fixture->session, profile);
  do
    {
      g_assert_null (find_text (fixture->table, "No samples in this range"));
      n_looks++;
      g_main_context_iteration (NULL, TRUE);
    }
  while (ember_session_is_busy (fixture->session) || ember_function_table_is_busy (EMBER_FUNCTION_TABLE (fixture->table)));
  wait_for_cells (fixture, BETA ALPHA MAIN);
  ember_session_set_range (fixture->session, (EmberTimeRange){ 1000 * EMBER_SECOND_NS, 1001 * EMBER_SECOND_NS });
  wait_for_cells (fixture, "");
  g_assert_nonnull (find_text (fixture->table, "No samples in this range"));
  g_assert_cmpuint (n_looks, >, 1);
}

static void
add_tests (GtkApplication *application)
{
  g_test_add ("/function-table/a-table-is-sorted-by-words", Fixture, application, set_up, test_a_table_is_sorted_by_words, tear_down);
  g_test_add ("/function-table/a-baseline-brings-a-column-of-changes", Fixture, application, set_up, test_a_baseline_brings_a_column_of_changes, tear_down);
  g_test_add ("/function-table/a-key-shows-the-functions-of-the-range", Fixture, application, set_up, test_a_key_shows_the_functions_of_the_range, tear_down);
  g_test_add ("/function-table/titles-sort-numbers-from-the-largest-and-names-from-the-first", Fixture, application, set_up, test_titles_sort_numbers_from_the_largest_and_names_from_the_first, tear_down);
  g_test_add ("/function-table/nothing-is-said-before-anything-is-known", Fixture, application, set_up, test_nothing_is_said_before_anything_is_known, tear_down);
  g_test_add ("/function-table/a-search-keeps-what-it-finds", Fixture, application, set_up, test_a_search_keeps_what_it_finds, tear_down);
  g_test_add ("/function-table/a-row-is-marked-and-shown-in-the-graph", Fixture, application, set_up, test_a_row_is_marked_and_shown_in_the_graph, tear_down);
  g_test_add ("/function-table/a-box-selects-its-row", Fixture, application, set_up, test_a_box_selects_its_row, tear_down);
  g_test_add ("/function-table/a-row-is-copied-and-has-a-menu", Fixture, application, set_up, test_a_row_is_copied_and_has_a_menu, tear_down);
}

int
main (int argc,
      char **argv)
{
  return window_fixture_main (argc, argv, add_tests);
}
