/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/stack-mask-rows.h"

#include "analysis/stack-bits.h"
#include "profile/order-by-stack.h"

/* Up to so many ranges, comparing with each is faster than looking a node up. */
#define MAX_COMPARED 12
/* Rows of one range that are found one by one as fast as all are compared with it: one in so many. */
#define ROWS_A_COMPARED 64
/* Rows that are found one by one as fast as all are looked up, and as all are compared with one range: one in so many. */
#define ROWS_A_FOUND 4
#define ROWS_A_PASS 16
/* Rows between two looks at the cancellable; a multiple of 64. */
#define ROWS_BETWEEN_CHECKS ((size_t) 1 << 18)
/* How many ranges ahead memory is asked for: where the rows of a range begin, then these. */
#define AHEAD 16
#define NEAR 6

/* How the rows of a mask are best found. */
typedef struct
{
  EmberStackRange compared[MAX_COMPARED]; /* with these all rows are compared */
  uint32_t n_compared;
  bool looks_up; /* each row; the rest does not matter then */
} Plan;

static uint32_t
count_rows (const EmberStackRows *by_stack,
            EmberStackRange range)
{
  return ember_stack_rows_get_before (by_stack, range.end) - ember_stack_rows_get_before (by_stack, range.begin);
}

static void
ask_for_range (const EmberStackMask *mask,
               uint32_t range,
               const EmberStackRows *by_stack)
{
  const uint32_t *begins = by_stack->begins.data;

  if (range >= mask->n_ranges)
    return;
  __builtin_prefetch (begins + mask->ranges[range].begin);
  __builtin_prefetch (begins + mask->ranges[range].end);
}

/* The first ones: then the processor sees where this goes. */
static void
ask_for_rows (const EmberStackMask *mask,
              uint32_t range,
              const EmberStackRows *by_stack)
{
  const char *rows = by_stack->rows.data;

  if (range >= mask->n_ranges)
    return;
  rows += ember_stack_rows_get_before (by_stack, mask->ranges[range].begin) * sizeof (uint32_t);
  for (size_t line = 0; line < 4; line++)
    __builtin_prefetch (rows + line * 64);
}

/* Ranges of many rows are compared with, which costs as much for all ranges of one size. */
static Plan
make_plan (const EmberStackMask *mask,
           const EmberStackRows *by_stack,
           size_t n_rows)
{
  Plan plan = { 0 };
  size_t n_compared = 0;
  size_t n_found = 0;

  for (uint32_t i = 0; i < mask->n_ranges && !plan.looks_up; i++)
    {
      const size_t n = by_stack != NULL ? count_rows (by_stack, mask->ranges[i]) : n_rows;

      if (by_stack != NULL)
        ask_for_range (mask, i + AHEAD, by_stack);
      if (n > n_rows / ROWS_A_COMPARED && plan.n_compared < MAX_COMPARED)
        {
          plan.compared[plan.n_compared++] = mask->ranges[i];
          n_compared += n;
        }
      else
        n_found += n;
      plan.looks_up = n_found > n_rows / ROWS_A_FOUND;
    }
  if (n_compared < n_rows / ROWS_A_PASS)
    plan.n_compared = 0;
  return plan;
}

/* Looks at all rows. */
static bool
test_rows (const Plan *plan,
           const EmberStackMask *mask,
           const EmberSampleTable *table,
           size_t first,
           size_t last,
           EmberBitmap *rows,
           GCancellable *cancellable)
{
  const EmberStackId *stacks = ember_sample_table_get_stacks (table);

  if (!plan->looks_up && plan->n_compared == 0)
    return true;
  for (size_t row = first; row < last; row += ROWS_BETWEEN_CHECKS)
    {
      const size_t n = MIN (ROWS_BETWEEN_CHECKS, last - row);

      if (g_cancellable_is_cancelled (cancellable))
        return false;
      if (plan->looks_up)
        ember_stack_bits_test (mask->nodes, stacks + row, n, rows->words + row / 64);
      else
        ember_stack_ranges_test (plan->compared, plan->n_compared, stacks + row, n, rows->words + row / 64);
    }
  return true;
}

/* The rows of the other ranges, each for itself. */
static bool
set_rows (const Plan *plan,
          const EmberStackMask *mask,
          const EmberStackRows *by_stack,
          EmberBitmap *rows,
          GCancellable *cancellable)
{
  const uint32_t *places = by_stack->rows.data;
  uint32_t n_compared = 0;
  size_t n_unchecked = 0;

  for (uint32_t i = 0; i < mask->n_ranges; i++)
    {
      const EmberStackRange range = mask->ranges[i];
      const uint32_t end = ember_stack_rows_get_before (by_stack, range.end);

      ask_for_rows (mask, i + NEAR, by_stack);
      ask_for_range (mask, i + AHEAD, by_stack);
      if (n_compared < plan->n_compared && plan->compared[n_compared].begin == range.begin)
        {
          n_compared++;
          continue;
        }
      for (uint32_t place = ember_stack_rows_get_before (by_stack, range.begin); place < end; place++)
        ember_bitmap_set (rows, places[place]);
      n_unchecked += count_rows (by_stack, range);
      if (n_unchecked < ROWS_BETWEEN_CHECKS)
        continue;
      n_unchecked = 0;
      if (g_cancellable_is_cancelled (cancellable))
        return false;
    }
  return true;
}

bool
ember_stack_mask_find_rows (const EmberStackMask *mask,
                            const EmberSampleTable *table,
                            size_t first,
                            size_t last,
                            EmberBitmap *rows,
                            GCancellable *cancellable)
{
  const EmberStackRows *by_stack = ember_sample_table_get_rows_by_stack (table);
  const Plan plan = make_plan (mask, by_stack, last - first);

  g_assert (first % 64 == 0);
  return test_rows (&plan, mask, table, first, last, rows, cancellable) &&
         (plan.looks_up || by_stack == NULL || set_rows (&plan, mask, by_stack, rows, cancellable));
}

EmberBitmap *
ember_stack_mask_find_matches (const EmberStackMask *mask,
                               const EmberTableSet *set,
                               uint32_t table,
                               size_t first,
                               size_t last,
                               GCancellable *cancellable)
{
  const EmberBitmap *passing = ember_table_set_get_mask (set, table);
  g_autoptr (EmberBitmap) matches = ember_bitmap_new (ember_sample_table_get_n (set->tables[table]));

  if (mask == NULL)
    ember_bitmap_set_range (matches, first, last);
  else if (!ember_stack_mask_find_rows (mask, set->tables[table], first / 64 * 64, last, matches, cancellable))
    return NULL;
  if (passing != NULL)
    ember_bitmap_intersect (matches, passing);
  return g_steal_pointer (&matches);
}
