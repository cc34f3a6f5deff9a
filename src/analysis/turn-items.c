/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/turn-items.h"

#include <glib.h>
#include <string.h>

/* Below this, sorting by comparing is faster than by counting digits. */
#define FEW_ITEMS 48
#define DIGIT_BITS 8
#define N_DIGITS (1 << DIGIT_BITS)

void
ember_turn_items_clear (EmberTurnItems *items)
{
  g_clear_pointer (&items->items, g_free);
  g_clear_pointer (&items->scratch, g_free);
}

void
ember_turn_items_grow (EmberTurnItems *items)
{
  items->capacity = MAX (items->capacity * 2, 1024);
  items->items = g_renew (EmberTurnItem, items->items, items->capacity);
  g_clear_pointer (&items->scratch, g_free);
}

static void
sort_few (EmberTurnItem *items,
          size_t n)
{
  for (size_t i = 1; i < n; i++)
    {
      const EmberTurnItem item = items[i];
      size_t to = i;

      for (; to > 0 && items[to - 1].rank > item.rank; to--)
        items[to] = items[to - 1];
      items[to] = item;
    }
}

/* Digit by digit from the lowest; the ranks bound how many there are. */
static void
sort_many (EmberTurnItems *all,
           EmberTurnItem *items,
           size_t n,
           uint32_t max_rank)
{
  EmberTurnItem *from = items;
  EmberTurnItem *to;

  if (all->scratch == NULL)
    all->scratch = g_new (EmberTurnItem, all->capacity);
  to = all->scratch;
  for (uint32_t shift = 0; shift < 32 && max_rank >> shift > 0; shift += DIGIT_BITS)
    {
      size_t starts[N_DIGITS] = { 0 };
      size_t sum = 0;
      EmberTurnItem *swap = from;

      for (size_t i = 0; i < n; i++)
        starts[from[i].rank >> shift & (N_DIGITS - 1)]++;
      for (uint32_t digit = 0; digit < N_DIGITS; digit++)
        {
          const size_t count = starts[digit];

          starts[digit] = sum;
          sum += count;
        }
      for (size_t i = 0; i < n; i++)
        to[starts[from[i].rank >> shift & (N_DIGITS - 1)]++] = from[i];
      from = to;
      to = swap;
    }
  if (from != items)
    memcpy (items, from, n * sizeof *items);
}

void
ember_turn_items_sort (EmberTurnItems *items,
                       size_t begin,
                       uint32_t max_rank)
{
  const size_t n = items->n - begin;

  if (n < FEW_ITEMS)
    sort_few (n > 0 ? items->items + begin : NULL, n);
  else
    sort_many (items, items->items + begin, n, max_rank);
}
