/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* EmberErrorPage: says in a sentence why a recording could not be opened and what to do.
 *
 * Uses the window's actions win.open and win.reload.
 * CSS: one node `errorpage`.
 */
#define EMBER_TYPE_ERROR_PAGE (ember_error_page_get_type ())
G_DECLARE_FINAL_TYPE (EmberErrorPage, ember_error_page, EMBER, ERROR_PAGE, GtkWidget)

/* @file_name: what could not be opened, as people read it
 * @command: (nullable): lines to run in a terminal that help */
void ember_error_page_set_error (EmberErrorPage *self,
                                 const char *file_name,
                                 const char *message,
                                 const char *command);
