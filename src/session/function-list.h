/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/difference.h"
#include "analysis/functions.h"
#include "analysis/when-strips.h"
#include "session/session.h"

/* EmberFunctionList: the functions of what a session looks at, and when each of them ran.
 *
 * Keeps "functions" (those of the session's graph that the search finds, in the order asked for) and
 * "strips" (of the whole recording; one for each function of the index) fresh off the main thread,
 * while it is active. Not active it keeps what it has. For the main thread.
 *
 * Properties: "functions" (pointer, an EmberFunctions), "strips" (pointer, an EmberWhenStrips), "error" (string: what is
 * wrong with the search), all read-only: notified when others stand.
 */
#define EMBER_TYPE_FUNCTION_LIST (ember_function_list_get_type ())
G_DECLARE_FINAL_TYPE (EmberFunctionList, ember_function_list, EMBER, FUNCTION_LIST, GObject)

EmberFunctionList *ember_function_list_new (EmberSession *session);

void ember_function_list_set_active (EmberFunctionList *self,
                                     gboolean is_active);

/* @text: (nullable): as EmberSearch; empty: all functions */
void ember_function_list_set_search (EmberFunctionList *self,
                                     const char *text,
                                     gboolean is_regex);

/* What is compared: its functions are listed in place of those of the session's graph.
 * @difference: (transfer none) (nullable): */
void ember_function_list_set_difference (EmberFunctionList *self,
                                         EmberDifference *difference,
                                         EmberChangeBasis basis);

void ember_function_list_set_order (EmberFunctionList *self,
                                    EmberFunctionOrder order,
                                    gboolean is_descending);

/* Weight is what they are counted by.
 * Returns: (transfer none) (nullable): NULL until there are any */
const EmberFunctions *ember_function_list_get_functions (EmberFunctionList *self);

/* The graph that they were counted in.
 * Returns: (transfer none) (nullable): */
EmberFlameGraph *ember_function_list_get_graph (EmberFunctionList *self);

/* Returns: (transfer none) (nullable): NULL without times, and until they are counted */
EmberWhenStrips *ember_function_list_get_strips (EmberFunctionList *self);

gboolean ember_function_list_is_busy (EmberFunctionList *self);
