/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/difference.h"
#include "analysis/functions.h"

/* EmberFunctionChange: a function in a range and in its baseline. */
typedef struct
{
  const char *name; /* borrowed from one of the profiles */
  const char *module;
  uint64_t self;
  uint64_t total;
  uint64_t baseline_self; /* as counted, not scaled */
  uint64_t baseline_total;
} EmberFunctionChange;

/* EmberFunctionChanges: the functions of either graph of a difference; where self changed most comes
 * first, of equals where total did, then by name and module. Frozen. */
typedef struct
{
  EmberFunctionChange *changes; /* n_changes */
  uint32_t n_changes;
  /*< private >*/
  EmberDifference *difference;
} EmberFunctionChanges;

/* Functions match by the text of name and module, so the graphs may be of two profiles.
 * Cost: of two ember_functions_new(), and O(functions × log functions)
 * Returns: (transfer full) (nullable): NULL if @cancellable was cancelled */
EmberFunctionChanges *ember_function_changes_new (EmberDifference *difference,
                                                  GCancellable *cancellable);

void ember_function_changes_free (EmberFunctionChanges *changes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberFunctionChanges, ember_function_changes_free)
