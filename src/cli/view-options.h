/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/options.h"
#include "session/view.h"

/* What the options of a command line ask a window to show.
 * Returns: (transfer full) (nullable): without path; NULL where nothing is asked */
EmberView *ember_options_dup_view (const EmberOptions *options);

/* Where the FILE of print and export is a saved view, its recording takes the place of it, and what was not
 * typed is as in the view, as far as it goes with what is asked for.
 * @is_changed: (out): a recording is another one than when the view was saved
 * Returns: false with a %G_FILE_ERROR, %G_KEY_FILE_ERROR or another that names what is wrong */
bool ember_options_take_view (EmberOptions *options,
                              bool *is_changed,
                              GError **error);
