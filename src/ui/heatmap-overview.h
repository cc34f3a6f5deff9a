/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "analysis/heatmap.h"

/* EmberHeatmapOverview: a strip of all columns of a heat map, each as high as its samples, with a window around those that
 * are seen, unless all are. Dragging moves the window or its ends; a press beside it brings it there.
 *
 * Signals: "window-changed" (double begin, double end): by the user, as parts of the width from 0 to 1.
 * CSS: one node `heatmapoverview`.
 * Accessible: role img; what its gestures do, keys do in the heat map.
 */
#define EMBER_TYPE_HEATMAP_OVERVIEW (ember_heatmap_overview_get_type ())
G_DECLARE_FINAL_TYPE (EmberHeatmapOverview, ember_heatmap_overview, EMBER, HEATMAP_OVERVIEW, GtkWidget)

GtkWidget *ember_heatmap_overview_new (void);

/* @heatmap: (transfer none) (nullable) */
void ember_heatmap_overview_set_heatmap (EmberHeatmapOverview *self,
                                         EmberHeatmap *heatmap);

/* Does not emit "window-changed". */
void ember_heatmap_overview_set_window (EmberHeatmapOverview *self,
                                        double begin,
                                        double end);
