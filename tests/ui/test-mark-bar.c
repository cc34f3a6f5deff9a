/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/mark-bar.h"

#include "support/widgets.h"
#include "support/window-fixture.h"

/* Ten seconds; "busy" is on the stack of all samples between 4.2 s and 4.6 s and of every tenth else. */
static char *
dup_recording (void)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < 1000; i++)
    g_string_append_printf (text, "app 10 [000] %d.%06d: 1 cycles: \n\t401000 %s+0x10 (/bin/app)\n\t402000 main+0x20 (/bin/app)\n\n",
                            100 + i / 100, i % 100 * 10000, (i >= 420 && i < 460) || i % 10 == 5 ? "busy" : "idle_work");
  return g_string_free (text, FALSE);
}

typedef struct
{
  WindowFixture window;
  EmberRecordingPage *page;
  GtkWidget *bar;
  GtkWidget *flame_view;
  GtkWidget *heatmap_view;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer application)
{
  g_autofree char *text = dup_recording ();

  window_fixture_set_up (&fixture->window, application);
  window_fixture_open (&fixture->window, "a.txt", text);
  fixture->page = ember_window_get_recording_page (fixture->window.window);
  fixture->bar = find_widget (GTK_WIDGET (fixture->page), EMBER_TYPE_MARK_BAR);
  fixture->flame_view = GTK_WIDGET (ember_recording_page_get_flame_view (fixture->page));
  fixture->heatmap_view = GTK_WIDGET (ember_recording_page_get_heatmap_view (fixture->page));
}

static void
tear_down (Fixture *fixture,
           gconstpointer application)
{
  window_fixture_tear_down (&fixture->window, application);
}

static gboolean
is_shown (Fixture *fixture)
{
  return gtk_widget_get_visible (gtk_widget_get_first_child (fixture->bar));
}

static void
wait_for_words (Fixture *fixture,
                const char *words)
{
  for (int i = 0; i < 200 && find_text (fixture->bar, words) == NULL; i++)
    run_for (50);
  g_assert_nonnull (find_text (fixture->bar, words));
}

static void
check_range (Fixture *fixture,
             int64_t begin_ns,
             int64_t end_ns)
{
  const EmberTimeRange range = ember_session_get_range (ember_window_get_session (fixture->window.window));

  g_assert_cmpint (range.begin_ns, ==, 100 * EMBER_SECOND_NS + begin_ns);
  g_assert_cmpint (range.end_ns, ==, 100 * EMBER_SECOND_NS + end_ns);
}

static void
test_a_search_is_shown_and_its_densest_stretch_selected (Fixture *fixture,
                                                         gconstpointer application)
{
  g_assert_false (is_shown (fixture));
  g_object_set (fixture->flame_view, "search-text", "busy", NULL);
  wait_for_words (fixture, "busy · 136 samples · 13.6 %");
  g_assert_true (is_shown (fixture));
  drive (fixture->heatmap_view, "key d");
  check_range (fixture, 4200000000, 4600000000);
  g_object_set (fixture->flame_view, "search-text", "", NULL);
  settle ();
  g_assert_false (is_shown (fixture));
}

/* The key walks to the leaf that is "busy" and asks when it ran, again, and once more. */
static void
test_a_function_of_the_graph_is_shown_until_escape (Fixture *fixture,
                                                    gconstpointer application)
{
  drive (fixture->flame_view, "key Home key Up key Up key Up key Left key w");
  wait_for_words (fixture, "busy · 136 samples · 13.6 %");
  drive (fixture->flame_view, "key w");
  g_assert_false (is_shown (fixture));
  drive (fixture->flame_view, "key w");
  wait_for_words (fixture, "busy · 136 samples");
  drive (fixture->heatmap_view, "key Escape");
  g_assert_false (is_shown (fixture));
}

static void
test_the_buttons_do_the_same (Fixture *fixture,
                              gconstpointer application)
{
  GtkWidget *densest;

  drive (fixture->flame_view, "key Home key Up key Up key Up key Left key w");
  wait_for_words (fixture, "busy · 136 samples");
  densest = find_text (fixture->bar, "Densest");
  while (!GTK_IS_BUTTON (densest))
    densest = gtk_widget_get_parent (densest);
  gtk_test_accessible_assert_property (densest, GTK_ACCESSIBLE_PROPERTY_LABEL, "Select the densest stretch");
  drive (densest, "@10,8 click 1");
  check_range (fixture, 4200000000, 4600000000);
  drive (find_next_widget (densest, GTK_TYPE_BUTTON), "@8,8 click 1");
  g_assert_false (is_shown (fixture));
}

static void
add_tests (GtkApplication *application)
{
  g_test_add ("/mark-bar/a-search-is-shown-and-its-densest-stretch-selected", Fixture, application, set_up, test_a_search_is_shown_and_its_densest_stretch_selected, tear_down);
  g_test_add ("/mark-bar/a-function-of-the-graph-is-shown-until-escape", Fixture, application, set_up, test_a_function_of_the_graph_is_shown_until_escape, tear_down);
  g_test_add ("/mark-bar/the-buttons-do-the-same", Fixture, application, set_up, test_the_buttons_do_the_same, tear_down);
}

int
main (int argc,
      char **argv)
{
  return window_fixture_main (argc, argv, add_tests);
}
