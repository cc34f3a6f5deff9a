/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/thread-panel.h"

#include "support/widgets.h"
#include "support/window-fixture.h"
#include "ui/filter-bar.h"
#include "ui/thread-columns.h"

/* Four seconds; of ten samples one is of "cron", three of "web", six of "worker" of the same process. */
static char *
dup_recording (void)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < 200; i++)
    g_string_append_printf (text, "%s [000] %d.%06d: 1 cycles: \n\t401000 main+0x20 (/bin/app)\n\n",
                            i % 10 == 0 ? "cron 30/30" : i % 10 < 4 ? "web 20/20"
                                                                    : "worker 20/21",
                            100 + i / 50, i % 50 * 20000);
  return g_string_free (text, FALSE);
}

typedef struct
{
  WindowFixture window;
  EmberSession *session;
  GtkWidget *root;
  GtkWidget *panel;
  GtkColumnView *view;
} Fixture;

static void
settle_panel (Fixture *fixture)
{
  window_fixture_wait (&fixture->window);
  while (ember_thread_panel_is_busy (EMBER_THREAD_PANEL (fixture->panel)))
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
  fixture->root = GTK_WIDGET (fixture->window.window);
  fixture->panel = find_widget (fixture->root, EMBER_TYPE_THREAD_PANEL);
  fixture->view = GTK_COLUMN_VIEW (find_widget (fixture->panel, GTK_TYPE_COLUMN_VIEW));
  drive (GTK_WIDGET (ember_recording_page_get_heatmap_view (ember_window_get_recording_page (fixture->window.window))), "key F9");
  settle_panel (fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer application)
{
  window_fixture_tear_down (&fixture->window, application);
}

static guint
count_rows (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (fixture->view)));
}

/* The rows' comms in the order that is shown, those that are selected with '*'. */
static char *
dup_rows (gpointer data)
{
  Fixture *fixture = data;
  GtkSelectionModel *model = gtk_column_view_get_model (fixture->view);
  GString *rows = g_string_new (NULL);

  for (guint i = 0; i < count_rows (fixture); i++)
    {
      g_autoptr (EmberThreadItem) item = g_list_model_get_item (G_LIST_MODEL (model), i);

      g_string_append_printf (rows, "%s%s%s", i > 0 ? " " : "", ember_thread_table_get_comm (ember_thread_item_get_table (item), ember_thread_item_get_row (item)),
                              gtk_selection_model_is_selected (model, i) ? "*" : "");
    }
  return g_string_free (rows, FALSE);
}

/* The table follows a moment later. */
static void
check_rows (Fixture *fixture,
            const char *expected)
{
  wait_until_described (dup_rows, fixture, expected);
}

/* What both views show. */
static void
check_samples (Fixture *fixture,
               uint64_t n_samples)
{
  settle_panel (fixture);
  g_assert_cmpuint (ember_flame_graph_get_total (ember_session_get_graph (fixture->session), EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT), ==, n_samples);
  g_assert_cmpuint (ember_heatmap_sum (ember_session_get_heatmap (fixture->session)), ==, n_samples);
}

/* The label of a row that says @comm. */
static GtkWidget *
find_row (Fixture *fixture,
          const char *comm)
{
  GtkWidget *label = find_text (GTK_WIDGET (fixture->view), comm);

  g_assert_nonnull (label);
  return label;
}

static void
test_rows_stand_by_samples_and_say_what_they_have (Fixture *fixture,
                                                   gconstpointer application)
{
  check_rows (fixture, "worker web cron");
  g_assert_nonnull (find_text (fixture->panel, "60.0 %"));
  g_assert_nonnull (find_text (fixture->panel, "120"));
  g_assert_nonnull (find_text (fixture->panel, "3 of 3 threads"));
}

static void
test_a_click_shows_only_this_and_control_adds (Fixture *fixture,
                                               gconstpointer application)
{
  drive (find_row (fixture, "web"), "@25,5 click 1");
  check_samples (fixture, 60);
  check_rows (fixture, "worker web* cron");
  drive (find_row (fixture, "cron"), "@25,5 keydown ctrl click 1 keyup ctrl");
  check_samples (fixture, 80);
  check_rows (fixture, "worker web* cron*");
  drive (find_row (fixture, "web"), "@25,5 keydown ctrl click 1 keyup ctrl");
  check_samples (fixture, 20);
  drive (find_row (fixture, "worker"), "@25,5 click 1");
  check_samples (fixture, 120);
  check_rows (fixture, "worker* web cron");
}

static void
test_alt_and_delete_exclude (Fixture *fixture,
                             gconstpointer application)
{
  drive (find_row (fixture, "web"), "@25,5 keydown alt click 1 keyup alt");
  check_samples (fixture, 140);
  check_rows (fixture, "worker web cron");
  g_assert_nonnull (find_text (find_widget (fixture->root, EMBER_TYPE_FILTER_BAR), "without thread web (20)"));
  drive (find_row (fixture, "cron"), "@25,5 click 1");
  drive (NULL, "key Delete");
  check_samples (fixture, 120);
}

static void
test_undo_and_chips_move_the_selection (Fixture *fixture,
                                        gconstpointer application)
{
  drive (find_row (fixture, "web"), "@25,5 click 1");
  check_samples (fixture, 60);
  drive (NULL, "key ctrl+z");
  check_samples (fixture, 200);
  check_rows (fixture, "worker web cron");
  drive (NULL, "key ctrl+shift+z");
  check_samples (fixture, 60);
  check_rows (fixture, "worker web* cron");
}

static void
test_a_search_leaves_rows_and_keeps_what_it_hides (Fixture *fixture,
                                                   gconstpointer application)
{
  GtkWidget *entry = find_next_widget (find_widget (fixture->panel, GTK_TYPE_DROP_DOWN), GTK_TYPE_SEARCH_ENTRY);

  drive (find_row (fixture, "web"), "@25,5 click 1");
  check_samples (fixture, 60);
  drive (entry, "key 3 key 0");
  check_rows (fixture, "cron");
  g_assert_nonnull (find_text (fixture->panel, "1 of 3 threads"));
  drive (find_row (fixture, "cron"), "@25,5 keydown ctrl click 1 keyup ctrl");
  check_samples (fixture, 80);
  drive (entry, "key BackSpace key BackSpace key W");
  check_rows (fixture, "worker web*");
}

static void
test_processes_are_rows_too (Fixture *fixture,
                             gconstpointer application)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find_widget (fixture->panel, GTK_TYPE_DROP_DOWN)), 1);
  settle_panel (fixture);
  check_rows (fixture, "web cron");
  g_assert_nonnull (find_text (fixture->panel, "×2"));
  drive (find_row (fixture, "web"), "@25,5 click 1");
  check_samples (fixture, 180);
  g_assert_nonnull (find_text (find_widget (fixture->root, EMBER_TYPE_FILTER_BAR), "process web (20)"));
}

static void
test_counts_follow_the_range_and_order_them (Fixture *fixture,
                                             gconstpointer application)
{
  ember_session_set_range (fixture->session, (EmberTimeRange){ 100 * EMBER_SECOND_NS, 100 * EMBER_SECOND_NS + 80000000 });
  settle_panel (fixture);
  check_rows (fixture, "web cron worker");
}

static void
test_a_column_sorts (Fixture *fixture,
                     gconstpointer application)
{
  GtkWidget *title = find_text (GTK_WIDGET (fixture->view), "Comm");

  drive (title, "@8,5 click 1");
  check_rows (fixture, "cron web worker");
  /* Elsewhere, or it would be a double click. */
  drive (title, "@30,8 click 1");
  check_rows (fixture, "worker web cron");
}

static void
test_the_menu_acts_on_the_row_under_it (Fixture *fixture,
                                        gconstpointer application)
{
  drive (find_row (fixture, "cron"), "@25,5 click 3");
  run_for (300);
  check_samples (fixture, 200);
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "threads.exclude", NULL);
  check_samples (fixture, 180);
  drive (NULL, "key Escape");
  run_for (300);
}

static void
test_it_is_closed_and_stays_so (Fixture *fixture,
                                gconstpointer application)
{
  g_assert_true (g_settings_get_boolean (fixture->window.settings, "show-threads"));
  drive (GTK_WIDGET (fixture->view), "key F9");
  run_for (200);
  g_assert_false (gtk_widget_get_mapped (fixture->panel));
  g_assert_false (g_settings_get_boolean (fixture->window.settings, "show-threads"));
  g_assert_cmpuint (count_rows (fixture), ==, 0);
}

/* Rows are made only for what can be seen, however many there are. */
static void
test_many_threads_make_few_widgets (Fixture *fixture,
                                    gconstpointer application)
{
  GString *text = g_string_new (NULL);
  WindowFixture other;
  GtkWidget *panel;
  GtkColumnView *view;
  int n_rows = 0;

  for (int i = 0; i < 10000; i++)
    g_string_append_printf (text, "thread-%d 1/%d [000] %d.%06d: 1 cycles: \n\t401000 main+0x20 (/bin/app)\n\n", i, i + 1, 100 + i / 1000, i % 1000 * 1000);
  window_fixture_set_up (&other, application);
  window_fixture_open (&other, "many.txt", text->str);
  panel = find_widget (GTK_WIDGET (other.window), EMBER_TYPE_THREAD_PANEL);
  view = GTK_COLUMN_VIEW (find_widget (panel, GTK_TYPE_COLUMN_VIEW));
  for (int i = 0; i < 200 && g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (view))) < 10000; i++)
    run_for (50);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (view))), ==, 10000);
  for (GtkWidget *row = gtk_widget_get_first_child (gtk_widget_get_last_child (GTK_WIDGET (view))); row != NULL; row = gtk_widget_get_next_sibling (row))
    n_rows++;
  g_assert_cmpint (n_rows, <, 500);
  gtk_selection_model_select_range (gtk_column_view_get_model (view), 0, 201, TRUE);
  g_assert_nonnull (find_text (panel, "A filter names at most 200 rows"));
  g_assert_cmpuint (ember_filter_get_n (ember_session_get_filter (ember_window_get_session (other.window))), ==, 0);
  window_fixture_tear_down (&other, application);
  g_settings_set_boolean (fixture->window.settings, "show-threads", TRUE);
  g_string_free (text, TRUE);
}

static void
add_tests (GtkApplication *application)
{
  static const struct
  {
    const char *name;
    void (*test) (Fixture *fixture, gconstpointer application);
  } tests[] = {
    { "/thread-panel/rows-stand-by-samples-and-say-what-they-have", test_rows_stand_by_samples_and_say_what_they_have },
    { "/thread-panel/a-click-shows-only-this-and-control-adds", test_a_click_shows_only_this_and_control_adds },
    { "/thread-panel/alt-and-delete-exclude", test_alt_and_delete_exclude },
    { "/thread-panel/undo-and-chips-move-the-selection", test_undo_and_chips_move_the_selection },
    { "/thread-panel/a-search-leaves-rows-and-keeps-what-it-hides", test_a_search_leaves_rows_and_keeps_what_it_hides },
    { "/thread-panel/processes-are-rows-too", test_processes_are_rows_too },
    { "/thread-panel/counts-follow-the-range-and-order-them", test_counts_follow_the_range_and_order_them },
    { "/thread-panel/a-column-sorts", test_a_column_sorts },
    { "/thread-panel/the-menu-acts-on-the-row-under-it", test_the_menu_acts_on_the_row_under_it },
    { "/thread-panel/it-is-closed-and-stays-so", test_it_is_closed_and_stays_so },
    { "/thread-panel/many-threads-make-few-widgets", test_many_threads_make_few_widgets },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, application, set_up, tests[i].test, tear_down);
}

int
main (int argc,
      char **argv)
{
  return window_fixture_main (argc, argv, add_tests);
}
