/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/ruler.h"

/* What a ruler reads, with no more digits than its bounds leave: what is asked first stands first.
 * @profile: (nullable): names the thread
 * @separator: between the parts: a line break, or " · "
 * Returns: (transfer full): valid UTF-8; "works 20.1 ± 0.2 ms per wakeup", "every 1.0201 ± 0.0002 s, 1 a column", … */
char *ember_ruler_words_dup (const EmberRulerReading *reading,
                             const EmberHeatmapGrid *grid,
                             const EmberProfile *profile,
                             const char *separator);
