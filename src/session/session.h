/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "analysis/flame-graph.h"
#include "analysis/heatmap.h"
#include "session/opening.h"
#include "session/session-state.h"
#include "session/subset.h"

/* EmberSession: one opened recording and what the user looks at.
 *
 * Keeps "heatmap" and "graph" fresh: whatever they depend on (recording, event, idle switch, filter, merge level,
 * rows, range) may change at any rate; they are made in workers, of several requests only the newest counts, and a "notify" tells when a new one stands. For the main thread.
 *
 * Properties: "event-name", "with-idle", "with-inlined" and "asks-servers" (both after names), "merge-level"
 * (EmberMergeLevel as int), "column-ns" (int64), "n-rows", "row-factor" (up to so many times as many, with the same columns), "spreads-waits", "range" (a "(xx)" of nanoseconds on the recording's clock; empty: everything;
 * notified for the band beside it, too), and read-only "state", "profile", "heatmap", "graph", "table-set", "filter",
 * "progress" (ten times a second while loading).
 */
#define EMBER_TYPE_SESSION (ember_session_get_type ())
G_DECLARE_FINAL_TYPE (EmberSession, ember_session, EMBER, SESSION, GObject)

EmberSession *ember_session_new (void);

/* Opens @file in place of what was open; range, event and length of columns are forgotten.
 * @file: (nullable): NULL is standard input */
void ember_session_load (EmberSession *self,
                         GFile *file);

/* Reads the file again and keeps range, event and, by the views, zoom; does nothing for standard input. */
void ember_session_reload (EmberSession *self);

/* Ends loading as if the file ended here: what came is kept. */
void ember_session_stop_loading (EmberSession *self);
/* Abandons loading; back to what was open before, if it was a reload. */
void ember_session_cancel_loading (EmberSession *self);

/* Shows @profile in place of the present one: the same recording that knows more, as with names
 * that were found in the background. Range (by time) and event (by name) stay. */
void ember_session_replace_profile (EmberSession *self,
                                    EmberProfile *profile);

/* Where symbols may be, looked at before the system's folders: folders of files of symbols, or roots
 * of a whole system. Names that are shown are looked up anew where the list differs.
 * @folders: (nullable): ends in NULL */
void ember_session_set_symbol_folders (EmberSession *self,
                                       const char *const *folders);
/* Returns: (transfer none): never NULL; ends in NULL */
const char *const *ember_session_get_symbol_folders (EmberSession *self);
/* Looks all names up anew, as when files of symbols have come. */
void ember_session_look_up_names (EmberSession *self);

EmberSessionState ember_session_get_state (EmberSession *self);
/* Returns: (transfer none) (nullable): NULL for standard input and before the first load */
GFile *ember_session_get_file (EmberSession *self);
/* Returns: (transfer none) (nullable): why the state is FAILED, or why reading again brought nothing and the old recording stays */
const GError *ember_session_get_error (EmberSession *self);
/* Returns: (transfer full) (nullable): lines for a terminal that make the file readable */
char *ember_session_dup_help_command (EmberSession *self);
EmberLoadProgress ember_session_get_progress (EmberSession *self);

/* These are (transfer none) (nullable). */
EmberProfile *ember_session_get_profile (EmberSession *self);
EmberHeatmap *ember_session_get_heatmap (EmberSession *self);
EmberFlameGraph *ember_session_get_graph (EmberSession *self);
/* Those that pass the filter, on the tree of the merge level: of a profile that has the
 * events, threads and times of ember_session_get_profile(), but maybe other stacks. */
const EmberTableSet *ember_session_get_table_set (EmberSession *self);
/* All samples of the event, on the tree that the recording came with. */
const EmberTableSet *ember_session_get_whole_set (EmberSession *self);

/* Returns: (transfer none) (element-type EmberEventChoice): empty without a profile */
const GPtrArray *ember_session_get_event_choices (EmberSession *self);
/* Returns: (transfer none) (nullable): the chosen one of those */
const char *ember_session_get_event_name (EmberSession *self);

/* Both are conditions of the filter, so they can be taken back as it. An unknown name does nothing. */
void ember_session_set_event_name (EmberSession *self,
                                   const char *name);
void ember_session_set_with_idle (EmberSession *self,
                                  gboolean with_idle);

/* These are (transfer none); the subset is for taking filters back, the opening for how far names are. */
EmberOpening *ember_session_get_opening (EmberSession *self);
EmberSubset *ember_session_get_subset (EmberSession *self);
EmberFilter *ember_session_get_filter (EmberSession *self);

/* A step that can be taken back: see EmberSubset. A new recording forgets it, the same one read again does not. */
void ember_session_set_filter (EmberSession *self,
                               EmberFilter *filter);
EmberMergeLevel ember_session_get_merge_level (EmberSession *self);
void ember_session_set_merge_level (EmberSession *self,
                                    EmberMergeLevel merge_level);

/* @column_ns: 1..EMBER_HEATMAP_MAX_COLUMN_NS; where that would be too many columns, the map has longer ones */
void ember_session_set_column_ns (EmberSession *self,
                                  int64_t column_ns);
int64_t ember_session_get_column_ns (EmberSession *self);
/* @n_rows: 1..1000 */
void ember_session_set_n_rows (EmberSession *self,
                               guint n_rows);

/* Whether the heat map of waits has them in all cells that they last, not only where they begin. */
void ember_session_set_spreads_waits (EmberSession *self,
                                      gboolean spreads_waits);

/* An empty range means everything. The first forgets the band; with the other only what lies in it counts, unless it is none. */
void ember_session_set_range (EmberSession *self,
                              EmberTimeRange range);
void ember_session_set_banded_range (EmberSession *self,
                                     EmberTimeRange range,
                                     EmberBand band);
EmberTimeRange ember_session_get_range (EmberSession *self);
EmberBand ember_session_get_band (EmberSession *self);
gboolean ember_session_has_selection (EmberSession *self);

/* Whether anything of the picture is under way. */
gboolean ember_session_is_busy (EmberSession *self);
