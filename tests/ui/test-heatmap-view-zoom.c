/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/heatmap-view-zoom.h"

#include "support/heatmap-view-fixture.h"
#include "support/small-profile.h"
#include "support/widgets.h"

#define BASE (8122 * EMBER_SECOND_NS)
#define WIDTH 700
#define HEIGHT 300
#define N_ROWS 20

typedef HeatmapViewFixture Fixture;

/* A recording of @n_columns seconds with a sample in each. */
static void
set_up (Fixture *fixture,
        uint32_t n_columns)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  for (uint32_t i = 0; i < n_columns; i++)
    small_profile_add (builder, BASE + i * EMBER_SECOND_NS + (i % N_ROWS) * (EMBER_SECOND_NS / N_ROWS), "java", 1, "cycles", "main", 1);
  heatmap_view_fixture_set_up (fixture, builder, N_ROWS, WIDTH, HEIGHT);
}

/* The middle of a cell as it stands now, as drive() takes it. */
static const char *
at (Fixture *fixture,
    uint32_t column,
    uint32_t row)
{
  static char places[4][32];
  static int next;
  const cairo_rectangle_t r = ember_heatmap_geometry_get_cell (&fixture->view->geometry, (EmberCell){ column, row });

  next = (next + 1) % 4;
  g_snprintf (places[next], sizeof places[next], "@%d,%d", (int) (r.x + r.width / 2), (int) (r.y + r.height / 2));
  return places[next];
}

static char *
dup_readout (Fixture *fixture)
{
  char *readout;

  g_object_get (fixture->view, "readout", &readout, NULL);
  return readout;
}

/* Columns that are seen, whole or in part. */
static uint32_t
count_columns (Fixture *fixture)
{
  uint32_t begin, end;

  ember_heatmap_geometry_get_visible_columns (&fixture->view->geometry, &begin, &end);
  return end - begin;
}

static uint32_t
count_rows (Fixture *fixture)
{
  uint32_t begin, end;

  ember_heatmap_geometry_get_visible_rows (&fixture->view->geometry, &begin, &end);
  return end - begin;
}

static void
test_the_wheel_zooms_at_the_pointer (void)
{
  Fixture fixture;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  set_up (&fixture, 60);
  drive (GTK_WIDGET (fixture.view), "%s", at (&fixture, 40, 3));
  before = dup_readout (&fixture);
  drive (GTK_WIDGET (fixture.view), "click 4 click 4 click 4 click 4");
  after = dup_readout (&fixture);
  g_assert_true (g_str_has_prefix (before, "40.150"));
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (count_columns (&fixture), >=, 24);
  g_assert_cmpuint (count_columns (&fixture), <=, 27);
  g_assert_cmpuint (count_rows (&fixture), ==, N_ROWS);
  drive (GTK_WIDGET (fixture.view), "click 5 click 5 click 5 click 5 click 5");
  g_assert_cmpuint (count_columns (&fixture), ==, 60);
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_the_wheel_with_control_zooms_rows_too (void)
{
  Fixture fixture;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  set_up (&fixture, 60);
  drive (GTK_WIDGET (fixture.view), "%s", at (&fixture, 40, 15));
  before = dup_readout (&fixture);
  drive (GTK_WIDGET (fixture.view), "keydown ctrl click 4 click 4 click 4 click 4 keyup ctrl");
  after = dup_readout (&fixture);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (count_columns (&fixture), <=, 27);
  g_assert_cmpuint (count_rows (&fixture), <=, 10);
  g_assert_true (gtk_widget_get_child_visible (fixture.view->row_bar));
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_the_wheel_beside_the_map_zooms_rows_alone (void)
{
  Fixture fixture;

  set_up (&fixture, 60);
  drive (GTK_WIDGET (fixture.view), "@10,150 click 4 click 4 click 4");
  g_assert_cmpuint (count_columns (&fixture), ==, 60);
  g_assert_cmpuint (count_rows (&fixture), <=, 12);
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_zooming_out_a_long_recording_shows_all_of_it (void)
{
  Fixture fixture;

  set_up (&fixture, 3000);
  g_assert_cmpuint (count_columns (&fixture), <, 700);
  drive (GTK_WIDGET (fixture.view), "%s click --repeat 12 --delay 1 5", at (&fixture, 100, 3));
  g_assert_cmpuint (count_columns (&fixture), ==, 3000);
  drive (GTK_WIDGET (fixture.view), "key 0");
  g_assert_cmpuint (count_columns (&fixture), <, 700);
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_the_wheel_with_shift_pans (void)
{
  Fixture fixture;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *back = NULL;

  set_up (&fixture, 3000);
  drive (GTK_WIDGET (fixture.view), "%s", at (&fixture, 100, 3));
  before = dup_readout (&fixture);
  drive (GTK_WIDGET (fixture.view), "keydown shift click 5 keyup shift");
  after = dup_readout (&fixture);
  drive (GTK_WIDGET (fixture.view), "keydown shift click 4 keyup shift");
  back = dup_readout (&fixture);
  g_assert_true (g_str_has_prefix (before, "100.150"));
  g_assert_cmpfloat (g_ascii_strtod (after, NULL), >, 150);
  g_assert_cmpstr (back, ==, before);
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_the_middle_button_drags_the_map (void)
{
  Fixture fixture;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  set_up (&fixture, 60);
  drive (GTK_WIDGET (fixture.view), "%s keydown ctrl click --repeat 6 4 keyup ctrl", at (&fixture, 30, 10));
  before = dup_readout (&fixture);
  drive (GTK_WIDGET (fixture.view), "mousedown 2 @250,170 @200,190 mouseup 2");
  after = dup_readout (&fixture);
  g_assert_cmpstr (after, ==, before);
  g_assert_true (ember_time_range_is_empty (ember_heatmap_view_get_selection (fixture.view)));
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_keys_zoom_and_pan (void)
{
  Fixture fixture;
  double begin_ns;

  set_up (&fixture, 60);
  drive (GTK_WIDGET (fixture.view), "@2,2 key plus");
  g_assert_cmpuint (count_columns (&fixture), <=, 40);
  g_assert_cmpuint (count_rows (&fixture), ==, N_ROWS);
  drive (GTK_WIDGET (fixture.view), "key ctrl+plus");
  g_assert_cmpuint (count_columns (&fixture), <=, 26);
  g_assert_cmpuint (count_rows (&fixture), <=, 14);
  begin_ns = fixture.view->zoom.begin_ns;
  drive (GTK_WIDGET (fixture.view), "key ctrl+Right");
  g_assert_cmpfloat (fixture.view->zoom.begin_ns, >, begin_ns);
  drive (GTK_WIDGET (fixture.view), "key ctrl+Left");
  g_assert_cmpfloat_with_epsilon (fixture.view->zoom.begin_ns, begin_ns, 1e6);
  drive (GTK_WIDGET (fixture.view), "key ctrl+minus key minus");
  g_assert_cmpuint (count_columns (&fixture), ==, 60);
  g_assert_cmpuint (count_rows (&fixture), ==, N_ROWS);
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_selecting_takes_the_cells_that_are_seen (void)
{
  Fixture fixture;
  EmberTimeRange range;

  set_up (&fixture, 60);
  drive (GTK_WIDGET (fixture.view), "%s keydown ctrl click --repeat 6 4 keyup ctrl", at (&fixture, 30, 10));
  drive (GTK_WIDGET (fixture.view), "%s mousedown 1 %s mouseup 1", at (&fixture, 29, 9), at (&fixture, 32, 11));
  range = ember_heatmap_view_get_selection (fixture.view);
  g_assert_cmpint (range.begin_ns, ==, BASE + 29 * EMBER_SECOND_NS + 9 * (EMBER_SECOND_NS / N_ROWS));
  g_assert_cmpint (range.end_ns, ==, BASE + 32 * EMBER_SECOND_NS + 12 * (EMBER_SECOND_NS / N_ROWS));
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_the_window_of_the_overview_is_dragged (void)
{
  Fixture fixture;
  GtkWidget *overview;
  double length_ns;
  int width;

  set_up (&fixture, 60);
  overview = fixture.view->overview;
  g_assert_true (gtk_widget_get_child_visible (overview));
  drive (GTK_WIDGET (fixture.view), "%s click --repeat 6 4", at (&fixture, 30, 10));
  g_assert_true (gtk_widget_get_child_visible (overview));
  width = gtk_widget_get_width (overview);
  length_ns = fixture.view->zoom.length_ns;
  drive (overview, "@%d,9 mousedown 1 @%d,9 mouseup 1", width / 2, width * 3 / 4);
  g_assert_cmpfloat_with_epsilon (fixture.view->zoom.begin_ns + length_ns / 2, 45e9, 0.7e9);
  g_assert_cmpfloat_with_epsilon (fixture.view->zoom.length_ns, length_ns, 1);
  drive (overview, "@%d,9 click 1", width / 4);
  g_assert_cmpfloat_with_epsilon (fixture.view->zoom.begin_ns + length_ns / 2, 15e9, 0.2e9);
  drive (overview, "@%d,9 mousedown 1 @%d,9 mouseup 1", (int) ((fixture.view->zoom.begin_ns + length_ns) / 60e9 * width) - 1, width - 1);
  g_assert_cmpfloat_with_epsilon (fixture.view->zoom.begin_ns + fixture.view->zoom.length_ns, 60e9, 0.3e9);
  g_assert_cmpfloat (fixture.view->zoom.length_ns, >, 2 * length_ns);
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_z_fills_the_width_with_the_selection (void)
{
  Fixture fixture;

  set_up (&fixture, 60);
  drive (GTK_WIDGET (fixture.view), "%s mousedown 1 %s mouseup 1 key z", at (&fixture, 20, 0), at (&fixture, 29, 19));
  g_assert_cmpuint (count_columns (&fixture), ==, 10);
  g_assert_cmpfloat (fixture.view->zoom.begin_ns, ==, 20e9);
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

/* At the upper end as at the right one. */
static void
test_a_drag_at_the_end_of_what_is_seen_goes_on (void)
{
  Fixture fixture;
  EmberTimeRange range;
  int n_waits = 0;

  set_up (&fixture, 60);
  drive (GTK_WIDGET (fixture.view), "%s keydown ctrl click --repeat 6 4 keyup ctrl", at (&fixture, 10, 2));
  g_assert_cmpuint (count_rows (&fixture), <, 8);
  drive (GTK_WIDGET (fixture.view), "%s mousedown 1 @%d,%d", at (&fixture, 10, 2), WIDTH - 30, 20);
  do
    {
      run_for (50);
      range = ember_heatmap_view_get_selection (fixture.view);
    }
  while (range.end_ns < BASE + 60 * EMBER_SECOND_NS && ++n_waits < 400);
  drive (GTK_WIDGET (fixture.view), "mouseup 1");
  g_assert_cmpint (range.begin_ns, ==, BASE + 10 * EMBER_SECOND_NS + 2 * (EMBER_SECOND_NS / N_ROWS));
  g_assert_cmpint (range.end_ns, ==, BASE + 60 * EMBER_SECOND_NS);
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_the_cursor_stays_in_sight (void)
{
  Fixture fixture;
  cairo_rectangle_t plot;
  cairo_rectangle_t cell;

  set_up (&fixture, 60);
  drive (GTK_WIDGET (fixture.view), "%s keydown ctrl click --repeat 6 4 keyup ctrl @2,2 key End key --repeat 19 Up", at (&fixture, 10, 2));
  plot = ember_heatmap_geometry_get_plot (&fixture.view->geometry);
  g_assert_cmpuint (fixture.view->cursor.column, ==, 59);
  g_assert_cmpuint (fixture.view->cursor.row, ==, N_ROWS - 1);
  cell = ember_heatmap_geometry_get_cell (&fixture.view->geometry, fixture.view->cursor);
  g_assert_cmpfloat (cell.x, >=, plot.x);
  g_assert_cmpfloat (cell.x + cell.width, <=, plot.x + plot.width + 1);
  g_assert_cmpfloat (cell.y, >=, plot.y - 1);
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

static void
test_another_grid_shows_the_same_time (void)
{
  Fixture fixture;
  EmberHeatmapGrid grid = { BASE, 2 * EMBER_SECOND_NS, 30, 10, false };
  g_autoptr (EmberHeatmap) heatmap = NULL;
  EmberTimeRange before;
  EmberTimeRange after;
  uint32_t column;

  set_up (&fixture, 60);
  drive (GTK_WIDGET (fixture.view), "%s click --repeat 6 4 key Right", at (&fixture, 40, 2));
  column = fixture.view->cursor.column;
  g_assert_cmpuint (column, >, 25);
  before = ember_heatmap_zoom_get_range (&fixture.view->geometry);
  heatmap = ember_heatmap_new_from_counts (&grid, g_new0 (uint32_t, 300), ember_heatmap_grid_get_range (&grid));
  ember_heatmap_view_set_heatmap (fixture.view, heatmap);
  after = ember_heatmap_zoom_get_range (&fixture.view->geometry);
  g_assert_cmpfloat_with_epsilon ((double) before.begin_ns, (double) after.begin_ns, 4e7);
  g_assert_cmpfloat_with_epsilon ((double) before.end_ns, (double) after.end_ns, 4e7);
  g_assert_cmpuint (fixture.view->cursor.column, ==, column / 2);
  heatmap_view_fixture_tear_down (&fixture, NULL);
}

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/heatmap-view-zoom/the-wheel-zooms-at-the-pointer", test_the_wheel_zooms_at_the_pointer);
  g_test_add_func ("/heatmap-view-zoom/the-wheel-with-control-zooms-rows-too", test_the_wheel_with_control_zooms_rows_too);
  g_test_add_func ("/heatmap-view-zoom/the-wheel-beside-the-map-zooms-rows-alone", test_the_wheel_beside_the_map_zooms_rows_alone);
  g_test_add_func ("/heatmap-view-zoom/zooming-out-a-long-recording-shows-all-of-it", test_zooming_out_a_long_recording_shows_all_of_it);
  g_test_add_func ("/heatmap-view-zoom/the-wheel-with-shift-pans", test_the_wheel_with_shift_pans);
  g_test_add_func ("/heatmap-view-zoom/the-middle-button-drags-the-map", test_the_middle_button_drags_the_map);
  g_test_add_func ("/heatmap-view-zoom/keys-zoom-and-pan", test_keys_zoom_and_pan);
  g_test_add_func ("/heatmap-view-zoom/selecting-takes-the-cells-that-are-seen", test_selecting_takes_the_cells_that_are_seen);
  g_test_add_func ("/heatmap-view-zoom/the-window-of-the-overview-is-dragged", test_the_window_of_the_overview_is_dragged);
  g_test_add_func ("/heatmap-view-zoom/z-fills-the-width-with-the-selection", test_z_fills_the_width_with_the_selection);
  g_test_add_func ("/heatmap-view-zoom/a-drag-at-the-end-of-what-is-seen-goes-on", test_a_drag_at_the_end_of_what_is_seen_goes_on);
  g_test_add_func ("/heatmap-view-zoom/the-cursor-stays-in-sight", test_the_cursor_stays_in_sight);
  g_test_add_func ("/heatmap-view-zoom/another-grid-shows-the-same-time", test_another_grid_shows_the_same_time);
  return g_test_run ();
}
