/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/heatmap-view.h"

#include "paint/palette.h"
#include "support/heatmap-view-fixture.h"
#include "support/pixels.h"
#include "support/small-profile.h"
#include "support/widgets.h"
#include "ui/platform.h"

#define BASE (8122 * EMBER_SECOND_NS)
#define WIDTH 700
#define HEIGHT 300
#define N_ROWS 20

static void
set_up (HeatmapViewFixture *fixture,
        uint32_t n_columns)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  for (uint32_t i = 0; i < n_columns; i++)
    small_profile_add (builder, BASE + i * EMBER_SECOND_NS + (i % N_ROWS) * (EMBER_SECOND_NS / N_ROWS), "java", 1, "cycles", "main", 1);
  heatmap_view_fixture_set_up (fixture, builder, N_ROWS, WIDTH, HEIGHT);
}

/* Below the middle of a column. */
static const char *
below (HeatmapViewFixture *fixture,
       uint32_t column)
{
  static char text[32];
  const cairo_rectangle_t r = ember_heatmap_geometry_get_cell (&fixture->geometry, (EmberCell){ column, 0 });

  g_snprintf (text, sizeof text, "@%d,%d", (int) (r.x + r.width / 2), (int) (r.y + r.height + 10));
  return text;
}

/* Counted in cells from the first one, in order of time. */
static void
assert_selection (HeatmapViewFixture *fixture,
                  int64_t begin,
                  int64_t end)
{
  const EmberTimeRange range = ember_heatmap_view_get_selection (fixture->view);

  g_assert_cmpint ((range.begin_ns - BASE) * N_ROWS / EMBER_SECOND_NS, ==, begin);
  g_assert_cmpint ((range.end_ns - BASE) * N_ROWS / EMBER_SECOND_NS, ==, end);
}

static void
assert_no_selection (HeatmapViewFixture *fixture)
{
  gboolean has_selection;

  g_assert_true (ember_time_range_is_empty (ember_heatmap_view_get_selection (fixture->view)));
  g_object_get (fixture->view, "has-selection", &has_selection, NULL);
  g_assert_false (has_selection);
}

static int64_t
index_of (uint32_t column,
          uint32_t row)
{
  return (int64_t) column * N_ROWS + row;
}

static void
test_a_drag_selects_in_order_of_time (void)
{
  HeatmapViewFixture fixture;

  set_up (&fixture, 20);
  drive (GTK_WIDGET (fixture.view), "%s mousedown 1 %s %s", cell_at (&fixture, 3, 8), cell_at (&fixture, 5, 5), cell_at (&fixture, 7, 4));
  g_assert_cmpuint (fixture.n_previews, >=, 2);
  g_assert_cmpuint (fixture.n_finals, ==, 0);
  assert_selection (&fixture, index_of (3, 8), index_of (7, 5));
  drive (GTK_WIDGET (fixture.view), "mouseup 1");
  g_assert_cmpuint (fixture.n_finals, ==, 1);
  assert_selection (&fixture, index_of (3, 8), index_of (7, 5));
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_a_backward_drag_selects_the_same (void)
{
  HeatmapViewFixture fixture;

  set_up (&fixture, 20);
  drive (GTK_WIDGET (fixture.view), "%s mousedown 1 %s mouseup 1", cell_at (&fixture, 7, 4), cell_at (&fixture, 3, 8));
  assert_selection (&fixture, index_of (3, 8), index_of (7, 5));
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_a_drag_that_leaves_the_view_ends_at_its_border (void)
{
  HeatmapViewFixture fixture;

  set_up (&fixture, 20);
  drive (GTK_WIDGET (fixture.view), "%s mousedown 1 @%d,%d mouseup 1", cell_at (&fixture, 7, 4), WIDTH + 90, HEIGHT + 50);
  assert_selection (&fixture, index_of (7, 4), index_of (19, 1));
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_two_clicks_select_with_a_live_preview (void)
{
  HeatmapViewFixture fixture;

  set_up (&fixture, 20);
  drive (GTK_WIDGET (fixture.view), "%s click 1 %s", cell_at (&fixture, 2, 1), cell_at (&fixture, 4, 10));
  g_assert_cmpuint (fixture.n_finals, ==, 0);
  assert_selection (&fixture, index_of (2, 1), index_of (4, 11));
  drive (GTK_WIDGET (fixture.view), "%s click 1 %s", cell_at (&fixture, 6, 2), cell_at (&fixture, 9, 9));
  g_assert_cmpuint (fixture.n_finals, ==, 1);
  assert_selection (&fixture, index_of (2, 1), index_of (6, 3));
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_the_second_click_on_the_same_cell_selects_it (void)
{
  HeatmapViewFixture fixture;

  set_up (&fixture, 20);
  g_object_set (gtk_widget_get_settings (GTK_WIDGET (fixture.view)), "gtk-double-click-time", 50, NULL);
  drive (GTK_WIDGET (fixture.view), "%s click 1 sleep 0.2 click 1", cell_at (&fixture, 2, 1));
  g_object_set (gtk_widget_get_settings (GTK_WIDGET (fixture.view)), "gtk-double-click-time", 400, NULL);
  assert_selection (&fixture, index_of (2, 1), index_of (2, 2));
  g_assert_cmpuint (fixture.n_finals, ==, 1);
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_a_click_and_enter_select_the_cell (void)
{
  HeatmapViewFixture fixture;

  set_up (&fixture, 20);
  drive (GTK_WIDGET (fixture.view), "%s click 1 key Return", cell_at (&fixture, 2, 1));
  assert_selection (&fixture, index_of (2, 1), index_of (2, 2));
  g_assert_cmpuint (fixture.n_finals, ==, 1);
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_a_double_click_selects_everything (void)
{
  HeatmapViewFixture fixture;

  set_up (&fixture, 20);
  /* However late the second click comes. */
  g_object_set (gtk_widget_get_settings (GTK_WIDGET (fixture.view)), "gtk-double-click-time", 60000, NULL);
  drive (GTK_WIDGET (fixture.view), "%s click --repeat 2 --delay 30 1", cell_at (&fixture, 2, 1));
  g_object_set (gtk_widget_get_settings (GTK_WIDGET (fixture.view)), "gtk-double-click-time", 400, NULL);
  assert_selection (&fixture, 0, index_of (20, 0));
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_a_click_on_a_seconds_label_selects_its_column (void)
{
  HeatmapViewFixture fixture;

  set_up (&fixture, 20);
  drive (GTK_WIDGET (fixture.view), "%s click 1", below (&fixture, 10));
  assert_selection (&fixture, index_of (10, 0), index_of (11, 0));
  drive (GTK_WIDGET (fixture.view), "%s mousedown 1 %s mouseup 1", below (&fixture, 4), cell_at (&fixture, 6, 3));
  assert_selection (&fixture, index_of (4, 0), index_of (7, 0));
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_borders_can_be_dragged (void)
{
  HeatmapViewFixture fixture;
  cairo_rectangle_t r;

  set_up (&fixture, 20);
  ember_heatmap_view_set_selection (fixture.view, (EmberTimeRange){ BASE + 4 * EMBER_SECOND_NS, BASE + 9 * EMBER_SECOND_NS });
  r = ember_heatmap_geometry_get_cell (&fixture.geometry, (EmberCell){ 9, 10 });
  drive (GTK_WIDGET (fixture.view), "@%d,%d mousedown 1 @%d,%d mouseup 1", (int) r.x + 2, (int) r.y + 2, (int) (r.x + 2 + 3 * r.width), (int) r.y + 2);
  assert_selection (&fixture, index_of (4, 0), index_of (12, 0));
  r = ember_heatmap_geometry_get_cell (&fixture.geometry, (EmberCell){ 4, 10 });
  drive (GTK_WIDGET (fixture.view), "@%d,%d mousedown 1 @%d,%d mouseup 1", (int) r.x - 2, (int) r.y + 2, (int) (r.x - 2 - r.width), (int) (r.y + 2 - 2 * r.height));
  assert_selection (&fixture, index_of (3, 2), index_of (12, 0));
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static const char *
get_cursor_name (HeatmapViewFixture *fixture)
{
  GdkCursor *cursor = gtk_widget_get_cursor (GTK_WIDGET (fixture->view));

  return cursor != NULL ? gdk_cursor_get_name (cursor) : "none";
}

static void
test_the_pointer_tells_what_a_press_would_do (void)
{
  HeatmapViewFixture fixture;
  cairo_rectangle_t r;

  set_up (&fixture, 20);
  ember_heatmap_view_set_selection (fixture.view, (EmberTimeRange){ BASE + 4 * EMBER_SECOND_NS, BASE + 9 * EMBER_SECOND_NS + EMBER_SECOND_NS / 2 });
  r = ember_heatmap_geometry_get_cell (&fixture.geometry, (EmberCell){ 9, 10 });
  drive (GTK_WIDGET (fixture.view), "%s", cell_at (&fixture, 2, 2));
  g_assert_cmpstr (get_cursor_name (&fixture), ==, "crosshair");
  drive (GTK_WIDGET (fixture.view), "%s", below (&fixture, 2));
  g_assert_cmpstr (get_cursor_name (&fixture), ==, "pointer");
  drive (GTK_WIDGET (fixture.view), "@%d,%d", (int) (r.x + r.width / 2), (int) (r.y + r.height + 2));
  g_assert_cmpstr (get_cursor_name (&fixture), ==, "ns-resize");
  drive (GTK_WIDGET (fixture.view), "@%d,%d", (int) (r.x + r.width + 2), (int) (r.y + 4 * r.height));
  g_assert_cmpstr (get_cursor_name (&fixture), ==, "ew-resize");
  drive (GTK_WIDGET (fixture.view), "@2,2");
  g_assert_cmpstr (get_cursor_name (&fixture), ==, "none");
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_escape_cancels_a_gesture_and_then_clears (void)
{
  HeatmapViewFixture fixture;

  set_up (&fixture, 20);
  ember_heatmap_view_set_selection (fixture.view, (EmberTimeRange){ BASE + 4 * EMBER_SECOND_NS, BASE + 9 * EMBER_SECOND_NS });
  drive (GTK_WIDGET (fixture.view), "%s mousedown 1 %s", cell_at (&fixture, 12, 1), cell_at (&fixture, 14, 1));
  assert_selection (&fixture, index_of (12, 1), index_of (14, 2));
  drive (GTK_WIDGET (fixture.view), "key Escape");
  assert_selection (&fixture, index_of (4, 0), index_of (9, 0));
  drive (GTK_WIDGET (fixture.view), "%s mouseup 1", cell_at (&fixture, 15, 3));
  assert_selection (&fixture, index_of (4, 0), index_of (9, 0));
  drive (GTK_WIDGET (fixture.view), "key Escape");
  assert_no_selection (&fixture);
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_escape_cancels_between_two_clicks (void)
{
  HeatmapViewFixture fixture;

  set_up (&fixture, 20);
  drive (GTK_WIDGET (fixture.view), "%s click 1 %s key Escape %s", cell_at (&fixture, 12, 1), cell_at (&fixture, 14, 1), cell_at (&fixture, 15, 1));
  assert_no_selection (&fixture);
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_arrows_and_enter_select_a_cell (void)
{
  HeatmapViewFixture fixture;

  set_up (&fixture, 20);
  drive (GTK_WIDGET (fixture.view), "key Right key Right key Up key Up key Up key Left key Down key Return");
  assert_selection (&fixture, index_of (1, 2), index_of (1, 3));
  drive (GTK_WIDGET (fixture.view), "key End key Return");
  assert_selection (&fixture, index_of (19, 2), index_of (19, 3));
  drive (GTK_WIDGET (fixture.view), "key Prior key Return");
  assert_selection (&fixture, index_of (17, 2), index_of (17, 3));
  drive (GTK_WIDGET (fixture.view), "key Home key Next key Return");
  assert_selection (&fixture, index_of (2, 2), index_of (2, 3));
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_shift_and_arrows_extend (void)
{
  HeatmapViewFixture fixture;

  set_up (&fixture, 20);
  drive (GTK_WIDGET (fixture.view), "key Right key shift+Right key shift+Right key shift+Up");
  assert_selection (&fixture, index_of (1, 0), index_of (3, 2));
  drive (GTK_WIDGET (fixture.view), "key shift+Home");
  assert_selection (&fixture, index_of (0, 1), index_of (1, 1));
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_brackets_step_by_the_selections_length (void)
{
  HeatmapViewFixture fixture;

  set_up (&fixture, 20);
  ember_heatmap_view_set_selection (fixture.view, (EmberTimeRange){ BASE + 4 * EMBER_SECOND_NS, BASE + 7 * EMBER_SECOND_NS });
  drive (GTK_WIDGET (fixture.view), "key bracketright");
  assert_selection (&fixture, index_of (7, 0), index_of (10, 0));
  drive (GTK_WIDGET (fixture.view), "key bracketleft key bracketleft");
  assert_selection (&fixture, index_of (1, 0), index_of (4, 0));
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

/* Counted like the selection. */
static void
assert_baseline (HeatmapViewFixture *fixture,
                 int64_t begin,
                 int64_t end)
{
  const EmberTimeRange range = ember_heatmap_view_get_baseline (fixture->view);

  g_assert_cmpint ((range.begin_ns - BASE) * N_ROWS / EMBER_SECOND_NS, ==, begin);
  g_assert_cmpint ((range.end_ns - BASE) * N_ROWS / EMBER_SECOND_NS, ==, end);
}

static void
test_a_drag_with_control_marks_the_baseline (void)
{
  HeatmapViewFixture fixture;

  set_up (&fixture, 20);
  ember_heatmap_view_set_takes_baseline (fixture.view, TRUE);
  drive (GTK_WIDGET (fixture.view), "%s mousedown 1 %s mouseup 1", cell_at (&fixture, 12, 8), cell_at (&fixture, 14, 4));
  g_assert_cmpuint (fixture.n_baselines, ==, 0);
  drive (GTK_WIDGET (fixture.view), "%s keydown ctrl mousedown 1 %s mouseup 1 keyup ctrl", cell_at (&fixture, 3, 8), cell_at (&fixture, 7, 4));
  assert_baseline (&fixture, index_of (3, 8), index_of (7, 5));
  assert_selection (&fixture, index_of (12, 8), index_of (14, 5));
  g_assert_cmpuint (fixture.n_baselines, ==, 1);
  g_assert_cmpuint (fixture.n_finals, ==, 1);
  gtk_test_accessible_assert_property (fixture.view, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Heat map, 20 columns of 20 rows, 12.400 to 14.250 seconds selected, compared with 3.400 to 7.250 seconds");
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_without_a_baseline_to_take_control_changes_nothing (void)
{
  HeatmapViewFixture fixture;

  set_up (&fixture, 20);
  drive (GTK_WIDGET (fixture.view), "%s keydown ctrl mousedown 1 %s mouseup 1 keyup ctrl", cell_at (&fixture, 3, 8), cell_at (&fixture, 7, 4));
  assert_selection (&fixture, index_of (3, 8), index_of (7, 5));
  g_assert_true (ember_time_range_is_empty (ember_heatmap_view_get_baseline (fixture.view)));
  ember_heatmap_view_set_takes_baseline (fixture.view, TRUE);
  ember_heatmap_view_set_baseline (fixture.view, (EmberTimeRange){ BASE, BASE + EMBER_SECOND_NS });
  ember_heatmap_view_set_takes_baseline (fixture.view, FALSE);
  g_assert_true (ember_time_range_is_empty (ember_heatmap_view_get_baseline (fixture.view)));
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_a_border_of_the_baseline_can_be_dragged (void)
{
  HeatmapViewFixture fixture;
  cairo_rectangle_t left;

  set_up (&fixture, 20);
  ember_heatmap_view_set_takes_baseline (fixture.view, TRUE);
  ember_heatmap_view_set_baseline (fixture.view, (EmberTimeRange){ BASE + 4 * EMBER_SECOND_NS, BASE + 7 * EMBER_SECOND_NS });
  left = ember_heatmap_geometry_get_cell (&fixture.geometry, (EmberCell){ 4, 8 });
  drive (GTK_WIDGET (fixture.view), "@%d,%d mousedown 1 @%d,%d mouseup 1", (int) left.x, (int) left.y, (int) (left.x - 2 * left.width), (int) left.y);
  assert_no_selection (&fixture);
  assert_baseline (&fixture, index_of (2, 0), index_of (7, 0));
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_brackets_step_both_ranges_and_braces_the_selection (void)
{
  HeatmapViewFixture fixture;

  set_up (&fixture, 20);
  ember_heatmap_view_set_takes_baseline (fixture.view, TRUE);
  ember_heatmap_view_set_selection (fixture.view, (EmberTimeRange){ BASE + 8 * EMBER_SECOND_NS, BASE + 11 * EMBER_SECOND_NS });
  ember_heatmap_view_set_baseline (fixture.view, (EmberTimeRange){ BASE + 4 * EMBER_SECOND_NS, BASE + 5 * EMBER_SECOND_NS });
  drive (GTK_WIDGET (fixture.view), "key bracketright");
  assert_selection (&fixture, index_of (11, 0), index_of (14, 0));
  assert_baseline (&fixture, index_of (7, 0), index_of (8, 0));
  drive (GTK_WIDGET (fixture.view), "key braceright");
  assert_selection (&fixture, index_of (14, 0), index_of (17, 0));
  assert_baseline (&fixture, index_of (7, 0), index_of (8, 0));
  drive (GTK_WIDGET (fixture.view), "key braceleft");
  assert_selection (&fixture, index_of (11, 0), index_of (14, 0));
  drive (GTK_WIDGET (fixture.view), "key bracketleft key bracketleft");
  assert_selection (&fixture, index_of (5, 0), index_of (8, 0));
  assert_baseline (&fixture, index_of (1, 0), index_of (2, 0));
  /* The baseline would leave the map, so both stay. */
  drive (GTK_WIDGET (fixture.view), "key bracketleft");
  assert_selection (&fixture, index_of (5, 0), index_of (8, 0));
  assert_baseline (&fixture, index_of (1, 0), index_of (2, 0));
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_escape_clears_the_selection_and_then_the_baseline (void)
{
  HeatmapViewFixture fixture;

  set_up (&fixture, 20);
  ember_heatmap_view_set_takes_baseline (fixture.view, TRUE);
  ember_heatmap_view_set_selection (fixture.view, (EmberTimeRange){ BASE + 8 * EMBER_SECOND_NS, BASE + 11 * EMBER_SECOND_NS });
  ember_heatmap_view_set_baseline (fixture.view, (EmberTimeRange){ BASE + 4 * EMBER_SECOND_NS, BASE + 5 * EMBER_SECOND_NS });
  drive (GTK_WIDGET (fixture.view), "%s keydown ctrl mousedown 1 %s keyup ctrl key Escape mouseup 1", cell_at (&fixture, 1, 8), cell_at (&fixture, 2, 4));
  assert_selection (&fixture, index_of (8, 0), index_of (11, 0));
  assert_baseline (&fixture, index_of (4, 0), index_of (5, 0));
  drive (GTK_WIDGET (fixture.view), "key Escape");
  assert_no_selection (&fixture);
  assert_baseline (&fixture, index_of (4, 0), index_of (5, 0));
  drive (GTK_WIDGET (fixture.view), "key Escape");
  g_assert_true (ember_time_range_is_empty (ember_heatmap_view_get_baseline (fixture.view)));
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_control_a_selects_everything (void)
{
  HeatmapViewFixture fixture;

  set_up (&fixture, 20);
  drive (GTK_WIDGET (fixture.view), "key ctrl+a");
  assert_selection (&fixture, 0, index_of (20, 0));
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_hovering_reads_the_cell_out (void)
{
  HeatmapViewFixture fixture;
  g_autofree char *readout = NULL;
  g_autofree char *outside = NULL;

  set_up (&fixture, 20);
  drive (GTK_WIDGET (fixture.view), "%s", cell_at (&fixture, 4, 4));
  g_object_get (fixture.view, "readout", &readout, NULL);
  g_assert_cmpstr (readout, ==, "4.200–4.250 s · perf 8126.200 · 1 sample · 20/s · only java");
  gtk_test_accessible_assert_property (fixture.view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, readout);
  drive (GTK_WIDGET (fixture.view), "@2,2");
  g_object_get (fixture.view, "readout", &outside, NULL);
  g_assert_cmpstr (outside, ==, "");
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_the_cursor_cell_is_read_out (void)
{
  HeatmapViewFixture fixture;
  g_autofree char *readout = NULL;

  set_up (&fixture, 20);
  drive (GTK_WIDGET (fixture.view), "@2,2 key Right key Up");
  g_object_get (fixture.view, "readout", &readout, NULL);
  g_assert_cmpstr (readout, ==, "1.050–1.100 s · perf 8123.050 · 1 sample · 20/s · only java");
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_the_cursor_cell_shows_when_keys_are_used (void)
{
  HeatmapViewFixture fixture;
  g_autofree char *at_first = NULL;
  g_autofree char *after_tab = NULL;

  set_up (&fixture, 20);
  drive (GTK_WIDGET (fixture.view), "%s @%d,%d", cell_at (&fixture, 3, 3), WIDTH + 50, HEIGHT + 50);
  gtk_window_set_focus (GTK_WINDOW (fixture.window), NULL);
  gtk_widget_grab_focus (GTK_WIDGET (fixture.view));
  g_object_get (fixture.view, "readout", &at_first, NULL);
  g_assert_cmpstr (at_first, ==, "");
  gtk_window_set_focus (GTK_WINDOW (fixture.window), NULL);
  drive (NULL, "key Tab");
  g_object_get (fixture.view, "readout", &after_tab, NULL);
  g_assert_true (g_str_has_prefix (after_tab, "0.000–0.050 s"));
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_tab_shows_the_cursor_cell_whatever_the_pointer_rests_on (void)
{
  HeatmapViewFixture fixture;
  g_autofree char *readout = NULL;

  set_up (&fixture, 20);
  drive (GTK_WIDGET (fixture.view), "%s", cell_at (&fixture, 3, 3));
  gtk_window_set_focus (GTK_WINDOW (fixture.window), NULL);
  drive (NULL, "key Tab");
  g_object_get (fixture.view, "readout", &readout, NULL);
  g_assert_true (g_str_has_prefix (readout, "0.000–0.050 s"));
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_a_wide_recording_scrolls_while_dragging (void)
{
  HeatmapViewFixture fixture;
  EmberTimeRange range;

  set_up (&fixture, 3000);
  drive (GTK_WIDGET (fixture.view), "%s mousedown 1 @%d,%d sleep 1", cell_at (&fixture, 100, 3), WIDTH - 2, 100);
  range = ember_heatmap_view_get_selection (fixture.view);
  drive (GTK_WIDGET (fixture.view), "mouseup 1");
  g_assert_cmpint (range.begin_ns, ==, BASE + 100 * EMBER_SECOND_NS + 3 * EMBER_SECOND_NS / N_ROWS);
  g_assert_cmpint (range.end_ns, >, BASE + WIDTH * EMBER_SECOND_NS);
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_without_samples_nothing_can_be_selected (void)
{
  HeatmapViewFixture fixture;

  set_up (&fixture, 20);
  ember_heatmap_view_set_table_set (fixture.view, NULL);
  drive (GTK_WIDGET (fixture.view), "%s mousedown 1 %s mouseup 1", cell_at (&fixture, 3, 8), cell_at (&fixture, 7, 4));
  assert_no_selection (&fixture);
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_no_map_and_maps_that_grow_are_shown (void)
{
  HeatmapViewFixture fixture;

  set_up (&fixture, 1);
  ember_heatmap_view_set_heatmap (fixture.view, NULL);
  drive (GTK_WIDGET (fixture.view), "@300,100 click 1 @400,200");
  assert_no_selection (&fixture);
  for (uint32_t n = 1; n < 100000; n *= 7)
    {
      const EmberHeatmapGrid grid = { BASE, EMBER_SECOND_NS, n, 50, false };
      g_autoptr (EmberHeatmap) heatmap = ember_heatmap_new_from_counts (&grid, g_new0 (uint32_t, (size_t) n * 50), ember_heatmap_grid_get_range (&grid));

      ember_heatmap_view_set_heatmap (fixture.view, heatmap);
      settle ();
    }
  drive (GTK_WIDGET (fixture.view), "@300,100 click 1 @400,200");
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_selection_outlasts_another_number_of_rows (void)
{
  HeatmapViewFixture fixture;
  EmberHeatmapGrid grid;
  g_autoptr (EmberHeatmap) finer = NULL;

  set_up (&fixture, 20);
  drive (GTK_WIDGET (fixture.view), "%s mousedown 1 %s mouseup 1", cell_at (&fixture, 3, 8), cell_at (&fixture, 7, 4));
  grid = ember_heatmap_grid_new (fixture.profile, EMBER_SECOND_NS, 50);
  finer = ember_heatmap_new (fixture.set, &grid, NULL);
  ember_heatmap_view_set_heatmap (fixture.view, finer);
  assert_selection (&fixture, index_of (3, 8), index_of (7, 5));
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_a_screen_reader_finds_an_image_called_heat_map (void)
{
  HeatmapViewFixture fixture;

  set_up (&fixture, 20);
  gtk_test_accessible_assert_role (fixture.view, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (fixture.view, GTK_ACCESSIBLE_PROPERTY_LABEL, "Heat map, 20 columns of 20 rows, nothing selected");
  ember_heatmap_view_set_selection (fixture.view, (EmberTimeRange){ BASE + 4 * EMBER_SECOND_NS, BASE + 7 * EMBER_SECOND_NS });
  gtk_test_accessible_assert_property (fixture.view, GTK_ACCESSIBLE_PROPERTY_LABEL, "Heat map, 20 columns of 20 rows, 4.000 to 7.000 seconds selected");
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

/* What the view draws, on an image. */
static cairo_surface_t *
take_picture (HeatmapViewFixture *fixture,
              int scale)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (fixture->view));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH * scale, HEIGHT * scale);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  cairo_t *cr = cairo_create (surface);
  GskRenderNode *node;

  gdk_paintable_snapshot (paintable, snapshot, WIDTH, HEIGHT);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  cairo_scale (cr, scale, scale);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  gsk_render_node_draw (node, cr);
  gsk_render_node_unref (node);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static void
test_what_is_not_selected_is_dimmed_and_the_selection_outlined (void)
{
  for (int palette = 0; palette < EMBER_N_PALETTES; palette++)
    for (int is_dark = 0; is_dark < 2; is_dark++)
      {
        HeatmapViewFixture fixture;
        cairo_surface_t *plain, *selected;
        cairo_rectangle_t inside, outside;

        ember_platform_set_dark (is_dark);
        set_up (&fixture, 20);
        g_object_set (fixture.view, "palette", palette, NULL);
        inside = ember_heatmap_geometry_get_cell (&fixture.geometry, (EmberCell){ 5, 5 });
        outside = ember_heatmap_geometry_get_cell (&fixture.geometry, (EmberCell){ 15, 15 });
        settle ();
        plain = take_picture (&fixture, 1);
        ember_heatmap_view_set_selection (fixture.view, (EmberTimeRange){ BASE + 4 * EMBER_SECOND_NS, BASE + 9 * EMBER_SECOND_NS });
        settle ();
        selected = take_picture (&fixture, 1);
        g_assert_cmphex (pixel_at (plain, inside.x + 5, inside.y + 5), ==, pixel_at (selected, inside.x + 5, inside.y + 5));
        g_assert_cmphex (pixel_at (plain, outside.x + 5, outside.y + 5), !=, pixel_at (selected, outside.x + 5, outside.y + 5));
        /* The left border stands between columns 3 and 4: one line, its casing on both sides. */
        inside = ember_heatmap_geometry_get_cell (&fixture.geometry, (EmberCell){ 4, 5 });
        g_assert_cmphex (pixel_at (selected, inside.x - 1, inside.y + 5), ==, pixel_at (selected, inside.x, inside.y + 5));
        g_assert_cmphex (pixel_at (selected, inside.x - 2, inside.y + 5), !=, pixel_at (selected, inside.x - 1, inside.y + 5));
        g_assert_cmphex (pixel_at (selected, inside.x + 1, inside.y + 5), !=, pixel_at (selected, inside.x, inside.y + 5));
        cairo_surface_destroy (plain);
        cairo_surface_destroy (selected);
        heatmap_view_fixture_tear_down (&fixture, NULL);
      }
  ember_platform_set_dark (FALSE);
}

static void
test_the_baseline_is_dashed_and_not_dimmed (void)
{
  for (int is_dark = 0; is_dark < 2; is_dark++)
    {
      HeatmapViewFixture fixture;
      cairo_surface_t *plain, *marked;
      cairo_rectangle_t inside, left;
      g_autoptr (GHashTable) colors = g_hash_table_new (NULL, NULL);

      ember_platform_set_dark (is_dark);
      set_up (&fixture, 20);
      ember_heatmap_view_set_takes_baseline (fixture.view, TRUE);
      inside = ember_heatmap_geometry_get_cell (&fixture.geometry, (EmberCell){ 15, 15 });
      left = ember_heatmap_geometry_get_cell (&fixture.geometry, (EmberCell){ 14, 10 });
      settle ();
      plain = take_picture (&fixture, 1);
      ember_heatmap_view_set_selection (fixture.view, (EmberTimeRange){ BASE + 4 * EMBER_SECOND_NS, BASE + 9 * EMBER_SECOND_NS });
      ember_heatmap_view_set_baseline (fixture.view, (EmberTimeRange){ BASE + 14 * EMBER_SECOND_NS, BASE + 17 * EMBER_SECOND_NS });
      settle ();
      marked = take_picture (&fixture, 1);
      g_assert_cmphex (pixel_at (plain, inside.x + 5, inside.y + 5), ==, pixel_at (marked, inside.x + 5, inside.y + 5));
      /* Two colours alternate along the border: the line's and the casing's. */
      for (int i = 0; i < 40; i++)
        g_hash_table_add (colors, GUINT_TO_POINTER (pixel_at (marked, left.x, left.y + i)));
      g_assert_cmpuint (g_hash_table_size (colors), >=, 2);
      g_assert_cmphex (pixel_at (plain, left.x, left.y), !=, pixel_at (marked, left.x, left.y));
      cairo_surface_destroy (plain);
      cairo_surface_destroy (marked);
      heatmap_view_fixture_tear_down (&fixture, NULL);
    }
  ember_platform_set_dark (FALSE);
}

static void
test_right_to_left_time_still_runs_to_the_right (void)
{
  HeatmapViewFixture fixture;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  set_up (&fixture, 20);
  drive (GTK_WIDGET (fixture.view), "%s mousedown 1 %s mouseup 1", cell_at (&fixture, 3, 8), cell_at (&fixture, 7, 4));
  assert_selection (&fixture, index_of (3, 8), index_of (7, 5));
  heatmap_view_fixture_tear_down (&fixture, NULL);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

int
main (int argc,
      char **argv)
{
  widget_test_init (&argc, &argv);
  g_test_add_func ("/heatmap-view/a-drag-selects-in-order-of-time", test_a_drag_selects_in_order_of_time);
  g_test_add_func ("/heatmap-view/a-backward-drag-selects-the-same", test_a_backward_drag_selects_the_same);
  g_test_add_func ("/heatmap-view/a-drag-that-leaves-the-view-ends-at-its-border", test_a_drag_that_leaves_the_view_ends_at_its_border);
  g_test_add_func ("/heatmap-view/two-clicks-select-with-a-live-preview", test_two_clicks_select_with_a_live_preview);
  g_test_add_func ("/heatmap-view/the-second-click-on-the-same-cell-selects-it", test_the_second_click_on_the_same_cell_selects_it);
  g_test_add_func ("/heatmap-view/a-click-and-enter-select-the-cell", test_a_click_and_enter_select_the_cell);
  g_test_add_func ("/heatmap-view/a-double-click-selects-everything", test_a_double_click_selects_everything);
  g_test_add_func ("/heatmap-view/a-click-on-a-seconds-label-selects-its-column", test_a_click_on_a_seconds_label_selects_its_column);
  g_test_add_func ("/heatmap-view/borders-can-be-dragged", test_borders_can_be_dragged);
  g_test_add_func ("/heatmap-view/the-pointer-tells-what-a-press-would-do", test_the_pointer_tells_what_a_press_would_do);
  g_test_add_func ("/heatmap-view/escape-cancels-a-gesture-and-then-clears", test_escape_cancels_a_gesture_and_then_clears);
  g_test_add_func ("/heatmap-view/escape-cancels-between-two-clicks", test_escape_cancels_between_two_clicks);
  g_test_add_func ("/heatmap-view/arrows-and-enter-select-a-cell", test_arrows_and_enter_select_a_cell);
  g_test_add_func ("/heatmap-view/shift-and-arrows-extend", test_shift_and_arrows_extend);
  g_test_add_func ("/heatmap-view/brackets-step-by-the-selections-length", test_brackets_step_by_the_selections_length);
  g_test_add_func ("/heatmap-view/a-drag-with-control-marks-the-baseline", test_a_drag_with_control_marks_the_baseline);
  g_test_add_func ("/heatmap-view/without-a-baseline-to-take-control-changes-nothing", test_without_a_baseline_to_take_control_changes_nothing);
  g_test_add_func ("/heatmap-view/a-border-of-the-baseline-can-be-dragged", test_a_border_of_the_baseline_can_be_dragged);
  g_test_add_func ("/heatmap-view/brackets-step-both-ranges-and-braces-the-selection", test_brackets_step_both_ranges_and_braces_the_selection);
  g_test_add_func ("/heatmap-view/escape-clears-the-selection-and-then-the-baseline", test_escape_clears_the_selection_and_then_the_baseline);
  g_test_add_func ("/heatmap-view/the-baseline-is-dashed-and-not-dimmed", test_the_baseline_is_dashed_and_not_dimmed);
  g_test_add_func ("/heatmap-view/control-a-selects-everything", test_control_a_selects_everything);
  g_test_add_func ("/heatmap-view/hovering-reads-the-cell-out", test_hovering_reads_the_cell_out);
  g_test_add_func ("/heatmap-view/the-cursor-cell-is-read-out", test_the_cursor_cell_is_read_out);
  g_test_add_func ("/heatmap-view/the-cursor-cell-shows-when-keys-are-used", test_the_cursor_cell_shows_when_keys_are_used);
  g_test_add_func ("/heatmap-view/tab-shows-the-cursor-cell-whatever-the-pointer-rests-on", test_tab_shows_the_cursor_cell_whatever_the_pointer_rests_on);
  g_test_add_func ("/heatmap-view/a-wide-recording-scrolls-while-dragging", test_a_wide_recording_scrolls_while_dragging);
  g_test_add_func ("/heatmap-view/without-samples-nothing-can-be-selected", test_without_samples_nothing_can_be_selected);
  g_test_add_func ("/heatmap-view/no-map-and-maps-that-grow-are-shown", test_no_map_and_maps_that_grow_are_shown);
  g_test_add_func ("/heatmap-view/selection-outlasts-another-number-of-rows", test_selection_outlasts_another_number_of_rows);
  g_test_add_func ("/heatmap-view/a-screen-reader-finds-an-image-called-heat-map", test_a_screen_reader_finds_an_image_called_heat_map);
  g_test_add_func ("/heatmap-view/what-is-not-selected-is-dimmed-and-the-selection-outlined", test_what_is_not_selected_is_dimmed_and_the_selection_outlined);
  g_test_add_func ("/heatmap-view/right-to-left-time-still-runs-to-the-right", test_right_to_left_time_still_runs_to_the_right);
  return g_test_run ();
}
