/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/stacks.h"

/* EmberStackRows: the rows of a table by their stack, so that those of some stacks
 * are found without a look at all others. Frozen; any thread may read it. */
typedef struct
{
  EmberColumn begins; /* uint32_t: of each node its first place in rows; then their number */
  EmberColumn rows;   /* uint32_t: of one node after the other, in order */
} EmberStackRows;

/* Asked every few milliseconds; true: nobody waits for the rows any more. */
typedef bool (*EmberStackRowsDropped) (gpointer user_data);

/* @stacks: of each row
 * @n_rows: below 2^32
 * @n_nodes: of the frozen tree that @stacks come from
 * @is_dropped: (nullable)
 * Cost: about 12 ns a row; 4 bytes a row and a node
 * Returns: (transfer full) (nullable): NULL where they were dropped */
EmberStackRows *ember_stack_rows_new (const EmberStackId *stacks,
                                      size_t n_rows,
                                      uint32_t n_nodes,
                                      EmberStackRowsDropped is_dropped,
                                      gpointer user_data);

void ember_stack_rows_free (EmberStackRows *rows);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberStackRows, ember_stack_rows_free)

/* How many rows are of the nodes before @id. */
static inline uint32_t
ember_stack_rows_get_before (const EmberStackRows *rows,
                             EmberStackId id)
{
  return ((const uint32_t *) rows->begins.data)[id];
}
