/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/mark.h"
#include "session/session.h"

/* EmberMarker: which samples of a session's heat map are pointed out, and when they ran.
 *
 * Keeps "matches", a heat map of them on the grid of the session's, fresh off the main thread
 * while the session's map or the mark changes. What is searched for is marked, and
 * as long as it is set, a mark somebody picked goes before it. For the main thread.
 *
 * Properties: "mark" (pointer, an EmberMark), "matches" (pointer, an EmberHeatmap), both read-only:
 * notified when others stand. Counts and the stretch change with "matches".
 */
#define EMBER_TYPE_MARKER (ember_marker_get_type ())
G_DECLARE_FINAL_TYPE (EmberMarker, ember_marker, EMBER, MARKER, GObject)

EmberMarker *ember_marker_new (EmberSession *session);

/* @mark: (transfer none) (nullable): NULL: none is picked */
void ember_marker_pick (EmberMarker *self,
                        EmberMark *mark);

/* What is searched for; another one than before takes the place of what was picked.
 * @mark: (transfer none) (nullable): */
void ember_marker_set_search (EmberMarker *self,
                              EmberMark *mark);

gboolean ember_marker_has_picked (EmberMarker *self);

/* The one that holds.
 * Returns: (transfer none) (nullable): */
EmberMark *ember_marker_get_mark (EmberMarker *self);

/* Returns: (transfer full) (nullable): its name as people read it; valid UTF-8 */
char *ember_marker_dup_label (EmberMarker *self);

/* Returns: (transfer none) (nullable): NULL without a mark, without times, and until it is counted */
EmberHeatmap *ember_marker_get_matches (EmberMarker *self);

/* The samples that match, out of all that the session looks at, whatever the range. */
uint64_t ember_marker_get_n_matches (EmberMarker *self);

uint64_t ember_marker_get_n_samples (EmberMarker *self);

/* Where they stand most densely; empty if there are none. */
EmberTimeRange ember_marker_get_stretch (EmberMarker *self);

gboolean ember_marker_is_busy (EmberMarker *self);
