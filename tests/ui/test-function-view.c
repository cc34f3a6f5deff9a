/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/function-view.h"

#include "support/widgets.h"
#include "support/window-fixture.h"
#include "ui/function-table.h"

/* "shared" is called by two functions and calls two. */
static char *
dup_recording (void)
{
  static const char *const stacks[] = { "left|shared|one", "right|shared|two", "right|shared|two", "right|other|three" };
  GString *text = g_string_new (NULL);

  for (int i = 0; i < 400; i++)
    {
      g_auto (GStrv) names = g_strsplit (stacks[i % 4], "|", -1);

      g_string_append_printf (text, "app 10 [000] %d.%06d: 1 cycles: \n", 100 + i / 100, i % 100 * 10000);
      g_string_append_printf (text, "\t401000 %s+0x1 (/bin/app)\n\t402000 %s+0x1 (/bin/app)\n\t403000 %s+0x1 (/bin/app)\n\n", names[2], names[1], names[0]);
    }
  return g_string_free (text, FALSE);
}

typedef struct
{
  WindowFixture window;
  EmberRecordingPage *page;
  EmberFlameView *flame_view;
  EmberFunctionView *view;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer application)
{
  g_autofree char *text = dup_recording ();

  window_fixture_set_up (&fixture->window, application);
  window_fixture_open (&fixture->window, "a.txt", text);
  fixture->page = ember_window_get_recording_page (fixture->window.window);
  fixture->flame_view = ember_recording_page_get_flame_view (fixture->page);
  fixture->view = EMBER_FUNCTION_VIEW (find_widget (GTK_WIDGET (fixture->page), EMBER_TYPE_FUNCTION_VIEW));
}

static void
tear_down (Fixture *fixture,
           gconstpointer application)
{
  window_fixture_tear_down (&fixture->window, application);
}

/* "name:samples/name:samples/…" in preorder. */
static char *
describe (gpointer view)
{
  EmberFlameGraph *graph = ember_flame_view_get_graph (view);
  GString *text = g_string_new (NULL);

  for (EmberStackId id = 0; graph != NULL && id < ember_stacks_get_n (ember_flame_graph_get_stacks (graph)); id++)
    g_string_append_printf (text, "%s:%" G_GUINT64_FORMAT "/",
                            ember_profile_get_frame_name (ember_flame_graph_get_profile (graph), ember_stacks_get_frame (ember_flame_graph_get_stacks (graph), id)),
                            ember_flame_graph_get_total (graph, EMBER_MEASURE_SAMPLES, id));
  return g_string_free (text, FALSE);
}

static void
wait_for_graph (EmberFlameView *view,
                const char *expected)
{
  wait_until_described (describe, view, expected);
}

#define CALLERS "shared:300/left:100/app:100/right:200/app:200/"
#define CALLEES "shared:300/one:100/two:200/"

/* From the root over app and right, the wider side, to "shared". */
static void
open_view (Fixture *fixture)
{
  drive (GTK_WIDGET (fixture->flame_view), "key Home key Up key Up key Up key c");
  wait_for_graph (ember_function_view_get_callers (fixture->view), CALLERS);
  wait_for_graph (ember_function_view_get_callees (fixture->view), CALLEES);
  run_for (200);
}

static void
test_a_key_shows_both_sides_and_escape_goes_back (Fixture *fixture,
                                                  gconstpointer application)
{
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (fixture->view)));
  open_view (fixture);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (fixture->view)));
  g_assert_nonnull (find_text (GTK_WIDGET (fixture->view), "shared (app)"));
  g_assert_nonnull (find_text (GTK_WIDGET (fixture->view), "300 samples · 75.0 % of the range"));
  drive (GTK_WIDGET (ember_function_view_get_callees (fixture->view)), "key Escape");
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (fixture->view)));
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (fixture->flame_view)));
  g_assert_null (ember_flame_view_get_graph (ember_function_view_get_callers (fixture->view)));
}

/* Nothing is pointed at: the row that both sides share is meant. */
static void
test_a_key_shows_when_the_function_ran (Fixture *fixture,
                                        gconstpointer application)
{
  EmberMarker *marker = ember_recording_page_get_marker (ember_window_get_recording_page (fixture->window.window));

  open_view (fixture);
  drive (GTK_WIDGET (ember_function_view_get_callees (fixture->view)), "key w");
  g_assert_true (ember_marker_has_picked (marker));
  g_assert_cmpstr (ember_marker_get_mark (marker)->text, ==, "shared");
}

static void
test_both_sides_follow_the_range (Fixture *fixture,
                                  gconstpointer application)
{
  open_view (fixture);
  ember_session_set_range (ember_window_get_session (fixture->window.window), (EmberTimeRange){ 100 * EMBER_SECOND_NS, 100 * EMBER_SECOND_NS + 40000000 });
  wait_for_graph (ember_function_view_get_callers (fixture->view), "shared:3/left:1/app:1/right:2/app:2/");
  wait_for_graph (ember_function_view_get_callees (fixture->view), "shared:3/one:1/two:2/");
}

/* The row of the callers that is next to the callees is the first below the function. */
static void
test_the_function_is_one_row_between_both (Fixture *fixture,
                                           gconstpointer application)
{
  g_autofree char *above = NULL;
  g_autofree char *below = NULL;
  GtkWidget *callers, *callees;

  open_view (fixture);
  callers = GTK_WIDGET (ember_function_view_get_callers (fixture->view));
  callees = GTK_WIDGET (ember_function_view_get_callees (fixture->view));
  drive (callers, "@100,%d", gtk_widget_get_height (callers) - 12);
  g_object_get (callers, "status", &above, NULL);
  g_assert_true (g_str_has_prefix (above, "left (app)"));
  drive (callees, "@100,12");
  g_object_get (callees, "status", &below, NULL);
  g_assert_true (g_str_has_prefix (below, "shared (app)"));
}

static void
test_another_function_can_be_looked_at_from_there (Fixture *fixture,
                                                   gconstpointer application)
{
  open_view (fixture);
  drive (GTK_WIDGET (ember_function_view_get_callees (fixture->view)), "key Home key Down key c");
  wait_for_graph (ember_function_view_get_callers (fixture->view), "two:200/shared:200/right:200/app:200/");
  wait_for_graph (ember_function_view_get_callees (fixture->view), "two:200/");
}

static void
test_a_row_of_the_table_opens_it (Fixture *fixture,
                                  gconstpointer application)
{
  GtkWidget *table = find_widget (GTK_WIDGET (fixture->page), EMBER_TYPE_FUNCTION_TABLE);
  g_autofree char *view = NULL;

  drive (GTK_WIDGET (fixture->flame_view), "key F6 key F6");
  run_for (300);
  ember_function_table_select (EMBER_FUNCTION_TABLE (table), "shared", "/bin/app");
  drive (table, "key c");
  wait_for_graph (ember_function_view_get_callers (fixture->view), CALLERS);
  run_for (200);
  drive (GTK_WIDGET (ember_function_view_get_callees (fixture->view)), "key Escape");
  g_object_get (fixture->page, "view", &view, NULL);
  g_assert_cmpstr (view, ==, "functions");
  g_assert_true (gtk_widget_get_mapped (table));
}

static void
test_the_inverted_graph_begins_with_the_leaves (Fixture *fixture,
                                                gconstpointer application)
{
  drive (GTK_WIDGET (fixture->flame_view), "key F6");
  wait_for_graph (fixture->flame_view, ":400/one:100/shared:100/left:100/app:100/three:100/other:100/right:100/app:100/two:200/shared:200/right:200/app:200/");
  ember_session_set_range (ember_window_get_session (fixture->window.window), (EmberTimeRange){ 100 * EMBER_SECOND_NS, 100 * EMBER_SECOND_NS + 15000000 });
  wait_for_graph (fixture->flame_view, ":2/one:1/shared:1/left:1/app:1/two:1/shared:1/right:1/app:1/");
  g_object_set (fixture->page, "view", "graph", NULL);
  settle ();
  g_assert_true (ember_flame_view_get_graph (fixture->flame_view) == ember_session_get_graph (ember_window_get_session (fixture->window.window)));
}

static void
add_tests (GtkApplication *application)
{
  g_test_add ("/function-view/a-key-shows-both-sides-and-escape-goes-back", Fixture, application, set_up, test_a_key_shows_both_sides_and_escape_goes_back, tear_down);
  g_test_add ("/function-view/a-key-shows-when-the-function-ran", Fixture, application, set_up, test_a_key_shows_when_the_function_ran, tear_down);
  g_test_add ("/function-view/both-sides-follow-the-range", Fixture, application, set_up, test_both_sides_follow_the_range, tear_down);
  g_test_add ("/function-view/the-function-is-one-row-between-both", Fixture, application, set_up, test_the_function_is_one_row_between_both, tear_down);
  g_test_add ("/function-view/another-function-can-be-looked-at-from-there", Fixture, application, set_up, test_another_function_can_be_looked_at_from_there, tear_down);
  g_test_add ("/function-view/a-row-of-the-table-opens-it", Fixture, application, set_up, test_a_row_of_the_table_opens_it, tear_down);
  g_test_add ("/function-view/the-inverted-graph-begins-with-the-leaves", Fixture, application, set_up, test_the_inverted_graph_begins_with_the_leaves, tear_down);
}

int
main (int argc,
      char **argv)
{
  return window_fixture_main (argc, argv, add_tests);
}
