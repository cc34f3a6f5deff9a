/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/thread-items.h"

/* How rows of a table of threads and conditions of a filter say the same. */

typedef enum
{
  EMBER_THREAD_PICK_ONLY,    /* this and no other */
  EMBER_THREAD_PICK_ADD,     /* this, too */
  EMBER_THREAD_PICK_TOGGLE,  /* this, too, or no longer */
  EMBER_THREAD_PICK_EXCLUDE, /* all but this */
} EmberThreadPick;

/* More chips than this nobody reads. */
#define EMBER_THREAD_PICKS_MAX 200

/* Returns: (transfer full): @filter with what the user picked */
EmberFilter *ember_thread_picks_pick (EmberFilter *filter,
                                      EmberThreadItem *item,
                                      EmberThreadPick how);

/* The same of any condition that names who ran or a CPU; for EMBER_THREAD_PICK_EXCLUDE, too, it is not excluding.
 * Only what asks the same question is replaced: a thread leaves CPUs as they are. */
EmberFilter *ember_thread_picks_pick_condition (EmberFilter *filter,
                                                const EmberFilterCondition *condition,
                                                EmberThreadPick how);

/* @list: of EmberThreadItem
 * Returns: (transfer full): the positions of rows that @filter names */
GtkBitset *ember_thread_picks_find (EmberFilter *filter,
                                    GListModel *list);

/* Makes @filter name the rows that are selected; all there are, are as good as none. What it excludes stays, but for these.
 * @keeps_others: whether what it names and @list has not stays
 * Returns: (transfer full) (nullable): NULL where more than EMBER_THREAD_PICKS_MAX are selected */
EmberFilter *ember_thread_picks_apply (EmberFilter *filter,
                                       GListModel *list,
                                       const GtkBitset *selected,
                                       gboolean keeps_others);

/* Returns: (transfer full): a row as a line of text: comm, pid, tid, samples, with tabs between */
char *ember_thread_picks_dup_line (EmberThreadItem *item);
