/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/subset.h"

/* EmberFilterCounter: how many samples each condition of a subset's filter leaves by itself.
 *
 * Counts in a worker whenever the filter or the samples change, and each condition only once.
 * For the main thread.
 * Signal "changed": some count is known that was not, or no longer.
 */
#define EMBER_TYPE_FILTER_COUNTER (ember_filter_counter_get_type ())
G_DECLARE_FINAL_TYPE (EmberFilterCounter, ember_filter_counter, EMBER, FILTER_COUNTER, GObject)

EmberFilterCounter *ember_filter_counter_new (EmberSubset *subset);

/* @n_samples: (out): of those that no filter holds back
 * Returns: false where it isn't known yet */
bool ember_filter_counter_get (EmberFilterCounter *self,
                               const EmberFilterCondition *condition,
                               uint64_t *n_samples);

bool ember_filter_counter_is_busy (EmberFilterCounter *self);
