/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paint/heatmap-seen.h"
#include "ui/heatmap-view.h"

/* A heat map among many under each other that have one axis: only its cells are drawn, it is low, the wheel is left to what
 * scrolls them, and with Ctrl it zooms in time alone. What it tells is of its own samples, so no thread is named. */
void ember_heatmap_view_set_is_small (EmberHeatmapView *self,
                                      gboolean is_small);

/* Which part is seen; setting it does not emit "zoom-changed". */
void ember_heatmap_view_set_zoom (EmberHeatmapView *self,
                                  const EmberHeatmapZoom *zoom);
EmberHeatmapZoom ember_heatmap_view_get_zoom (EmberHeatmapView *self);

/* Returns: the same on the map that is shown; all zeroes where it is shown as a whole, or not at all yet */
EmberHeatmapSeen ember_heatmap_view_get_seen (EmberHeatmapView *self);

/* @top: the count with the strongest colour, so that colours mean the same on several maps; 0: the map has a scale of its own */
void ember_heatmap_view_set_top (EmberHeatmapView *self,
                                 uint32_t top);
