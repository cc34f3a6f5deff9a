/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/session.h"

/* EmberPatternPanel: lists by name what the heat map shows, the heaviest first.
 *
 * A row tells when, what was measured and which code does it; activating one (click, Enter) selects its
 * time, and of that its band where it has one. Looks for patterns while it is shown.
 * Signals: "pointed-at" (const EmberPattern *pattern): that of the row under the pointer or the
 * keyboard's focus, valid while it is told; NULL for none.
 * CSS: one node `patternpanel`.
 */
#define EMBER_TYPE_PATTERN_PANEL (ember_pattern_panel_get_type ())
G_DECLARE_FINAL_TYPE (EmberPatternPanel, ember_pattern_panel, EMBER, PATTERN_PANEL, GtkWidget)

/* To be called once. */
void ember_pattern_panel_bind (EmberPatternPanel *self,
                               EmberSession *session);

gboolean ember_pattern_panel_is_busy (EmberPatternPanel *self);
