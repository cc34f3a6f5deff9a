/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/filter-bar.h"

#include "support/widgets.h"
#include "support/window-fixture.h"
#include "ui/filter-chip.h"
#include "ui/filter-popover.h"
#include "ui/notice-bar.h"
#include "ui/search-bar.h"

/* Four seconds; of ten samples one is of "cron" on CPU 1, three of "web" in send(), six of "web" in work(). */
static char *
dup_recording (void)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < 200; i++)
    g_string_append_printf (text, "%s [00%d] %d.%06d: 1 cycles: \n\t401000 %s+0x10 (/lib/%s)\n\t402000 main+0x20 (/bin/app)\n\n",
                            i % 10 == 0 ? "cron 30/30" : "web 20/21", i % 10 == 0, 100 + i / 50, i % 50 * 20000,
                            i % 10 == 0 ? "tick" : i % 10 < 4 ? "send"
                                                              : "work",
                            i % 10 < 4 ? "net.so" : "work.so");
  return g_string_free (text, FALSE);
}

typedef struct
{
  WindowFixture window;
  EmberSession *session;
  GtkWidget *root;
  GtkWidget *bar;
  GtkWidget *flame_view;
} Fixture;

/* Three seconds; of ten samples one is idle, and of three one is of the event "faults", the others of "cycles". */
static char *
dup_two_events (void)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < 60; i++)
    g_string_append_printf (text, "%s [000] %d.%06d: 1 %s: \n\t401000 %s+0x10 (/lib/x.so)\n\n",
                            i % 10 == 0 ? "swapper 0/0" : "web 20/21", 100 + i / 20, i % 20 * 20000,
                            i % 3 == 1 ? "faults" : "cycles", i % 10 == 0 ? "do_idle" : "work");
  return g_string_free (text, FALSE);
}

static void
open_text (Fixture *fixture,
           gconstpointer application,
           const char *text)
{
  window_fixture_set_up (&fixture->window, application);
  window_fixture_open (&fixture->window, "a.txt", text);
  fixture->session = ember_window_get_session (fixture->window.window);
  fixture->root = GTK_WIDGET (fixture->window.window);
  fixture->bar = find_widget (fixture->root, EMBER_TYPE_FILTER_BAR);
  fixture->flame_view = GTK_WIDGET (ember_recording_page_get_flame_view (ember_window_get_recording_page (fixture->window.window)));
}

static void
set_up (Fixture *fixture,
        gconstpointer application)
{
  g_autofree char *text = dup_recording ();

  open_text (fixture, application, text);
}

static void
set_up_two_events (Fixture *fixture,
                   gconstpointer application)
{
  g_autofree char *text = dup_two_events ();

  open_text (fixture, application, text);
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

/* What both views show. */
static void
check_samples (Fixture *fixture,
               uint64_t n_samples)
{
  window_fixture_wait (&fixture->window);
  g_assert_cmpuint (ember_flame_graph_get_total (ember_session_get_graph (fixture->session), EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT), ==, n_samples);
  g_assert_cmpuint (ember_heatmap_sum (ember_session_get_heatmap (fixture->session)), ==, n_samples);
}

static void
wait_for_text_in (GtkWidget *root,
                  const char *words)
{
  for (int i = 0; i < 200 && find_text (root, words) == NULL; i++)
    run_for (50);
  g_assert_nonnull (find_text (root, words));
}

/* As the user does: opens the popover by its key, types, and presses Enter. */
static void
add_comm (Fixture *fixture,
          const char *comm)
{
  GtkWidget *popover = find_widget (fixture->root, EMBER_TYPE_FILTER_POPOVER);

  drive (fixture->flame_view, "key ctrl+shift+f");
  for (int i = 0; i < 100 && !gtk_widget_get_mapped (popover); i++)
    run_for (20);
  run_for (200);
  gtk_editable_set_text (GTK_EDITABLE (find_widget (popover, GTK_TYPE_ENTRY)), comm);
  gtk_widget_activate_action (popover, "filter.add", NULL);
  run_for (100);
}

static GtkWidget *
get_chip (Fixture *fixture,
          int index)
{
  GtkWidget *chip = find_widget (fixture->bar, EMBER_TYPE_FILTER_CHIP);

  while (index-- > 0)
    chip = find_next_widget (chip, EMBER_TYPE_FILTER_CHIP);
  return chip;
}

static void
test_event_and_idle_samples_become_chips (Fixture *fixture,
                                          gconstpointer application)
{
  GtkWidget *idle_button = gtk_widget_get_ancestor (find_text (fixture->root, "dle samples"), GTK_TYPE_CHECK_BUTTON);

  g_assert_false (is_shown (fixture));
  g_assert_cmpstr (ember_session_get_event_name (fixture->session), ==, "cycles");
  check_samples (fixture, 36);
  ember_session_set_event_name (fixture->session, "faults");
  check_samples (fixture, 18);
  g_assert_true (is_shown (fixture));
  g_assert_nonnull (find_text (get_chip (fixture, 0), "event faults"));
  g_assert_nonnull (find_text (get_chip (fixture, 0), "18"));
  drive (idle_button, "@8,8 click 1");
  check_samples (fixture, 20);
  g_assert_nonnull (find_text (get_chip (fixture, 1), "with idle samples"));
  g_assert_nonnull (find_text (get_chip (fixture, 1), "20"));
  drive (fixture->flame_view, "key ctrl+z");
  check_samples (fixture, 18);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (idle_button)));
  drive (fixture->flame_view, "key ctrl+z");
  check_samples (fixture, 36);
  g_assert_false (is_shown (fixture));
}

static void
test_a_filter_becomes_a_chip_and_both_views_follow (Fixture *fixture,
                                                    gconstpointer application)
{
  g_assert_false (is_shown (fixture));
  add_comm (fixture, "web");
  check_samples (fixture, 180);
  g_assert_true (is_shown (fixture));
  g_assert_nonnull (find_text (fixture->bar, "comm web"));
  wait_for_text_in (get_chip (fixture, 0), "180");
  g_assert_nonnull (find_text (fixture->bar, "180 of 200 samples"));
}

static void
test_a_chip_is_switched_off_and_on_and_removed (Fixture *fixture,
                                                gconstpointer application)
{
  GtkWidget *toggle;

  add_comm (fixture, "cron");
  check_samples (fixture, 20);
  toggle = gtk_widget_get_first_child (get_chip (fixture, 0));
  gtk_test_accessible_assert_property (toggle, GTK_ACCESSIBLE_PROPERTY_LABEL, "comm cron");
  drive (toggle, "@10,8 click 1");
  check_samples (fixture, 200);
  g_assert_true (gtk_widget_has_css_class (get_chip (fixture, 0), "off"));
  drive (toggle, "key space");
  check_samples (fixture, 20);
  drive (gtk_widget_get_last_child (get_chip (fixture, 0)), "@6,6 click 1");
  check_samples (fixture, 200);
  g_assert_false (is_shown (fixture));
}

static void
test_delete_removes_the_chip_that_has_the_focus (Fixture *fixture,
                                                 gconstpointer application)
{
  add_comm (fixture, "cron");
  add_comm (fixture, "web");
  check_samples (fixture, 200);
  drive (gtk_widget_get_first_child (get_chip (fixture, 0)), "key Delete");
  check_samples (fixture, 180);
  drive (NULL, "key Delete");
  check_samples (fixture, 200);
  g_assert_false (is_shown (fixture));
}

static void
test_undo_and_redo_by_keys (Fixture *fixture,
                            gconstpointer application)
{
  add_comm (fixture, "cron");
  check_samples (fixture, 20);
  drive (fixture->flame_view, "key ctrl+z");
  check_samples (fixture, 200);
  drive (fixture->flame_view, "key ctrl+shift+z");
  check_samples (fixture, 20);
  gtk_widget_activate_action (fixture->root, "win.clear-filters", NULL);
  check_samples (fixture, 200);
  drive (fixture->flame_view, "key ctrl+z");
  check_samples (fixture, 20);
}

static void
test_undo_in_a_text_is_the_texts (Fixture *fixture,
                                  gconstpointer application)
{
  g_autofree char *text = NULL;

  add_comm (fixture, "cron");
  check_samples (fixture, 20);
  drive (fixture->flame_view, "key ctrl+f key a key b");
  drive (NULL, "key ctrl+z");
  run_for (300);
  g_object_get (fixture->flame_view, "search-text", &text, NULL);
  g_assert_cmpstr (text, ==, "");
  check_samples (fixture, 20);
}

static void
test_no_sample_left_is_said_with_a_way_out (Fixture *fixture,
                                            gconstpointer application)
{
  GtkWidget *clear;

  add_comm (fixture, "nobody");
  check_samples (fixture, 0);
  g_assert_nonnull (find_text (fixture->bar, "No samples pass the filters"));
  clear = find_text (fixture->root, "Clear Filters");
  while (!GTK_IS_BUTTON (clear))
    clear = gtk_widget_get_parent (clear);
  g_assert_true (gtk_widget_get_mapped (clear));
  drive (clear, "@10,8 click 1");
  check_samples (fixture, 200);
  g_assert_true (gtk_widget_get_mapped (fixture->flame_view));
}

static void
test_a_bad_expression_is_told_and_not_added (Fixture *fixture,
                                             gconstpointer application)
{
  GtkWidget *popover = find_widget (fixture->root, EMBER_TYPE_FILTER_POPOVER);
  GtkWidget *entry = find_widget (popover, GTK_TYPE_ENTRY);
  GtkDropDown *sense, *kind, *match;

  gtk_widget_activate_action (fixture->root, "win.filter", NULL);
  run_for (300);
  sense = GTK_DROP_DOWN (find_widget (popover, GTK_TYPE_DROP_DOWN));
  kind = GTK_DROP_DOWN (find_next_widget (GTK_WIDGET (sense), GTK_TYPE_DROP_DOWN));
  match = GTK_DROP_DOWN (find_next_widget (gtk_widget_get_parent (GTK_WIDGET (kind)), GTK_TYPE_DROP_DOWN));
  gtk_drop_down_set_selected (kind, 4);
  gtk_drop_down_set_selected (match, 2);
  gtk_editable_set_text (GTK_EDITABLE (entry), "se(");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  g_assert_nonnull (find_text (popover, "se("));
  gtk_widget_activate_action (popover, "filter.add", NULL);
  check_samples (fixture, 200);
  gtk_editable_set_text (GTK_EDITABLE (entry), "^se.d$");
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  gtk_drop_down_set_selected (sense, 1);
  gtk_widget_activate_action (popover, "filter.add", NULL);
  check_samples (fixture, 140);
  wait_for_text_in (fixture->bar, "no name matches /^se.d$/");
}

static void
test_a_number_is_asked_for_where_one_is_needed (Fixture *fixture,
                                                gconstpointer application)
{
  GtkWidget *popover = find_widget (fixture->root, EMBER_TYPE_FILTER_POPOVER);
  GtkWidget *entry = find_widget (popover, GTK_TYPE_ENTRY);
  GtkWidget *sense = find_widget (popover, GTK_TYPE_DROP_DOWN);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (find_next_widget (sense, GTK_TYPE_DROP_DOWN)), 3);
  gtk_editable_set_text (GTK_EDITABLE (entry), "one");
  g_assert_nonnull (find_text (popover, "must be a number"));
  gtk_editable_set_text (GTK_EDITABLE (entry), " 1 ");
  gtk_widget_activate_action (popover, "filter.add", NULL);
  check_samples (fixture, 20);
  g_assert_nonnull (find_text (fixture->bar, "CPU 1"));
}

/* The keyboard's cursor goes up by the widest boxes: "web", main() and work(). */
static void
test_a_box_of_the_graph_makes_filters (Fixture *fixture,
                                       gconstpointer application)
{
  drive (fixture->flame_view, "key Home key Up key Up key Up");
  gtk_widget_activate_action (fixture->flame_view, "flame.hide-this", NULL);
  check_samples (fixture, 80);
  g_assert_nonnull (find_text (fixture->bar, "without “work”"));
  drive (fixture->flame_view, "key ctrl+z");
  check_samples (fixture, 200);
  drive (fixture->flame_view, "key Home key Up key Up key Up");
  gtk_widget_activate_action (fixture->flame_view, "flame.only-module", NULL);
  check_samples (fixture, 120);
  g_assert_nonnull (find_text (fixture->bar, "in module “/lib/work.so”"));
}

static void
test_the_merge_level_is_kept_and_makes_the_first_boxes (Fixture *fixture,
                                                        gconstpointer application)
{
  g_autofree char *level = NULL;

  g_settings_set_string (fixture->window.settings, "merge-level", "thread");
  window_fixture_wait (&fixture->window);
  g_assert_cmpint (ember_session_get_merge_level (fixture->session), ==, EMBER_MERGE_THREAD);
  drive (fixture->flame_view, "key Home key Up");
  gtk_widget_activate_action (fixture->flame_view, "flame.only-this", NULL);
  check_samples (fixture, 180);
  g_assert_nonnull (find_text (fixture->bar, "thread web (21)"));
  gtk_widget_activate_action (fixture->root, "win.merge-level", "s", "cpu");
  window_fixture_wait (&fixture->window);
  level = g_settings_get_string (fixture->window.settings, "merge-level");
  g_assert_cmpstr (level, ==, "cpu");
  check_samples (fixture, 180);
}

static void
test_the_selection_stays (Fixture *fixture,
                          gconstpointer application)
{
  const EmberTimeRange range = { 101 * EMBER_SECOND_NS, 103 * EMBER_SECOND_NS };

  ember_session_set_range (fixture->session, range);
  window_fixture_wait (&fixture->window);
  add_comm (fixture, "web");
  window_fixture_wait (&fixture->window);
  g_assert_true (ember_time_range_equal (ember_session_get_range (fixture->session), range));
  g_assert_cmpuint (ember_flame_graph_get_total (ember_session_get_graph (fixture->session), EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT), ==, 90);
}

/* The file is written anew, without the event of a chip, and then with it again. */
static void
test_an_event_that_is_gone_after_reading_again_is_told (Fixture *fixture,
                                                        gconstpointer application)
{
  g_autofree char *path = g_build_filename (fixture->window.folder, "a.txt", NULL);
  g_autofree char *other = dup_recording ();
  g_autofree char *first = dup_two_events ();
  EmberNoticeBar *notice_bar = EMBER_NOTICE_BAR (find_widget (fixture->root, EMBER_TYPE_NOTICE_BAR));

  ember_session_set_event_name (fixture->session, "faults");
  window_fixture_wait (&fixture->window);
  g_assert_nonnull (find_text (fixture->bar, "event faults"));
  g_assert_null (find_text (fixture->bar, "–"));
  g_assert_true (g_file_set_contents (path, other, -1, NULL));
  drive (fixture->flame_view, "key F5");
  window_fixture_wait (&fixture->window);
  g_assert_nonnull (find_text (fixture->bar, "–"));
  g_assert_cmpstr (ember_notice_bar_get_text (notice_bar), ==, "The recording has no event “faults”.");
  check_samples (fixture, 200);
  g_assert_true (g_file_set_contents (path, first, -1, NULL));
  drive (fixture->flame_view, "key F5");
  window_fixture_wait (&fixture->window);
  g_assert_null (find_text (fixture->bar, "–"));
  g_assert_cmpstr (ember_notice_bar_get_text (notice_bar), ==, "");
  g_assert_cmpstr (ember_session_get_event_name (fixture->session), ==, "faults");
}

static void
add_tests (GtkApplication *application)
{
  static const struct
  {
    const char *name;
    void (*test) (Fixture *fixture, gconstpointer application);
  } tests[] = {
    { "/filter-bar/a-filter-becomes-a-chip-and-both-views-follow", test_a_filter_becomes_a_chip_and_both_views_follow },
    { "/filter-bar/a-chip-is-switched-off-and-on-and-removed", test_a_chip_is_switched_off_and_on_and_removed },
    { "/filter-bar/delete-removes-the-chip-that-has-the-focus", test_delete_removes_the_chip_that_has_the_focus },
    { "/filter-bar/undo-and-redo-by-keys", test_undo_and_redo_by_keys },
    { "/filter-bar/undo-in-a-text-is-the-texts", test_undo_in_a_text_is_the_texts },
    { "/filter-bar/no-sample-left-is-said-with-a-way-out", test_no_sample_left_is_said_with_a_way_out },
    { "/filter-bar/a-bad-expression-is-told-and-not-added", test_a_bad_expression_is_told_and_not_added },
    { "/filter-bar/a-number-is-asked-for-where-one-is-needed", test_a_number_is_asked_for_where_one_is_needed },
    { "/filter-bar/a-box-of-the-graph-makes-filters", test_a_box_of_the_graph_makes_filters },
    { "/filter-bar/the-merge-level-is-kept-and-makes-the-first-boxes", test_the_merge_level_is_kept_and_makes_the_first_boxes },
    { "/filter-bar/the-selection-stays", test_the_selection_stays },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, application, set_up, tests[i].test, tear_down);
  g_test_add ("/filter-bar/event-and-idle-samples-become-chips", Fixture, application, set_up_two_events,
              test_event_and_idle_samples_become_chips, tear_down);
  g_test_add ("/filter-bar/an-event-that-is-gone-after-reading-again-is-told", Fixture, application, set_up_two_events,
              test_an_event_that_is_gone_after_reading_again_is_told, tear_down);
}

int
main (int argc,
      char **argv)
{
  return window_fixture_main (argc, argv, add_tests);
}
