/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/difference.h"
#include "analysis/frame-order.h"

/* From where a flame graph is looked at. */
typedef enum
{
  EMBER_TURN_NONE,     /* from the outermost callers */
  EMBER_TURN_INVERTED, /* from the leaves to their callers */
  EMBER_TURN_CALLERS,  /* from a function to its callers */
  EMBER_TURN_CALLEES,  /* from a function to what it calls */
} EmberTurnKind;

/* EmberTurn: how to turn a flame graph. Borrows.
 *
 * Nodes with less than a 2^-17 of everything end there, with all their samples as their own: nobody can see what
 * is below them, and a tree of all of them may be twenty times larger than the one it is made of. Where
 * somebody looks closer is the focus: below it the limit is 2^-17 of the focus.
 */
typedef struct
{
  EmberTurnKind kind;
  const bool *frames;        /* of CALLERS and CALLEES: of each frame, whether it is the function's */
  const EmberFrameId *focus; /* (nullable): frames from below the root down to the focus; n_focus */
  uint32_t n_focus;
} EmberTurn;

/* Turns what @graph counted. Of a recursion the outermost call is meant, so the root of CALLERS and of
 * CALLEES has the same sum: the function's total.
 * @graph: on the tree of its profile
 * @order: of that profile
 * @is_cut: (out): whether nodes were ended early
 * Cost: follows the nodes that are made and the distinct stacks, not the samples: 1 M random nodes of 10 M samples about 0.1 s
 * Returns: (transfer full) (nullable): a graph of the same frames, samples and range over a tree of its own, siblings
 * in @order; NULL if cancelled */
EmberFlameGraph *ember_turned_graph_new (const EmberFlameGraph *graph,
                                         const EmberTurn *turn,
                                         const EmberFrameOrder *order,
                                         GCancellable *cancellable,
                                         bool *is_cut);

/* Turns both graphs of @difference onto one tree; numbers are made comparable as in @difference, whatever
 * part of the samples the function is in. A node ends early only where both graphs are below the limit.
 * @order: of the profile of the range
 * Cost: as of two graphs
 * Returns: (transfer full) (nullable): NULL if cancelled */
EmberDifference *ember_turned_graph_new_difference (const EmberDifference *difference,
                                                    const EmberTurn *turn,
                                                    const EmberFrameOrder *order,
                                                    GCancellable *cancellable,
                                                    bool *is_cut);
