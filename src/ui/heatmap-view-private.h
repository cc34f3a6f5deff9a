/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paint/heatmap-painter.h"
#include "ui/heatmap-pick.h"
#include "ui/heatmap-view-band.h"
#include "ui/heatmap-view-ruler.h"

/* What the pointer is on. */
typedef enum
{
  EMBER_HEATMAP_HIT_NOTHING,
  EMBER_HEATMAP_HIT_CELL,
  EMBER_HEATMAP_HIT_COLUMN, /* the strip of labels below the cells */
  EMBER_HEATMAP_HIT_EDGE,   /* a border of the selection */
} EmberHeatmapHitKind;

typedef struct
{
  EmberHeatmapHitKind kind;
  EmberCell cell;
  EmberHeatmapEdge edge;
  bool is_upright;     /* of an edge: its line is vertical */
  bool is_of_baseline; /* of an edge */
} EmberHeatmapHit;

/* heatmap-view.c holds the widget, heatmap-view-input.c what users do with it, heatmap-view-draw.c what it looks like, heatmap-view-marking.c what is pointed out,
 * heatmap-view-scale.c how counts are seen as colours, heatmap-view-baseline.c the second range, heatmap-view-band.c a band of it,
 * heatmap-view-zoom.c which part is seen, heatmap-view-small.c what is another with one of many under each other. */
struct _EmberHeatmapView
{
  GtkWidget parent_instance;

  EmberHeatmap *heatmap;
  EmberTableSet *set;
  EmberHeatmap *matches; /* (nullable) */
  char *matches_label;
  EmberHeatmapMarking marking; /* of these two */
  EmberHeatmapStyle style;
  EmberHeatmapGeometry geometry;
  bool has_style;
  bool with_time_of_day; /* where the recording tells it */

  EmberHeatmapZoom zoom;
  uint32_t row_factor;
  GtkWidget *overview;
  GtkAdjustment *row_adjustment;
  GtkWidget *row_bar;
  double pinch_scale;
  double pan_x; /* how far a pan under way has come */
  double pan_y;

  EmberHeatmapPick pick;
  EmberHeatmapPick baseline_pick;
  EmberHeatmapPick *active; /* the one of these two that the last gesture is about */
  bool takes_baseline;
  EmberHeatmapBanding banding;
  EmberHeatmapRuler ruler;
  PangoLayout *baseline_word; /* (nullable) */
  EmberTimeRange hint;        /* empty for none */
  EmberHeatmapHit hover;
  EmberCell cursor;
  EmberCell extend_from; /* where Shift+arrows began */
  bool is_extending;
  bool is_cursor_shown; /* the keyboard was used last */
  bool is_tabbed_to;    /* the focus is on its way here by key */
  bool has_pointer;
  double pointer_x;
  double pointer_y;
  const char *pointer_shape; /* static */
  guint scroll_tick;
  char *readout;

  /* What stays from frame to frame; NULL after a change. */
  GskRenderNode *picture;
};

/* Decides anew whether the matches fit the map. */
void ember_heatmap_view_update_marking (EmberHeatmapView *self);

/* To be called when hover, cursor or selection changed. */
void ember_heatmap_view_update_words (EmberHeatmapView *self);

/* To be called when it is another part that is seen. */
void ember_heatmap_view_update_label (EmberHeatmapView *self);

/* To be called when selection or baseline were set by somebody else. */
void ember_heatmap_view_update_ranges (EmberHeatmapView *self);

/* Tells the world what a step of a gesture did with the selection or the baseline. */
void ember_heatmap_view_take_result (EmberHeatmapView *self,
                                     const EmberHeatmapPick *pick,
                                     EmberPickResult result);

bool ember_heatmap_view_has_cells (const EmberHeatmapView *self);

/* To be called when what is drawn has changed. */
void ember_heatmap_view_drop_nodes (EmberHeatmapView *self);
/* Takes a gesture under way to where the pointer is. */
void ember_heatmap_view_move_pick (EmberHeatmapView *self);

/* Adds gestures to a new view, and actions and keys to its class. */
void ember_heatmap_view_init_input (EmberHeatmapView *self);
void ember_heatmap_view_class_init_input (GtkWidgetClass *widget_class);
void ember_heatmap_view_class_init_scale (GtkWidgetClass *widget_class);

/* Both ranges together, where there are two, or the selection alone. */
void ember_heatmap_view_step (EmberHeatmapView *self,
                              int direction,
                              bool is_alone);

/* Looks again at what is under the pointer. */
void ember_heatmap_view_update_hover (EmberHeatmapView *self);

void ember_heatmap_view_draw (EmberHeatmapView *self,
                              GtkSnapshot *snapshot);

/* The dashed outline with its word. */
void ember_heatmap_view_draw_baseline (EmberHeatmapView *self,
                                       GtkSnapshot *snapshot);
