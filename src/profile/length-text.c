/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/length-text.h"

#include <glib/gi18n.h>
#include <string.h>

#include "profile/time-range.h"

#define MAX_NS (INT64_C (1) << 56)

typedef struct
{
  const char *word;
  int64_t unit_ns;
} Unit;

/* Longer words first, as "s" begins none but ends most. */
static const Unit units[] = {
  { "min", INT64_C (60000000000) },
  { "ms", 1000000 },
  { "us", 1000 },
  { "µs", 1000 },
  { "ns", 1 },
  { "s", 1000000000 },
};

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
  skip_blanks (cursor);
  return true;
}

static void
parse_decimals (const char **cursor,
                EmberLength *length)
{
  int n_digits = 0;

  for (; g_ascii_isdigit (**cursor); (*cursor)++)
    if (n_digits++ < 9)
      length->billionths = length->billionths * 10 + (**cursor - '0');
    else
      length->is_inexact = length->is_inexact || **cursor != '0';
  for (; n_digits < 9; n_digits++)
    length->billionths *= 10;
}

static bool
parse_number (const char **cursor,
              EmberLength *length)
{
  const char *begin;

  skip_blanks (cursor);
  begin = *cursor;
  for (; g_ascii_isdigit (**cursor); (*cursor)++)
    length->whole = MIN (length->whole * 10 + (**cursor - '0'), MAX_NS);
  if (**cursor == '.' && (*cursor > begin || g_ascii_isdigit ((*cursor)[1])))
    {
      (*cursor)++;
      parse_decimals (cursor, length);
    }
  return *cursor > begin;
}

bool
ember_length_parse (const char **cursor,
                    EmberLength *length)
{
  *length = (EmberLength){ 0 };
  if (!parse_number (cursor, length))
    return false;
  skip_blanks (cursor);
  for (size_t i = 0; i < G_N_ELEMENTS (units) && length->unit_ns == 0; i++)
    if (skip_text (cursor, units[i].word))
      length->unit_ns = units[i].unit_ns;
  return true;
}

int64_t
ember_length_get_ns (const EmberLength *length,
                     int64_t unit_ns)
{
  int64_t whole_ns;
  const __int128 part = (__int128) length->billionths * unit_ns;
  const int64_t part_ns = (int64_t) (part / EMBER_SECOND_NS) + (part % EMBER_SECOND_NS > 0 || length->is_inexact);

  if (__builtin_mul_overflow (length->whole, unit_ns, &whole_ns) || whole_ns > MAX_NS)
    return MAX_NS;
  return whole_ns + part_ns;
}

bool
ember_length_text_parse (const char *text,
                         int64_t *length_ns,
                         GError **error)
{
  const char *cursor = text;
  EmberLength length;

  if (ember_length_parse (&cursor, &length) && *cursor == '\0' && (length.whole + length.billionths > 0 || length.is_inexact))
    {
      *length_ns = ember_length_get_ns (&length, length.unit_ns != 0 ? length.unit_ns : EMBER_SECOND_NS);
      return true;
    }
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               /* Translators: %s is what the user typed */
               _ ("“%s” is no length of time; write it like 1.3 s, 16.667 ms or 1 min"), text);
  return false;
}

char *
ember_length_text_dup (int64_t length_ns)
{
  static const Unit written[] = { { "min", INT64_C (60000000000) }, { "s", 1000000000 }, { "ms", 1000000 }, { "µs", 1000 }, { "ns", 1 } };
  const Unit *unit = written;
  char number[48];
  int64_t rest;
  int n;

  while (unit->unit_ns > length_ns || (unit == written && length_ns % unit->unit_ns != 0))
    unit++;
  rest = length_ns % unit->unit_ns;
  n = g_snprintf (number, sizeof number, "%" G_GINT64_FORMAT, length_ns / unit->unit_ns);
  if (rest > 0)
    number[n++] = '.';
  for (int64_t part = unit->unit_ns / 10; rest > 0; rest %= part, part /= 10)
    number[n++] = (char) ('0' + rest / part);
  number[n] = '\0';
  return g_strdup_printf ("%s %s", number, unit->word);
}
