/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* EmberLoadBar: how much of the input has been read, and a button to stop.
 *
 * Uses the window's action win.stop-loading.
 * CSS: one node `loadbar`.
 */
#define EMBER_TYPE_LOAD_BAR (ember_load_bar_get_type ())
G_DECLARE_FINAL_TYPE (EmberLoadBar, ember_load_bar, EMBER, LOAD_BAR, GtkWidget)

/* Tells how far it is; each call moves the bar where the total is unknown.
 * @total_bytes: 0 if unknown */
void ember_load_bar_set_progress (EmberLoadBar *self,
                                  guint64 done_bytes,
                                  guint64 total_bytes,
                                  guint64 n_samples);
