/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/order-by-stack.h"

#include "profile/profile-private.h"

/* Of fewer rows, each can be looked at in half a millisecond. */
#define ROWS_WORTH_ORDERING ((size_t) 1 << 20)

void
ember_sample_table_order_by_stack (EmberSampleTable *table,
                                   uint32_t n_nodes,
                                   EmberStackRowsDropped is_dropped,
                                   gpointer user_data)
{
  EmberStackRows *rows;

  if (table->stacks.n >= UINT32_MAX || ember_sample_table_get_rows_by_stack (table) != NULL)
    return;
  rows = ember_stack_rows_new (ember_sample_table_get_stacks (table), table->stacks.n, n_nodes, is_dropped, user_data);
  if (rows != NULL && !g_atomic_pointer_compare_and_exchange (&table->by_stack, NULL, rows))
    ember_stack_rows_free (rows);
}

const EmberStackRows *
ember_sample_table_get_rows_by_stack (const EmberSampleTable *table)
{
  return g_atomic_pointer_get (&((EmberSampleTable *) table)->by_stack);
}

void
ember_profile_order_by_stack (EmberProfile *profile,
                              EmberStackRowsDropped is_dropped,
                              gpointer user_data)
{
  EmberSampleTable *tables = profile->tables.data;

  for (size_t i = 0; i < profile->tables.n; i++)
    if (ember_sample_table_get_n (&tables[i]) >= ROWS_WORTH_ORDERING)
      ember_sample_table_order_by_stack (&tables[i], ember_stacks_get_n (&profile->stacks), is_dropped, user_data);
}
