/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "analysis/mark.h"
#include "session/session.h"
#include "ui/flame-view.h"

/* EmberFunctionView: one function, its callers above and what it calls below, from one common row.
 *
 * Of a recursion the outermost call is meant, so both sides are as wide as the function's total. Works only while
 * it shows a function.
 *
 * Property: "function" (pointer, EmberMark, read-only). Action: function.close (Escape, where nothing is zoomed).
 * CSS: one node `functionview`.
 */
#define EMBER_TYPE_FUNCTION_VIEW (ember_function_view_get_type ())
G_DECLARE_FINAL_TYPE (EmberFunctionView, ember_function_view, EMBER, FUNCTION_VIEW, GtkWidget)

/* @flame_view: whose search, order and measure are those of both sides; called once */
void ember_function_view_bind (EmberFunctionView *self,
                               EmberSession *session,
                               EmberFlameView *flame_view);

/* @function: (transfer none) (nullable): a function or a group; NULL: none */
void ember_function_view_show (EmberFunctionView *self,
                               EmberMark *function);

/* Colours both sides by change.
 * @difference: (nullable): of the session's range */
void ember_function_view_set_compared (EmberFunctionView *self,
                                       EmberDifference *difference,
                                       EmberChangeBasis basis);

/* These are (transfer none). */
EmberFlameView *ember_function_view_get_callers (EmberFunctionView *self);
EmberFlameView *ember_function_view_get_callees (EmberFunctionView *self);

/* Returns: (transfer none) (nullable): */
EmberMark *ember_function_view_get_function (EmberFunctionView *self);

gboolean ember_function_view_is_busy (EmberFunctionView *self);
