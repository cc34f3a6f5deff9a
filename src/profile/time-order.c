/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/time-order.h"

#include <glib.h>

#define DIGIT_BITS 11
#define N_DIGITS (1u << DIGIT_BITS)

bool
ember_time_order_is_sorted (const int64_t *times,
                            size_t n)
{
  for (size_t i = 1; i < n; i++)
    if (times[i] < times[i - 1])
      return false;
  return true;
}

/* One stable pass of a least-significant-digit radix sort. */
static void
sort_by_digit (const EmberTimeOrderEntry *source,
               EmberTimeOrderEntry *target,
               size_t n,
               uint32_t shift)
{
  size_t starts[N_DIGITS + 1] = { 0 };

  for (size_t i = 0; i < n; i++)
    starts[((source[i].key >> shift) & (N_DIGITS - 1)) + 1]++;
  for (size_t i = 0; i < N_DIGITS; i++)
    starts[i + 1] += starts[i];
  for (size_t i = 0; i < n; i++)
    target[starts[(source[i].key >> shift) & (N_DIGITS - 1)]++] = source[i];
}

void
ember_time_order_sort_with (EmberColumn *order,
                            EmberColumn *spare,
                            const int64_t *times,
                            size_t n)
{
  EmberTimeOrderEntry *entries;
  int64_t min = INT64_MAX;
  int64_t max = INT64_MIN;

  order->n = spare->n = 0;
  if (n == 0)
    return;
  entries = ember_column_grow (order, n);
  for (size_t i = 0; i < n; i++)
    {
      min = MIN (min, times[i]);
      max = MAX (max, times[i]);
    }
  for (size_t i = 0; i < n; i++)
    entries[i] = (EmberTimeOrderEntry){ (uint64_t) times[i] - (uint64_t) min, i };
  if (ember_time_order_is_sorted (times, n))
    return;
  ember_column_grow (spare, n);
  for (uint32_t shift = 0; shift < 64 && ((uint64_t) max - (uint64_t) min) >> shift != 0; shift += DIGIT_BITS)
    {
      const EmberColumn sorted = *spare;

      sort_by_digit (order->data, spare->data, n, shift);
      *spare = *order;
      *order = sorted;
    }
}

void
ember_time_order_sort (EmberColumn *order,
                       const int64_t *times,
                       size_t n)
{
  EmberColumn spare;

  ember_column_init (&spare, sizeof (EmberTimeOrderEntry));
  ember_time_order_sort_with (order, &spare, times, n);
  ember_column_clear (&spare);
}
