/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Returns: (transfer none) (nullable): the first widget of @type, in order of the tree */
GtkWidget *find_widget (GtkWidget *root,
                        GType type);

/* Returns: (transfer none) (nullable): the first label or button below @root whose text holds @text */
GtkWidget *find_text (GtkWidget *root,
                      const char *text);

/* Runs the main loop for @ms. */
void run_for (guint ms);
