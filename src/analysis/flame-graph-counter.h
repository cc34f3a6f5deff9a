/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "analysis/flame-graph-sums.h"
#include "profile/table-set.h"

/* EmberFlameRows: which rows of each table of the set are counted. */
typedef struct
{
  size_t first;
  size_t last;
} EmberFlameRows;

/* EmberFlameCounter: counts ranges of one table set, and keeps what makes the next count cheap.
 *
 * Shared by graphs that were made near each other, thread-safe and reference
 * counted. It keeps memory of graphs that were freed, since fresh pages cost
 * more than counting, and sums of blocks of samples once a long range was asked for.
 */
typedef struct _EmberFlameCounter EmberFlameCounter;

EmberFlameCounter *ember_flame_counter_new (const EmberTableSet *set);

EmberFlameCounter *ember_flame_counter_ref (EmberFlameCounter *counter);

void ember_flame_counter_unref (EmberFlameCounter *counter);

const EmberTableSet *ember_flame_counter_get_set (const EmberFlameCounter *counter);

/* False: every sample of the set weighs *uniform_weight. */
bool ember_flame_counter_is_weighted (const EmberFlameCounter *counter,
                                      uint64_t *uniform_weight);

/* Returns: (transfer full): one place for each table of the set */
EmberFlameRows *ember_flame_counter_find_rows (const EmberFlameCounter *counter,
                                               EmberTimeRange range);

/* Counts @rows.
 * @previous: (nullable): the sums of @previous_rows, to begin with where that is cheaper
 * @sums: (out caller-allocates): give back with ember_flame_counter_recycle()
 * Returns: false if cancelled; @sums then holds nothing */
bool ember_flame_counter_count (EmberFlameCounter *counter,
                                const EmberFlameRows *rows,
                                const EmberFlameSums *previous,
                                const EmberFlameRows *previous_rows,
                                GCancellable *cancellable,
                                EmberFlameSums *sums);

/* The part of @all that was counted at some nodes.
 * @nodes: a bit for each node
 * @sums: (out caller-allocates): as above */
void ember_flame_counter_pick (EmberFlameCounter *counter,
                               const EmberFlameSums *all,
                               const EmberBitmap *nodes,
                               EmberFlameSums *sums);

/* Takes the memory of @sums, which holds nothing afterwards. */
void ember_flame_counter_recycle (EmberFlameCounter *counter,
                                  EmberFlameSums *sums);

/* Makes what spares a long range its scan, where that will pay: see ember_flame_graph_prepare().
 * @sums: (nullable): of @rows, which spare some of the work where they are all rows */
void ember_flame_counter_prepare (EmberFlameCounter *counter,
                                  const EmberFlameSums *sums,
                                  const EmberFlameRows *rows);
