/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "analysis/when-strips.h"

/* EmberWhenView: shows in one row of a table when something ran.
 *
 * CSS: one node `whenview`. Accessible: role img; "When it ran" is its label.
 */
#define EMBER_TYPE_WHEN_VIEW (ember_when_view_get_type ())
G_DECLARE_FINAL_TYPE (EmberWhenView, ember_when_view, EMBER, WHEN_VIEW, GtkWidget)

GtkWidget *ember_when_view_new (void);

/* @strips: (nullable): kept; NULL shows nothing
 * @group: which of them
 * @marked: what is selected of the time, drawn behind the bars; empty: nothing */
void ember_when_view_set (EmberWhenView *self,
                          EmberWhenStrips *strips,
                          uint32_t group,
                          EmberTimeRange marked);
