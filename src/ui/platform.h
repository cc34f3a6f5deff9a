/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Shows all windows in the dark style, or in the light one. */
void ember_platform_set_dark (gboolean is_dark);

/* What a platform library would do, all in one file, so that it can be swapped. */

/* Makes windows dark when the desktop is: the settings portal's color-scheme, now and whenever it
 * changes. Without a portal, or with GTK_THEME set, GTK's own setting stands. */
void ember_platform_follow_color_scheme (GApplication *application);

void ember_platform_show_about (GtkWindow *parent);

/* Makes the window of shortcuts, which is as wide as its words, scroll where the screen is too small for it.
 * @overlay: (nullable): */
void ember_platform_fit_shortcuts (GtkShortcutsWindow *overlay);
