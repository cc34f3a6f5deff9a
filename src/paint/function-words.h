/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/functions.h"

/* What stands in the cells of a table of functions. All are (transfer full), valid UTF-8, and in the user's language.
 * @graph: in which the functions were counted, by weight */

char *ember_function_words_dup_name (const EmberFunctions *functions,
                                     const EmberFunction *function);

/* Empty where the module isn't known. */
char *ember_function_words_dup_path (const EmberFunctions *functions,
                                     const EmberFunction *function);

/* Its name without the folders. */
char *ember_function_words_dup_module (const EmberFunctions *functions,
                                       const EmberFunction *function);

/* "12.30 %" of the graph. */
char *ember_function_words_dup_share (const EmberFlameGraph *graph,
                                      uint64_t part);

char *ember_function_words_dup_amount (const EmberFlameGraph *graph,
                                       uint64_t amount);

/* "↑ +48 %", "↑ new", "↓ gone"; without an arrow where chance may have done it; empty where nothing is compared. */
char *ember_function_words_dup_change (const EmberFunctions *functions,
                                       const EmberFunction *function);

/* The numbers behind that.
 * Returns: (nullable): NULL where nothing is compared */
char *ember_function_words_dup_both (const EmberFunctions *functions,
                                     const EmberFlameGraph *graph,
                                     const EmberFunction *function);
