/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/perf-script-header.h"

/* EmberPerfScriptLine: what a line inside a record is, told by its own text
 * alone; so the text can be cut into chunks at any header, wherever the chunk began. */
typedef enum
{
  EMBER_PERF_SCRIPT_LINE_BLANK,   /* empty: ends a record */
  EMBER_PERF_SCRIPT_LINE_FRAME,   /* or what stands where a frame should */
  EMBER_PERF_SCRIPT_LINE_HEADER,  /* begins a record although no empty line ended the last one */
  EMBER_PERF_SCRIPT_LINE_COMMENT, /* begins with '#' */
  EMBER_PERF_SCRIPT_LINE_REMARK,  /* source lines, instructions, branches: nothing for us */
  EMBER_PERF_SCRIPT_LINE_OTHER,   /* damage */
} EmberPerfScriptLine;

/* Longer ones are damage. */
#define EMBER_PERF_SCRIPT_MAX_LINE_BYTES ((size_t) 1 << 20)

/* Returns: length of the line @line..@end without carriage return and trailing blanks; an
 * empty line has length 0, and so has one of blanks alone */
size_t ember_perf_script_line_trim (const char *line,
                                    const char *end);

/* @end: the newline, or the end of the text */
EmberPerfScriptLine ember_perf_script_line_classify (const char *line,
                                                     const char *end);
