/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/window.h"

/* Adds win.save-view, which asks for a file, and win.copy-command, which puts on the clipboard the line for a
 * shell that shows the same; once. */
void ember_view_actions_add (EmberWindow *window);

/* Saves what the window shows, in a worker, and tells above the views how that went. */
void ember_view_actions_save (EmberWindow *window,
                              GFile *file);
