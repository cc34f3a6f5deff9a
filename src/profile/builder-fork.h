/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/profile-builder.h"

/* A builder that knows all names, images, frames, threads, stacks and events of @origin by the same ids, and has no samples,
 * notices or facts. Where both are joined later, @origin as the first part, only what is new since then costs time.
 * Returns: (transfer full): O(names and stacks) */
EmberProfileBuilder *ember_builder_fork (const EmberProfileBuilder *origin);
