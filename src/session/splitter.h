/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/mark.h"
#include "analysis/split-matches.h"
#include "session/session.h"

/* EmberSplitter: keeps a session's heat map taken apart while that is looked at: the samples that pass its filter, on the grid of its map.
 *
 * Works in a worker. For the main thread. Signals "changed": the split is another one, or one is under way;
 * "marked": the matches are others.
 */
#define EMBER_TYPE_SPLITTER (ember_splitter_get_type ())
G_DECLARE_FINAL_TYPE (EmberSplitter, ember_splitter, EMBER, SPLITTER, GObject)

/* Of EMBER_SPLIT_NONE and EMBER_SPLIT_DEFAULT_PARTS at first. */
EmberSplitter *ember_splitter_new (EmberSession *session);

/* EMBER_SPLIT_NONE does no work and has no split. */
void ember_splitter_set_kind (EmberSplitter *self,
                              EmberSplitKind kind);
EmberSplitKind ember_splitter_get_kind (EmberSplitter *self);

/* @n_own: how many have a map of their own: 1..EMBER_SPLIT_MAX_PARTS */
void ember_splitter_set_n_own (EmberSplitter *self,
                               uint32_t n_own);
uint32_t ember_splitter_get_n_own (EmberSplitter *self);

/* Returns: (transfer none) (nullable): NULL before the first is made, and without times */
EmberSplit *ember_splitter_get_split (EmberSplitter *self);

/* What is pointed out on the maps.
 * @mark: (transfer none) (nullable): */
void ember_splitter_set_mark (EmberSplitter *self,
                              EmberMark *mark);

/* Returns: (transfer none) (nullable): of the split that stands; NULL without a mark, and until it is counted */
EmberSplitMatches *ember_splitter_get_matches (EmberSplitter *self);

bool ember_splitter_is_busy (EmberSplitter *self);
