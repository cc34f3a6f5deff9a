/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/comparison.h"
#include "ui/heatmap-view.h"

/* EmberBaselinePane: the heat map of another recording that is compared with, and of what range of it.
 *
 * Hidden where no other recording is open. Tells how far reading is and why it failed.
 * CSS: one node `baselinepane`.
 */
#define EMBER_TYPE_BASELINE_PANE (ember_baseline_pane_get_type ())
G_DECLARE_FINAL_TYPE (EmberBaselinePane, ember_baseline_pane, EMBER, BASELINE_PANE, GtkWidget)

/* To be called once. */
void ember_baseline_pane_bind (EmberBaselinePane *self,
                               EmberComparison *comparison);

/* Returns: (transfer none) */
EmberHeatmapView *ember_baseline_pane_get_heatmap_view (EmberBaselinePane *self);
