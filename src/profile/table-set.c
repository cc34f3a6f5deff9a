/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/table-set.h"

static bool
has_event (const EmberEventId *events,
           uint32_t n_events,
           EmberEventId event)
{
  for (uint32_t i = 0; i < n_events; i++)
    if (events[i] == event)
      return true;
  return events == NULL;
}

EmberTableSet *
ember_table_set_new (EmberProfile *profile,
                     const EmberEventId *events,
                     uint32_t n_events,
                     bool with_idle)
{
  EmberTableSet *set = g_new0 (EmberTableSet, 1);
  uint32_t n_tables;
  const EmberSampleTable *tables = ember_profile_get_tables (profile, &n_tables);

  set->profile = ember_profile_ref (profile);
  set->tables = g_new (const EmberSampleTable *, MAX (n_tables, 1));
  for (uint32_t i = 0; i < n_tables; i++)
    if (has_event (events, n_events, tables[i].event) && (with_idle || !tables[i].is_idle))
      set->tables[set->n_tables++] = &tables[i];
  return set;
}

EmberTableSet *
ember_table_set_copy (const EmberTableSet *set)
{
  EmberTableSet *copy = g_new0 (EmberTableSet, 1);

  copy->profile = ember_profile_ref (set->profile);
  copy->n_tables = set->n_tables;
  copy->tables = g_new (const EmberSampleTable *, MAX (set->n_tables, 1));
  for (uint32_t i = 0; i < set->n_tables; i++)
    copy->tables[i] = set->tables[i];
  return copy;
}

void
ember_table_set_free (EmberTableSet *set)
{
  ember_profile_unref (set->profile);
  g_free (set->tables);
  g_free (set);
}

uint64_t
ember_table_set_count (const EmberTableSet *set,
                       EmberTimeRange range)
{
  uint64_t n = 0;

  for (uint32_t i = 0; i < set->n_tables; i++)
    {
      size_t first, last;

      ember_sample_table_find (set->tables[i], range, &first, &last);
      n += last - first;
    }
  return n;
}
