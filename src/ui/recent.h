/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Remembers that @file was opened, with its type, which a worker tells by its content; only files with a path are. */
void ember_recent_add (GFile *file);

/* Makes @button show the recordings opened last whenever it is pressed; each
 * activates the window's action win.open-uri. */
void ember_recent_attach (GtkMenuButton *button);
