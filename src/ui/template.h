/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* For dispose: forgets what the template of @type bound, and drops every child of
 * @widget; gtk_widget_dispose_template() alone leaves those without an id. */
void ember_template_dispose (GtkWidget *widget,
                             GType type);
