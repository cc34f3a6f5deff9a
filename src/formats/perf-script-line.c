/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-script-line.h"

#include "formats/perf-script-frame.h"

size_t
ember_perf_script_line_trim (const char *line,
                             const char *end)
{
  while (end > line && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r'))
    end--;
  return (size_t) (end - line);
}

static bool
is_timed_header (const char *line,
                 size_t n)
{
  EmberPerfScriptHeader header;

  return ember_perf_script_header_parse_timed (&header, line, n) != EMBER_PERF_SCRIPT_HEADER_NONE;
}

static bool
is_untimed_header (const char *line,
                   size_t n)
{
  EmberPerfScriptHeader header;

  return ember_perf_script_header_parse_untimed (&header, line, n) != EMBER_PERF_SCRIPT_HEADER_NONE;
}

/* Old recordings indent frames by blanks, or not at all. */
static bool
is_frame (const char *line,
          size_t n)
{
  uint64_t address;
  const char *rest;

  if (!ember_perf_script_frame_parse_address (line, line + n, &address, &rest))
    return line[0] == ' ' && ember_perf_script_frame_is_symbol (rest, line + n);
  return line[0] == ' ' ? rest < line + n : line[n - 1] == ')';
}

EmberPerfScriptLine
ember_perf_script_line_classify (const char *line,
                                 const char *end)
{
  const size_t n = ember_perf_script_line_trim (line, end);

  if (line == end || (line + 1 == end && *line == '\r'))
    return EMBER_PERF_SCRIPT_LINE_BLANK;
  if (n > EMBER_PERF_SCRIPT_MAX_LINE_BYTES)
    return EMBER_PERF_SCRIPT_LINE_OTHER;
  if (n == 0)
    return EMBER_PERF_SCRIPT_LINE_REMARK;
  if (line[0] == '\t')
    return EMBER_PERF_SCRIPT_LINE_FRAME;
  if (is_timed_header (line, n))
    return EMBER_PERF_SCRIPT_LINE_HEADER;
  if (line[0] == '#')
    return EMBER_PERF_SCRIPT_LINE_COMMENT;
  if (is_frame (line, n))
    return EMBER_PERF_SCRIPT_LINE_FRAME;
  if (is_untimed_header (line, n))
    return EMBER_PERF_SCRIPT_LINE_HEADER;
  return line[0] == ' ' ? EMBER_PERF_SCRIPT_LINE_REMARK : EMBER_PERF_SCRIPT_LINE_OTHER;
}
