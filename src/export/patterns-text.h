/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/pattern.h"
#include "export/output.h"

/* Writes one JSON object a line for each pattern: seconds on the axis of the heat map, loads in per
 * cent of all CPUs, no more digits than the bounds allow; what does not apply is left out. Names
 * are valid UTF-8; bytes that were not are U+FFFD.
 * @patterns: (element-type EmberPattern): */
void ember_patterns_text_write (EmberOutput *output,
                                const GArray *patterns,
                                const EmberProfile *profile);
