/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/time-text.h"

#include <glib/gi18n.h>
#include <string.h>

const char *
ember_time_text_format (int64_t time_ns,
                        int n_decimals,
                        char *text)
{
  const uint64_t size_ns = time_ns < 0 ? -(uint64_t) time_ns : (uint64_t) time_ns;
  const uint64_t second_ns = EMBER_SECOND_NS;
  int n = g_snprintf (text, EMBER_TIME_TEXT_SIZE, "%s%" G_GUINT64_FORMAT ".%09" G_GUINT64_FORMAT,
                      time_ns < 0 ? "-" : "", size_ns / second_ns, size_ns % second_ns);

  for (int i = 9; i > n_decimals && text[n - 1] == '0'; i--)
    text[--n] = '\0';
  if (text[n - 1] == '.')
    text[--n] = '\0';
  return text;
}

const char *
ember_time_text_format_of_day (int64_t unix_ns,
                               int n_decimals,
                               char *text)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (unix_ns / EMBER_SECOND_NS);
  char decimals[16];
  int n;

  n = g_snprintf (text, EMBER_TIME_TEXT_SIZE, "%02d:%02d:%02d", g_date_time_get_hour (time), g_date_time_get_minute (time),
                  g_date_time_get_second (time));
  g_snprintf (decimals, sizeof decimals, ".%09d", (int) (unix_ns % EMBER_SECOND_NS));
  if (n_decimals > 0)
    g_snprintf (text + n, (gulong) (EMBER_TIME_TEXT_SIZE - n), "%.*s", n_decimals + 1, decimals);
  return text;
}

static void
skip_blanks (const char **cursor)
{
  while (g_ascii_isspace (**cursor))
    (*cursor)++;
}

static bool
skip_text (const char **cursor,
           const char *text)
{
  if (!g_str_has_prefix (*cursor, text))
    return false;
  *cursor += strlen (text);
  return true;
}

/* a × 10 + digit, or the largest number where that is too much. */
static int64_t
append_digit (int64_t a,
              int digit)
{
  int64_t product;

  if (__builtin_mul_overflow (a, INT64_C (10), &product) || __builtin_add_overflow (product, digit, &product))
    return INT64_MAX;
  return product;
}

/* Decimals behind the point, rounded up to whole nanoseconds. */
static int64_t
parse_fraction (const char **cursor)
{
  int64_t fraction_ns = 0;
  int n_digits = 0;
  bool is_beyond = false;

  for (; g_ascii_isdigit (**cursor); (*cursor)++)
    if (n_digits++ < 9)
      fraction_ns = fraction_ns * 10 + (**cursor - '0');
    else
      is_beyond = is_beyond || **cursor != '0';
  for (; n_digits < 9; n_digits++)
    fraction_ns *= 10;
  return fraction_ns + is_beyond;
}

/* Reads "12.5", "12", ".5" or "12."; false where no number stands. */
static bool
parse_seconds (const char **cursor,
               int64_t *time_ns)
{
  const char *begin = *cursor;
  int64_t seconds = 0;
  int64_t fraction_ns = 0;

  for (; g_ascii_isdigit (**cursor); (*cursor)++)
    seconds = append_digit (seconds, **cursor - '0');
  if (**cursor == '.' && (*cursor > begin || g_ascii_isdigit ((*cursor)[1])))
    {
      (*cursor)++;
      fraction_ns = parse_fraction (cursor);
    }
  if (*cursor == begin)
    return false;
  if (__builtin_mul_overflow (seconds, EMBER_SECOND_NS, time_ns) || __builtin_add_overflow (*time_ns, fraction_ns, time_ns))
    *time_ns = INT64_MAX;
  return true;
}

typedef struct
{
  int64_t time_ns;
  bool is_given;
  bool is_absolute;
} End;

/* One end of a range; nothing at all is an open end. */
static bool
parse_end (const char **cursor,
           End *end)
{
  skip_blanks (cursor);
  end->is_absolute = skip_text (cursor, "@");
  end->is_given = parse_seconds (cursor, &end->time_ns);
  skip_blanks (cursor);
  if (end->is_given && skip_text (cursor, "s"))
    skip_blanks (cursor);
  return end->is_given || !end->is_absolute;
}

static bool
parse_ends (const char *text,
            End *begin,
            End *end)
{
  const char *cursor = text;

  return parse_end (&cursor, begin) && (skip_text (&cursor, "-") || skip_text (&cursor, "–")) &&
         parse_end (&cursor, end) && *cursor == '\0';
}

static bool
check_ends (const char *text,
            const End *begin,
            const End *end,
            GError **error)
{
  if (!begin->is_given || !end->is_given)
    return true;
  if (begin->is_absolute != end->is_absolute)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 /* Translators: %s is what the user typed; keep the @ */
                 _ ("“%s” mixes times on the axis and absolute ones; write @ before both ends or before none"), text);
  else if (begin->time_ns > end->time_ns)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 /* Translators: %s is what the user typed */
                 _ ("“%s” ends before it begins"), text);
  else
    return true;
  return false;
}

bool
ember_time_span_parse (const char *text,
                       EmberTimeSpan *span,
                       GError **error)
{
  End begin = { 0 };
  End end = { 0 };

  if (!parse_ends (text, &begin, &end))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   /* Translators: %s is what the user typed */
                   _ ("“%s” is no range of seconds; write it like 10.38-14.6 or @8122.5-@8124"), text);
      return false;
    }
  if (!check_ends (text, &begin, &end, error))
    return false;
  span->range.begin_ns = begin.is_given ? begin.time_ns : INT64_MIN;
  span->range.end_ns = end.is_given ? end.time_ns : INT64_MAX;
  span->is_absolute = begin.is_absolute || end.is_absolute;
  return true;
}

/* An open end stays what it is, and so does the sum of too much. */
static int64_t
shift_end (int64_t time_ns,
           int64_t origin_ns)
{
  int64_t sum;

  if (time_ns == INT64_MIN || time_ns == INT64_MAX || __builtin_add_overflow (time_ns, origin_ns, &sum))
    return time_ns == INT64_MIN ? INT64_MIN : INT64_MAX;
  return sum;
}

EmberTimeRange
ember_time_span_resolve (const EmberTimeSpan *span,
                         int64_t origin_ns)
{
  if (span->is_absolute)
    return span->range;
  return (EmberTimeRange){ shift_end (span->range.begin_ns, origin_ns), shift_end (span->range.end_ns, origin_ns) };
}
