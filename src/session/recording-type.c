/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/recording-type.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#define PERF_DATA "application/x-perf-data"
#define VIEW "application/x-emberscope-view"
#define COMPRESSED "application/x-perf-script-compressed"
#define SCRIPT "text/x-perf-script"
#define FOLDED "text/x-folded-stacks"

static const struct
{
  const char *bytes;
  size_t n;
  const char *type;
} magics[] = {
  { "PERFILE2", 8, PERF_DATA },
  { "2ELIFREP", 8, PERF_DATA },
  { "[Emberscope View]", 17, VIEW },
  { "\x1f\x8b", 2, COMPRESSED },
  { "\xfd"
    "7zXZ\0",
    6, COMPRESSED },
  { "\x28\xb5\x2f\xfd", 4, COMPRESSED },
};

/* "main;run;read 12": frames with semicolons between them, and a number. */
static bool
is_folded_line (const char *line,
                size_t n)
{
  size_t i = n;

  if (i > 0 && line[i - 1] == '\r')
    i--;
  while (i > 0 && g_ascii_isdigit (line[i - 1]))
    i--;
  return i > 1 && i < n && line[i - 1] == ' ' && memchr (line, ';', i) != NULL;
}

const char *
ember_recording_type_guess (const char *name,
                            const char *begin,
                            size_t n)
{
  const char *end = n > 0 ? memchr (begin, '\n', n) : NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (magics); i++)
    if (n >= magics[i].n && memcmp (begin, magics[i].bytes, magics[i].n) == 0)
      return magics[i].type;
  if (g_str_has_suffix (name, ".folded") || g_str_has_suffix (name, ".collapsed"))
    return FOLDED;
  return end != NULL && is_folded_line (begin, (size_t) (end - begin)) ? FOLDED : SCRIPT;
}
