/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* EmberFunctionModel: a list of so many rows, made when somebody looks at them.
 *
 * A row stands for its place alone: what is shown there may change, as often as a dragged
 * selection changes, and no row comes or goes. So a table keeps its widgets and where it is scrolled to.
 */
#define EMBER_TYPE_FUNCTION_MODEL (ember_function_model_get_type ())
G_DECLARE_FINAL_TYPE (EmberFunctionModel, ember_function_model, EMBER, FUNCTION_MODEL, GObject)

EmberFunctionModel *ember_function_model_new (void);

/* Rows are added and taken away at the end. */
void ember_function_model_set_n_rows (EmberFunctionModel *self,
                                      guint n_rows);
