/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* gtk_test_init(), after which those warnings end no test that GTK gives of itself, whatever the program does. */
void widget_test_init (int *argc,
                       char ***argv);

/* Shows all widgets in the style of high contrast, or in the usual one. */
void set_high_contrast (gboolean is_high);

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
 * sent by xdotool. Returns when what they do has been painted.
 * @widget: (nullable): gets the keyboard focus first, unless a part of it has it; NULL leaves it where it is
 * @format: commands of xdotool; "@x,y" stands for a place in @widget */
void drive (GtkWidget *widget,
            const char *format,
            ...) G_GNUC_PRINTF (2, 3);

/* Runs the main loop until all that happened has been taken in and painted in every window. */
void settle (void);

/* Runs the main loop until a text property of @object is set; fails after ten seconds.
 * Returns: (transfer full): what it is then */
char *wait_for_text (gpointer object,
                     const char *property);

/* Runs the main loop until what @describe says of @data is @expected; fails after ten seconds with what it says then.
 * @describe: returns (transfer full) */
void wait_until_described (char *(*describe) (gpointer data),
                           gpointer data,
                           const char *expected);

/* Shows @widget alone in a bare window.
 * Returns: (transfer none): the window */
GtkWidget *show_in_window (GtkWidget *widget,
                           int width,
                           int height);

/* Runs the main loop until *@object, a weak pointer, is NULL: what is under way may hold it for a moment.
 * Fails after ten seconds. */
void wait_until_gone (gpointer *object);

/* Runs the main loop for @ms, 1 or more: for what has no event to wait for. A time in which the machine stood still
 * counts no more than its first 10 ms. */
void run_for (guint ms);
