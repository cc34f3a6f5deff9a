/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "analysis/flame-graph.h"

/* EmberGraphKeeper: the newest flame graph of what is looked at.
 *
 * Graphs are made off the main thread, where that is cheaper from the one before; of several requests only the newest
 * counts, and until its graph is made the old one stays. After the first one of a set, a worker makes what the next
 * graphs, and heat maps of some stacks, would wait for; ordering rows for these stops with another profile or none.
 * For the main thread.
 */
typedef struct _EmberGraphKeeper EmberGraphKeeper;

/* Called when another graph, or none, stands. */
typedef void (*EmberGraphKeeperChanged) (gpointer user_data);

/* @user_data: borrowed; must outlive ember_graph_keeper_free() only */
EmberGraphKeeper *ember_graph_keeper_new (EmberGraphKeeperChanged changed,
                                          gpointer user_data);

/* Cancels; nothing is told any more. */
void ember_graph_keeper_free (EmberGraphKeeper *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberGraphKeeper, ember_graph_keeper_free)

/* Has the graph made of what lies in a range.
 * @set: (nullable): NULL does nothing; after another one than before comes ember_graph_keeper_begin_set()
 * @range: empty: everything
 * @band: of the range; may be none */
void ember_graph_keeper_request (EmberGraphKeeper *self,
                                 const EmberTableSet *set,
                                 EmberTimeRange range,
                                 EmberBand band);

/* Requests are of another set from here on: what is under way is dropped, and no graph is made from the one that stands. */
void ember_graph_keeper_begin_set (EmberGraphKeeper *self);

/* Drops what is under way; the graph that stands stays. */
void ember_graph_keeper_cancel (EmberGraphKeeper *self);

/* No graph stands any more. */
void ember_graph_keeper_drop (EmberGraphKeeper *self);

/* Returns: (transfer none) (nullable): */
EmberFlameGraph *ember_graph_keeper_get (const EmberGraphKeeper *self);

gboolean ember_graph_keeper_is_busy (const EmberGraphKeeper *self);
