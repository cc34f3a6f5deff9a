/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/comparison.h"

/* EmberComparisonBar: what the graph is compared with, in words, how, and what its colours mean.
 *
 * Hidden where nothing is compared. Its buttons are actions of an ember_comparison_actions_new().
 * CSS: one node `comparisonbar`.
 */
#define EMBER_TYPE_COMPARISON_BAR (ember_comparison_bar_get_type ())
G_DECLARE_FINAL_TYPE (EmberComparisonBar, ember_comparison_bar, EMBER, COMPARISON_BAR, GtkWidget)

/* What only the baseline has is shown from the outermost callers alone, so elsewhere the switch for it is out of reach. */
void ember_comparison_bar_set_can_show_gone (EmberComparisonBar *self,
                                             gboolean can_show_gone);

/* To be called once. */
void ember_comparison_bar_bind (EmberComparisonBar *self,
                                EmberSession *session,
                                EmberComparison *comparison);
