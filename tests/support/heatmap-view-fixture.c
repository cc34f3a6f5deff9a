/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/heatmap-view-fixture.h"

#include "paint/heatmap-painter.h"
#include "support/widgets.h"

static void
selection_changed_cb (EmberHeatmapView *view,
                      gboolean is_preview,
                      HeatmapViewFixture *fixture)
{
  if (is_preview)
    fixture->n_previews++;
  else
    fixture->n_finals++;
}

static void
baseline_changed_cb (EmberHeatmapView *view,
                     gboolean is_preview,
                     HeatmapViewFixture *fixture)
{
  fixture->n_baselines += !is_preview;
}

void
heatmap_view_fixture_place (HeatmapViewFixture *fixture)
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

void
heatmap_view_fixture_set_up (HeatmapViewFixture *fixture,
                             EmberProfileBuilder *builder,
                             uint32_t n_rows,
                             int width,
                             int height)
{
  EmberHeatmapGrid grid;

  *fixture = (HeatmapViewFixture){ 0 };
  fixture->profile = ember_profile_builder_freeze (builder);
  fixture->set = ember_table_set_new (fixture->profile, NULL, 0, true);
  grid = ember_heatmap_grid_new (fixture->profile, EMBER_SECOND_NS, n_rows);
  fixture->heatmap = ember_heatmap_new (fixture->set, &grid, NULL);
  fixture->view = EMBER_HEATMAP_VIEW (ember_heatmap_view_new ());
  g_signal_connect (fixture->view, "selection-changed", G_CALLBACK (selection_changed_cb), fixture);
  g_signal_connect (fixture->view, "baseline-changed", G_CALLBACK (baseline_changed_cb), fixture);
  ember_heatmap_view_set_heatmap (fixture->view, fixture->heatmap);
  ember_heatmap_view_set_table_set (fixture->view, fixture->set);
  fixture->window = show_in_window (GTK_WIDGET (fixture->view), width, height);
  heatmap_view_fixture_place (fixture);
}

void
heatmap_view_fixture_tear_down (HeatmapViewFixture *fixture,
                                gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->view), (gpointer *) &fixture->view);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  wait_until_gone ((gpointer *) &fixture->view);
  ember_heatmap_unref (fixture->heatmap);
  ember_table_set_free (fixture->set);
  ember_profile_unref (fixture->profile);
}

const char *
cell_at (HeatmapViewFixture *fixture,
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
