/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/ruler.h"
#include "session/latest.h"
#include "ui/heatmap-view.h"

/* EmberHeatmapRuler: the ruler on a view. While it is on, a drag lays it, and the arrow keys move its ends. */
typedef struct
{
  bool is_on;
  bool is_laid;
  bool is_dragged;
  EmberRuler ruler;
  EmberHeatmapGrid grid; /* of the ruler's cells */
  EmberRulerReading reading;
  char *words;       /* (nullable): a line each */
  EmberLatest *work; /* snaps it to wakeups */
} EmberHeatmapRuler;

void ember_heatmap_view_init_ruler (EmberHeatmapView *self);

void ember_heatmap_view_class_init_ruler (GtkWidgetClass *widget_class);

void ember_heatmap_view_clear_ruler (EmberHeatmapView *self);

/* To be called when there are other cells or samples. */
void ember_heatmap_view_update_ruler (EmberHeatmapView *self);

/* A step of an arrow key, for the second end or the first one; lays the ruler at the cursor where it is not laid.
 * Returns: false where it is not on */
bool ember_heatmap_view_move_ruler (EmberHeatmapView *self,
                                    const char *direction,
                                    bool is_first);

/* Notifies of "ruler"; without it the one on the map is taken off. */
void ember_heatmap_view_set_ruler_on (EmberHeatmapView *self,
                                      bool is_on);

/* Takes the ruler off the map, or puts it away.
 * Returns: false where there was none */
bool ember_heatmap_view_end_ruler (EmberHeatmapView *self);

/* Returns: (transfer full) (nullable): the reading in one line; NULL where no ruler is laid */
char *ember_heatmap_view_dup_reading (EmberHeatmapView *self);

void ember_heatmap_view_draw_ruler (EmberHeatmapView *self,
                                    GtkSnapshot *snapshot);
