/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/heatmap-grid.h"

#define EMBER_CELL_WALK_AHEAD 32

/* EmberCellWalk: the cells of a grid that hold samples of a table, in order of time.
 *
 * Times are sorted, so the end of each cell is searched for, of many cells at
 * once where most hold samples: O(cells with samples × log (samples a cell)).
 */
typedef struct
{
  uint32_t index; /* of the cell, as ember_heatmap_grid_get_index() has it */
  size_t first;   /* its rows: [first, last) */
  size_t last;
  size_t next; /* those of the cells to come: [next, end) */
  size_t end;
  /*< private >*/
  const EmberSampleTable *table;
  const EmberHeatmapGrid *grid;
  size_t ends[EMBER_CELL_WALK_AHEAD]; /* of the cells that follow @index */
  uint32_t n_ends;
  uint32_t n_taken;
  uint32_t n_found; /* cells with samples among those taken */
} EmberCellWalk;

/* @table, @grid: must outlive the walk
 * @range: samples outside of it are left out; %EMBER_TIME_RANGE_ALL for none */
void ember_cell_walk_init (EmberCellWalk *walk,
                           const EmberSampleTable *table,
                           const EmberHeatmapGrid *grid,
                           EmberTimeRange range);

/* Goes to the first or next cell.
 * Returns: false if there is none */
bool ember_cell_walk_next (EmberCellWalk *walk);
