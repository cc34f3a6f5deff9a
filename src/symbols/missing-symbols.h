/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/profile.h"
#include "symbols/image-symbols.h"

/* Says how much of what was sampled got no name, where most of it is, and what helps.
 * @profile: as it was read
 * @results: of each of its images
 * @renamed: what each of its frames became
 * @frames: the frames that it counts in
 * Returns: (transfer full) (nullable): a sentence; NULL where less than one in a thousand frames is nameless */
char *ember_missing_symbols_dup_text (const EmberProfile *profile,
                                      const EmberNamingResult *results,
                                      const EmberFrameId *renamed,
                                      const EmberFrames *frames);
