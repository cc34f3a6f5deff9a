/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/table-set.h"

static bool
has_event (const EmberProfile *profile,
           const EmberEventId *events,
           uint32_t n_events,
           EmberEventId event)
{
  uint32_t n_all;
  const EmberEvent *all = ember_profile_get_events (profile, &n_all);

  for (uint32_t i = 0; i < n_events; i++)
    if (events[i] == event)
      return true;
  return events == NULL && !all[event].is_span;
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
    if (has_event (profile, events, n_events, tables[i].event) && (with_idle || !tables[i].is_idle))
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
  copy->band = set->band;
  if (set->masks != NULL)
    {
      copy->masks = g_new (EmberBitmap *, MAX (set->n_tables, 1));
      for (uint32_t i = 0; i < set->n_tables; i++)
        copy->masks[i] = ember_bitmap_ref (set->masks[i]);
    }
  return copy;
}

EmberTableSet *
ember_table_set_move (const EmberTableSet *set,
                      EmberProfile *profile)
{
  EmberTableSet *moved = ember_table_set_copy (set);
  uint32_t n_old, n_new;
  const EmberSampleTable *old = ember_profile_get_tables (set->profile, &n_old);
  const EmberSampleTable *new = ember_profile_get_tables (profile, &n_new);

  g_assert (n_old == n_new);
  for (uint32_t i = 0; i < moved->n_tables; i++)
    moved->tables[i] = &new[set->tables[i] - old];
  ember_profile_unref (moved->profile);
  moved->profile = ember_profile_ref (profile);
  return moved;
}

bool
ember_table_set_equal (const EmberTableSet *a,
                       const EmberTableSet *b)
{
  if (a->profile != b->profile || a->n_tables != b->n_tables)
    return false;
  for (uint32_t i = 0; i < a->n_tables; i++)
    if (a->tables[i] != b->tables[i] || ember_table_set_get_mask (a, i) != ember_table_set_get_mask (b, i))
      return false;
  return true;
}

void
ember_table_set_free (EmberTableSet *set)
{
  for (uint32_t i = 0; set->masks != NULL && i < set->n_tables; i++)
    g_clear_pointer (&set->masks[i], ember_bitmap_unref);
  g_free (set->masks);
  ember_profile_unref (set->profile);
  g_free (set->tables);
  g_free (set);
}

bool
ember_table_set_is_span (const EmberTableSet *set)
{
  uint32_t n_events;
  const EmberEvent *events = ember_profile_get_events (set->profile, &n_events);

  for (uint32_t i = 0; i < set->n_tables; i++)
    if (!events[set->tables[i]->event].is_span)
      return false;
  return set->n_tables > 0;
}

size_t
ember_table_set_count_rows (const EmberTableSet *set,
                            uint32_t table,
                            size_t first,
                            size_t last)
{
  const EmberBitmap *mask = ember_table_set_get_mask (set, table);

  return mask != NULL ? ember_bitmap_count (mask, first, last) : last - first;
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
      n += ember_table_set_count_rows (set, i, first, last);
    }
  return n;
}
