/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/difference.h"
#include "analysis/function-index.h"
#include "analysis/search.h"

/* EmberFunction: everything a function did, wherever it was called from. */
typedef struct
{
  EmberFunctionId id;
  EmberStringId name;
  EmberStringId module;
  uint64_t self;          /* as the leaf */
  uint64_t total;         /* anywhere in the stack; a recursion counts once */
  uint64_t baseline_self; /* these are 0 where nothing is compared */
  uint64_t baseline_total;
} EmberFunction;

/* EmberFunctions: the functions of a flame graph with a total above 0, most
 * self first, of equals most total, then by name and module. */
typedef struct
{
  EmberFunctionIndex *index;
  EmberFunction *functions; /* n_functions */
  uint32_t n_functions;
  EmberDifference *difference; /* (nullable) */
  EmberChangeBasis basis;
} EmberFunctions;

/* By what functions are sorted; equals as EmberFunctions says. */
typedef enum
{
  EMBER_FUNCTION_ORDER_SELF,
  EMBER_FUNCTION_ORDER_TOTAL,
  EMBER_FUNCTION_ORDER_NAME,
  EMBER_FUNCTION_ORDER_MODULE, /* of one module by name */
  EMBER_FUNCTION_ORDER_CHANGE, /* by how much more it is than the baseline lets expect; equal where nothing is compared */
} EmberFunctionOrder;

/* Cost: O(nodes + frames + functions × log functions)
 * Returns: (transfer full) (nullable): NULL if @cancellable was cancelled */
EmberFunctions *ember_functions_new (const EmberFlameGraph *graph,
                                     EmberMeasure measure,
                                     GCancellable *cancellable);

/* As ember_functions_new(), without looking at each frame again.
 * @index: of the graph's profile */
EmberFunctions *ember_functions_new_in (EmberFunctionIndex *index,
                                        const EmberFlameGraph *graph,
                                        EmberMeasure measure,
                                        GCancellable *cancellable);

/* The functions of the graphs of a range and its baseline, those too that only the baseline has.
 * @index: of the range's profile; those of the baseline match by its tree, which is the same
 * @basis: which change they are sorted by
 * Cost: of two ember_functions_new_in() */
EmberFunctions *ember_functions_new_compared (EmberFunctionIndex *index,
                                              EmberDifference *difference,
                                              EmberChangeBasis basis,
                                              GCancellable *cancellable);

/* How a function changed, by the basis.
 * @functions: of ember_functions_new_compared() */
EmberChange ember_functions_get_change (const EmberFunctions *functions,
                                        const EmberFunction *function);

/* Drops the functions whose name @search does not find; only while one thread alone knows them.
 * @search: of the graph's profile */
void ember_functions_keep (EmberFunctions *functions,
                           const EmberSearch *search);

/* Puts the functions in another order; only while one thread alone knows them.
 * @is_descending: the largest number, or the last name, first */
void ember_functions_sort (EmberFunctions *functions,
                           EmberFunctionOrder order,
                           bool is_descending);

void ember_functions_free (EmberFunctions *functions);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberFunctions, ember_functions_free)
