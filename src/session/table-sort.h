/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

#include "analysis/functions.h"

/* EmberTableSort: by which column a table of functions is sorted, said as in views and on the command line: "self",
 * "self-share", "total", "total-share", "name", "module" or "change", and "-self" for the other way round than a table
 * has it at first, where the largest and the first of the alphabet stand on top. */
typedef struct
{
  EmberFunctionOrder order;
  bool is_share; /* of self and total: the column that has their part of all */
  bool is_turned_round;
} EmberTableSort;

/* How a new table is sorted. */
#define EMBER_TABLE_SORT_DEFAULT "self-share"

/* The words as a list for people. */
#define EMBER_TABLE_SORT_WORDS "self, self-share, total, total-share, name, module, change"

/* Returns: (transfer full): */
char *ember_table_sort_format (const EmberTableSort *sort);

/* @sort: (out): untouched where it fails */
bool ember_table_sort_parse (const char *text,
                             EmberTableSort *sort);

/* Whether the largest number, or the last name, stands on top. */
bool ember_table_sort_is_descending (const EmberTableSort *sort);
