/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/heatmap-grid.h"
#include "paint/heatmap-selection.h"

typedef enum
{
  EMBER_PICK_IDLE,
  EMBER_PICK_PRESSED,  /* the button is down on the first cell */
  EMBER_PICK_DRAGGING, /* …and has left it */
  EMBER_PICK_FLOATING, /* the first cell was clicked, the pointer shows the last one */
  EMBER_PICK_EDGE,     /* a border of the selection is dragged */
  EMBER_PICK_COLUMNS,  /* whole columns are dragged over */
} EmberPickKind;

/* What a step did to the selected range. */
typedef enum
{
  EMBER_PICK_NOTHING,
  EMBER_PICK_PREVIEW, /* it changed for as long as the gesture lasts */
  EMBER_PICK_FINAL,   /* it is chosen, or back at what it was */
} EmberPickResult;

/* EmberHeatmapPick: how presses, moves and releases become a range of time.
 *
 * A value without a widget. Ranges are in order of time: all from the first cell
 * to the last one, that one included; backward gestures are swapped.
 */
typedef struct
{
  EmberHeatmapGrid grid;
  EmberPickKind kind;
  EmberTimeRange chosen;  /* empty: none */
  EmberTimeRange preview; /* while a gesture is under way */
  /*< private >*/
  EmberTimeRange anchor;
  uint32_t press_index;
  uint32_t edge_index;
} EmberHeatmapPick;

/* Other cells; ends a gesture without a result. What is chosen stays, as it is time. */
void ember_heatmap_pick_set_grid (EmberHeatmapPick *pick,
                                  const EmberHeatmapGrid *grid);

/* The range to show: the preview of a gesture, or what is chosen. */
EmberTimeRange ember_heatmap_pick_get_range (const EmberHeatmapPick *pick);

/* @n_press: 2 for the second press of a double click, which chooses everything */
EmberPickResult ember_heatmap_pick_press (EmberHeatmapPick *pick,
                                          EmberCell cell,
                                          int n_press);

EmberPickResult ember_heatmap_pick_press_edge (EmberHeatmapPick *pick,
                                               EmberHeatmapEdge edge,
                                               EmberCell cell);

EmberPickResult ember_heatmap_pick_press_column (EmberHeatmapPick *pick,
                                                 uint32_t column);

EmberPickResult ember_heatmap_pick_move (EmberHeatmapPick *pick,
                                         EmberCell cell);

EmberPickResult ember_heatmap_pick_release (EmberHeatmapPick *pick);

/* Ends a gesture under way, keeping its range. */
EmberPickResult ember_heatmap_pick_confirm (EmberHeatmapPick *pick);

/* Ends a gesture under way, dropping its range. */
EmberPickResult ember_heatmap_pick_cancel (EmberHeatmapPick *pick);

/* Ends a gesture and chooses @range; empty chooses nothing. */
EmberPickResult ember_heatmap_pick_choose (EmberHeatmapPick *pick,
                                           EmberTimeRange range);

/* From one cell to another, in any order, both included. */
EmberPickResult ember_heatmap_pick_choose_cells (EmberHeatmapPick *pick,
                                                 EmberCell from,
                                                 EmberCell to);

/* How far a step by its own length moves the chosen range.
 * @direction: -1 or 1
 * Returns: nanoseconds; 0 where nothing is chosen, or nothing of the grid */
int64_t ember_heatmap_pick_get_step (const EmberHeatmapPick *pick,
                                     int direction);

/* Whether the chosen range, moved so far, still lies on the grid with a part of it. */
bool ember_heatmap_pick_can_shift (const EmberHeatmapPick *pick,
                                   int64_t by_ns);

/* Moves what of the chosen range lies on the grid, unless it would leave it. */
EmberPickResult ember_heatmap_pick_shift (EmberHeatmapPick *pick,
                                          int64_t by_ns);
