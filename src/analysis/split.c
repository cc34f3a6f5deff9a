/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/split.h"

#include <string.h>

#include "analysis/split-count.h"
#include "analysis/wait-spread.h"

/* Rows between two looks at the cancellable. */
#define ROWS_BETWEEN_CHECKS ((size_t) 1 << 18)

/* How samples find their part: each is of a group, a CPU or a row of the table of threads, and each group of a part. */
typedef struct
{
  EmberSplit *split;
  GCancellable *cancellable;
  uint32_t *rows; /* (nullable): the group of each thread; NULL: groups are CPUs, of which the first is the unknown one */
  uint32_t n_groups;
  uint64_t *counts;  /* n_groups: samples */
  uint64_t *amounts; /* n_groups: samples, or how long they waited */
  uint32_t *parts;   /* n_groups */
  GArray *busiest;   /* (element-type uint32_t): groups */
} Sorter;

static uint32_t
get_group (const Sorter *sorter,
           const EmberSampleTable *table,
           size_t row)
{
  const int32_t *cpus = table->cpus.data;

  if (sorter->rows != NULL)
    return sorter->rows[((const EmberThreadId *) table->threads.data)[row]];
  return cpus[row] >= 0 && cpus[row] < EMBER_SPLIT_MAX_CPUS ? (uint32_t) cpus[row] + 1 : 0;
}

static bool
passes (const EmberBitmap *mask,
        size_t row)
{
  return mask == NULL || ember_bitmap_get (mask, row);
}

static void
add_amount (Sorter *sorter,
            uint32_t group,
            uint64_t amount)
{
  sorter->counts[group]++;
  sorter->amounts[group] += MIN (amount, UINT64_MAX - sorter->amounts[group]);
}

/* Waits count that last into the range, and by how long they do. */
static void
count_row (Sorter *sorter,
           const EmberSampleTable *table,
           size_t row)
{
  const EmberWaitSpread spread = { .range = ember_time_range_intersect (sorter->split->range, ember_heatmap_grid_get_range (&sorter->split->grid)) };
  const int64_t time_ns = ember_sample_table_get_times (table)[row];
  EmberTimeRange span;

  if (!sorter->split->is_time)
    {
      add_amount (sorter, get_group (sorter, table, row), 1);
      return;
    }
  span = ember_wait_spread_get_span (&spread, table, row);
  if (!ember_time_range_is_empty (span))
    add_amount (sorter, get_group (sorter, table, row), (uint64_t) (span.end_ns - span.begin_ns));
  else if (time_ns >= spread.range.begin_ns && time_ns < spread.range.end_ns)
    add_amount (sorter, get_group (sorter, table, row), 0);
}

static bool
count_table (Sorter *sorter,
             uint32_t index)
{
  const EmberTimeRange range = { sorter->split->is_time ? INT64_MIN : sorter->split->range.begin_ns, sorter->split->range.end_ns };
  const EmberSampleTable *table = sorter->split->set->tables[index];
  const EmberBitmap *mask = ember_table_set_get_mask (sorter->split->set, index);
  size_t first, last;

  ember_sample_table_find (table, range, &first, &last);
  for (size_t row = first; row < last; row++)
    {
      if ((row - first) % ROWS_BETWEEN_CHECKS == 0 && g_cancellable_is_cancelled (sorter->cancellable))
        return false;
      if (passes (mask, row))
        count_row (sorter, table, row);
    }
  return true;
}

static int
compare_amounts_cb (gconstpointer a,
                    gconstpointer b,
                    gpointer user_data)
{
  const uint64_t *amounts = user_data;
  const uint32_t left = *(const uint32_t *) a;
  const uint32_t right = *(const uint32_t *) b;

  if (amounts[left] != amounts[right])
    return amounts[left] > amounts[right] ? -1 : 1;
  return left < right ? -1 : left > right;
}

static int
compare_numbers_cb (gconstpointer a,
                    gconstpointer b)
{
  const uint32_t left = *(const uint32_t *) a;
  const uint32_t right = *(const uint32_t *) b;

  return left < right ? -1 : left > right;
}

/* A rest of one is no rest. */
static uint32_t
choose_n_own (const EmberHeatmapGrid *grid,
              uint32_t n_all,
              uint32_t n_own)
{
  const uint32_t n_cells = MAX (ember_heatmap_grid_get_n_cells (grid), 1);
  const uint32_t most = MAX (2 * EMBER_HEATMAP_MAX_CELLS / n_cells, 2) - 1;

  n_own = MIN (n_own, most);
  return n_own + 1 >= n_all ? n_all : n_own;
}

/* Gives the busiest groups a part each, and all others the last one. */
static void
choose_parts (Sorter *sorter,
              uint32_t n_own)
{
  EmberSplit *split = sorter->split;

  for (uint32_t group = 0; group < sorter->n_groups; group++)
    if (sorter->counts[group] > 0)
      g_array_append_val (sorter->busiest, group);
  g_array_sort_with_data (sorter->busiest, compare_amounts_cb, sorter->amounts);
  split->n_all = sorter->busiest->len;
  n_own = choose_n_own (&split->grid, split->n_all, n_own);
  split->n_parts = n_own + (n_own < split->n_all);
  split->parts = g_new0 (EmberSplitPart, MAX (split->n_parts, 1));
  if (sorter->rows == NULL && n_own > 0)
    qsort (sorter->busiest->data, n_own, sizeof (uint32_t), compare_numbers_cb);
  for (uint32_t i = 0; i < split->n_all; i++)
    {
      const uint32_t group = g_array_index (sorter->busiest, uint32_t, i);
      const uint32_t number = MIN (i, n_own);
      EmberSplitPart *part = &split->parts[number];

      sorter->parts[group] = number;
      part->n_samples += sorter->counts[group];
      part->n_others += i >= n_own;
      part->row = group;
      part->cpu = (int32_t) group - 1;
      split->n_samples += sorter->counts[group];
    }
}

/* Groups without samples have no part. */
static void
keep_places (Sorter *sorter)
{
  EmberSplit *split = sorter->split;
  const uint32_t n_threads = ember_threads_get_n (ember_profile_get_threads (split->set->profile));
  const uint32_t n = sorter->rows != NULL ? n_threads : sorter->n_groups;

  split->places = g_new (uint32_t, MAX (n, 1));
  for (uint32_t i = 0; i < n; i++)
    {
      const uint32_t group = sorter->rows != NULL ? sorter->rows[i] : i;

      split->places[i] = sorter->counts[group] > 0 ? sorter->parts[group] : UINT32_MAX;
    }
}

static void
sorter_init (Sorter *sorter)
{
  EmberSplit *split = sorter->split;

  if (split->kind != EMBER_SPLIT_CPU)
    split->table = ember_thread_table_new_uncounted (split->set->profile, split->kind == EMBER_SPLIT_PROCESS ? EMBER_THREADS_BY_PROCESS : EMBER_THREADS_BY_THREAD, &sorter->rows);
  sorter->n_groups = split->table != NULL ? split->table->n_rows : EMBER_SPLIT_MAX_CPUS + 1;
  sorter->counts = g_new0 (uint64_t, MAX (sorter->n_groups, 1));
  sorter->amounts = g_new0 (uint64_t, MAX (sorter->n_groups, 1));
  sorter->parts = g_new0 (uint32_t, MAX (sorter->n_groups, 1));
  sorter->busiest = g_array_new (FALSE, FALSE, sizeof (uint32_t));
}

static void
sorter_clear (Sorter *sorter)
{
  g_free (sorter->rows);
  g_free (sorter->counts);
  g_free (sorter->amounts);
  g_free (sorter->parts);
  g_array_unref (sorter->busiest);
}

/* Returns: false if cancelled */
static bool
sort (Sorter *sorter,
      uint32_t n_own)
{
  for (uint32_t i = 0; i < sorter->split->set->n_tables; i++)
    if (!count_table (sorter, i))
      return false;
  choose_parts (sorter, n_own);
  keep_places (sorter);
  return true;
}

/* Returns: false if cancelled */
static bool
count (EmberSplit *split,
       GCancellable *cancellable)
{
  g_autofree EmberHeatmap **maps = ember_split_count (split, NULL, cancellable);

  for (uint32_t i = 0; i < split->n_parts && maps != NULL; i++)
    split->parts[i].heatmap = maps[i];
  return maps != NULL;
}

EmberSplit *
ember_split_new (const EmberTableSet *set,
                 const EmberHeatmapGrid *grid,
                 EmberTimeRange range,
                 EmberSplitKind kind,
                 uint32_t n_own,
                 bool spreads_waits,
                 GCancellable *cancellable)
{
  g_autoptr (EmberSplit) split = g_new0 (EmberSplit, 1);
  Sorter sorter = { .split = split, .cancellable = cancellable };
  bool is_done;

  g_atomic_ref_count_init (&split->ref_count);
  split->kind = kind;
  split->set = ember_table_set_copy (set);
  split->grid = *grid;
  split->range = range;
  split->is_time = spreads_waits;
  sorter_init (&sorter);
  is_done = sort (&sorter, CLAMP (n_own, 1, EMBER_SPLIT_MAX_PARTS));
  sorter_clear (&sorter);
  return is_done && count (split, cancellable) ? g_steal_pointer (&split) : NULL;
}

EmberSplit *
ember_split_ref (EmberSplit *split)
{
  g_atomic_ref_count_inc (&split->ref_count);
  return split;
}

void
ember_split_unref (EmberSplit *split)
{
  if (!g_atomic_ref_count_dec (&split->ref_count))
    return;
  for (uint32_t i = 0; i < split->n_parts; i++)
    g_clear_pointer (&split->parts[i].heatmap, ember_heatmap_unref);
  g_free (split->parts);
  g_free (split->places);
  ember_table_set_free (split->set);
  g_clear_pointer (&split->table, ember_thread_table_unref);
  g_free (split);
}

uint32_t
ember_split_get_n_own (const EmberSplit *split)
{
  return split->n_parts - (split->n_parts > 0 && split->parts[split->n_parts - 1].n_others > 0);
}

bool
ember_split_get_condition (const EmberSplit *split,
                           uint32_t part,
                           EmberFilterCondition *condition)
{
  const EmberSplitPart *meant = &split->parts[part];

  if (meant->n_others > 0 || (split->table == NULL && meant->cpu < 0))
    return false;
  if (split->table != NULL)
    ember_thread_table_get_condition (split->table, meant->row, condition);
  else
    *condition = (EmberFilterCondition){ .kind = EMBER_FILTER_CPU, .match = EMBER_MATCH_WHOLE, .is_enabled = true, .number = meant->cpu };
  return true;
}

static const char *const words[EMBER_N_SPLIT_KINDS] = {
  [EMBER_SPLIT_NONE] = "none",
  [EMBER_SPLIT_CPU] = "cpu",
  [EMBER_SPLIT_THREAD] = "thread",
  [EMBER_SPLIT_PROCESS] = "process",
};

const char *
ember_split_kind_get_word (EmberSplitKind kind)
{
  return words[kind];
}

bool
ember_split_kind_from_word (const char *word,
                            EmberSplitKind *kind)
{
  for (int i = 0; i < EMBER_N_SPLIT_KINDS; i++)
    if (g_strcmp0 (words[i], word) == 0)
      {
        *kind = (EmberSplitKind) i;
        return true;
      }
  return false;
}
