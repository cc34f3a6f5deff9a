/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/split.h"

/* What a part of a split map is called and holds, as people read it. All is UTF-8. */

/* "java 1234", "CPU 3", "CPU unknown", "480 other threads".
 * Returns: (transfer full): */
char *ember_split_dup_name (const EmberSplit *split,
                            uint32_t part);

/* "5,120 samples · 12.3 %" of all parts.
 * Returns: (transfer full): */
char *ember_split_dup_amount (const EmberSplit *split,
                              uint32_t part);
