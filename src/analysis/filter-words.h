/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/filter.h"

/* A condition as a chip says it: "process 12", "without comm java", "contains “memcpy”".
 * Returns: (transfer full): valid UTF-8, in the user's language */
char *ember_filter_words_dup_condition (const EmberFilterCondition *condition);

/* All conditions that have effect, for a caption that names the event itself: "comm java, without module libc".
 * Returns: (transfer full) (nullable): NULL if none has */
char *ember_filter_words_dup (const EmberFilter *filter);
