/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* EmberGuideWindow: the classic pictures of heat maps, with what each means and a button that opens it
 * as a recording.
 *
 * CSS: one box of class `guide`.
 */
#define EMBER_TYPE_GUIDE_WINDOW (ember_guide_window_get_type ())
G_DECLARE_FINAL_TYPE (EmberGuideWindow, ember_guide_window, EMBER, GUIDE_WINDOW, GtkWindow)

/* Shows the one guide of the application.
 * @scene: the classic picture to begin with, which need not be one: then it is the first */
void ember_guide_window_present (GtkApplication *application,
                                 GSettings *settings,
                                 const char *scene);
