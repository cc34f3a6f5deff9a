/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/profile.h"

/* Has the rows of large tables ordered by stack, for those who pick some stacks. Any thread may call it.
 * @is_dropped: (nullable): asked meanwhile; where it says so, what is under way is given up */
void ember_profile_order_by_stack (EmberProfile *profile,
                                   EmberStackRowsDropped is_dropped,
                                   gpointer user_data);

/* Makes the rows by stack of a frozen table, once; any thread may call it.
 * @n_nodes: of the frozen tree
 * @is_dropped: (nullable): as above */
void ember_sample_table_order_by_stack (EmberSampleTable *table,
                                        uint32_t n_nodes,
                                        EmberStackRowsDropped is_dropped,
                                        gpointer user_data);

/* Returns: (transfer none) (nullable): NULL while they were not made */
const EmberStackRows *ember_sample_table_get_rows_by_stack (const EmberSampleTable *table);
