/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/pattern.h"

/* What a pattern is called: "Periodic wake-up".
 * Returns: (transfer none): in the user's language */
const char *ember_pattern_words_get_name (EmberPatternKind kind);

/* When it is, on the axis of the heat map, and what was measured: "0.94 s – 59.98 s · each 1 s · 40.3 ms of work".
 * Returns: (transfer full): */
char *ember_pattern_words_dup_numbers (const EmberPattern *pattern,
                                       const EmberProfile *profile);

/* Who does it, and the innermost function of the code that stands out: "waker-1 · refresh_cache".
 * Returns: (transfer full): valid UTF-8; empty where nothing is known */
char *ember_pattern_words_dup_code (const EmberPattern *pattern,
                                    const EmberProfile *profile);
