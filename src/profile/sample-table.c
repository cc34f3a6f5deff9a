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
  *(uint64_t *) ember_column_add (&table->weights) = weight;
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
  ember_column_init (&table->marks, sizeof (int64_t));
}

void
ember_sample_table_clear (EmberSampleTable *table)
{
  ember_column_clear (&table->stacks);
  g_clear_pointer (&table->by_stack, ember_stack_rows_free);
  if (table->is_shared)
    return;
  ember_column_clear (&table->times);
  ember_column_clear (&table->threads);
  ember_column_clear (&table->cpus);
  ember_column_clear (&table->weights);
  ember_column_clear (&table->marks);
}

void
ember_sample_table_append (EmberSampleTable *table,
                           const EmberSample *sample)
{
  append_weight (table, sample->weight);
  *(int64_t *) ember_column_add (&table->times) = sample->time_ns;
  *(EmberThreadId *) ember_column_add (&table->threads) = sample->thread;
  *(int32_t *) ember_column_add (&table->cpus) = sample->cpu;
  *(EmberStackId *) ember_column_add (&table->stacks) = sample->stack;
}

/* Fills @picked, which is empty, with those rows of @column. */
static void
pick (EmberColumn *picked,
      const EmberColumn *column,
      const bool *is_picked,
      size_t n_picked)
{
  const size_t n = column->n;

  if (n == 0 || n_picked == 0)
    return;
  ember_column_grow (picked, n_picked);
  if (column->element_size == sizeof (uint32_t))
    {
      const uint32_t *from = column->data;
      uint32_t *to = picked->data;

      for (size_t i = 0; i < n; i++)
        if (is_picked[i])
          *to++ = from[i];
    }
  else
    {
      const uint64_t *from = column->data;
      uint64_t *to = picked->data;

      for (size_t i = 0; i < n; i++)
        if (is_picked[i])
          *to++ = from[i];
    }
}

static void
drop_equal_weights (EmberSampleTable *table)
{
  for (size_t i = 1; i < table->weights.n; i++)
    if (ember_sample_table_get_weight (table, i) != ember_sample_table_get_weight (table, 0))
      return;
  if (table->weights.n > 0)
    table->uniform_weight = ember_sample_table_get_weight (table, 0);
  ember_column_clear (&table->weights);
}

EmberSampleTable
ember_sample_table_pick (const EmberSampleTable *table,
                         const bool *is_picked,
                         size_t n_picked)
{
  EmberSampleTable picked;

  ember_sample_table_init (&picked);
  picked.event = table->event;
  picked.uniform_weight = table->uniform_weight;
  pick (&picked.times, &table->times, is_picked, n_picked);
  pick (&picked.threads, &table->threads, is_picked, n_picked);
  pick (&picked.cpus, &table->cpus, is_picked, n_picked);
  pick (&picked.stacks, &table->stacks, is_picked, n_picked);
  picked.weights.element_size = table->weights.element_size;
  pick (&picked.weights, &table->weights, is_picked, n_picked);
  drop_equal_weights (&picked);
  return picked;
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
  if (table->weights.n > 0 && table->weights.element_size == sizeof (uint32_t))
    ((uint32_t *) table->weights.data)[to] = ((const uint32_t *) table->weights.data)[from];
  else if (table->weights.n > 0)
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
  ember_column_clear (&table->marks);
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

/* By steps that double and a binary search in the last one.
 * @times: in order; @first: below @last
 * Returns: the last of the places [first, last) that lies before @time_ns; @first if none does */
static size_t
find_last_before (const int64_t *times,
                  size_t first,
                  size_t last,
                  int64_t time_ns)
{
  size_t low = first;
  size_t step = 1;

  while (low + step < last && times[low + step] < time_ns)
    {
      low += step;
      step *= 2;
    }
  /* times[high] is known not to lie before the time. */
  for (size_t high = MIN (low + step, last); high - low > 1;)
    {
      const size_t middle = low + (high - low) / 2;

      if (times[middle] < time_ns)
        low = middle;
      else
        high = middle;
    }
  return low;
}

size_t
ember_sample_table_find_from (const EmberSampleTable *table,
                              size_t first,
                              size_t last,
                              int64_t time_ns)
{
  const int64_t *times = table->times.data;

  if (first >= last || times[first] >= time_ns)
    return first;
  return find_last_before (times, first, last, time_ns) + 1;
}

void
ember_sample_table_mark (EmberSampleTable *table)
{
  const int64_t *times = table->times.data;
  const size_t n = (table->times.n + EMBER_ROWS_A_MARK - 1) / EMBER_ROWS_A_MARK;
  int64_t *marks;

  if (n == 0 || table->marks.n == n)
    return;
  marks = ember_column_grow (&table->marks, n);
  for (size_t i = 0; i < n; i++)
    marks[i] = times[i * EMBER_ROWS_A_MARK];
}

/* Where @time_ns lies between two marks if rates are even there. */
static size_t
guess_row (const EmberSampleTable *table,
           size_t mark,
           int64_t time_ns)
{
  const int64_t *marks = table->marks.data;
  const size_t row = mark * EMBER_ROWS_A_MARK;

  if (mark + 1 >= table->marks.n || time_ns <= marks[mark])
    return row;
  return row + (size_t) ((double) (time_ns - marks[mark]) / (double) (marks[mark + 1] - marks[mark]) * EMBER_ROWS_A_MARK);
}

void
ember_sample_table_find_each (const EmberSampleTable *table,
                              size_t first,
                              size_t last,
                              const int64_t *times_ns,
                              size_t n,
                              size_t *rows)
{
  const int64_t *times = table->times.data;
  const int64_t *marks = table->marks.data;
  size_t mark = first / EMBER_ROWS_A_MARK;

  if (table->marks.n == 0)
    {
      for (size_t i = 0; i < n; i++)
        rows[i] = ember_sample_table_find_from (table, i > 0 ? rows[i - 1] : first, last, times_ns[i]);
      return;
    }
  for (size_t i = 0; i < n; i++)
    {
      mark = find_last_before (marks, mark, table->marks.n, times_ns[i]);
      rows[i] = CLAMP (guess_row (table, mark, times_ns[i]), first, last);
      __builtin_prefetch (times + rows[i]);
    }
  for (size_t i = 0; i < n; i++)
    {
      while (rows[i] > first && times[rows[i] - 1] >= times_ns[i])
        rows[i]--;
      while (rows[i] < last && times[rows[i]] < times_ns[i])
        rows[i]++;
    }
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
