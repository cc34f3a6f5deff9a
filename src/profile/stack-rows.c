/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/stack-rows.h"

#include <string.h>

EmberStackRows *
ember_stack_rows_new (const EmberStackId *stacks,
                      size_t n_rows,
                      uint32_t n_nodes)
{
  EmberStackRows *by_stack = g_new (EmberStackRows, 1);
  uint32_t *begins, *next;
  uint32_t *rows;

  g_assert (n_rows < UINT32_MAX);
  ember_column_init (&by_stack->begins, sizeof *begins);
  ember_column_init (&by_stack->rows, sizeof *rows);
  begins = ember_column_grow (&by_stack->begins, (size_t) n_nodes + 2);
  rows = ember_column_grow (&by_stack->rows, n_rows);
  memset (begins, 0, ((size_t) n_nodes + 2) * sizeof *begins);
  /* One further on than they belong: filling moves each to where the next one begins. */
  next = begins + 1;
  for (size_t row = 0; row < n_rows; row++)
    next[stacks[row] + 1]++;
  for (uint32_t id = 0; id < n_nodes; id++)
    next[id + 1] += next[id];
  for (size_t row = 0; row < n_rows; row++)
    rows[next[stacks[row]]++] = (uint32_t) row;
  ember_column_shrink (&by_stack->begins, (size_t) n_nodes + 1);
  return by_stack;
}

void
ember_stack_rows_free (EmberStackRows *rows)
{
  ember_column_clear (&rows->begins);
  ember_column_clear (&rows->rows);
  g_free (rows);
}
