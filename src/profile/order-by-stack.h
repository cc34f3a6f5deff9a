/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/profile.h"

/* Has the rows of large tables ordered by stack, for those who pick some stacks. Any thread may call it. */
void ember_profile_order_by_stack (EmberProfile *profile);

/* Makes the rows by stack of a frozen table, once; any thread may call it.
 * @n_nodes: of the frozen tree */
void ember_sample_table_order_by_stack (EmberSampleTable *table,
                                        uint32_t n_nodes);

/* Returns: (transfer none) (nullable): NULL while they were not made */
const EmberStackRows *ember_sample_table_get_rows_by_stack (const EmberSampleTable *table);
