/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/comparison.h"
#include "session/marker.h"
#include "session/splitter.h"
#include "ui/heatmap-view.h"

/* EmberSplitView: a session's heat map taken apart: a list of small maps under each other, one for each CPU, thread or process.
 *
 * All have the columns, the part that is seen, the selection, the baseline and the marks of the map above them, and what is selected in one is selected in
 * all. Colours mean the same on all of them, or on each by its own scale. Only those in sight do any work.
 *
 * Properties: "readout" (string, read-only): what is under the pointer in one of them, with its name.
 * CSS: one node `splitview`.
 */
#define EMBER_TYPE_SPLIT_VIEW (ember_split_view_get_type ())
G_DECLARE_FINAL_TYPE (EmberSplitView, ember_split_view, EMBER, SPLIT_VIEW, GtkWidget)

/* To be called once.
 * @leader: the map above
 * @comparison: whose baseline is that of the maps
 * @marker: whose mark is that of the maps
 * @label: what stands beside @leader: becomes as wide as the names of the parts, and tells how much it holds */
void ember_split_view_bind (EmberSplitView *self,
                            EmberSession *session,
                            EmberComparison *comparison,
                            EmberMarker *marker,
                            EmberHeatmapView *leader,
                            GtkLabel *label);

/* Hidden by EMBER_SPLIT_NONE. */
void ember_split_view_set_kind (EmberSplitView *self,
                                EmberSplitKind kind);
EmberSplitKind ember_split_view_get_kind (EmberSplitView *self);

/* Returns: (transfer none) (nullable): what the maps show; NULL while there are none */
EmberSplit *ember_split_view_get_split (EmberSplitView *self);

/* Returns: (transfer none) (nullable): what is pointed out on them */
EmberSplitMatches *ember_split_view_get_matches (EmberSplitView *self);

gboolean ember_split_view_is_busy (EmberSplitView *self);

/* Whether a colour means the same on all maps. */
gboolean ember_split_view_has_common_scale (EmberSplitView *self);
void ember_split_view_set_has_common_scale (EmberSplitView *self,
                                            gboolean has_common_scale);
