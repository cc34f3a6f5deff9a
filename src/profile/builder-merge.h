/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/profile-builder.h"

/* Joins builders into one, as if a single one had read all chunks in order of their sequence.
 * All samples must belong to a chunk.
 * @parts: (transfer full): n_parts >= 1 builders; the first becomes the whole, so that its memory is used again
 * Returns: (transfer full): O(all parts) */
EmberProfileBuilder *ember_builder_merge (EmberProfileBuilder **parts,
                                          uint32_t n_parts);
