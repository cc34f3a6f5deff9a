/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "support/heatmap-view-fixture.h"
#include "support/small-profile.h"
#include "support/widgets.h"
#include "ui/heatmap-view.h"

#define BASE (8122 * EMBER_SECOND_NS)
#define WIDTH 700
#define HEIGHT 300
#define N_ROWS 20
#define ROW_NS (EMBER_SECOND_NS / N_ROWS)

static void
set_up (HeatmapViewFixture *fixture,
        gconstpointer data)
{
  EmberProfileBuilder *builder = ember_profile_builder_new ();

  for (int64_t i = 0; i < 20; i++)
    small_profile_add (builder, BASE + i * (EMBER_SECOND_NS + ROW_NS) + ROW_NS / 2, "java", 1, "cycles", "main", 1);
  heatmap_view_fixture_set_up (fixture, builder, N_ROWS, WIDTH, HEIGHT);
}

/* The reading, when it is worked out. */
static char *
dup_reading (HeatmapViewFixture *fixture)
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
assert_reads (HeatmapViewFixture *fixture,
              const char *part)
{
  g_autofree char *readout = dup_reading (fixture);

  if (strstr (readout, part) == NULL)
    g_error ("“%s” is not in “%s”", part, readout);
}

static void
test_a_drag_with_the_ruler_reads_work_and_period (HeatmapViewFixture *fixture,
                                                  gconstpointer data)
{
  drive (GTK_WIDGET (fixture->view), "key m %s mousedown 1 %s mouseup 1", cell_at (fixture, 2, 3), cell_at (fixture, 16, 15));
  assert_reads (fixture, "ms per wakeup");
  assert_reads (fixture, "1 a column");
  assert_reads (fixture, "15 wakeups of java");
  g_assert_true (ember_time_range_is_empty (ember_heatmap_view_get_selection (fixture->view)));
}

static void
test_arrows_move_its_ends (HeatmapViewFixture *fixture,
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
test_another_spacing_can_be_told (HeatmapViewFixture *fixture,
                                  gconstpointer data)
{
  drive (GTK_WIDGET (fixture->view), "key m %s mousedown 1 %s mouseup 1 key period", cell_at (fixture, 2, 2), cell_at (fixture, 16, 16));
  assert_reads (fixture, "2 a column");
  drive (GTK_WIDGET (fixture->view), "key comma key comma");
  assert_reads (fixture, "one each 2 columns");
}

static void
test_escape_takes_it_off_and_puts_it_away (HeatmapViewFixture *fixture,
                                           gconstpointer data)
{
  drive (GTK_WIDGET (fixture->view), "key m %s mousedown 1 %s mouseup 1 key Escape", cell_at (fixture, 2, 2), cell_at (fixture, 16, 16));
  assert_reads (fixture, "drag along a line");
  drive (GTK_WIDGET (fixture->view), "key Escape %s mousedown 1 %s mouseup 1", cell_at (fixture, 4, 0), cell_at (fixture, 6, 19));
  g_assert_false (ember_time_range_is_empty (ember_heatmap_view_get_selection (fixture->view)));
}

/* What a button beside the map is bound to. */
static void
test_whether_it_is_on_is_told_and_can_be_set (HeatmapViewFixture *fixture,
                                              gconstpointer data)
{
  g_autoptr (GtkWidget) button = g_object_ref_sink (gtk_toggle_button_new ());

  g_object_bind_property (fixture->view, "ruler", button, "active", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  drive (GTK_WIDGET (fixture->view), "key m");
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  drive (GTK_WIDGET (fixture->view), "%s mousedown 1 %s mouseup 1 key Escape", cell_at (fixture, 2, 2), cell_at (fixture, 16, 16));
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  drive (GTK_WIDGET (fixture->view), "key Escape");
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  drive (GTK_WIDGET (fixture->view), "%s mousedown 1 %s mouseup 1", cell_at (fixture, 2, 2), cell_at (fixture, 16, 16));
  assert_reads (fixture, "1 a column");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), FALSE);
  settle ();
  g_assert_true (ember_time_range_is_empty (ember_heatmap_view_get_selection (fixture->view)));
}

static void
text_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static void
test_control_c_copies_the_reading (HeatmapViewFixture *fixture,
                                   gconstpointer data)
{
  char *text = NULL;

  drive (GTK_WIDGET (fixture->view), "key m %s mousedown 1 %s mouseup 1", cell_at (fixture, 2, 2), cell_at (fixture, 16, 16));
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
  g_test_add ("/heatmap-view-ruler/a-drag-with-the-ruler-reads-work-and-period", HeatmapViewFixture, NULL, set_up, test_a_drag_with_the_ruler_reads_work_and_period, heatmap_view_fixture_tear_down);
  g_test_add ("/heatmap-view-ruler/arrows-move-its-ends", HeatmapViewFixture, NULL, set_up, test_arrows_move_its_ends, heatmap_view_fixture_tear_down);
  g_test_add ("/heatmap-view-ruler/another-spacing-can-be-told", HeatmapViewFixture, NULL, set_up, test_another_spacing_can_be_told, heatmap_view_fixture_tear_down);
  g_test_add ("/heatmap-view-ruler/escape-takes-it-off-and-puts-it-away", HeatmapViewFixture, NULL, set_up, test_escape_takes_it_off_and_puts_it_away, heatmap_view_fixture_tear_down);
  g_test_add ("/heatmap-view-ruler/whether-it-is-on-is-told-and-can-be-set", HeatmapViewFixture, NULL, set_up, test_whether_it_is_on_is_told_and_can_be_set, heatmap_view_fixture_tear_down);
  g_test_add ("/heatmap-view-ruler/control-c-copies-the-reading", HeatmapViewFixture, NULL, set_up, test_control_c_copies_the_reading, heatmap_view_fixture_tear_down);
  return g_test_run ();
}
