/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/options.h"
#include "session/view.h"

/* What the options of a command line ask a window to show.
 * Returns: (transfer full) (nullable): without path; NULL where nothing is asked */
EmberView *ember_options_dup_view (const EmberOptions *options);
