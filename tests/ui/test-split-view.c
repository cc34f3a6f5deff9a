/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/split-view.h"

#include "support/widgets.h"
#include "support/window-fixture.h"
#include "ui/heatmap-view-private.h"
#include "ui/split-row.h"
#include "ui/view-capture.h"

#define N_THREADS 30

/* Twenty seconds; thread i of thirty is on a CPU of four at i * 30 ms of each second, and the first one all the time. */
static char *
dup_recording (void)
{
  GString *text = g_string_new (NULL);

  for (int second = 0; second < 20; second++)
    for (int i = 0; i < N_THREADS; i++)
      {
        g_string_append_printf (text, "busy 100/100 [000] %d.%06d: cycles: \n\t401000 spin+0x20 (/bin/app)\n\n", 100 + second, i * 30000);
        if (second < 20 - i / 2)
          g_string_append_printf (text, "t%d 200/%d [%03d] %d.%06d: cycles: \n\t401000 work+0x20 (/bin/app)\n\n", i, 200 + i, i % 4, 100 + second, i * 30000 + 1);
      }
  return g_string_free (text, FALSE);
}

typedef struct
{
  WindowFixture window;
  EmberSession *session;
  EmberRecordingPage *page;
  EmberHeatmapView *leader;
  EmberSplitView *split_view;
} Fixture;

static void
wait (Fixture *fixture)
{
  do
    run_for (100);
  while (ember_recording_page_is_busy (fixture->page));
  settle ();
}

static void
split_by (Fixture *fixture,
          const char *kind)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "recording.split", "s", kind);
  wait (fixture);
}

static void
set_up (Fixture *fixture,
        gconstpointer application)
{
  g_autofree char *text = dup_recording ();

  window_fixture_set_up (&fixture->window, application);
  window_fixture_open (&fixture->window, "a.txt", text);
  fixture->session = ember_window_get_session (fixture->window.window);
  fixture->page = ember_window_get_recording_page (fixture->window.window);
  fixture->leader = ember_recording_page_get_heatmap_view (fixture->page);
  fixture->split_view = EMBER_SPLIT_VIEW (find_widget (GTK_WIDGET (fixture->page), EMBER_TYPE_SPLIT_VIEW));
}

static void
tear_down (Fixture *fixture,
           gconstpointer application)
{
  window_fixture_tear_down (&fixture->window, application);
}

static EmberSplitRow *
get_row (Fixture *fixture,
         guint index)
{
  GtkWidget *row = find_widget (GTK_WIDGET (fixture->split_view), EMBER_TYPE_SPLIT_ROW);

  for (guint i = 0; row != NULL && i < index; i++)
    row = gtk_widget_get_next_sibling (row);
  return row != NULL ? EMBER_SPLIT_ROW (row) : NULL;
}

static EmberHeatmapView *
get_map (Fixture *fixture,
         guint index)
{
  return ember_split_row_get_heatmap_view (get_row (fixture, index));
}

static guint
count_rows (Fixture *fixture)
{
  guint n = 0;

  while (get_row (fixture, n) != NULL)
    n++;
  return n;
}

static void
assert_name (Fixture *fixture,
             guint index,
             const char *expected)
{
  g_autofree char *name = ember_split_row_dup_name (get_row (fixture, index));

  g_assert_cmpstr (name, ==, expected);
}

/* The name of a row, for driving. */
static GtkWidget *
find_name (Fixture *fixture,
           const char *name)
{
  GtkWidget *label = find_text (GTK_WIDGET (fixture->split_view), name);

  g_assert_nonnull (label);
  return label;
}

static void
test_a_key_splits_by_cpu_thread_process_and_not (Fixture *fixture,
                                                 gconstpointer application)
{
  static const char *const names[] = { "CPU 0", "busy 100", "busy 100" };
  static const guint n_rows[] = { 4, 21, 2 };

  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (fixture->split_view)));
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      drive (GTK_WIDGET (fixture->leader), "key s");
      wait (fixture);
      g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (fixture->split_view)));
      assert_name (fixture, 0, names[i]);
      g_assert_cmpuint (count_rows (fixture), ==, n_rows[i]);
    }
  drive (GTK_WIDGET (fixture->leader), "key s");
  wait (fixture);
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (fixture->split_view)));
}

static void
test_the_busiest_stand_first_and_more_can_be_had (Fixture *fixture,
                                                  gconstpointer application)
{
  split_by (fixture, "thread");
  assert_name (fixture, 0, "busy 100");
  assert_name (fixture, 1, "t0 200");
  assert_name (fixture, 20, "11 other threads");
  g_assert_nonnull (find_text (GTK_WIDGET (fixture->split_view), "20 of 31 threads"));
  g_signal_emit_by_name (find_text (GTK_WIDGET (fixture->split_view), "Show _More"), "clicked");
  wait (fixture);
  g_assert_cmpuint (count_rows (fixture), ==, 31);
  assert_name (fixture, 30, "t29 229");
}

static void
test_what_is_selected_in_one_is_selected_in_all (Fixture *fixture,
                                                 gconstpointer application)
{
  EmberTimeRange range;

  split_by (fixture, "thread");
  drive (GTK_WIDGET (get_map (fixture, 1)), "@200,20 mousedown 1 @300,20 mouseup 1");
  wait (fixture);
  range = ember_session_get_range (fixture->session);
  g_assert_false (ember_time_range_is_empty (range));
  g_assert_true (ember_time_range_equal (ember_heatmap_view_get_selection (fixture->leader), range));
  g_assert_true (ember_time_range_equal (ember_heatmap_view_get_selection (get_map (fixture, 0)), range));
  g_assert_true (ember_time_range_equal (ember_flame_graph_get_range (ember_session_get_graph (fixture->session)), range));
  drive (GTK_WIDGET (get_map (fixture, 0)), "key Escape");
  wait (fixture);
  g_assert_true (ember_time_range_is_empty (ember_heatmap_view_get_selection (get_map (fixture, 1))));
}

static void
test_the_same_part_of_time_is_seen_on_all (Fixture *fixture,
                                           gconstpointer application)
{
  split_by (fixture, "thread");
  drive (GTK_WIDGET (fixture->leader), "key plus");
  g_assert_cmpfloat (fixture->leader->zoom.length_ns, >, 0);
  g_assert_cmpfloat (get_map (fixture, 1)->zoom.length_ns, ==, fixture->leader->zoom.length_ns);
  g_assert_cmpint (get_map (fixture, 1)->geometry.plot_width, ==, fixture->leader->geometry.plot_width);
  g_assert_cmpint (get_map (fixture, 1)->geometry.scroll, ==, fixture->leader->geometry.scroll);
  drive (GTK_WIDGET (get_map (fixture, 1)), "@200,20 keydown Control_L click 4 click 4 keyup Control_L");
  g_assert_cmpfloat (get_map (fixture, 0)->zoom.length_ns, ==, get_map (fixture, 1)->zoom.length_ns);
  g_assert_cmpfloat (fixture->leader->zoom.length_ns, ==, get_map (fixture, 1)->zoom.length_ns);
  g_assert_cmpfloat (fixture->leader->zoom.height, ==, 0);
  drive (GTK_WIDGET (get_map (fixture, 1)), "key 0");
  g_assert_cmpfloat (fixture->leader->zoom.length_ns, ==, 0);
}

static void
test_the_wheel_scrolls_and_rows_out_of_sight_rest (Fixture *fixture,
                                                   gconstpointer application)
{
  GtkScrolledWindow *scroller;

  split_by (fixture, "thread");
  scroller = GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (GTK_WIDGET (get_row (fixture, 0)), GTK_TYPE_SCROLLED_WINDOW));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (get_row (fixture, 0))));
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (get_row (fixture, 20))));
  drive (GTK_WIDGET (get_map (fixture, 1)), "@200,20 click 5 click 5 click 5 click 5 click 5 click 5 click 5 click 5 click 5 click 5 click 5 click 5");
  run_for (300);
  g_assert_cmpfloat (gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (scroller)), >, 200);
  g_assert_cmpfloat (fixture->leader->zoom.length_ns, ==, 0);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (scroller), 1e6);
  settle ();
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (get_row (fixture, 0))));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (get_row (fixture, 20))));
}

static void
test_a_click_on_a_name_shows_only_this (Fixture *fixture,
                                        gconstpointer application)
{
  split_by (fixture, "thread");
  drive (find_name (fixture, "t0 200"), "@10,5 click 1");
  wait (fixture);
  g_assert_cmpuint (ember_heatmap_sum (ember_session_get_heatmap (fixture->session)), ==, 20);
  g_assert_cmpuint (count_rows (fixture), ==, 1);
  assert_name (fixture, 0, "t0 200");
}

static void
test_alt_hides_and_keys_do_the_same (Fixture *fixture,
                                     gconstpointer application)
{
  split_by (fixture, "thread");
  drive (find_name (fixture, "busy 100"), "@10,5 keydown Alt_L click 1 keyup Alt_L");
  wait (fixture);
  assert_name (fixture, 0, "t0 200");
  drive (GTK_WIDGET (get_map (fixture, 0)), "key Delete");
  wait (fixture);
  assert_name (fixture, 0, "t1 201");
  drive (GTK_WIDGET (get_map (fixture, 0)), "key ctrl+Return");
  wait (fixture);
  g_assert_cmpuint (count_rows (fixture), ==, 1);
  assert_name (fixture, 0, "t1 201");
}

static void
test_a_cpu_is_picked_as_a_thread_is (Fixture *fixture,
                                     gconstpointer application)
{
  split_by (fixture, "cpu");
  drive (find_name (fixture, "CPU 2"), "@10,5 click 1");
  wait (fixture);
  g_assert_cmpuint (count_rows (fixture), ==, 1);
  assert_name (fixture, 0, "CPU 2");
}

static void
test_colours_mean_the_same_unless_each_has_its_own_scale (Fixture *fixture,
                                                          gconstpointer application)
{
  GtkDropDown *choice = GTK_DROP_DOWN (find_widget (GTK_WIDGET (fixture->split_view), GTK_TYPE_DROP_DOWN));

  split_by (fixture, "cpu");
  g_assert_cmpuint (get_map (fixture, 0)->heatmap->max_count, >, get_map (fixture, 1)->heatmap->max_count);
  g_assert_cmpuint (get_map (fixture, 0)->style.top, ==, get_map (fixture, 0)->heatmap->max_count);
  g_assert_cmpuint (get_map (fixture, 1)->style.top, ==, get_map (fixture, 0)->heatmap->max_count);
  g_assert_nonnull (find_text (GTK_WIDGET (fixture->split_view), "4 of 4 CPUs · strongest colour: 2 samples"));
  g_object_set (fixture->leader, "clip", EMBER_LEAST_CLIP, NULL);
  g_assert_cmpuint (get_map (fixture, 1)->style.top, ==, ember_count_ranks_get (get_map (fixture, 0)->heatmap->ranks, EMBER_LEAST_CLIP));
  g_assert_cmpuint (get_map (fixture, 1)->style.top, <, get_map (fixture, 0)->heatmap->max_count);
  gtk_drop_down_set_selected (choice, 1);
  g_assert_cmpuint (get_map (fixture, 1)->style.top, ==, 0);
  g_assert_null (find_text (GTK_WIDGET (fixture->split_view), "strongest colour"));
}

/* Of all that the thread did, or of nothing. */
static void
test_marks_are_on_all_maps (Fixture *fixture,
                            gconstpointer application)
{
  EmberMarker *marker = ember_recording_page_get_marker (fixture->page);
  g_autoptr (EmberMark) spin = ember_mark_new_function ("spin", NULL);
  GtkScrolledWindow *scroller;

  split_by (fixture, "thread");
  g_assert_null (get_map (fixture, 0)->style.marking);
  ember_marker_pick (marker, spin);
  wait (fixture);
  g_assert_nonnull (get_map (fixture, 0)->style.marking);
  g_assert_cmpuint (ember_heatmap_sum (get_map (fixture, 0)->style.marking->matches), ==, ember_heatmap_sum (get_map (fixture, 0)->heatmap));
  g_assert_nonnull (get_map (fixture, 1)->style.marking);
  g_assert_cmpuint (ember_heatmap_sum (get_map (fixture, 1)->style.marking->matches), ==, 0);
  g_assert_cmpstr (get_map (fixture, 1)->style.marking->label, ==, "spin");
  /* What comes into sight later has them, too. */
  scroller = GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (GTK_WIDGET (get_row (fixture, 0)), GTK_TYPE_SCROLLED_WINDOW));
  g_assert_null (get_map (fixture, 20)->style.marking);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (scroller), 1e6);
  settle ();
  g_assert_nonnull (get_map (fixture, 20)->style.marking);
  split_by (fixture, "cpu");
  g_assert_nonnull (get_map (fixture, 0)->style.marking);
  ember_marker_pick (marker, NULL);
  wait (fixture);
  g_assert_null (get_map (fixture, 0)->style.marking);
}

static void
test_the_status_line_names_the_part (Fixture *fixture,
                                     gconstpointer application)
{
  g_autofree char *readout = NULL;

  split_by (fixture, "thread");
  drive (GTK_WIDGET (get_map (fixture, 1)), "@200,20");
  g_object_get (fixture->split_view, "readout", &readout, NULL);
  g_assert_true (g_str_has_prefix (readout, "t0 200 · "));
  g_assert_null (strstr (readout, "mostly"));
  g_assert_nonnull (find_text (GTK_WIDGET (fixture->page), "t0 200 · "));
}

static void
test_a_view_keeps_what_the_map_is_split_by (Fixture *fixture,
                                            gconstpointer application)
{
  g_autoptr (EmberView) view = NULL;
  g_autoptr (EmberView) own = NULL;
  g_autofree char *split = NULL;

  split_by (fixture, "process");
  view = ember_view_capture (fixture->window.window);
  g_assert_cmpstr (view->split, ==, "process");
  g_assert_true (view->has_split_scale && !view->has_own_scales);
  ember_split_view_set_has_common_scale (ember_recording_page_get_split_view (fixture->page), FALSE);
  own = ember_view_capture (fixture->window.window);
  g_assert_true (own->has_own_scales);
  g_object_set (fixture->page, "split", "nonsense", NULL);
  g_object_set (fixture->page, "split", NULL, NULL);
  g_object_get (fixture->page, "split", &split, NULL);
  g_assert_cmpstr (split, ==, "process");
}

/* A few take all the room there is, and many scroll. */
static void
test_maps_are_as_high_as_there_is_room (Fixture *fixture,
                                        gconstpointer application)
{
  GtkWidget *scroller;
  int least;

  split_by (fixture, "thread");
  least = gtk_widget_get_height (GTK_WIDGET (get_row (fixture, 0)));
  gtk_paned_set_position (GTK_PANED (find_widget (GTK_WIDGET (fixture->page), GTK_TYPE_PANED)), 10000);
  split_by (fixture, "process");
  scroller = gtk_widget_get_ancestor (GTK_WIDGET (get_row (fixture, 0)), GTK_TYPE_SCROLLED_WINDOW);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (get_row (fixture, 0))), >, least);
  g_assert_cmpint (2 * gtk_widget_get_height (GTK_WIDGET (get_row (fixture, 0))), >, gtk_widget_get_height (scroller) - 10);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (get_row (fixture, 1))), ==, gtk_widget_get_height (GTK_WIDGET (get_row (fixture, 0))));
  split_by (fixture, "thread");
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (get_row (fixture, 0))), ==, least);
}

static void
test_there_is_room_for_parts_while_there_are_some (Fixture *fixture,
                                                   gconstpointer application)
{
  GtkPaned *paned = GTK_PANED (find_widget (GTK_WIDGET (fixture->page), GTK_TYPE_PANED));
  const int before = gtk_paned_get_position (paned);

  split_by (fixture, "thread");
  g_assert_cmpint (gtk_paned_get_position (paned), >, before);
  split_by (fixture, "none");
  g_assert_cmpint (gtk_paned_get_position (paned), ==, before);
}

/* Newer GTK asks for the state of its actions while the page is put into its window. */
static void
test_without_a_recording_nothing_is_split (Fixture *fixture,
                                           gconstpointer application)
{
  g_autoptr (GtkWidget) page = g_object_ref_sink (g_object_new (EMBER_TYPE_RECORDING_PAGE, NULL));
  g_autofree char *split = NULL;
  g_autofree char *view = NULL;

  g_object_get (page, "split", &split, "view", &view, NULL);
  g_assert_cmpstr (split, ==, "none");
  g_assert_cmpstr (view, ==, "graph");
}

static void
add_tests (GtkApplication *application)
{
#define ADD(name, function) g_test_add ("/split-view/" name, Fixture, application, set_up, function, tear_down)
  ADD ("a-key-splits-by-cpu-thread-process-and-not", test_a_key_splits_by_cpu_thread_process_and_not);
  ADD ("the-busiest-stand-first-and-more-can-be-had", test_the_busiest_stand_first_and_more_can_be_had);
  ADD ("what-is-selected-in-one-is-selected-in-all", test_what_is_selected_in_one_is_selected_in_all);
  ADD ("the-same-part-of-time-is-seen-on-all", test_the_same_part_of_time_is_seen_on_all);
  ADD ("the-wheel-scrolls-and-rows-out-of-sight-rest", test_the_wheel_scrolls_and_rows_out_of_sight_rest);
  ADD ("a-click-on-a-name-shows-only-this", test_a_click_on_a_name_shows_only_this);
  ADD ("alt-hides-and-keys-do-the-same", test_alt_hides_and_keys_do_the_same);
  ADD ("a-cpu-is-picked-as-a-thread-is", test_a_cpu_is_picked_as_a_thread_is);
  ADD ("colours-mean-the-same-unless-each-has-its-own-scale", test_colours_mean_the_same_unless_each_has_its_own_scale);
  ADD ("marks-are-on-all-maps", test_marks_are_on_all_maps);
  ADD ("the-status-line-names-the-part", test_the_status_line_names_the_part);
  ADD ("a-view-keeps-what-the-map-is-split-by", test_a_view_keeps_what_the_map_is_split_by);
  ADD ("maps-are-as-high-as-there-is-room", test_maps_are_as_high_as_there_is_room);
  ADD ("there-is-room-for-parts-while-there-are-some", test_there_is_room_for_parts_while_there_are_some);
  ADD ("without-a-recording-nothing-is-split", test_without_a_recording_nothing_is_split);
#undef ADD
}

int
main (int argc,
      char *argv[])
{
  return window_fixture_main (argc, argv, add_tests);
}
