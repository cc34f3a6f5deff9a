/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* EmberEmptyPage: what a window without a recording shows: what this program
 * is, how to open one, an example, what four patterns look like, and the line that records one.
 *
 * Uses the window's actions win.open and win.open-example, and the application's app.guide.
 * CSS: one node `emptypage`.
 */
#define EMBER_TYPE_EMPTY_PAGE (ember_empty_page_get_type ())
G_DECLARE_FINAL_TYPE (EmberEmptyPage, ember_empty_page, EMBER, EMPTY_PAGE, GtkWidget)
