/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/patterns.h"
#include "session/session.h"

/* EmberPatternLister: keeps the patterns of a session's samples at hand while they are looked at.
 *
 * Those of the event and the filters, over the whole recording, the heaviest first. Works in a worker.
 * For the main thread. Signal "changed": the list is another one, or what is_busy tells.
 */
#define EMBER_TYPE_PATTERN_LISTER (ember_pattern_lister_get_type ())
G_DECLARE_FINAL_TYPE (EmberPatternLister, ember_pattern_lister, EMBER, PATTERN_LISTER, GObject)

/* Inactive at first. */
EmberPatternLister *ember_pattern_lister_new (EmberSession *session);

/* An inactive one does no work and has no list. */
void ember_pattern_lister_set_is_active (EmberPatternLister *self,
                                         bool is_active);

/* Returns: (transfer none) (nullable) (element-type EmberPattern): NULL before they were looked for */
const GArray *ember_pattern_lister_get_patterns (EmberPatternLister *self);

/* Returns: (transfer none) (nullable): what threads and stacks of the patterns are of */
EmberProfile *ember_pattern_lister_get_profile (EmberPatternLister *self);

bool ember_pattern_lister_is_busy (EmberPatternLister *self);
