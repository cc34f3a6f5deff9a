/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/search.h"

/* EmberFunction: everything a function did, wherever it was called from.
 * Functions are told apart by name and module. */
typedef struct
{
  EmberStringId name;
  EmberStringId module;
  uint64_t self;  /* as the leaf */
  uint64_t total; /* anywhere in the stack; a recursion counts once */
} EmberFunction;

/* EmberFunctions: the functions of a flame graph with a total above 0, most
 * self first, of equals most total, then by name and module. Frozen. */
typedef struct
{
  EmberFunction *functions; /* n_functions */
  uint32_t n_functions;
} EmberFunctions;

/* Cost: O(nodes + frames + functions × log functions)
 * Returns: (transfer full) (nullable): NULL if @cancellable was cancelled */
EmberFunctions *ember_functions_new (const EmberFlameGraph *graph,
                                     EmberMeasure measure,
                                     GCancellable *cancellable);

/* Drops the functions whose name @search does not find; only while one thread alone knows them.
 * @search: of the graph's profile */
void ember_functions_keep (EmberFunctions *functions,
                           const EmberSearch *search);

void ember_functions_free (EmberFunctions *functions);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberFunctions, ember_functions_free)
