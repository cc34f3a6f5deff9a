/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/heatmap-view-private.h"

/* Which part of the map a view shows, and how users change that. */

/* Places the cells anew; to be called when data, size, style or scroll changed. */
void ember_heatmap_view_update (EmberHeatmapView *self);

/* heatmap-view.c: emits "zoom-changed". */
void ember_heatmap_view_emit_zoom (EmberHeatmapView *self);

/* Brings a cell into sight. */
void ember_heatmap_view_show_cell (EmberHeatmapView *self,
                                   EmberCell cell);

/* Goes on while a gesture holds the pointer at an end of what is seen. */
void ember_heatmap_view_pull (EmberHeatmapView *self);

void ember_heatmap_view_init_zoom (EmberHeatmapView *self);

void ember_heatmap_view_class_init_zoom (GtkWidgetClass *widget_class);

/* Drops what lasts only as long as the widget is shown. */
void ember_heatmap_view_stop_input (EmberHeatmapView *self);
