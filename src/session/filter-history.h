/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/filter.h"

/* EmberFilterHistory: the filter that holds, those before it, and those that were taken back.
 *
 * Never without a filter: the first one is empty. The oldest are forgotten
 * once there are many.
 */
typedef struct _EmberFilterHistory EmberFilterHistory;

EmberFilterHistory *ember_filter_history_new (void);

void ember_filter_history_free (EmberFilterHistory *history);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberFilterHistory, ember_filter_history_free)

/* Returns: (transfer none): valid until the history changes */
EmberFilter *ember_filter_history_get (const EmberFilterHistory *history);

/* What was taken back can no longer be brought back.
 * Returns: false where @filter is what holds already */
bool ember_filter_history_push (EmberFilterHistory *history,
                                EmberFilter *filter);

/* Returns: false if there is nothing before */
bool ember_filter_history_undo (EmberFilterHistory *history);

/* Returns: false if nothing was taken back */
bool ember_filter_history_redo (EmberFilterHistory *history);

bool ember_filter_history_can_undo (const EmberFilterHistory *history);

bool ember_filter_history_can_redo (const EmberFilterHistory *history);

/* Takes the place of what holds, as if it had always been so. */
void ember_filter_history_amend (EmberFilterHistory *history,
                                 EmberFilter *filter);

/* Back to @filter, with nothing before it. */
void ember_filter_history_reset (EmberFilterHistory *history,
                                 EmberFilter *filter);
