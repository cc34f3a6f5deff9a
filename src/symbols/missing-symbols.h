/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/tree-builder.h"
#include "symbols/image-symbols.h"

/* Tells a new profile how much of what was sampled got no name, in which images, why, and what
 * helps: as a list of all such images, and as a notice where it is more than one frame in a thousand.
 *
 * @profile: as it was read
 * @results: of each of its images
 * @renamed: what each of its frames became
 * @builder: makes the new one; has all its frames */
void ember_missing_symbols_tell (const EmberProfile *profile,
                                 const EmberNamingResult *results,
                                 const EmberFrameId *renamed,
                                 EmberTreeBuilder *builder);
