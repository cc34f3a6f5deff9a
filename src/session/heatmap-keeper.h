/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "analysis/heatmap.h"
#include "formats/progress.h"

/* How a heat map is cut into cells. */
typedef struct
{
  int64_t column_ns;   /* 1..EMBER_HEATMAP_MAX_COLUMN_NS; where so short columns would be too many, the map has longer ones */
  uint32_t n_rows;     /* 1..EMBER_HEATMAP_MAX_ROWS */
  uint32_t row_factor; /* 1..: so many times as many rows, or the most below it of 1, 2, 5, 10, 20, … that there can be with the same columns */
  bool spreads_waits;  /* a map of waits has them in all cells that they last */
} EmberHeatmapForm;

/* EmberHeatmapKeeper: the newest heat map of what is looked at.
 *
 * Maps are made off the main thread; of several requests only the newest counts, and until its map is made the old
 * one stays. For the main thread.
 */
typedef struct _EmberHeatmapKeeper EmberHeatmapKeeper;

/* Called when another map, or none, stands. */
typedef void (*EmberHeatmapKeeperChanged) (gpointer user_data);

/* @user_data: borrowed; must outlive ember_heatmap_keeper_free() only */
EmberHeatmapKeeper *ember_heatmap_keeper_new (EmberHeatmapKeeperChanged changed,
                                              gpointer user_data);

/* Cancels; nothing is told any more. */
void ember_heatmap_keeper_free (EmberHeatmapKeeper *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberHeatmapKeeper, ember_heatmap_keeper_free)

/* Has the map of a set made; does nothing where the set has no times.
 * @set: (nullable): NULL does nothing, too */
void ember_heatmap_keeper_request (EmberHeatmapKeeper *self,
                                   const EmberTableSet *set,
                                   const EmberHeatmapForm *form);

/* Has a map made of what was read so far, unless one is under way. */
void ember_heatmap_keeper_preview (EmberHeatmapKeeper *self,
                                   EmberProgress *progress);

/* Drops what is under way; the map that stands stays. */
void ember_heatmap_keeper_cancel (EmberHeatmapKeeper *self);

/* No map stands any more. */
void ember_heatmap_keeper_drop (EmberHeatmapKeeper *self);

/* Returns: (transfer none) (nullable): */
EmberHeatmap *ember_heatmap_keeper_get (const EmberHeatmapKeeper *self);

gboolean ember_heatmap_keeper_is_busy (const EmberHeatmapKeeper *self);
