/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/thread-table.h"
#include "session/session.h"

/* EmberThreadLister: keeps the table of a session's threads or processes fresh while it is looked at.
 *
 * Counts the samples of the selected range that pass the filters, but for those that ask who ran: so a
 * thread says what it has to offer, also while another one is picked. Works in a worker. For the main thread.
 * Signal "changed": the table is another one.
 */
#define EMBER_TYPE_THREAD_LISTER (ember_thread_lister_get_type ())
G_DECLARE_FINAL_TYPE (EmberThreadLister, ember_thread_lister, EMBER, THREAD_LISTER, GObject)

/* Inactive at first. */
EmberThreadLister *ember_thread_lister_new (EmberSession *session);

/* An inactive one does no work and has no table. */
void ember_thread_lister_set_is_active (EmberThreadLister *self,
                                        bool is_active);

void ember_thread_lister_set_grouping (EmberThreadLister *self,
                                       EmberThreadGrouping grouping);

/* Returns: (transfer none) (nullable): NULL without a recording */
EmberThreadTable *ember_thread_lister_get_table (EmberThreadLister *self);

bool ember_thread_lister_is_busy (EmberThreadLister *self);
