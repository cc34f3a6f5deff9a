/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/thread-table.h"

#include "analysis/band-apply.h"
#include "analysis/heatmap-grid.h"

#define N_BUCKETS 120
/* A strip of as many rows takes as much room as a million threads of one bucket. */
#define MAX_CELLS (4 * 1024 * 1024)
/* Rows between two looks at the cancellable. */
#define ROWS_BETWEEN_CHECKS ((size_t) 1 << 20)

/* What tells rows apart. */
typedef struct
{
  int32_t pid;
  int32_t tid;
  EmberStringId comm; /* where there is no number */
} Key;

static guint
hash_key (gconstpointer data)
{
  const Key *key = data;

  return ((guint) key->pid * 2654435761u) ^ ((guint) key->tid * 40503u) ^ (key->comm * 97u);
}

static gboolean
equal_keys (gconstpointer a,
            gconstpointer b)
{
  const Key *left = a;
  const Key *right = b;

  return left->pid == right->pid && left->tid == right->tid && left->comm == right->comm;
}

static Key
get_key (const EmberThread *thread,
         EmberThreadGrouping grouping)
{
  if (grouping == EMBER_THREADS_BY_PROCESS && thread->pid != -1)
    return (Key){ thread->pid, -1, 0 };
  return (Key){ thread->pid, thread->tid, thread->tid == -1 ? thread->comm : 0 };
}

/* Names the row of one more thread; comms come in order of time. */
static void
add_thread (EmberThreadTable *table,
            uint32_t group,
            const EmberThread *thread,
            bool is_new)
{
  EmberThreadRow *row = &table->rows[group];
  const bool is_process = table->grouping == EMBER_THREADS_BY_PROCESS && thread->pid != -1;

  if (is_new)
    *row = (EmberThreadRow){ .comm = thread->comm, .pid = thread->pid, .tid = is_process ? -1 : thread->tid };
  if (!is_process || thread->tid == thread->pid)
    row->comm = thread->comm;
}

/* Each thread of a process counts once, whatever comms it had.
 * @groups: (out caller-allocates): the row of each thread */
static void
make_rows (EmberThreadTable *table,
           uint32_t *groups)
{
  const EmberThreads *threads = ember_profile_get_threads (table->profile);
  const uint32_t n = ember_threads_get_n (threads);
  g_autoptr (GHashTable) known = g_hash_table_new (hash_key, equal_keys);
  g_autoptr (GHashTable) seen = g_hash_table_new (hash_key, equal_keys);
  g_autofree Key *keys = g_new (Key, MAX (n, 1));
  g_autofree Key *own = g_new (Key, MAX (n, 1));

  table->rows = g_new (EmberThreadRow, MAX (n, 1));
  for (EmberThreadId i = 0; i < n; i++)
    {
      const EmberThread *thread = ember_threads_get (threads, i);
      gpointer group;
      bool is_new;

      keys[i] = get_key (thread, table->grouping);
      own[i] = get_key (thread, EMBER_THREADS_BY_THREAD);
      is_new = !g_hash_table_lookup_extended (known, &keys[i], NULL, &group);
      if (is_new)
        {
          group = GUINT_TO_POINTER (table->n_rows++);
          g_hash_table_insert (known, &keys[i], group);
        }
      groups[i] = GPOINTER_TO_UINT (group);
      add_thread (table, groups[i], thread, is_new);
      table->rows[groups[i]].n_threads += g_hash_table_add (seen, &own[i]);
    }
}

/* Returns: false if cancelled */
static bool
count_table (EmberThreadTable *table,
             const EmberTableSet *set,
             uint32_t index,
             EmberTimeRange range,
             uint64_t *counts,
             GCancellable *cancellable)
{
  const EmberThreadId *threads = set->tables[index]->threads.data;
  const EmberBitmap *mask = ember_table_set_get_mask (set, index);
  size_t first, last;

  ember_sample_table_find (set->tables[index], range, &first, &last);
  while (first < last)
    {
      const size_t stop = MIN (last, first + ROWS_BETWEEN_CHECKS);

      if (g_cancellable_is_cancelled (cancellable))
        return false;
      if (mask == NULL)
        for (; first < stop; first++)
          counts[threads[first]]++;
      else
        for (; first < stop; first++)
          counts[threads[first]] += ember_bitmap_get (mask, first);
    }
  return true;
}

static bool
count (EmberThreadTable *table,
       const EmberTableSet *set,
       EmberTimeRange range,
       const EmberBand *band,
       const uint32_t *groups,
       GCancellable *cancellable)
{
  g_autoptr (EmberTableSet) banded = ember_band_is_active (band) ? ember_band_apply (band, set, range, cancellable) : ember_table_set_copy (set);
  const uint32_t n = ember_threads_get_n (ember_profile_get_threads (table->profile));
  g_autofree uint64_t *counts = g_new0 (uint64_t, MAX (n, 1));

  if (banded == NULL)
    return false;
  for (uint32_t i = 0; i < banded->n_tables; i++)
    if (!count_table (table, banded, i, range, counts, cancellable))
      return false;
  for (EmberThreadId i = 0; i < n; i++)
    {
      table->rows[groups[i]].n_samples += counts[i];
      table->n_samples += counts[i];
    }
  return true;
}

/* Returns: (transfer full) (nullable): NULL if cancelled, or without times */
static EmberWhenStrips *
create_strips (const EmberThreadTable *table,
               const EmberTableSet *set,
               const uint32_t *groups,
               GCancellable *cancellable)
{
  const uint32_t n_buckets = CLAMP (MAX_CELLS / MAX (table->n_rows, 1), 8, N_BUCKETS);
  EmberHeatmapGrid grid;

  if (!ember_profile_has_times (set->profile))
    return NULL;
  grid = ember_heatmap_grid_new (set->profile, EMBER_SECOND_NS, 1);
  return ember_when_strips_new (set, ember_heatmap_grid_get_range (&grid), n_buckets, EMBER_WHEN_BY_THREAD, groups, table->n_rows, cancellable);
}

EmberThreadTable *
ember_thread_table_new_uncounted (EmberProfile *profile,
                                  EmberThreadGrouping grouping,
                                  uint32_t **rows)
{
  EmberThreadTable *table = g_new0 (EmberThreadTable, 1);

  g_atomic_ref_count_init (&table->ref_count);
  table->profile = ember_profile_ref (profile);
  table->grouping = grouping;
  *rows = g_new (uint32_t, MAX (ember_threads_get_n (ember_profile_get_threads (profile)), 1));
  make_rows (table, *rows);
  return table;
}

EmberThreadTable *
ember_thread_table_new (const EmberTableSet *set,
                        EmberTimeRange range,
                        const EmberBand *band,
                        EmberThreadGrouping grouping,
                        EmberWhenStrips *strips,
                        GCancellable *cancellable)
{
  g_autofree uint32_t *groups = NULL;
  g_autoptr (EmberThreadTable) table = ember_thread_table_new_uncounted (set->profile, grouping, &groups);

  if (!count (table, set, range, band, groups, cancellable))
    return NULL;
  table->strips = strips != NULL ? ember_when_strips_ref (strips) : create_strips (table, set, groups, cancellable);
  return g_cancellable_is_cancelled (cancellable) ? NULL : g_steal_pointer (&table);
}

EmberThreadTable *
ember_thread_table_ref (EmberThreadTable *table)
{
  g_atomic_ref_count_inc (&table->ref_count);
  return table;
}

void
ember_thread_table_unref (EmberThreadTable *table)
{
  if (!g_atomic_ref_count_dec (&table->ref_count))
    return;
  g_clear_pointer (&table->strips, ember_when_strips_unref);
  g_free (table->rows);
  ember_profile_unref (table->profile);
  g_free (table);
}

const char *
ember_thread_table_get_comm (const EmberThreadTable *table,
                             uint32_t row)
{
  return ember_strings_get (ember_profile_get_strings (table->profile), table->rows[row].comm);
}

void
ember_thread_table_get_condition (const EmberThreadTable *table,
                                  uint32_t row,
                                  EmberFilterCondition *condition)
{
  const EmberThreadRow *thread = &table->rows[row];
  const bool is_process = table->grouping == EMBER_THREADS_BY_PROCESS && thread->pid != -1;

  *condition = (EmberFilterCondition){ .match = EMBER_MATCH_WHOLE, .is_enabled = true };
  if (is_process)
    {
      condition->kind = EMBER_FILTER_PROCESS;
      condition->number = thread->pid;
    }
  else if (thread->tid != -1)
    {
      condition->kind = EMBER_FILTER_THREAD;
      condition->number = thread->tid;
    }
  else
    {
      condition->kind = EMBER_FILTER_COMM;
      condition->text = (char *) ember_thread_table_get_comm (table, row);
    }
}
