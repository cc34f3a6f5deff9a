/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/heatmap-view-private.h"
#include "ui/heatmap-view-zoom.h"

void
ember_heatmap_view_update_marking (EmberHeatmapView *self)
{
  const bool is_shown = self->matches != NULL && self->heatmap != NULL && ember_heatmap_grid_equal (&self->matches->grid, &self->heatmap->grid) &&
                        self->matches->is_time == self->heatmap->is_time;

  self->marking = (EmberHeatmapMarking){ self->matches, self->matches_label };
  self->style.marking = is_shown ? &self->marking : NULL;
}

void
ember_heatmap_view_set_matches (EmberHeatmapView *self,
                                EmberHeatmap *matches,
                                const char *label)
{
  g_return_if_fail (EMBER_IS_HEATMAP_VIEW (self));

  if (self->matches == matches && g_strcmp0 (self->matches_label, label) == 0)
    return;
  g_clear_pointer (&self->matches, ember_heatmap_unref);
  g_free (self->matches_label);
  self->matches = matches != NULL ? ember_heatmap_ref (matches) : NULL;
  self->matches_label = g_strdup (label != NULL ? label : "");
  ember_heatmap_view_update_marking (self);
  ember_heatmap_view_update (self);
  ember_heatmap_view_update_words (self);
}

void
ember_heatmap_view_set_hint (EmberHeatmapView *self,
                             EmberTimeRange range,
                             EmberBand band)
{
  g_return_if_fail (EMBER_IS_HEATMAP_VIEW (self));

  if (ember_time_range_equal (self->hint, range) && ember_band_equal (&self->banding.hint, &band))
    return;
  self->hint = range;
  self->banding.hint = band;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
