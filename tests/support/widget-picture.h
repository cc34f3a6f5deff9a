/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Waits until the widget looks the same twice: what is laid out or counted late has come then.
 * Returns: (transfer full): its pixels, drawn without a screen */
GBytes *widget_picture_take (GtkWidget *widget);

/* Fails the test where the widget comes to look otherwise, and leaves both pictures in the folder for temporary files.
 * @expected: of a widget of this width */
void widget_picture_assert_shown (GtkWidget *widget,
                                  GBytes *expected);
