/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/session.h"

/* EmberNamingBar: how far a session is with looking up names, and a button that ends it; not to be
 * seen where that is done in a moment.
 *
 * Actions: naming.stop.
 * CSS: one node `namingbar`.
 */
#define EMBER_TYPE_NAMING_BAR (ember_naming_bar_get_type ())
G_DECLARE_FINAL_TYPE (EmberNamingBar, ember_naming_bar, EMBER, NAMING_BAR, GtkWidget)

/* Called once. */
void ember_naming_bar_bind (EmberNamingBar *self,
                            EmberSession *session);
