/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/heatmap-view-small.h"

#include "ui/heatmap-view-private.h"
#include "ui/heatmap-view-zoom.h"

void
ember_heatmap_view_set_is_small (EmberHeatmapView *self,
                                 gboolean is_small)
{
  g_return_if_fail (EMBER_IS_HEATMAP_VIEW (self));

  self->style.is_bare = is_small;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
ember_heatmap_view_set_zoom (EmberHeatmapView *self,
                             const EmberHeatmapZoom *zoom)
{
  g_return_if_fail (EMBER_IS_HEATMAP_VIEW (self));

  if (self->zoom.begin_ns == zoom->begin_ns && self->zoom.length_ns == zoom->length_ns && self->zoom.low == zoom->low && self->zoom.height == zoom->height)
    return;
  self->zoom = *zoom;
  ember_heatmap_view_update (self);
  ember_heatmap_view_update_hover (self);
  ember_heatmap_view_update_label (self);
}

EmberHeatmapZoom
ember_heatmap_view_get_zoom (EmberHeatmapView *self)
{
  g_return_val_if_fail (EMBER_IS_HEATMAP_VIEW (self), ((EmberHeatmapZoom){ 0 }));

  return self->zoom;
}

EmberHeatmapSeen
ember_heatmap_view_get_seen (EmberHeatmapView *self)
{
  g_return_val_if_fail (EMBER_IS_HEATMAP_VIEW (self), ((EmberHeatmapSeen){ 0 }));

  if (self->heatmap == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return (EmberHeatmapSeen){ 0 };
  return ember_heatmap_seen_new (&self->zoom, &self->geometry);
}

void
ember_heatmap_view_set_top (EmberHeatmapView *self,
                            uint32_t top)
{
  g_return_if_fail (EMBER_IS_HEATMAP_VIEW (self));

  if (self->style.top == top)
    return;
  self->style.top = top;
  ember_heatmap_view_drop_nodes (self);
}
