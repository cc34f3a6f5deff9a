/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/marker.h"
#include "ui/flame-view.h"
#include "ui/function-table.h"

/* EmberFunctionPicks: keeps what a table of functions, a flame graph and a marker point out the same.
 *
 * A row that the user selects is marked; what is marked is outlined in the graph and its row is selected, and so
 * is the row of the box at the graph's cursor. What the graph searches for is what the table lists. Connects
 * them for as long as it lives.
 */
#define EMBER_TYPE_FUNCTION_PICKS (ember_function_picks_get_type ())
G_DECLARE_FINAL_TYPE (EmberFunctionPicks, ember_function_picks, EMBER, FUNCTION_PICKS, GObject)

/* @table: shows @list */
EmberFunctionPicks *ember_function_picks_new (EmberMarker *marker,
                                              EmberFlameView *flame_view,
                                              EmberFunctionTable *table,
                                              EmberFunctionList *list);
