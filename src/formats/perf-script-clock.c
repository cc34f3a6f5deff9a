/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-script-clock.h"

#include <glib.h>
#include <string.h>

#include "profile/sample-table.h"

/* "= SECONDS.FRACTION (": perf writes six digits of the one time and nine of the other.
 * Returns: (nullable): what follows, NULL where it is something else */
static const char *
parse_time (const char *text,
            int64_t *time_ns)
{
  const char *at = strstr (text, "= ");
  int64_t ns = 0;
  int n_decimals = -1;

  if (at == NULL)
    return NULL;
  for (at += 2; g_ascii_isdigit (*at) || (*at == '.' && n_decimals < 0); at++)
    {
      if (*at == '.')
        {
          n_decimals = 0;
          continue;
        }
      if (n_decimals == 9 || ns > EMBER_TIME_MAX_NS / 10)
        return NULL;
      ns = 10 * ns + (*at - '0');
      n_decimals += n_decimals >= 0;
    }
  if (n_decimals <= 0 || at[0] != ' ' || at[1] != '(')
    return NULL;
  for (; n_decimals < 9; n_decimals++)
    {
      if (ns > EMBER_TIME_MAX_NS / 10)
        return NULL;
      ns *= 10;
    }
  *time_ns = ns;
  return at;
}

bool
ember_perf_script_clock_parse (const char *text,
                               int64_t *time_ns,
                               int64_t *wall_clock_ns)
{
  const char *rest = parse_time (text, wall_clock_ns);

  if (rest == NULL || !g_str_has_prefix (rest, " (TOD) "))
    return false;
  rest = parse_time (rest, time_ns);
  if (rest == NULL)
    return false;
  /* that clock's own times are exact */
  if (g_str_equal (rest, " (realtime)"))
    *wall_clock_ns = *time_ns;
  return true;
}
