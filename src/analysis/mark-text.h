/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/mark.h"

/* A function of a recording, as somebody types it or a file keeps it:
 * its whole NAME in any module; "NAME (MODULE)" in that one, with or without its folder; and where no function
 * is called so, the whole NAME, or "NAME (comm)", of what the first level of the tree tells apart. Bytes. */

/* @text: need not be UTF-8
 * Returns: (transfer full) (nullable): with its module if that is one alone; NULL where @profile has nothing of that name */
EmberMark *ember_mark_text_parse (EmberProfile *profile,
                                  const char *text);

/* @mark: a function or a group
 * Returns: (transfer full): the shortest text that ember_mark_text_parse() takes for the same frames */
char *ember_mark_text_format (const EmberMark *mark,
                              EmberProfile *profile);
