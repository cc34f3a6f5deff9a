/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/window.h"

/* Adds what a window can be told to do, by menu, key or test; once. */
void ember_window_add_actions (EmberWindow *window);

/* Enables the actions that make sense in the state of the window's session. */
void ember_window_update_actions (EmberWindow *window);
