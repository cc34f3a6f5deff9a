/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "analysis/thread-table.h"

/* EmberThreadItem: one row of a table of threads, as lists of GTK want it. */
#define EMBER_TYPE_THREAD_ITEM (ember_thread_item_get_type ())
G_DECLARE_FINAL_TYPE (EmberThreadItem, ember_thread_item, EMBER, THREAD_ITEM, GObject)

/* Returns: (transfer none): valid until the list gets another table */
const EmberThreadTable *ember_thread_item_get_table (EmberThreadItem *self);

uint32_t ember_thread_item_get_row (EmberThreadItem *self);

/* Whether a comm, process or thread is meant by @text: a part of the comm without regard to case, or the
 * beginning of a number.
 * @text: UTF-8, in lower case */
bool ember_thread_item_matches (EmberThreadItem *self,
                                const char *text);

/* EmberThreadItems: the rows of a table as a list model of EmberThreadItem, in order of the table.
 *
 * Items stay the same while tables of the same recording and grouping follow each other; then
 * "updated" tells that their numbers are others.
 */
#define EMBER_TYPE_THREAD_ITEMS (ember_thread_items_get_type ())
G_DECLARE_FINAL_TYPE (EmberThreadItems, ember_thread_items, EMBER, THREAD_ITEMS, GObject)

EmberThreadItems *ember_thread_items_new (void);

/* @table: (nullable): NULL is an empty list */
void ember_thread_items_set_table (EmberThreadItems *self,
                                   EmberThreadTable *table);
