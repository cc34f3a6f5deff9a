/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/flame-graph-counter.h"

#include <string.h>

#include "analysis/flame-graph-blocks.h"
#include "analysis/flame-graph-source.h"

/* Graphs alive in a drag: the shown one, the one being made, the one being dropped. */
#define MAX_SPARES 3
/* Rows between two looks at the cancellable: about a tenth of a millisecond. */
#define ROWS_BETWEEN_CHECKS ((size_t) 1 << 16)
/* Counting fewer rows than this is faster than anything that would spare it. */
#define ROWS_WORTH_BLOCKS ((size_t) 1 << 18)
/* With fewer, making blocks is not felt by who has to wait for them. */
#define ROWS_WORTH_PREPARING ((size_t) 1 << 20)
#define MAX_BLOCKS_BYTES ((size_t) 1 << 28)

struct _EmberFlameCounter
{
  gatomicrefcount ref_count;
  EmberTableSet *set;
  uint32_t n_nodes;
  bool is_weighted;
  uint64_t uniform_weight;

  GMutex lock; /* of all that follows */
  EmberFlameSums spares[MAX_SPARES];
  uint32_t n_spares;
  EmberFlameBlocks *blocks; /* NULL until they pay; one for each table, then never changed */
};

/* How a table is counted: from nothing, or from the sums of whole blocks. */
typedef struct
{
  EmberFlameRows base; /* empty: from nothing */
  size_t n_rows;       /* to add or take away */
} Plan;

static size_t
get_distance (const EmberFlameRows *a,
              const EmberFlameRows *b)
{
  return MAX (a->first, b->first) - MIN (a->first, b->first) + MAX (a->last, b->last) - MIN (a->last, b->last);
}

static void
find_weights (EmberFlameCounter *counter)
{
  const EmberTableSet *set = counter->set;

  counter->uniform_weight = set->n_tables > 0 ? set->tables[0]->uniform_weight : 1;
  for (uint32_t i = 0; i < set->n_tables; i++)
    if (set->tables[i]->weights.n > 0 || set->tables[i]->uniform_weight != counter->uniform_weight)
      counter->is_weighted = true;
}

EmberFlameCounter *
ember_flame_counter_new (const EmberTableSet *set)
{
  EmberFlameCounter *counter = g_new0 (EmberFlameCounter, 1);

  g_atomic_ref_count_init (&counter->ref_count);
  counter->set = ember_table_set_copy (set);
  counter->n_nodes = ember_stacks_get_n (ember_profile_get_stacks (set->profile));
  find_weights (counter);
  g_mutex_init (&counter->lock);
  return counter;
}

EmberFlameCounter *
ember_flame_counter_ref (EmberFlameCounter *counter)
{
  g_atomic_ref_count_inc (&counter->ref_count);
  return counter;
}

void
ember_flame_counter_unref (EmberFlameCounter *counter)
{
  if (!g_atomic_ref_count_dec (&counter->ref_count))
    return;
  for (uint32_t i = 0; i < counter->n_spares; i++)
    ember_flame_sums_clear (&counter->spares[i]);
  for (uint32_t i = 0; counter->blocks != NULL && i < counter->set->n_tables; i++)
    ember_flame_blocks_clear (&counter->blocks[i]);
  g_free (counter->blocks);
  ember_table_set_free (counter->set);
  g_mutex_clear (&counter->lock);
  g_free (counter);
}

const EmberTableSet *
ember_flame_counter_get_set (const EmberFlameCounter *counter)
{
  return counter->set;
}

bool
ember_flame_counter_is_weighted (const EmberFlameCounter *counter,
                                 uint64_t *uniform_weight)
{
  *uniform_weight = counter->uniform_weight;
  return counter->is_weighted;
}

EmberFlameRows *
ember_flame_counter_find_rows (const EmberFlameCounter *counter,
                               EmberTimeRange range)
{
  EmberFlameRows *rows = g_new0 (EmberFlameRows, MAX (counter->set->n_tables, 1));

  for (uint32_t i = 0; i < counter->set->n_tables; i++)
    ember_sample_table_find (counter->set->tables[i], range, &rows[i].first, &rows[i].last);
  return rows;
}

static void
take_spare (EmberFlameCounter *counter,
            EmberFlameSums *sums)
{
  bool is_found = false;

  g_mutex_lock (&counter->lock);
  if (counter->n_spares > 0)
    {
      *sums = counter->spares[--counter->n_spares];
      is_found = true;
    }
  g_mutex_unlock (&counter->lock);
  if (!is_found)
    ember_flame_sums_init (sums, counter->n_nodes, counter->is_weighted);
}

void
ember_flame_counter_recycle (EmberFlameCounter *counter,
                             EmberFlameSums *sums)
{
  bool is_kept = false;

  g_mutex_lock (&counter->lock);
  if (counter->n_spares < MAX_SPARES)
    {
      counter->spares[counter->n_spares++] = *sums;
      is_kept = true;
    }
  g_mutex_unlock (&counter->lock);
  if (!is_kept)
    ember_flame_sums_clear (sums);
  memset (sums, 0, sizeof *sums);
}

static bool
are_all_rows (const EmberFlameCounter *counter,
              const EmberFlameRows *rows)
{
  for (uint32_t i = 0; i < counter->set->n_tables; i++)
    if (rows[i].last - rows[i].first < ember_sample_table_get_n (counter->set->tables[i]))
      return false;
  return true;
}

/* The blocks of all tables; made when @n_rows is the price of having none.
 * Not cancellable: the next request would need them just as much. */
static const EmberFlameBlocks *
get_blocks (EmberFlameCounter *counter,
            size_t n_rows,
            const EmberFlameSums *sums,
            const EmberFlameRows *rows)
{
  const EmberFlameBlocks *blocks;

  g_mutex_lock (&counter->lock);
  if (counter->blocks == NULL && n_rows > MAX (ROWS_WORTH_BLOCKS, 2 * (size_t) counter->n_nodes))
    counter->blocks = ember_flame_blocks_new (counter->set, sums != NULL && are_all_rows (counter, rows) ? sums : NULL, counter->n_nodes, counter->is_weighted, MAX_BLOCKS_BYTES);
  blocks = counter->blocks;
  g_mutex_unlock (&counter->lock);
  return blocks;
}

void
ember_flame_counter_prepare (EmberFlameCounter *counter,
                             const EmberFlameSums *sums,
                             const EmberFlameRows *rows)
{
  size_t n_rows = 0;

  for (uint32_t i = 0; i < counter->set->n_tables; i++)
    n_rows += ember_sample_table_get_n (counter->set->tables[i]);
  if (n_rows >= ROWS_WORTH_PREPARING)
    get_blocks (counter, n_rows, rows != NULL ? sums : NULL, rows);
}

static Plan
plan_table (const EmberFlameCounter *counter,
            const EmberFlameBlocks *blocks,
            const EmberFlameRows *rows)
{
  Plan plan = { .n_rows = rows->last - rows->first };

  if (blocks != NULL && blocks->n_blocks > 0 && plan.n_rows > 0)
    {
      const EmberFlameRows base = { ember_flame_blocks_round (blocks, rows->first), ember_flame_blocks_round (blocks, rows->last) };
      const size_t distance = get_distance (&base, rows);

      /* Of blocks two short numbers are read for each node, one after the other, which costs about an eighth of a row. */
      if (base.first < base.last && distance + counter->n_nodes / 8 < plan.n_rows)
        plan = (Plan){ base, distance };
    }
  return plan;
}

static size_t
plan_all (const EmberFlameCounter *counter,
          const EmberFlameBlocks *blocks,
          const EmberFlameRows *rows,
          Plan *plans)
{
  size_t n_rows = 0;

  for (uint32_t i = 0; i < counter->set->n_tables; i++)
    {
      plans[i] = plan_table (counter, blocks != NULL ? &blocks[i] : NULL, &rows[i]);
      n_rows += plans[i].n_rows;
    }
  return n_rows;
}

/* Adds (@sign 1) or takes away (@sign -1) the rows [first, last); the numbers of node i stand at i. */
static bool
count_rows (const EmberFlameSource *source,
            size_t first,
            size_t last,
            int sign,
            uint32_t *samples,
            uint64_t *weights,
            GCancellable *cancellable)
{
  while (first < last)
    {
      const size_t stop = MIN (last, first + ROWS_BETWEEN_CHECKS);

      ember_flame_source_count (source, first, stop, sign, samples, weights);
      first = stop;
      if (g_cancellable_is_cancelled (cancellable))
        return false;
    }
  return true;
}

/* Makes counts of @base into counts of @rows. */
static bool
move_edges (const EmberFlameSource *source,
            const EmberFlameRows *base,
            const EmberFlameRows *rows,
            uint32_t *samples,
            uint64_t *weights,
            GCancellable *cancellable)
{
  if (base->first >= base->last || base->last <= rows->first || rows->last <= base->first)
    return count_rows (source, base->first, MAX (base->first, base->last), -1, samples, weights, cancellable) &&
           count_rows (source, rows->first, rows->last, 1, samples, weights, cancellable);
  return count_rows (source, base->first, rows->first, -1, samples, weights, cancellable) &&
         count_rows (source, rows->first, base->first, 1, samples, weights, cancellable) &&
         count_rows (source, base->last, rows->last, 1, samples, weights, cancellable) &&
         count_rows (source, rows->last, base->last, -1, samples, weights, cancellable);
}

static size_t
get_distance_of_all (const EmberFlameCounter *counter,
                     const EmberFlameRows *a,
                     const EmberFlameRows *b)
{
  size_t distance = 0;

  for (uint32_t i = 0; i < counter->set->n_tables; i++)
    distance += MIN (get_distance (&a[i], &b[i]), a[i].last - a[i].first + b[i].last - b[i].first);
  return distance;
}

static bool
count_from_previous (EmberFlameCounter *counter,
                     const EmberFlameRows *rows,
                     const EmberFlameSums *previous,
                     const EmberFlameRows *previous_rows,
                     GCancellable *cancellable,
                     EmberFlameSums *sums)
{
  uint32_t *samples = ember_flame_sums_get_samples (sums);
  uint64_t *weights = ember_flame_sums_get_weights (sums);
  bool is_whole = true;

  ember_flame_sums_copy_counts (previous, sums);
  for (uint32_t i = 0; i < counter->set->n_tables && is_whole; i++)
    {
      const EmberFlameSource source = ember_flame_source_of (counter->set, i);

      is_whole = move_edges (&source, &previous_rows[i], &rows[i], samples, weights, cancellable);
    }
  return is_whole;
}

static bool
count_from_blocks (EmberFlameCounter *counter,
                   const EmberFlameRows *rows,
                   const EmberFlameBlocks *blocks,
                   const Plan *plans,
                   GCancellable *cancellable,
                   EmberFlameSums *sums)
{
  uint32_t *samples = ember_flame_sums_get_samples (sums);
  uint64_t *weights = ember_flame_sums_get_weights (sums);
  bool is_whole = true, is_begun = false;

  for (uint32_t i = 0; i < counter->set->n_tables; i++)
    if (plans[i].base.first < plans[i].base.last)
      {
        ember_flame_blocks_get (&blocks[i], plans[i].base.first, plans[i].base.last, is_begun, samples, weights);
        is_begun = true;
      }
  if (!is_begun)
    ember_flame_sums_zero (sums);
  for (uint32_t i = 0; i < counter->set->n_tables && is_whole; i++)
    {
      const EmberFlameSource source = ember_flame_source_of (counter->set, i);

      is_whole = move_edges (&source, &plans[i].base, &rows[i], samples, weights, cancellable);
    }
  return is_whole;
}

bool
ember_flame_counter_count (EmberFlameCounter *counter,
                           const EmberFlameRows *rows,
                           const EmberFlameSums *previous,
                           const EmberFlameRows *previous_rows,
                           GCancellable *cancellable,
                           EmberFlameSums *sums)
{
  g_autofree Plan *plans = g_new0 (Plan, MAX (counter->set->n_tables, 1));
  const EmberFlameBlocks *blocks = NULL;
  size_t n_rows = plan_all (counter, NULL, rows, plans);
  const size_t n_near_rows = previous != NULL ? get_distance_of_all (counter, previous_rows, rows) : SIZE_MAX;
  bool is_whole;

  /* Somebody who asks for a second graph will ask for more. */
  if (previous != NULL && (blocks = get_blocks (counter, MIN (n_rows, n_near_rows), previous, previous_rows)) != NULL)
    n_rows = plan_all (counter, blocks, rows, plans);
  take_spare (counter, sums);
  if (n_near_rows < n_rows)
    is_whole = count_from_previous (counter, rows, previous, previous_rows, cancellable, sums);
  else
    is_whole = count_from_blocks (counter, rows, blocks, plans, cancellable, sums);
  if (is_whole && !g_cancellable_is_cancelled (cancellable))
    {
      ember_flame_sums_add_up (sums);
      return true;
    }
  ember_flame_counter_recycle (counter, sums);
  return false;
}

void
ember_flame_counter_pick (EmberFlameCounter *counter,
                          const EmberFlameSums *all,
                          const EmberBitmap *nodes,
                          EmberFlameSums *sums)
{
  uint32_t *samples;
  uint64_t *weights;

  take_spare (counter, sums);
  ember_flame_sums_copy_counts (all, sums);
  samples = sums->samples.data;
  weights = sums->weights.data;
  for (size_t i = 1; i < sums->samples.n; i++)
    samples[i] &= -(uint32_t) ember_bitmap_get (nodes, i - 1);
  for (size_t i = 1; i < sums->weights.n; i++)
    weights[i] &= -(uint64_t) ember_bitmap_get (nodes, i - 1);
  ember_flame_sums_add_up (sums);
}
