/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/mark.h"
#include "analysis/turned-graph.h"
#include "session/session.h"

/* EmberTurner: the flame graph of a session as somebody wants to look at it.
 *
 * Keeps "graph" fresh: the session's own, or turned off the main thread whenever the session has a new one; until
 * then the old one stays. Around a function there are two: "graph" of its callers and "callees". For the main thread.
 *
 * Properties: "kind" (EmberTurnKind as int), "graph", "callees" (pointers, EmberFlameGraph), all read-only: notified when others
 * stand; after a change of kind "graph" and "callees" follow when they are made.
 */
#define EMBER_TYPE_TURNER (ember_turner_get_type ())
G_DECLARE_FINAL_TYPE (EmberTurner, ember_turner, EMBER, TURNER, GObject)

EmberTurner *ember_turner_new (EmberSession *session);

/* @kind: CALLERS stands for both sides of a function
 * @function: (nullable): with CALLERS: a mark of a function or a group */
void ember_turner_set_kind (EmberTurner *self,
                            EmberTurnKind kind,
                            EmberMark *function);

EmberTurnKind ember_turner_get_kind (EmberTurner *self);

/* Returns: (transfer none) (nullable): whose callers and callees are shown */
EmberMark *ember_turner_get_function (EmberTurner *self);

/* Where somebody looks closer, see EmberTurn; that matters only where the graph was cut.
 * @frames: from below the root on; n_frames */
void ember_turner_set_focus (EmberTurner *self,
                             const EmberFrameId *frames,
                             uint32_t n_frames);

/* Turns both graphs of a difference, in place of the session's own.
 * @difference: (nullable): of the session's range, or flipped */
void ember_turner_set_compared (EmberTurner *self,
                                EmberDifference *difference);

/* These are (transfer none) (nullable). A difference is over the tree of the graph beside it. */
EmberDifference *ember_turner_get_compared (EmberTurner *self);
EmberDifference *ember_turner_get_difference (EmberTurner *self);
EmberDifference *ember_turner_get_callees_difference (EmberTurner *self);
EmberFlameGraph *ember_turner_get_graph (EmberTurner *self);
EmberFlameGraph *ember_turner_get_callees (EmberTurner *self);

gboolean ember_turner_is_busy (EmberTurner *self);
