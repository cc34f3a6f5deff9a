/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/comparison.h"
#include "session/marker.h"
#include "ui/flame-view.h"
#include "ui/function-table.h"
#include "ui/function-view.h"
#include "ui/heatmap-view.h"
#include "ui/split-view.h"

/* EmberRecordingPage: an open recording: the heat map above, the flame graph
 * of what is selected in it below, or the table of its functions, and everything that says how they show it.
 *
 * Properties: "view" (string): "graph", "inverted" or "functions", what stands below.
 * "split" (string): "none", "cpu", "thread" or "process", which have a heat map each.
 * Actions: recording.view, recording.split, the same as states.
 * CSS: one node `recordingpage`.
 */
#define EMBER_TYPE_RECORDING_PAGE (ember_recording_page_get_type ())
G_DECLARE_FINAL_TYPE (EmberRecordingPage, ember_recording_page, EMBER, RECORDING_PAGE, GtkWidget)

/* Shows @session from now on; called once. */
void ember_recording_page_bind (EmberRecordingPage *self,
                                EmberSession *session,
                                GSettings *settings);

/* Returns: (transfer none) */
EmberHeatmapView *ember_recording_page_get_heatmap_view (EmberRecordingPage *self);

/* Returns: (transfer none): the maps of its parts */
EmberSplitView *ember_recording_page_get_split_view (EmberRecordingPage *self);

/* Returns: (transfer none) */
EmberFlameView *ember_recording_page_get_flame_view (EmberRecordingPage *self);

/* Returns: (transfer none) */
EmberFunctionTable *ember_recording_page_get_function_table (EmberRecordingPage *self);

/* Returns: (transfer none): of whom the heat map shows when it ran; NULL before ember_recording_page_bind() */
EmberMarker *ember_recording_page_get_marker (EmberRecordingPage *self);

/* Returns: (transfer none): what stands below instead while it shows a function */
EmberFunctionView *ember_recording_page_get_function_view (EmberRecordingPage *self);

/* Returns: (transfer none): NULL before ember_recording_page_bind() */
EmberComparison *ember_recording_page_get_comparison (EmberRecordingPage *self);

/* Whether anything of what the views show is under way. */
gboolean ember_recording_page_is_busy (EmberRecordingPage *self);

/* Has the selection typed. */
void ember_recording_page_type_range (EmberRecordingPage *self);

/* Opens the search bar. */
void ember_recording_page_find (EmberRecordingPage *self);

/* Shows the next view below and gives it the focus. */
void ember_recording_page_show_next (EmberRecordingPage *self);

/* Remembers how high the views are. */
void ember_recording_page_save (EmberRecordingPage *self);
