/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/filter.h"
#include "analysis/tree-shape.h"

/* The condition that names what a box of a flame graph stands for.
 *
 * A box of code is named by its whole symbol or module; one of the merge level is the comm,
 * process, thread or CPU that it is made of, whatever @kind says.
 *
 * @profile: on the tree of @merge_level
 * @kind: EMBER_FILTER_FRAME or EMBER_FILTER_MODULE
 * @condition: (out): enabled, not excluding; its text is to be g_free()d
 * Returns: false where there is nothing to name: the root, or code without a module */
bool ember_filter_frame_get (const EmberProfile *profile,
                             EmberMergeLevel merge_level,
                             EmberFrameId frame,
                             EmberFilterKind kind,
                             EmberFilterCondition *condition);
