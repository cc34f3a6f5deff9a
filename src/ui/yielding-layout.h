/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* EmberYieldingLayout: a row of controls that gives way where it is narrow.
 *
 * Children with the style class "yields" disappear, the last one first, until all others have their natural
 * width; then these shrink to what they need. Whatever disappears must be within reach elsewhere, as in a menu.
 * Room that is left goes to the first child that expands.
 */
#define EMBER_TYPE_YIELDING_LAYOUT (ember_yielding_layout_get_type ())
G_DECLARE_FINAL_TYPE (EmberYieldingLayout, ember_yielding_layout, EMBER, YIELDING_LAYOUT, GtkLayoutManager)
