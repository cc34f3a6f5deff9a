/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "paint/heatmap-painter.h"
#include "support/small-profile.h"
#include "support/widgets.h"
#include "ui/heatmap-view.h"
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
} Fixture;

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

  for (int64_t i = 0; i < 20; i++)
    small_profile_add (builder, BASE + i * (EMBER_SECOND_NS + ROW_NS) + ROW_NS / 2, "java", 1, "cycles", "main", 1);
  fixture->profile = ember_profile_builder_freeze (builder);
  fixture->set = ember_table_set_new (fixture->profile, NULL, 0, true);
  grid = ember_heatmap_grid_new (fixture->profile, EMBER_SECOND_NS, N_ROWS);
  fixture->heatmap = ember_heatmap_new (fixture->set, &grid, NULL);
  fixture->view = EMBER_HEATMAP_VIEW (ember_heatmap_view_new ());
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

/* The reading, when it is worked out. */
static char *
dup_reading (Fixture *fixture)
{
  char *readout;

  for (int i = 0; i < 200; i++)
    {
      g_object_get (fixture->view, "readout", &readout, NULL);
      if (strstr (readout, "of java") != NULL)
        return readout;
      g_free (readout);
      g_usleep (5000);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  g_object_get (fixture->view, "readout", &readout, NULL);
  return readout;
}

static void
assert_reads (Fixture *fixture,
              const char *part)
{
  g_autofree char *readout = dup_reading (fixture);

  if (strstr (readout, part) == NULL)
    g_error ("“%s” is not in “%s”", part, readout);
}

static void
test_a_drag_with_the_ruler_reads_work_and_period (Fixture *fixture,
                                                  gconstpointer data)
{
  drive (GTK_WIDGET (fixture->view), "key m %s mousedown 1 %s mouseup 1", at (fixture, 2, 3), at (fixture, 16, 15));
  assert_reads (fixture, "ms per wakeup");
  assert_reads (fixture, "1 a column");
  assert_reads (fixture, "15 wakeups of java");
  g_assert_true (ember_time_range_is_empty (ember_heatmap_view_get_selection (fixture->view)));
}

static void
test_arrows_move_its_ends (Fixture *fixture,
                           gconstpointer data)
{
  drive (GTK_WIDGET (fixture->view), "key Right key m key Up key Up");
  assert_reads (fixture, "lasts 150 ms");
  drive (GTK_WIDGET (fixture->view), "key shift+Up");
  assert_reads (fixture, "lasts 100 ms");
  drive (GTK_WIDGET (fixture->view), "key Right");
  assert_reads (fixture, "1 column, 1 row: 1.05 s");
}

static void
test_another_spacing_can_be_told (Fixture *fixture,
                                  gconstpointer data)
{
  drive (GTK_WIDGET (fixture->view), "key m %s mousedown 1 %s mouseup 1 key period", at (fixture, 2, 2), at (fixture, 16, 16));
  assert_reads (fixture, "2 a column");
  drive (GTK_WIDGET (fixture->view), "key comma key comma");
  assert_reads (fixture, "one each 2 columns");
}

static void
test_escape_takes_it_off_and_puts_it_away (Fixture *fixture,
                                           gconstpointer data)
{
  drive (GTK_WIDGET (fixture->view), "key m %s mousedown 1 %s mouseup 1 key Escape", at (fixture, 2, 2), at (fixture, 16, 16));
  assert_reads (fixture, "drag along a line");
  drive (GTK_WIDGET (fixture->view), "key Escape %s mousedown 1 %s mouseup 1", at (fixture, 4, 0), at (fixture, 6, 19));
  g_assert_false (ember_time_range_is_empty (ember_heatmap_view_get_selection (fixture->view)));
}

static void
text_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static void
test_control_c_copies_the_reading (Fixture *fixture,
                                   gconstpointer data)
{
  char *text = NULL;

  drive (GTK_WIDGET (fixture->view), "key m %s mousedown 1 %s mouseup 1", at (fixture, 2, 2), at (fixture, 16, 16));
  g_free (dup_reading (fixture));
  drive (GTK_WIDGET (fixture->view), "key ctrl+c");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (fixture->view)), NULL, text_cb, &text);
  while (text == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (text, "ms per wakeup\n"));
  g_free (text);
}

int
main (int argc,
      char *argv[])
{
  widget_test_init (&argc, &argv);
  g_test_add ("/heatmap-view-ruler/a-drag-with-the-ruler-reads-work-and-period", Fixture, NULL, set_up, test_a_drag_with_the_ruler_reads_work_and_period, tear_down);
  g_test_add ("/heatmap-view-ruler/arrows-move-its-ends", Fixture, NULL, set_up, test_arrows_move_its_ends, tear_down);
  g_test_add ("/heatmap-view-ruler/another-spacing-can-be-told", Fixture, NULL, set_up, test_another_spacing_can_be_told, tear_down);
  g_test_add ("/heatmap-view-ruler/escape-takes-it-off-and-puts-it-away", Fixture, NULL, set_up, test_escape_takes_it_off_and_puts_it_away, tear_down);
  g_test_add ("/heatmap-view-ruler/control-c-copies-the-reading", Fixture, NULL, set_up, test_control_c_copies_the_reading, tear_down);
  return g_test_run ();
}
