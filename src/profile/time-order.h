/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "profile/column.h"

/* One row of a table in the order of time. */
typedef struct
{
  uint64_t key; /* time since the earliest row */
  uint64_t row;
} EmberTimeOrderEntry;

/* Whether rows are in order already; O(n) with a tiny constant. */
bool ember_time_order_is_sorted (const int64_t *times,
                                 size_t n);

/* Fills @order, an empty column of EmberTimeOrderEntry, with the rows of @times in
 * their order, rows of equal time as they stand. O(n) by radix. */
void ember_time_order_sort (EmberColumn *order,
                            const int64_t *times,
                            size_t n);

/* The same for those who sort again and again: both columns lose what they hold, and keep their memory. */
void ember_time_order_sort_with (EmberColumn *order,
                                 EmberColumn *spare,
                                 const int64_t *times,
                                 size_t n);
