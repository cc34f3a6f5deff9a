/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/flame-view-private.h"

/* What an EmberFlameView does: -zoom is where it looks, -walk the cursor, -input the
 * gestures, -menu the actions, -search the matches, -words what it says, -change what it says of a change. */

/* flame-view.c: these emit its signals. */

void ember_flame_view_tell_cursor (EmberFlameView *self);

void ember_flame_view_ask_when (EmberFlameView *self,
                                EmberStackId id);

void ember_flame_view_ask_filter (EmberFlameView *self,
                                  EmberStackId id,
                                  gboolean is_module,
                                  gboolean is_excluding);

/* flame-view-zoom.c */

/* Goes to a node, or to a part of the width; the place before can be gone back to. */
void ember_flame_view_zoom_to (EmberFlameView *self,
                               EmberStackId id);

void ember_flame_view_zoom_to_span (EmberFlameView *self,
                                    EmberFlameSpan span,
                                    bool is_animated);

/* Remembers the place that is about to be left; steps of one gesture are one place. */
void ember_flame_view_push_place (EmberFlameView *self,
                                  bool is_step);

/* Makes what lies at @x_px wider by @factor, or narrower. */
void ember_flame_view_zoom_at (EmberFlameView *self,
                               double x_px,
                               double factor);

bool ember_flame_view_is_zoomed (EmberFlameView *self);

bool ember_flame_view_go (EmberFlameView *self,
                          bool is_forward);

/* The part of the width that shows the anchor in the present graph. */
void ember_flame_view_apply_anchor (EmberFlameView *self);

/* Finds the nodes of @old that the view remembers in a graph over another tree, by their names. */
void ember_flame_view_carry_over (EmberFlameView *self,
                                  const EmberFlameGraph *old,
                                  const EmberFlameGraph *new);

/* Nodes mean nothing without a graph. */
void ember_flame_view_forget_places (EmberFlameView *self);

void ember_flame_view_stop_animation (EmberFlameView *self);

/* flame-view-walk.c */

void ember_flame_view_set_cursor (EmberFlameView *self,
                                  EmberStackId id);

/* Moves the cursor to a node and brings it into sight, zooming out where it is too narrow. */
void ember_flame_view_reveal (EmberFlameView *self,
                              EmberStackId id);

void ember_flame_view_class_init_keys (GtkWidgetClass *widget_class);

/* flame-view-input.c */

void ember_flame_view_init_input (EmberFlameView *self);

/* flame-view-menu.c */

void ember_flame_view_class_init_actions (GtkWidgetClass *widget_class);

void ember_flame_view_update_actions (EmberFlameView *self);

/* @x_px, @y_px: where the menu points to */
void ember_flame_view_open_menu (EmberFlameView *self,
                                 double x_px,
                                 double y_px);

/* flame-view-search.c */

void ember_flame_view_start_search (EmberFlameView *self);

void ember_flame_view_update_summary (EmberFlameView *self);

void ember_flame_view_step_match (EmberFlameView *self,
                                  bool is_forward);

/* flame-view-mark.c */

/* Finds what is marked among the frames of the graph; to be called when the profile is another one. */
void ember_flame_view_find_marked (EmberFlameView *self);

void ember_flame_view_outline_mark (EmberFlameView *self,
                                    cairo_t *cr);

/* flame-view-words.c */

/* Says what the pointer, or else the cursor, is at. */
void ember_flame_view_update_words (EmberFlameView *self);

/* Returns: (transfer full): Pango markup */
char *ember_flame_view_dup_tooltip (EmberFlameView *self,
                                    const EmberFlameBox *box);

/* Returns: (transfer full): valid UTF-8 */
char *ember_flame_view_dup_name (EmberFlameView *self,
                                 EmberStackId id);

/* flame-view-change.c */

/* Tells how a node changed, or only its own part: "↑ grew by 48 %: 412 samples, baseline 834 samples, per equal time 278 samples".
 * Returns: (transfer full) (nullable): NULL where nothing is compared */
char *ember_flame_view_dup_change (EmberFlameView *self,
                                   EmberStackId id,
                                   EmberChangeBasis basis);
