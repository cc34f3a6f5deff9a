/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/profile-private.h"

/* Turns what a builder filled into what readers may share: times settled,
 * stacks in preorder, tables sorted and split by idleness. Once for a profile.
 * O(samples + stacks + frames × log frames) */
void ember_profile_freeze (EmberProfile *profile);

/* The same for a profile that shares the columns of another one but for the stacks:
 * only stacks are renumbered and, if @sorts_idle, tables split anew where that moves a sample. */
void ember_profile_freeze_tree (EmberProfile *profile,
                                bool sorts_idle);
