/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Returns: (transfer none) (nullable): the first widget of @type, in order of the tree */
GtkWidget *find_widget (GtkWidget *root,
                        GType type);

/* Returns: (transfer none) (nullable): the first label or button below @root whose text holds @text */
GtkWidget *find_text (GtkWidget *root,
                      const char *text);

/* Returns: (transfer none) (nullable): the first widget of @type behind @widget among its siblings */
GtkWidget *find_next_widget (GtkWidget *widget,
                             GType type);

/* Moves the pointer, presses buttons and keys as a person would: real events through the X server,
 * sent by xdotool. @format: its commands; "@x,y" stands for a place in @widget.
 * @widget: (nullable): gets the keyboard focus first; NULL leaves it where it is */
void drive (GtkWidget *widget,
            const char *format,
            ...) G_GNUC_PRINTF (2, 3);

/* Runs the main loop for @ms. */
void run_for (guint ms);
