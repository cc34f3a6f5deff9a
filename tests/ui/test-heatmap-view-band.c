/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/heatmap-view.h"

#include "paint/heatmap-painter.h"
#include "support/small-profile.h"
#include "support/widgets.h"
#include "ui/platform.h"

#define BASE (8122 * EMBER_SECOND_NS)
#define WIDTH 700
#define HEIGHT 300
#define N_ROWS 20
#define ROW_NS (EMBER_SECOND_NS / N_ROWS)

/* A view in a window on an X server, with a recording of 20 seconds. */
typedef struct
{
  GtkWidget *window;
  EmberHeatmapView *view;
  EmberProfile *profile;
  EmberTableSet *set;
  EmberHeatmap *heatmap;
  EmberHeatmapGeometry geometry;
  guint n_finals;
} Fixture;

static void
selection_changed_cb (EmberHeatmapView *view,
                      gboolean is_preview,
                      Fixture *fixture)
{
  fixture->n_finals += !is_preview;
}

static void
place (Fixture *fixture)
{
  EmberHeatmapStyle style = { .is_rtl = gtk_widget_get_direction (GTK_WIDGET (fixture->view)) == GTK_TEXT_DIR_RTL };
  GtkWidget *scrollbar = gtk_widget_get_first_child (GTK_WIDGET (fixture->view));
  int bar_height;
  const PangoFontDescription *font = pango_context_get_font_description (gtk_widget_get_pango_context (GTK_WIDGET (fixture->view)));

  gtk_widget_measure (scrollbar, GTK_ORIENTATION_VERTICAL, -1, &bar_height, NULL, NULL, NULL);
  ember_theme_init_light (&style.theme);
  g_strlcpy (style.theme.font_family, pango_font_description_get_family (font), sizeof style.theme.font_family);
  style.theme.font_px = (double) pango_font_description_get_size (font) / PANGO_SCALE;
  if (!pango_font_description_get_size_is_absolute (font))
    style.theme.font_px *= 96.0 / 72;
  ember_heatmap_painter_place (&fixture->geometry, fixture->heatmap, &style, gtk_widget_get_width (GTK_WIDGET (fixture->view)),
                               gtk_widget_get_height (GTK_WIDGET (fixture->view)) - bar_height, 1, false);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();
  EmberHeatmapGrid grid;

  for (int i = 0; i < 20; i++)
    small_profile_add (builder, BASE + i * EMBER_SECOND_NS, "java", 1, "cycles", "main", 1);
  fixture->profile = ember_profile_builder_freeze (builder);
  fixture->set = ember_table_set_new (fixture->profile, NULL, 0, true);
  grid = ember_heatmap_grid_new (fixture->profile, EMBER_SECOND_NS, N_ROWS);
  fixture->heatmap = ember_heatmap_new (fixture->set, &grid, NULL);
  fixture->view = EMBER_HEATMAP_VIEW (ember_heatmap_view_new ());
  g_signal_connect (fixture->view, "selection-changed", G_CALLBACK (selection_changed_cb), fixture);
  ember_heatmap_view_set_takes_band (fixture->view, TRUE);
  ember_heatmap_view_set_heatmap (fixture->view, fixture->heatmap);
  ember_heatmap_view_set_table_set (fixture->view, fixture->set);
  fixture->window = show_in_window (GTK_WIDGET (fixture->view), WIDTH, HEIGHT);
  place (fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->view), (gpointer *) &fixture->view);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  wait_until_gone ((gpointer *) &fixture->view);
  ember_heatmap_unref (fixture->heatmap);
  ember_table_set_free (fixture->set);
  ember_profile_unref (fixture->profile);
}

/* The middle of a cell, as drive() takes it. */
static const char *
at (Fixture *fixture,
    uint32_t column,
    uint32_t row)
{
  static char places[4][32];
  static int next;
  const cairo_rectangle_t r = ember_heatmap_geometry_get_cell (&fixture->geometry, (EmberCell){ column, row });

  next = (next + 1) % 4;
  g_snprintf (places[next], sizeof places[next], "@%d,%d", (int) (r.x + r.width / 2), (int) (r.y + r.height / 2));
  return places[next];
}

/* Columns [begin, end), and rows [low, high) of each; no rows: no band. */
static void
assert_band (Fixture *fixture,
             int64_t begin,
             int64_t end,
             int64_t low,
             int64_t high)
{
  const EmberTimeRange range = ember_heatmap_view_get_selection (fixture->view);
  const EmberBand band = ember_heatmap_view_get_band (fixture->view);
  const EmberBand expected = { BASE, high > low ? EMBER_SECOND_NS : 0, low * ROW_NS, high * ROW_NS };

  g_assert_cmpint (range.begin_ns, ==, BASE + begin * EMBER_SECOND_NS);
  g_assert_cmpint (range.end_ns, ==, BASE + end * EMBER_SECOND_NS);
  g_assert_true (ember_band_equal (&band, &expected));
}

static void
test_a_drag_with_alt_selects_a_rectangle (Fixture *fixture,
                                          gconstpointer data)
{
  drive (GTK_WIDGET (fixture->view), "%s keydown alt mousedown 1 %s mouseup 1 keyup alt", at (fixture, 12, 8), at (fixture, 4, 5));
  assert_band (fixture, 4, 13, 5, 9);
  g_assert_cmpuint (fixture->n_finals, ==, 1);
}

static void
test_a_drag_without_alt_forgets_the_band (Fixture *fixture,
                                          gconstpointer data)
{
  ember_heatmap_view_set_banded_selection (fixture->view, (EmberTimeRange){ BASE, BASE + 5 * EMBER_SECOND_NS }, (EmberBand){ BASE, EMBER_SECOND_NS, 0, ROW_NS });
  drive (GTK_WIDGET (fixture->view), "%s mousedown 1 %s mouseup 1", at (fixture, 8, 0), at (fixture, 11, 19));
  assert_band (fixture, 8, 12, 0, 0);
}

static void
test_brackets_keep_the_band (Fixture *fixture,
                             gconstpointer data)
{
  ember_heatmap_view_set_banded_selection (fixture->view, (EmberTimeRange){ BASE, BASE + 5 * EMBER_SECOND_NS }, (EmberBand){ BASE, EMBER_SECOND_NS, 2 * ROW_NS, 3 * ROW_NS });
  drive (GTK_WIDGET (fixture->view), "key bracketright");
  assert_band (fixture, 5, 10, 2, 3);
}

static void
test_escape_gives_up_a_rectangle_and_then_clears_the_band (Fixture *fixture,
                                                           gconstpointer data)
{
  ember_heatmap_view_set_banded_selection (fixture->view, (EmberTimeRange){ BASE, BASE + 5 * EMBER_SECOND_NS }, (EmberBand){ BASE, EMBER_SECOND_NS, 2 * ROW_NS, 3 * ROW_NS });
  drive (GTK_WIDGET (fixture->view), "%s keydown alt mousedown 1 %s keyup alt key Escape mouseup 1", at (fixture, 12, 8), at (fixture, 14, 5));
  assert_band (fixture, 0, 5, 2, 3);
  drive (GTK_WIDGET (fixture->view), "key Escape");
  g_assert_true (ember_time_range_is_empty (ember_heatmap_view_get_selection (fixture->view)));
  g_assert_cmpint (ember_heatmap_view_get_band (fixture->view).column_ns, ==, 0);
}

static void
test_escape_clears_a_band_of_everything (Fixture *fixture,
                                         gconstpointer data)
{
  gboolean has_selection;

  ember_heatmap_view_set_banded_selection (fixture->view, (EmberTimeRange){ 0, 0 }, (EmberBand){ BASE, EMBER_SECOND_NS, 2 * ROW_NS, 3 * ROW_NS });
  g_object_get (fixture->view, "has-selection", &has_selection, NULL);
  g_assert_true (has_selection);
  drive (GTK_WIDGET (fixture->view), "key Escape");
  g_assert_cmpint (ember_heatmap_view_get_band (fixture->view).column_ns, ==, 0);
}

static void
test_alt_shift_and_arrows_make_a_band (Fixture *fixture,
                                       gconstpointer data)
{
  drive (GTK_WIDGET (fixture->view), "key Right key Up key alt+shift+Right key alt+shift+Right key alt+shift+Up");
  assert_band (fixture, 1, 4, 1, 3);
}

static void
test_a_view_that_takes_no_band_selects_a_range (Fixture *fixture,
                                                gconstpointer data)
{
  ember_heatmap_view_set_takes_band (fixture->view, FALSE);
  drive (GTK_WIDGET (fixture->view), "%s keydown alt mousedown 1 %s mouseup 1 keyup alt", at (fixture, 4, 0), at (fixture, 8, 19));
  assert_band (fixture, 4, 9, 0, 0);
}

int
main (int argc,
      char *argv[])
{
  widget_test_init (&argc, &argv);
  g_test_add ("/heatmap-view-band/a-drag-with-alt-selects-a-rectangle", Fixture, NULL, set_up, test_a_drag_with_alt_selects_a_rectangle, tear_down);
  g_test_add ("/heatmap-view-band/a-drag-without-alt-forgets-the-band", Fixture, NULL, set_up, test_a_drag_without_alt_forgets_the_band, tear_down);
  g_test_add ("/heatmap-view-band/brackets-keep-the-band", Fixture, NULL, set_up, test_brackets_keep_the_band, tear_down);
  g_test_add ("/heatmap-view-band/escape-gives-up-a-rectangle-and-then-clears-the-band", Fixture, NULL, set_up, test_escape_gives_up_a_rectangle_and_then_clears_the_band, tear_down);
  g_test_add ("/heatmap-view-band/escape-clears-a-band-of-everything", Fixture, NULL, set_up, test_escape_clears_a_band_of_everything, tear_down);
  g_test_add ("/heatmap-view-band/alt-shift-and-arrows-make-a-band", Fixture, NULL, set_up, test_alt_shift_and_arrows_make_a_band, tear_down);
  g_test_add ("/heatmap-view-band/a-view-that-takes-no-band-selects-a-range", Fixture, NULL, set_up, test_a_view_that_takes_no_band_selects_a_range, tear_down);
  return g_test_run ();
}
