/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/function-list.h"

/* EmberFunctionTable: the functions of a session's graph, a row each; the flame graph's data as a table.
 *
 * Signals: "picked": the user selected another row, or none; "activated": the user wants to see the selected row's
 * function in the graph; "show-around": its callers and callees.
 * Actions: functions.show (Enter, double click), functions.show-around (c), functions.copy (Ctrl+C), functions.menu (Menu, Shift+F10).
 * CSS: one node `functiontable`.
 */
#define EMBER_TYPE_FUNCTION_TABLE (ember_function_table_get_type ())
G_DECLARE_FINAL_TYPE (EmberFunctionTable, ember_function_table, EMBER, FUNCTION_TABLE, GtkWidget)

/* Called once. */
void ember_function_table_bind (EmberFunctionTable *self,
                                EmberFunctionList *list,
                                EmberSession *session);

/* Selects the row of a function and scrolls there, now or when it has one; nothing is emitted.
 * @name: (nullable): bytes as they came; NULL selects none
 * @module: (nullable): with @name */
void ember_function_table_select (EmberFunctionTable *self,
                                  const char *name,
                                  const char *module);

/* What is selected, whether or not it has a row at present; bytes as they came.
 * Returns: FALSE if nothing is */
gboolean ember_function_table_get_selected (EmberFunctionTable *self,
                                            const char **name,
                                            const char **module);

/* How it is sorted, as ember_table_sort_parse() reads it.
 * Returns: (transfer full) (nullable): NULL where it is sorted by no column */
char *ember_function_table_dup_sort (EmberFunctionTable *self);

/* What is none changes nothing. */
void ember_function_table_set_sort (EmberFunctionTable *self,
                                    const char *text);

/* Whether rows or their strips are being made. */
gboolean ember_function_table_is_busy (EmberFunctionTable *self);
