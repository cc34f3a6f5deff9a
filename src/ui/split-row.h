/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/split.h"
#include "profile/table-set.h"
#include "ui/heatmap-view.h"

/* EmberSplitRow: one map of a heat map that was taken apart, with its name and how much it holds beside it.
 *
 * A click on the name, Enter picks the part alone; with Ctrl it, too; with Alt, or Delete, all others.
 * Signals: "picked" (int, an EmberThreadPick).
 * CSS: one node `splitrow`.
 */
#define EMBER_TYPE_SPLIT_ROW (ember_split_row_get_type ())
G_DECLARE_FINAL_TYPE (EmberSplitRow, ember_split_row, EMBER, SPLIT_ROW, GtkWidget)

GtkWidget *ember_split_row_new (void);

/* @set: what the split was made of */
void ember_split_row_set_part (EmberSplitRow *self,
                               EmberSplit *split,
                               uint32_t part,
                               const EmberTableSet *set);

/* Returns: (transfer full): what the part is called */
char *ember_split_row_dup_name (EmberSplitRow *self);

/* These are (transfer none). */
EmberHeatmapView *ember_split_row_get_heatmap_view (EmberSplitRow *self);
GtkWidget *ember_split_row_get_label (EmberSplitRow *self);
