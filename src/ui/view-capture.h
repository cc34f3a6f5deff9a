/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/view.h"
#include "ui/window.h"

/* What a window shows.
 * Returns: (transfer full): without hash; path is unset for standard input */
EmberView *ember_view_capture (EmberWindow *window);
