/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paint/flame-painter.h"
#include "ui/flame-view.h"

/* EmberFlameAnchor: what is zoomed to, said by the stack tree, so that it outlives the graph:
 * the parts of the width of a node. */
typedef struct
{
  EmberStackId id;
  EmberFlameSpan part; /* 0 to 1: the whole node */
} EmberFlameAnchor;

/* flame-view.c holds the widget, -draw what it looks like; what it does is in flame-view-steps.h. */
struct _EmberFlameView
{
  GtkWidget parent_instance;

  EmberFlameGraph *graph;
  EmberDifference *difference; /* (nullable) */
  EmberChangeBasis basis;
  EmberFlameOrder order;
  EmberMeasure measure;

  EmberTheme theme;
  EmberFlameGeometry geometry;
  EmberFlameLayout layout;
  EmberFlamePainter *painter;
  GskRenderNode *rows; /* what stays from frame to frame; NULL after a change */

  GtkAdjustment *adjustment;
  GtkWidget *scrollbar;
  bool is_adjusting;
  bool hides_root;
  bool has_scrollbar; /* stays once it was needed, so that the width does not jump in a drag */

  EmberFlameAnchor anchor;
  GArray *back; /* EmberFlameAnchor */
  GArray *forward;
  int64_t last_push_us;
  guint animation;
  int64_t animation_begin_us;
  EmberFlameSpan animation_from;
  EmberFlameSpan animation_to;

  bool has_cursor;
  bool is_cursor_shown; /* the keyboard was used last */
  bool is_at_match;     /* the cursor went to a match, so it is shown while the search has the focus, too */
  EmberStackId cursor;
  bool has_pointer;
  double pointer_x;
  double pointer_y;
  bool has_hover;
  EmberFlameBox hover;

  EmberMark *mark;     /* (nullable): whose boxes are outlined */
  bool *marked_frames; /* (nullable): of each frame of the graph's profile */

  GtkGesture *drag;
  EmberFlameSpan drag_span;
  double drag_scroll_px;
  bool is_panning;
  double pinch_scale;
  GtkWidget *menu;

  char *search_text;
  bool search_is_regex;
  EmberSearch *search;
  GCancellable *search_cancellable;
  char *search_summary;
  char *search_error;
  char *status;
};

/* flame-view.c */

/* Replaces a read-only text and tells the world. */
void ember_flame_view_take_text (EmberFlameView *self,
                                 char **text,
                                 char *new_text,
                                 const char *property);

/* Emits "zoomed". */
void ember_flame_view_tell_zoom (EmberFlameView *self);

/* Emits "show-around". */
void ember_flame_view_ask_around (EmberFlameView *self,
                                  EmberFrameId frame);

/* flame-view-draw.c */

/* Lays out anew; to be called when graph, zoom, order, size or style changed. */
void ember_flame_view_update (EmberFlameView *self);

/* Drops the pixels; to be called when only colours changed. */
void ember_flame_view_redraw (EmberFlameView *self);

void ember_flame_view_snapshot (GtkWidget *widget,
                                GtkSnapshot *snapshot);

/* The rectangle of a box, cut to the view. */
GdkRectangle ember_flame_view_get_rectangle (EmberFlameView *self,
                                             const EmberFlameBox *box);

/* Whether the cursor is what the user looks at. */
bool ember_flame_view_has_cursor_in_use (EmberFlameView *self);

/* Returns: (transfer none) (nullable): valid until the next update */
const EmberFlameBox *ember_flame_view_find_box (EmberFlameView *self,
                                                double x_px,
                                                double y_px);

/* Scrolls by rows so that one can be seen. */
void ember_flame_view_show_row (EmberFlameView *self,
                                uint32_t row);

void ember_flame_view_set_scroll (EmberFlameView *self,
                                  double scroll_px);
