/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/session.h"

/* EmberFilterPopover: asks for a condition and adds it to the filter; what cannot be asked it says
 * while it is typed.
 *
 * Actions: filter.add.
 */
#define EMBER_TYPE_FILTER_POPOVER (ember_filter_popover_get_type ())
G_DECLARE_FINAL_TYPE (EmberFilterPopover, ember_filter_popover, EMBER, FILTER_POPOVER, GtkPopover)

/* Called once. */
void ember_filter_popover_bind (EmberFilterPopover *self,
                                EmberSession *session);
