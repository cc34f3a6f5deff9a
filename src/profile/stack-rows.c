/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/stack-rows.h"

#include <string.h>

/* Rows between two questions whether anybody waits. */
#define ROWS_BETWEEN_CHECKS ((size_t) 1 << 18)

/* One further on than they belong: filling moves each to where the next one begins. */
static void
count_rows (EmberStackRows *by_stack,
            const EmberStackId *stacks,
            size_t n)
{
  uint32_t *next = (uint32_t *) by_stack->begins.data + 1;

  for (size_t i = 0; i < n; i++)
    next[stacks[i] + 1]++;
}

static void
place_rows (EmberStackRows *by_stack,
            const EmberStackId *stacks,
            size_t first,
            size_t last)
{
  uint32_t *next = (uint32_t *) by_stack->begins.data + 1;
  uint32_t *rows = by_stack->rows.data;

  for (size_t row = first; row < last; row++)
    rows[next[stacks[row]]++] = (uint32_t) row;
}

EmberStackRows *
ember_stack_rows_new (const EmberStackId *stacks,
                      size_t n_rows,
                      uint32_t n_nodes,
                      EmberStackRowsDropped is_dropped,
                      gpointer user_data)
{
  g_autoptr (EmberStackRows) by_stack = g_new (EmberStackRows, 1);
  uint32_t *begins;

  g_assert (n_rows < UINT32_MAX);
  ember_column_init (&by_stack->begins, sizeof *begins);
  ember_column_init (&by_stack->rows, sizeof (uint32_t));
  begins = ember_column_grow (&by_stack->begins, (size_t) n_nodes + 2);
  memset (begins, 0, ((size_t) n_nodes + 2) * sizeof *begins);
  for (size_t row = 0; row < n_rows; row += ROWS_BETWEEN_CHECKS)
    {
      if (is_dropped != NULL && is_dropped (user_data))
        return NULL;
      count_rows (by_stack, stacks + row, MIN (ROWS_BETWEEN_CHECKS, n_rows - row));
    }
  for (uint32_t id = 0; id < n_nodes; id++)
    begins[id + 2] += begins[id + 1];
  ember_column_grow (&by_stack->rows, n_rows);
  for (size_t row = 0; row < n_rows; row += ROWS_BETWEEN_CHECKS)
    {
      if (is_dropped != NULL && is_dropped (user_data))
        return NULL;
      place_rows (by_stack, stacks, row, MIN (n_rows, row + ROWS_BETWEEN_CHECKS));
    }
  ember_column_shrink (&by_stack->begins, (size_t) n_nodes + 1);
  return g_steal_pointer (&by_stack);
}

void
ember_stack_rows_free (EmberStackRows *rows)
{
  ember_column_clear (&rows->begins);
  ember_column_clear (&rows->rows);
  g_free (rows);
}
