/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/function-list.h"
#include "session/table-sort.h"

/* EmberFunctionColumns: the columns of a table of functions and what stands in their cells.
 *
 * Cells are filled when the table shows a row, and all that are shown again by
 * ember_function_columns_update(). One more column is one more line of the table in function-columns.c.
 */
typedef struct _EmberFunctionColumns EmberFunctionColumns;

/* A row was clicked by the button that opens menus.
 * @position: of the row
 * @cell: what was clicked, and where in it */
typedef void (*EmberFunctionMenu) (guint position,
                                   GtkWidget *cell,
                                   double x_px,
                                   double y_px,
                                   gpointer user_data);

/* Fills @view, which has no columns yet, and sorts it by self.
 * @list, @session: must outlive the columns
 * @menu: called with @user_data
 * Returns: (transfer full): to be freed after @view has been emptied */
EmberFunctionColumns *ember_function_columns_new (GtkColumnView *view,
                                                  EmberFunctionList *list,
                                                  EmberSession *session,
                                                  EmberFunctionMenu menu,
                                                  gpointer user_data);

void ember_function_columns_free (EmberFunctionColumns *columns);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberFunctionColumns, ember_function_columns_free)

/* Sorts the view, as a click on the title does. */
void ember_function_columns_set_sort (EmberFunctionColumns *columns,
                                      const EmberTableSort *sort);

/* Returns: false where it is sorted by no column */
bool ember_function_columns_get_sort (EmberFunctionColumns *columns,
                                      EmberTableSort *sort);

/* Writes anew what the visible cells say. */
void ember_function_columns_update (EmberFunctionColumns *columns);
