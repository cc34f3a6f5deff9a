/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "paint/theme.h"

/* Fills @theme from the CSS colours and the font of @widget. To be called again when
 * the widget's css_changed, or its root, changes. */
void ember_widget_theme_init (EmberTheme *theme,
                              GtkWidget *widget);

GdkRGBA ember_color_to_rgba (EmberColor color);
