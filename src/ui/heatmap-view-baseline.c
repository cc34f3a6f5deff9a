/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <gtk/gtk.h>

#include "ui/heatmap-view-private.h"
#include "ui/heatmap-view-zoom.h"
#include "ui/widget-theme.h"

#define LINE 2.0
#define CASING 1.0
#define DASH 7.0
#define GAP 4.0
#define WORD_PADDING 4.0

static void
append (GtkSnapshot *snapshot,
        EmberColor color,
        double x,
        double y,
        double width,
        double height)
{
  const GdkRGBA rgba = ember_color_to_rgba (color);

  gtk_snapshot_append_color (snapshot, &rgba, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height));
}

/* The pieces of a line that lie in the plot; they stand where they are, however the map is scrolled. */
static void
draw_dashes (GtkSnapshot *snapshot,
             const EmberTheme *theme,
             const cairo_rectangle_t *line,
             const cairo_rectangle_t *plot)
{
  const bool is_upright = line->width == 0;
  const double begin = is_upright ? line->y : MAX (line->x, plot->x);
  const double end = is_upright ? line->y + line->height : MIN (line->x + line->width, plot->x + plot->width);
  const double wide = LINE + 2 * CASING;

  if (is_upright)
    append (snapshot, theme->background, line->x - wide / 2, begin, wide, end - begin);
  else if (end > begin)
    append (snapshot, theme->background, begin, line->y - wide / 2, end - begin, wide);
  for (double at = begin; at < end; at += DASH + GAP)
    {
      const double length = MIN (DASH, end - at);

      if (is_upright)
        append (snapshot, theme->baseline, line->x - LINE / 2, at, LINE, length);
      else
        append (snapshot, theme->baseline, at, line->y - LINE / 2, length, LINE);
    }
}

/* A tag where the range begins, at the top of its first column. */
static void
draw_word (EmberHeatmapView *self,
           GtkSnapshot *snapshot,
           const EmberHeatmapSelection *selection,
           const cairo_rectangle_t *plot)
{
  const EmberTheme *theme = &self->style.theme;
  const GdkRGBA text = ember_color_to_rgba (ember_color_get_readable (theme->baseline));
  double x = plot->x + plot->width;
  double y = plot->y + plot->height;
  int width, height;

  if (self->baseline_word == NULL)
    /* Translators: stands on the range of a heat map that another one is compared with */
    self->baseline_word = gtk_widget_create_pango_layout (GTK_WIDGET (self), _ ("baseline"));
  pango_layout_get_pixel_size (self->baseline_word, &width, &height);
  for (uint32_t i = 0; i < selection->n_outline; i++)
    {
      x = MIN (x, selection->outline[i].line.x);
      y = MIN (y, selection->outline[i].line.y);
    }
  x = CLAMP (x, plot->x, MAX (plot->x + plot->width - width - 2 * WORD_PADDING, plot->x));
  y = CLAMP (y, plot->y, MAX (plot->y + plot->height - height, plot->y));
  append (snapshot, theme->baseline, x, y, width + 2 * WORD_PADDING, height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (x + WORD_PADDING), (float) y));
  gtk_snapshot_append_layout (snapshot, self->baseline_word, &text);
  gtk_snapshot_restore (snapshot);
}

void
ember_heatmap_view_draw_baseline (EmberHeatmapView *self,
                                  GtkSnapshot *snapshot)
{
  const cairo_rectangle_t plot = ember_heatmap_geometry_get_plot (&self->geometry);
  EmberHeatmapSelection selection;

  ember_heatmap_selection_init (&selection, &self->geometry, ember_heatmap_pick_get_range (&self->baseline_pick));
  for (uint32_t i = 0; i < selection.n_outline; i++)
    draw_dashes (snapshot, &self->style.theme, &selection.outline[i].line, &plot);
  if (selection.n_outline > 0)
    draw_word (self, snapshot, &selection, &plot);
}

/* Two ranges go by the length of the selection, so that what is between them stays as long. */
void
ember_heatmap_view_step (EmberHeatmapView *self,
                         int direction,
                         bool is_alone)
{
  EmberHeatmapPick *pick = &self->pick;
  EmberHeatmapPick *baseline = &self->baseline_pick;
  const bool has_selection = !ember_time_range_is_empty (pick->chosen);
  const bool has_baseline = !ember_time_range_is_empty (baseline->chosen) && !is_alone;
  const int64_t by_ns = ember_heatmap_pick_get_step (has_selection ? pick : baseline, direction);

  if ((has_selection && !ember_heatmap_pick_can_shift (pick, by_ns)) || (has_baseline && !ember_heatmap_pick_can_shift (baseline, by_ns)))
    return;
  if (has_baseline)
    ember_heatmap_view_take_result (self, baseline, ember_heatmap_pick_shift (baseline, by_ns));
  if (!has_selection)
    return;
  self->banding.is_kept = true;
  ember_heatmap_pick_shift (pick, by_ns);
  ember_heatmap_view_show_cell (self, ember_heatmap_grid_clamp (&pick->grid, pick->chosen.begin_ns));
  ember_heatmap_view_take_result (self, pick, EMBER_PICK_FINAL);
}

void
ember_heatmap_view_set_takes_baseline (EmberHeatmapView *self,
                                       gboolean takes_baseline)
{
  g_return_if_fail (EMBER_IS_HEATMAP_VIEW (self));

  self->takes_baseline = takes_baseline;
  if (!takes_baseline)
    ember_heatmap_view_set_baseline (self, (EmberTimeRange){ 0, 0 });
}

void
ember_heatmap_view_set_baseline (EmberHeatmapView *self,
                                 EmberTimeRange range)
{
  g_return_if_fail (EMBER_IS_HEATMAP_VIEW (self));

  if (ember_heatmap_pick_choose (&self->baseline_pick, range) != EMBER_PICK_NOTHING)
    ember_heatmap_view_update_ranges (self);
}

EmberTimeRange
ember_heatmap_view_get_baseline (EmberHeatmapView *self)
{
  g_return_val_if_fail (EMBER_IS_HEATMAP_VIEW (self), ((EmberTimeRange){ 0, 0 }));

  return ember_heatmap_pick_get_range (&self->baseline_pick);
}
