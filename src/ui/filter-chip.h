/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "analysis/filter.h"

/* EmberFilterChip: one condition of a filter: says it, switches it off and on, and takes it away.
 *
 * Signals: "switched" (gboolean, on): by its button; "removed": by its button, or Delete.
 * CSS: one node `filterchip`, class `off` while switched off.
 */
#define EMBER_TYPE_FILTER_CHIP (ember_filter_chip_get_type ())
G_DECLARE_FINAL_TYPE (EmberFilterChip, ember_filter_chip, EMBER, FILTER_CHIP, GtkWidget)

GtkWidget *ember_filter_chip_new (void);

/* @profile: (nullable): whose processes and threads have names */
void ember_filter_chip_set_condition (EmberFilterChip *self,
                                      const EmberFilterCondition *condition,
                                      const EmberProfile *profile);

/* Says how many samples the condition leaves by itself.
 * @n_samples: (nullable): NULL while that isn't known
 * @n_all: out of how many */
void ember_filter_chip_set_count (EmberFilterChip *self,
                                  const uint64_t *n_samples,
                                  uint64_t n_all);

/* There is nothing to count.
 * @why: a sentence that says what the recording lacks */
void ember_filter_chip_set_missing (EmberFilterChip *self,
                                    const char *why);
