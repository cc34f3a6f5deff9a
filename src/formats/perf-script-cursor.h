/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* EmberPerfScriptCursor: how far a chunk of text is read. A value; the text is borrowed. */
typedef struct
{
  const char *at; /* where a line begins, or the end */
  const char *end;
  uint64_t n_lines; /* of the chunk, before `at` */
} EmberPerfScriptCursor;

/* Returns: where the next line ends: its newline, or the end of the chunk */
static inline const char *
ember_perf_script_cursor_find_line_end (const EmberPerfScriptCursor *cursor)
{
  const char *newline = memchr (cursor->at, '\n', (size_t) (cursor->end - cursor->at));

  return newline != NULL ? newline : cursor->end;
}

/* Takes the next line, which ends there. */
static inline void
ember_perf_script_cursor_pass_line (EmberPerfScriptCursor *cursor,
                                    const char *line_end)
{
  cursor->n_lines++;
  cursor->at = line_end < cursor->end ? line_end + 1 : cursor->end;
}

/* Takes the next line.
 * Returns: where it ends */
static inline const char *
ember_perf_script_cursor_take_line (EmberPerfScriptCursor *cursor)
{
  const char *line_end = ember_perf_script_cursor_find_line_end (cursor);

  ember_perf_script_cursor_pass_line (cursor, line_end);
  return line_end;
}

/* Whether the cursor stands at the end. */
static inline bool
ember_perf_script_cursor_is_done (const EmberPerfScriptCursor *cursor)
{
  return cursor->at >= cursor->end;
}
