/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/sample-table.h"

#include <string.h>

#include "profile/time-order.h"

static void
permute (EmberColumn *column,
         const EmberTimeOrderEntry *order,
         size_t n)
{
  EmberColumn sorted;
  const size_t size = column->element_size;
  char *target;

  if (column->n == 0)
    return;
  ember_column_init (&sorted, size);
  target = ember_column_grow (&sorted, n);
  if (size == 4)
    for (size_t i = 0; i < n; i++)
      ((uint32_t *) sorted.data)[i] = ((const uint32_t *) column->data)[order[i].row];
  else
    for (size_t i = 0; i < n; i++)
      memcpy (target + i * size, (const char *) column->data + order[i].row * size, size);
  ember_column_clear (column);
  ember_column_take (column, &sorted);
}

/* First row at or after @time_ns. */
static size_t
find_row (const EmberSampleTable *table,
          int64_t time_ns)
{
  const int64_t *times = table->times.data;
  size_t low = 0;
  size_t high = table->times.n;

  while (low < high)
    {
      const size_t middle = low + (high - low) / 2;

      if (times[middle] < time_ns)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* From the first weight that differs on, each row has its own. */
static void
append_weight (EmberSampleTable *table,
               uint64_t weight)
{
  const size_t n_before = table->times.n;

  if (n_before == 0)
    table->uniform_weight = weight;
  if (table->weights.n == 0)
    {
      uint64_t *weights;

      if (weight == table->uniform_weight)
        return;
      weights = ember_column_grow (&table->weights, n_before);
      for (size_t i = 0; i < n_before; i++)
        weights[i] = table->uniform_weight;
    }
  *(uint64_t *) ember_column_grow (&table->weights, 1) = weight;
}

void
ember_sample_table_init (EmberSampleTable *table)
{
  *table = (EmberSampleTable){ .uniform_weight = 1 };
  ember_column_init (&table->times, sizeof (int64_t));
  ember_column_init (&table->threads, sizeof (EmberThreadId));
  ember_column_init (&table->cpus, sizeof (int32_t));
  ember_column_init (&table->stacks, sizeof (EmberStackId));
  ember_column_init (&table->weights, sizeof (uint64_t));
}

void
ember_sample_table_clear (EmberSampleTable *table)
{
  ember_column_clear (&table->stacks);
  if (table->is_shared)
    return;
  ember_column_clear (&table->times);
  ember_column_clear (&table->threads);
  ember_column_clear (&table->cpus);
  ember_column_clear (&table->weights);
}

void
ember_sample_table_append (EmberSampleTable *table,
                           const EmberSample *sample)
{
  append_weight (table, sample->weight);
  *(int64_t *) ember_column_grow (&table->times, 1) = sample->time_ns;
  *(EmberThreadId *) ember_column_grow (&table->threads, 1) = sample->thread;
  *(int32_t *) ember_column_grow (&table->cpus, 1) = sample->cpu;
  *(EmberStackId *) ember_column_grow (&table->stacks, 1) = sample->stack;
}

void
ember_sample_table_move (EmberSampleTable *table,
                         size_t from,
                         size_t to)
{
  ((int64_t *) table->times.data)[to] = ((const int64_t *) table->times.data)[from];
  ((EmberThreadId *) table->threads.data)[to] = ((const EmberThreadId *) table->threads.data)[from];
  ((int32_t *) table->cpus.data)[to] = ((const int32_t *) table->cpus.data)[from];
  ((EmberStackId *) table->stacks.data)[to] = ((const EmberStackId *) table->stacks.data)[from];
  if (table->weights.n > 0)
    ((uint64_t *) table->weights.data)[to] = ((const uint64_t *) table->weights.data)[from];
}

void
ember_sample_table_shrink (EmberSampleTable *table,
                           size_t n)
{
  ember_column_shrink (&table->times, n);
  ember_column_shrink (&table->threads, n);
  ember_column_shrink (&table->cpus, n);
  ember_column_shrink (&table->stacks, n);
  if (table->weights.n > 0)
    ember_column_shrink (&table->weights, n);
}

void
ember_sample_table_sort (EmberSampleTable *table)
{
  const size_t n = table->times.n;
  EmberColumn order;

  if (ember_time_order_is_sorted (table->times.data, n))
    return;
  ember_column_init (&order, sizeof (EmberTimeOrderEntry));
  ember_time_order_sort (&order, table->times.data, n);
  permute (&table->times, order.data, n);
  permute (&table->threads, order.data, n);
  permute (&table->cpus, order.data, n);
  permute (&table->stacks, order.data, n);
  permute (&table->weights, order.data, n);
  ember_column_clear (&order);
}

void
ember_sample_table_find (const EmberSampleTable *table,
                         EmberTimeRange range,
                         size_t *first,
                         size_t *last)
{
  *first = find_row (table, range.begin_ns);
  *last = ember_time_range_is_empty (range) ? *first : find_row (table, range.end_ns);
}

/* Steps that double, then a binary search in the last one. */
size_t
ember_sample_table_find_from (const EmberSampleTable *table,
                              size_t first,
                              size_t last,
                              int64_t time_ns)
{
  const int64_t *times = table->times.data;
  size_t low = first;
  size_t step = 1;

  if (first >= last || times[first] >= time_ns)
    return first;
  while (low + step < last && times[low + step] < time_ns)
    {
      low += step;
      step *= 2;
    }
  /* times[low] is known to lie before the time, times[high] is not. */
  for (size_t high = MIN (low + step, last); high - low > 1;)
    {
      const size_t middle = low + (high - low) / 2;

      if (times[middle] < time_ns)
        low = middle;
      else
        high = middle;
    }
  return low + 1;
}

EmberSample
ember_sample_table_get (const EmberSampleTable *table,
                        size_t row)
{
  return (EmberSample){
    .time_ns = ((const int64_t *) table->times.data)[row],
    .thread = ((const EmberThreadId *) table->threads.data)[row],
    .cpu = ((const int32_t *) table->cpus.data)[row],
    .stack = ((const EmberStackId *) table->stacks.data)[row],
    .event = table->event,
    .weight = ember_sample_table_get_weight (table, row),
  };
}
