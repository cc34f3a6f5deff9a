/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* EmberCommandLine: lines for a terminal, to read, select and copy with a button.
 *
 * Property "text". Actions: command-line.copy.
 * CSS: one node `commandline`; a label and a button within.
 */
#define EMBER_TYPE_COMMAND_LINE (ember_command_line_get_type ())
G_DECLARE_FINAL_TYPE (EmberCommandLine, ember_command_line, EMBER, COMMAND_LINE, GtkWidget)

void ember_command_line_set_text (EmberCommandLine *self,
                                  const char *text);
