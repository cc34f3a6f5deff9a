/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/stack-mask.h"
#include "profile/sample-table.h"

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
