/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/options.h"

/* @line: arguments with blanks between them, quoted as in a shell
 * Returns: (transfer full) (nullable): NULL with @error set */
EmberOptions *option_line_parse (const char *line,
                                 GError **error);

/* The same of one that must be right. */
EmberOptions *option_line_parse_good (const char *line);

/* A line that is refused, and what is said of it. */
typedef struct
{
  const char *line;
  const char *message;
} OptionLineRefusal;

/* Asserts that each is refused as a bad value in just these words. */
void option_line_assert_refused (const OptionLineRefusal *refusals,
                                 size_t n_refusals);
