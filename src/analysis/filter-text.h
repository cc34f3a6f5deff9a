/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/filter.h"

/* Conditions as text, for the command line and for files:
 *
 *   pid=12  tid!=34  cpu=0  comm=java  frame=memcpy  module!=libc  frame~^jit_  frame==main  event=cycles  idle=show
 *
 * "!" before the operator excludes. A number of -1 is what the file did not tell. For frames and
 * modules "=" is a part of the name, "==" the whole one, "~" a regular expression.
 */

/* @condition: (out): its text is to be g_free()d; is enabled
 * @error: a %G_OPTION_ERROR with a sentence, or a %G_REGEX_ERROR
 * Returns: false with @error set */
bool ember_filter_text_parse (const char *text,
                              EmberFilterCondition *condition,
                              GError **error);

/* The text that ember_filter_text_parse() makes the same condition of, but for is_enabled.
 * Returns: (transfer full): bytes, as they are in the condition */
char *ember_filter_text_format (const EmberFilterCondition *condition);

/* Whether the condition can be asked.
 * @error: %G_REGEX_ERROR, or %G_OPTION_ERROR for a text that is empty or no valid UTF-8 */
bool ember_filter_text_check (const EmberFilterCondition *condition,
                              GError **error);
