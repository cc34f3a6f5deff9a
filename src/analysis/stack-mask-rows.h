/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/stack-mask.h"
#include "profile/table-set.h"

/* Finds the rows of a table that have their stack in the mask, in the way that is cheapest: by the rows of each stack where
 * these are ordered, by comparing with few ranges, or by looking all up.
 * @first, @last: other rows need not be answered right; @first is a multiple of 64
 * @rows: (inout): of each row of @table; empty
 * Returns: false if cancelled */
bool ember_stack_mask_find_rows (const EmberStackMask *mask,
                                 const EmberSampleTable *table,
                                 size_t first,
                                 size_t last,
                                 EmberBitmap *rows,
                                 GCancellable *cancellable);

/* Of the rows of a table those that count in @set and have their stack in a mask.
 * @mask: (nullable): NULL: whatever their stack
 * @first, @last: other rows need not be answered right
 * Returns: (transfer full) (nullable): a bit for each row of the table; NULL if cancelled */
EmberBitmap *ember_stack_mask_find_matches (const EmberStackMask *mask,
                                            const EmberTableSet *set,
                                            uint32_t table,
                                            size_t first,
                                            size_t last,
                                            GCancellable *cancellable);
