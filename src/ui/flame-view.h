/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "analysis/difference.h"
#include "analysis/mark.h"

/* EmberFlameView: draws a flame graph and lets the user walk, zoom and search it.
 *
 * Properties:
 *   "is-icicle" (gboolean): the root on top
 *   "sibling-order" (EmberFlameOrder as int): by name or by weight
 *   "measure" (EmberMeasure as int): what widths count; weight at first
 *   "search-text" (string), "search-is-regex" (gboolean): matches are lit, the rest fades
 *   "search-summary" (string, read-only): "412 samples, 12.3 % matched"; empty without a search
 *   "search-error" (string, read-only): what is wrong with the expression; empty if nothing is
 *   "status" (string, read-only): the frame under the pointer or the cursor in words; empty if none
 * Searching runs in a worker: summary and error follow the text a moment later.
 *
 * Signals: "show-when" (guint, an EmberFrameId): the user asks when this ran.
 *   "ask-filter" (guint, an EmberFrameId; gboolean, its module is meant; gboolean, exclude): the user wants only
 *   stacks with this, or none; "cursor-moved": to another box;
 *   "zoomed": looks at another part; "show-around" (guint, an EmberFrameId): the user wants callers and callees.
 * Actions: flame.zoom (Enter), flame.reset-zoom (Escape), flame.back, flame.forward (Alt+arrows, buttons 8
 * and 9), flame.zoom-in, flame.zoom-out (+, -), flame.copy-name (Ctrl+C), flame.copy-stack
 * (Ctrl+Shift+C), flame.search-this, flame.show-when (w), flame.show-around (c), flame.only-this,
 * flame.hide-this, flame.only-module, flame.hide-module, flame.next-match (n), flame.previous-match (N), flame.menu
 * (Menu, Shift+F10). They act on the cursor's frame.
 * CSS: one node `flame`.
 * Accessible: role img, a label that begins with "Flame graph", a description that reads the frame.
 */
#define EMBER_TYPE_FLAME_VIEW (ember_flame_view_get_type ())
G_DECLARE_FINAL_TYPE (EmberFlameView, ember_flame_view, EMBER, FLAME_VIEW, GtkWidget)

GtkWidget *ember_flame_view_new (void);

/* Keeps the zoom by the path of names, the search and the cursor. Nothing is compared. */
void ember_flame_view_set_graph (EmberFlameView *self,
                                 EmberFlameGraph *graph);

/* The same, and colours, arrows and words tell what changed.
 * @difference: (nullable): over the tree of @graph, which is that of its range, or a part of one of its graphs
 * @basis: what the colours are about */
void ember_flame_view_set_compared_graph (EmberFlameView *self,
                                          EmberFlameGraph *graph,
                                          EmberDifference *difference,
                                          EmberChangeBasis basis);

/* Returns: (transfer none) (nullable) */
EmberFlameGraph *ember_flame_view_get_graph (EmberFlameView *self);

/* Returns: (transfer none) (nullable): what it is compared by */
EmberDifference *ember_flame_view_get_difference (EmberFlameView *self);

/* Whether the row of the root lies out of sight, as where it stands beside the view. */
void ember_flame_view_set_hides_root (EmberFlameView *self,
                                      gboolean hides_root);

/* Outlines the boxes of what is marked from now on, in every graph.
 * @mark: (transfer none) (nullable): a function or a group; NULL outlines nothing */
void ember_flame_view_set_mark (EmberFlameView *self,
                                EmberMark *mark);

/* Brings the widest box of what is marked into sight and moves the cursor there.
 * Returns: FALSE where there is none */
gboolean ember_flame_view_show_mark (EmberFlameView *self);

/* The frame of the box at the cursor.
 * Returns: FALSE where there is none, or it is the root's */
gboolean ember_flame_view_get_cursor_frame (EmberFlameView *self,
                                            EmberFrameId *frame);

/* What is zoomed to: the frames from below the root down to that node.
 * Returns: (transfer full): (element-type EmberFrameId): */
GArray *ember_flame_view_dup_zoom (EmberFlameView *self);
