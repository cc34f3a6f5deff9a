/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/profile.h"

/* Aborts unless what every profile promises is true of this one: tables sorted, ids in bounds,
 * counts that add up, stacks in preorder. */
void profile_invariants_check (const EmberProfile *profile);
