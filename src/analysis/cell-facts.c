/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/cell-facts.h"

/* Adds up samples by comm: EmberStringId -> count. */
static GHashTable *
count_comms (const EmberTableSet *set,
             EmberTimeRange range,
             EmberCellFacts *facts)
{
  const EmberThreads *all = ember_profile_get_threads (set->profile);
  GHashTable *counts = g_hash_table_new (NULL, NULL);

  for (uint32_t i = 0; i < set->n_tables; i++)
    {
      const EmberThreadId *threads = set->tables[i]->threads.data;
      size_t first, last;

      ember_sample_table_find (set->tables[i], range, &first, &last);
      facts->n_samples += ember_table_set_count_rows (set, i, first, last);
      while (first < last)
        {
          /* Samples of one thread often stand together: look the comm up once a run. */
          const gpointer comm = GUINT_TO_POINTER (ember_threads_get (all, threads[first])->comm);
          size_t next = first + 1;
          size_t n;

          while (next < last && threads[next] == threads[first])
            next++;
          n = ember_table_set_count_rows (set, i, first, next);
          if (n > 0)
            g_hash_table_insert (counts, comm, GSIZE_TO_POINTER (GPOINTER_TO_SIZE (g_hash_table_lookup (counts, comm)) + n));
          first = next;
        }
    }
  return counts;
}

EmberCellFacts
ember_cell_facts_new (const EmberTableSet *set,
                      EmberTimeRange range)
{
  const EmberStrings *strings = ember_profile_get_strings (set->profile);
  EmberCellFacts facts = { 0 };
  g_autoptr (GHashTable) counts = count_comms (set, range, &facts);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const EmberStringId comm = GPOINTER_TO_UINT (key);
      const uint64_t n = GPOINTER_TO_SIZE (value);

      if (n > facts.top_n_samples || (n == facts.top_n_samples && ember_strings_compare (strings, comm, facts.top_comm) < 0))
        {
          facts.top_comm = comm;
          facts.top_n_samples = n;
        }
    }
  return facts;
}
