/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Makes the end child of @paned as much wider than its least as a setting says (an int, in pixels), whatever
 * the window's width, and keeps there what the user drags the handle to. */
void ember_side_pane_bind (GtkPaned *paned,
                           GSettings *settings,
                           const char *key);
