/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/view.h"
#include "ui/window.h"

/* Makes @window show what a view says, as soon as its recording is there and has its names; tells above the
 * views what no longer fits. A newer view takes the place of an older one.
 * @view: copied */
void ember_view_restore (EmberWindow *window,
                         const EmberView *view);

/* Reads a saved view in a worker, opens its recording in @window and restores it; where that fails it says why. */
void ember_view_restore_open (EmberWindow *window,
                              GFile *file);

/* Whether a view is on its way. */
gboolean ember_view_restore_is_busy (EmberWindow *window);

/* Whether a file with a view is what is being opened, and not a recording. */
gboolean ember_view_restore_is_of_file (EmberWindow *window);
