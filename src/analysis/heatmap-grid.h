/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/profile.h"

/* Bounds of what a recording or a user can ask for. */
#define EMBER_HEATMAP_MAX_CELLS (UINT32_C (1) << 25)
#define EMBER_HEATMAP_MAX_ROWS 1000
#define EMBER_HEATMAP_MAX_COLUMN_NS (INT64_C (1) << 56) /* two years */

/* EmberHeatmapGrid: which time each cell of a heat map is.
 *
 * Column c is [origin_ns + c * column_ns, …+ column_ns); row r is the r-th of
 * n_rows equal parts of it, 0 first. Where column_ns is no multiple of n_rows
 * a row begins at the first whole nanosecond of its part, so cells differ by
 * at most one nanosecond and tile time without gap or overlap.
 */
typedef struct
{
  int64_t origin_ns;
  int64_t column_ns;    /* 1 .. EMBER_HEATMAP_MAX_COLUMN_NS */
  uint32_t n_columns;   /* n_columns * n_rows <= EMBER_HEATMAP_MAX_CELLS */
  uint32_t n_rows;      /* 1 .. EMBER_HEATMAP_MAX_ROWS */
  bool is_cut;          /* the recording is longer than the bound allows columns */
  int64_t first_column; /* number of column 0 on the axis: above 0 in a part of a map */
} EmberHeatmapGrid;

typedef struct
{
  uint32_t column;
  uint32_t row;
} EmberCell;

/* The columns that hold the whole of @profile, as many as the bounds allow;
 * column 0 begins at ember_profile_get_origin(). None without samples or times. */
EmberHeatmapGrid ember_heatmap_grid_new (const EmberProfile *profile,
                                         int64_t column_ns,
                                         uint32_t n_rows);

bool ember_heatmap_grid_equal (const EmberHeatmapGrid *a,
                               const EmberHeatmapGrid *b);

/* From the begin of the first column to the end of the last one. */
EmberTimeRange ember_heatmap_grid_get_range (const EmberHeatmapGrid *grid);

EmberTimeRange ember_heatmap_grid_get_cell (const EmberHeatmapGrid *grid,
                                            EmberCell cell);

EmberTimeRange ember_heatmap_grid_get_column (const EmberHeatmapGrid *grid,
                                              uint32_t column);

/* The begin of a cell counted in order of time; @index may be n_columns * n_rows: the grid's end. */
int64_t ember_heatmap_grid_get_border (const EmberHeatmapGrid *grid,
                                       uint32_t index);

/* Returns: false outside the grid, where @cell stays as it is */
bool ember_heatmap_grid_find (const EmberHeatmapGrid *grid,
                              int64_t time_ns,
                              EmberCell *cell);

/* The cell at @time_ns, or the first or last cell where it lies outside; the grid must not be empty. */
EmberCell ember_heatmap_grid_clamp (const EmberHeatmapGrid *grid,
                                    int64_t time_ns);

/* A cell's place in order of time, and in EmberHeatmap.counts. */
static inline uint32_t
ember_heatmap_grid_get_index (const EmberHeatmapGrid *grid,
                              EmberCell cell)
{
  return cell.column * grid->n_rows + cell.row;
}

static inline uint32_t
ember_heatmap_grid_get_n_cells (const EmberHeatmapGrid *grid)
{
  return grid->n_columns * grid->n_rows;
}
