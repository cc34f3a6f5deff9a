/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/window.h"

/* Adds win.clear-filters, win.undo and win.redo to a window, and keeps them enabled as its
 * session's filters allow; once. In a text that is being typed, undo and redo mean the text. */
void ember_filter_actions_add (EmberWindow *window);
