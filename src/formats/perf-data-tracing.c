/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-tracing.h"

/* A line of a description: "\tfield:pid_t prev_pid;\toffset:24;\tsize:4;\tsigned:1;".
 * @text: of the whole description, NUL-terminated
 * Returns: false where there is no such field, or where it cannot be */
static bool
find_field (const char *text,
            const char *name,
            uint32_t *offset,
            uint32_t *size_bytes)
{
  g_autofree char *wanted = g_strdup_printf (" %s;\toffset:", name);
  const char *at = strstr (text, wanted);
  char *end;
  guint64 number;

  if (at == NULL)
    return false;
  number = g_ascii_strtoull (at + strlen (wanted), &end, 10);
  if (number > EMBER_PERF_SWITCH_MAX_BYTES - 8 || !g_str_has_prefix (end, ";\tsize:"))
    return false;
  *offset = (uint32_t) number;
  *size_bytes = (uint32_t) MIN (g_ascii_strtoull (end + strlen (";\tsize:"), NULL, 10), 9);
  return true;
}

static bool
parse_description (const char *text,
                   EmberPerfSwitchLayout *layout)
{
  uint32_t out_bytes, in_bytes;

  if (!find_field (text, "prev_pid", &layout->out_offset, &out_bytes) || out_bytes != 4 ||
      !find_field (text, "next_pid", &layout->in_offset, &in_bytes) || in_bytes != 4 ||
      !find_field (text, "prev_state", &layout->state_offset, &layout->state_bytes) || (layout->state_bytes != 4 && layout->state_bytes != 8))
    return false;
  layout->size_bytes = MAX (MAX (layout->out_offset + 4, layout->in_offset + 4), layout->state_offset + layout->state_bytes);
  return true;
}

/* The descriptions are text, each behind its length and in order of systems; their names are found without that. */
bool
ember_perf_tracing_find_switch (EmberPerfBytes tracing,
                                EmberPerfSwitchLayout *layout)
{
  static const char begin[] = "name: sched_switch\n";
  static const char end[] = "\nprint fmt:";
  const size_t left = ember_perf_bytes_get_left (&tracing);
  const uint8_t *at = memmem (tracing.at, left, begin, strlen (begin));
  const uint8_t *behind = at != NULL ? memmem (at, (size_t) (tracing.end - at), end, strlen (end)) : NULL;
  EmberPerfSwitchLayout found = { 0 };
  g_autofree char *text = NULL;

  if (behind == NULL)
    return false;
  text = g_strndup ((const char *) at, (gsize) (behind - at));
  if (!parse_description (text, &found))
    return false;
  *layout = found;
  return true;
}
