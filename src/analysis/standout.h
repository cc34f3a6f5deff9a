/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/flame-graph.h"

/* EmberStandout: which code stands out in some samples against all others of a set: a differential
 * that is followed from the root into the child that gained most, as far as one child keeps most of
 * the gain. */
typedef struct _EmberStandout EmberStandout;

/* @set: borrowed
 * @range: what is added lies in it
 * Cost: that of ember_flame_graph_new() over @range
 * Returns: (transfer full) (nullable): NULL if cancelled */
EmberStandout *ember_standout_new (const EmberTableSet *set,
                                   EmberTimeRange range,
                                   GCancellable *cancellable);

void ember_standout_free (EmberStandout *standout);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberStandout, ember_standout_free)

/* Adds the samples in @range to those that are asked about.
 * @thread: of this one only, or EMBER_STANDOUT_ANY_THREAD */
void ember_standout_add (EmberStandout *standout,
                         EmberTimeRange range,
                         EmberThreadId thread);

/* Forgets what was added.
 * @is_against_rest: false: the code that most of these samples share, whatever the others do
 * Cost: O(samples added × (log of it + depth)); of more than 100,000 samples some stand for all
 * Returns: EMBER_STACK_ROOT where nothing stands out */
EmberStackId ember_standout_find (EmberStandout *standout,
                                  bool is_against_rest);

#define EMBER_STANDOUT_ANY_THREAD UINT32_MAX
