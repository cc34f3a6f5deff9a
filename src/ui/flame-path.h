/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/view.h"
#include "ui/recording-page.h"

/* Where a flame graph is zoomed to, by names. */

/* @graphs: (out): the views of @page */
void ember_flame_path_get_graphs (EmberRecordingPage *page,
                                  EmberFlameView *graphs[EMBER_N_VIEW_GRAPHS]);

/* @begin, @end: (out): 0 to 1: the part of the frame that is seen
 * Returns: (transfer full) (nullable): names from the first level to the frame that fills the view, bytes as they
 *   came; NULL where everything is seen */
char **ember_flame_path_dup (EmberFlameView *view,
                             double *begin,
                             double *end);

/* Goes there at once; as far as there are frames of these names, the widest of several.
 * Returns: whether all of them are there */
bool ember_flame_path_zoom (EmberFlameView *view,
                            const char *const *names,
                            double begin,
                            double end);
