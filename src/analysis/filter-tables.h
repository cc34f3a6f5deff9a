/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/filter.h"

/* EmberFilterTables: what a filter says of the tables of samples that it is asked of: which event, and
 * whether the idle samples too. Without a condition that is the first event without them. */

/* Returns: (transfer none) (nullable): the name of the event, NULL for the first one */
const char *ember_filter_tables_get_event (const EmberFilter *filter);

bool ember_filter_tables_have_idle (const EmberFilter *filter);

/* @name: (nullable): NULL is the first event, which needs no condition
 * Returns: (transfer full): */
EmberFilter *ember_filter_tables_with_event (const EmberFilter *filter,
                                             const char *name);

/* Returns: (transfer full): */
EmberFilter *ember_filter_tables_with_idle (const EmberFilter *filter,
                                            bool with_idle);

/* Returns: (transfer none) (nullable): the name of the event that is asked for, and that @profile has not: the first
 * one stands for it */
const char *ember_filter_tables_find_missing_event (const EmberFilter *filter,
                                                    const EmberProfile *profile);
