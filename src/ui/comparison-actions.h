/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/comparison.h"

/* Actions, each enabled where it does something: use-as-baseline (the selection becomes the baseline
 * and is cleared), flip, clear, shows-gone (gboolean).
 * Returns: (transfer full): */
GActionGroup *ember_comparison_actions_new (EmberSession *session,
                                            EmberComparison *comparison);
