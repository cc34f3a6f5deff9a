/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/window.h"

/* Adds the window's actions win.copy-picture and win.save-picture. Their parameter is the view that the picture is of,
 * "heatmap", "flamegraph" or "lower": what stands below, graph or table; or empty: then the heat map if that has the
 * keyboard focus, else what stands below.
 * A picture shows all of the view, with file, range and samples above it. */
void ember_picture_actions_add (EmberWindow *window);

/* Whether pictures can be made now. */
void ember_picture_actions_update (EmberWindow *window,
                                   gboolean has_picture);

/* Saves a picture as if @file had been picked; its name says what kind it becomes: ".svg", ".pdf", else a PNG. */
void ember_picture_actions_save (EmberWindow *window,
                                 const char *view,
                                 GFile *file);
