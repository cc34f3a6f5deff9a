/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/filter.h"

/* A condition as a chip says it: "thread java (12)", "without comm java", "contains “memcpy”".
 * @profile: (nullable): whose processes and threads have names; without it they are numbers
 * Returns: (transfer full): valid UTF-8, in the user's language */
char *ember_filter_words_dup_condition (const EmberFilterCondition *condition,
                                        const EmberProfile *profile);

/* All conditions that have effect, for a caption that names the event itself: "comm java, without module libc".
 * @profile: (nullable): as above
 * Returns: (transfer full) (nullable): NULL if none has */
char *ember_filter_words_dup (const EmberFilter *filter,
                              const EmberProfile *profile);
