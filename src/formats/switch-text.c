/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/switch-text.h"

#include <glib.h>
#include <string.h>

/* Names of threads hold anything, so numbers are looked for from the end of each half. */
static const char *
find_last (const char *text,
           size_t n,
           const char *wanted)
{
  return g_strrstr_len (text, (gssize) n, wanted);
}

/* Returns: false unless digits stand at @at, and no more than a thread has */
static bool
parse_number (const char *at,
              const char *end,
              int32_t *number)
{
  int64_t value = 0;
  const char *begin = at;

  while (at < end && g_ascii_isdigit (*at) && value <= INT32_MAX)
    value = value * 10 + (*at++ - '0');
  *number = (int32_t) value;
  return at > begin && value <= INT32_MAX;
}

/* @key: "prev_pid=" or "next_pid=" */
static bool
parse_half (const char *text,
            size_t n,
            const char *key,
            int32_t *number)
{
  const char *at = find_last (text, n, key);
  const char *bracket;

  if (at != NULL)
    return parse_number (at + strlen (key), text + n, number);
  bracket = find_last (text, n, " [");
  at = bracket != NULL ? find_last (text, (size_t) (bracket - text), ":") : NULL;
  return at != NULL && parse_number (at + 1, bracket, number);
}

/* Whoever is dead does not wait, and what comes later under the same number is somebody else.
 * The state is the last word: "prev_state=X", "[120] X". */
static bool
is_dead (const char *text,
         size_t n)
{
  while (n > 0 && text[n - 1] != ' ' && text[n - 1] != '=')
    if (text[--n] == 'X' || text[n] == 'Z')
      return true;
  return false;
}

bool
ember_switch_text_is_event (const char *name,
                            size_t n)
{
  static const char wanted[] = "sched:sched_switch";
  const size_t n_wanted = sizeof wanted - 1;

  return n >= n_wanted && memcmp (name, wanted, n_wanted) == 0 && (n == n_wanted || name[n_wanted] == ':');
}

bool
ember_switch_text_parse (const char *text,
                         size_t n,
                         int32_t *out,
                         int32_t *in)
{
  static const char arrow[] = " ==> ";
  const char *middle = g_strstr_len (text, (gssize) n, arrow);
  const char *next;

  if (middle == NULL)
    return false;
  next = middle + strlen (arrow);
  if (!parse_half (text, (size_t) (middle - text), "prev_pid=", out) ||
      !parse_half (next, (size_t) (text + n - next), "next_pid=", in))
    return false;
  if (is_dead (text, (size_t) (middle - text)))
    *out = 0;
  return true;
}
