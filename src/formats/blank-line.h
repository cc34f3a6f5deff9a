/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>

/* Finds the first empty line: a newline right behind another.
 * Returns: the offset of the second newline, or @n where there is none.
 * Cost: 16 bytes a step with SSE2 */
size_t ember_blank_line_find (const char *bytes,
                              size_t n);

/* The same without vector instructions. */
size_t ember_blank_line_find_plain (const char *bytes,
                                    size_t n);
