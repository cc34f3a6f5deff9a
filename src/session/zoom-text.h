/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/view.h"

/* A part of a whole as "0.25-0.5", with as many digits as it takes to be read again.
 * Returns: (transfer full): */
char *ember_part_text_format (double begin,
                              double end);

/* @begin, @end: (out): 0 <= begin < end <= 1; untouched where it fails */
bool ember_part_text_parse (const char *text,
                            double *begin,
                            double *end);

/* Where a flame graph is zoomed to, as one word: "java;main;run", and "java;main@0.25-0.5" for a part of the last
 * frame. Bytes that are no UTF-8 are %XX, a semicolon in a name is %3B and a per cent sign %25.
 * Returns: (transfer full) (nullable): valid UTF-8; NULL where everything is seen */
char *ember_zoom_text_format (const EmberViewZoom *zoom);

/* Any text is a zoom.
 * @zoom: (inout): its names are replaced */
void ember_zoom_text_parse (const char *text,
                            EmberViewZoom *zoom);
