/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/heatmap.h"

/* EmberWaitSpread: waits on their way into all the cells of a grid that they last. For one thread; each wait costs the same, however long it lasts. */
typedef struct
{
  const EmberHeatmapGrid *grid;
  EmberTimeRange range; /* of time that counts */
  /*< private >*/
  uint64_t *parts_ns; /* n_cells: of those that fill a cell in part */
  int64_t *steps;     /* n_cells + 1: how many more fill this cell than the one before */
} EmberWaitSpread;

/* How much room one takes for each cell. */
#define EMBER_WAIT_SPREAD_CELL_BYTES (sizeof (uint64_t) + sizeof (int64_t))

/* @grid: must outlive the spread
 * @range: time outside of it is left out; %EMBER_TIME_RANGE_ALL for none */
void ember_wait_spread_init (EmberWaitSpread *spread,
                             const EmberHeatmapGrid *grid,
                             EmberTimeRange range);

void ember_wait_spread_clear (EmberWaitSpread *spread);

/* Returns: the time of a row of a table of waits, as far as it counts; empty if none of it does */
EmberTimeRange ember_wait_spread_get_span (const EmberWaitSpread *spread,
                                           const EmberSampleTable *table,
                                           size_t row);

/* @span: as it was got from the spread */
void ember_wait_spread_add (EmberWaitSpread *spread,
                            EmberTimeRange span);

/* Adds the microseconds that were waited in each cell to an empty map of the grid. */
void ember_wait_spread_fill (const EmberWaitSpread *spread,
                             EmberHeatmap *heatmap);
