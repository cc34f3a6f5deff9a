/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/difference.h"
#include "session/session.h"

/* EmberComparison: what the range of a session is compared with.
 *
 * The baseline is another range of the same recording, or a range of another recording, opened
 * beside the first by a session of its own that follows the first one's event, idle switch, filter,
 * merge level and rows. The graphs of both are made off the main thread; what stood before stays
 * until they are. For the main thread.
 *
 * Properties: "baseline" (a "(xx)" of nanoseconds, as EmberSession's "range"), "other" (EmberSession,
 * read-only), "normalization" (EmberNormalization as int), "basis" (EmberChangeBasis as int), "is-flipped" (of
 * two recordings: the graph is the other one's), "shows-gone".
 * Signals: "changed": graph, difference or basis are others, also where nothing is compared.
 */
#define EMBER_TYPE_COMPARISON (ember_comparison_get_type ())
G_DECLARE_FINAL_TYPE (EmberComparison, ember_comparison, EMBER, COMPARISON, GObject)

EmberComparison *ember_comparison_new (EmberSession *session);

/* Whether there is a baseline; its graph may not be there yet. */
gboolean ember_comparison_is_active (EmberComparison *self);

/* Compares with a range of the same recording, or, where another one is open, with a range of that;
 * there empty means all of it.
 * @range: on the clock of its recording; empty: nothing is compared */
void ember_comparison_set_baseline (EmberComparison *self,
                                    EmberTimeRange range);

/* Returns: empty where nothing is compared, and where all of another recording is */
EmberTimeRange ember_comparison_get_baseline (EmberComparison *self);

/* Opens another recording to compare with, in place of what was the baseline. */
void ember_comparison_open (EmberComparison *self,
                            GFile *file);

/* Returns: (transfer none) (nullable): the session of the other recording, which may be loading or have failed */
EmberSession *ember_comparison_get_other (EmberComparison *self);

/* Compares with nothing any more; closes the other recording. */
void ember_comparison_clear (EmberComparison *self);

/* What was the range becomes the baseline. */
void ember_comparison_flip (EmberComparison *self);

gboolean ember_comparison_is_flipped (EmberComparison *self);

void ember_comparison_set_normalization (EmberComparison *self,
                                         EmberNormalization normalization);

EmberNormalization ember_comparison_get_normalization (EmberComparison *self);

void ember_comparison_set_basis (EmberComparison *self,
                                 EmberChangeBasis basis);

EmberChangeBasis ember_comparison_get_basis (EmberComparison *self);

/* Whether the graph is of what only the baseline holds. */
void ember_comparison_set_shows_gone (EmberComparison *self,
                                      gboolean shows_gone);

gboolean ember_comparison_get_shows_gone (EmberComparison *self);

/* Returns: (transfer none) (nullable): the graph to show: that of the session where nothing is compared */
EmberFlameGraph *ember_comparison_get_graph (EmberComparison *self);

/* Returns: (transfer none) (nullable): over the tree of that graph; NULL where nothing is compared, and until it is */
EmberDifference *ember_comparison_get_difference (EmberComparison *self);

gboolean ember_comparison_is_busy (EmberComparison *self);
