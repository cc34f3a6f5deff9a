/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/filter-counts.h"

static uint64_t
count_alone (const EmberFilterCondition *condition,
             const EmberTableSet *set,
             GCancellable *cancellable)
{
  g_autoptr (EmberFilter) nothing = ember_filter_new ();
  g_autoptr (EmberFilter) filter = NULL;
  g_autoptr (EmberTableSet) left = NULL;
  EmberFilterCondition enabled = *condition;

  enabled.is_enabled = true;
  filter = ember_filter_with (nothing, &enabled);
  left = ember_filter_apply (filter, set, cancellable, NULL);
  return left != NULL ? ember_table_set_count (left, EMBER_TIME_RANGE_ALL) : 0;
}

uint64_t *
ember_filter_counts_new (const EmberFilter *filter,
                         const EmberTableSet *set,
                         GCancellable *cancellable)
{
  g_autofree uint64_t *counts = g_new0 (uint64_t, MAX (ember_filter_get_n (filter), 1));

  for (uint32_t i = 0; i < ember_filter_get_n (filter); i++)
    {
      if (g_cancellable_is_cancelled (cancellable))
        return NULL;
      counts[i] = count_alone (ember_filter_get (filter, i), set, cancellable);
    }
  return g_steal_pointer (&counts);
}
