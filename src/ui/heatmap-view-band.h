/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paint/theme.h"
#include "ui/heatmap-view.h"

/* EmberHeatmapBanding: the band of a view's selection, and the rectangle that is being dragged for one. */
typedef struct
{
  EmberBand band; /* of the selection; may be none */
  EmberBand hint; /* of the hint; may be none */
  bool is_taken;  /* the view takes bands */
  bool is_kept;   /* the gesture under way moves a banded selection, and makes no new one */
  bool is_dragged;
  EmberCell from;
  EmberTimeRange range_before; /* to go back to */
  EmberBand band_before;
} EmberHeatmapBanding;

/* Lets rectangles be dragged with Alt, and made by Alt+Shift+arrows. */
void ember_heatmap_view_init_band (EmberHeatmapView *self);

void ember_heatmap_view_class_init_band (GtkWidgetClass *widget_class);

/* Gives up a rectangle that is being dragged.
 * Returns: whether there was one */
bool ember_heatmap_view_cancel_band (EmberHeatmapView *self);

/* A band of everything is cleared.
 * Returns: whether there was one */
bool ember_heatmap_view_clear_band (EmberHeatmapView *self);

/* @dims: what of the columns in @range lies outside the band */
void ember_heatmap_view_draw_band (EmberHeatmapView *self,
                                   GtkSnapshot *snapshot,
                                   EmberTimeRange range,
                                   const EmberBand *band,
                                   EmberColor color,
                                   bool dims);

/* Tells the world that the selection is another. */
void ember_heatmap_view_emit_selection (EmberHeatmapView *self,
                                        bool is_preview);

/* The cell that a key takes the cursor to. */
EmberCell ember_heatmap_view_get_moved_cursor (const EmberHeatmapView *self,
                                               const char *direction);
