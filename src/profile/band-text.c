/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/band-text.h"

#include <glib/gi18n.h>
#include <string.h>

#include "profile/amount-text.h"

#define MAX_NS (INT64_C (1) << 56)

typedef struct
{
  const char *word;
  int64_t unit_ns;
} Unit;

/* Longer words first, as "s" begins none but ends most. */
static const Unit units[] = {
  { "ms", 1000000 },
  { "us", 1000 },
  { "µs", 1000 },
  { "ns", 1 },
  { "s", 1000000000 },
};

/* A number and its unit, before it is known whose unit it takes without one. */
typedef struct
{
  int64_t whole;
  int64_t billionths;
  bool is_inexact;
  int64_t unit_ns; /* 0: none was written */
} Length;

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
                Length *length)
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
              Length *length)
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

static bool
parse_length (const char **cursor,
              Length *length)
{
  *length = (Length){ 0 };
  if (!parse_number (cursor, length))
    return false;
  skip_blanks (cursor);
  for (size_t i = 0; i < G_N_ELEMENTS (units) && length->unit_ns == 0; i++)
    if (skip_text (cursor, units[i].word))
      length->unit_ns = units[i].unit_ns;
  return true;
}

static int64_t
get_ns (const Length *length,
        int64_t unit_ns)
{
  int64_t whole_ns;
  const int64_t part = length->billionths * unit_ns;
  const int64_t part_ns = part / EMBER_SECOND_NS + (part % EMBER_SECOND_NS > 0 || length->is_inexact);

  if (__builtin_mul_overflow (length->whole, unit_ns, &whole_ns) || whole_ns > MAX_NS)
    return MAX_NS;
  return whole_ns + part_ns;
}

static bool
parse_lengths (const char *text,
               Length *begin,
               Length *end,
               Length *column)
{
  const char *cursor = text;

  *column = (Length){ 0 };
  if (!parse_length (&cursor, begin) || (!skip_text (&cursor, "-") && !skip_text (&cursor, "–")) || !parse_length (&cursor, end))
    return false;
  if (skip_text (&cursor, "/") && (!parse_length (&cursor, column) || column->whole + column->billionths == 0))
    return false;
  return *cursor == '\0';
}

bool
ember_band_span_parse (const char *text,
                       EmberBandSpan *span,
                       GError **error)
{
  Length begin, end, column;
  int64_t unit_ns;

  if (!parse_lengths (text, &begin, &end, &column))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   /* Translators: %s is what the user typed */
                   _ ("“%s” is no part of a column; write it like 200ms-300ms, or 200ms-300ms/5s for each 5 s"), text);
      return false;
    }
  unit_ns = end.unit_ns != 0 ? end.unit_ns : EMBER_SECOND_NS;
  span->begin_ns = get_ns (&begin, begin.unit_ns != 0 ? begin.unit_ns : unit_ns);
  span->end_ns = get_ns (&end, unit_ns);
  span->column_ns = get_ns (&column, column.unit_ns != 0 ? column.unit_ns : EMBER_SECOND_NS);
  if (span->begin_ns < span->end_ns)
    return true;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               /* Translators: %s is what the user typed */
               _ ("“%s” ends before it begins"), text);
  return false;
}

static void
append_ms (GString *line,
           int64_t time_ns)
{
  const int64_t ms = time_ns / 1000000;
  const int64_t rest_ns = time_ns % 1000000;
  char decimals[16];

  g_string_append_printf (line, "%" G_GINT64_FORMAT, ms);
  if (rest_ns > 0)
    {
      int n = g_snprintf (decimals, sizeof decimals, ".%06d", (int) rest_ns);

      while (decimals[n - 1] == '0')
        decimals[--n] = '\0';
      g_string_append (line, decimals);
    }
}

char *
ember_band_span_format (const EmberBandSpan *span)
{
  GString *line = g_string_new (NULL);

  append_ms (line, span->begin_ns);
  g_string_append (line, "ms-");
  append_ms (line, span->end_ns);
  g_string_append (line, "ms");
  if (span->column_ns > 0)
    {
      g_string_append_c (line, '/');
      append_ms (line, span->column_ns);
      g_string_append (line, "ms");
    }
  return g_string_free (line, FALSE);
}

/* @column_ns: what is not told is a second
 * Returns: (transfer full): "34 columns", "34 columns of 5 s" */
static char *
dup_columns (int64_t n_columns,
             int64_t column_ns)
{
  g_autofree char *amount = ember_amount_text_dup ((uint64_t) n_columns);
  g_autofree char *length = ember_amount_text_dup_time ((uint64_t) column_ns);

  if (column_ns == EMBER_SECOND_NS)
    /* Translators: columns of a heat map */
    return g_strdup_printf (ngettext ("%s column", "%s columns", (gulong) n_columns), amount);
  /* Translators: columns of a heat map, and how long each is, as "5.00 s" */
  return g_strdup_printf (ngettext ("%s column of %s", "%s columns of %s", (gulong) n_columns), amount, length);
}

char *
ember_band_dup_words (const EmberBand *band,
                      EmberTimeRange range)
{
  g_autofree char *columns = dup_columns (ember_band_count_intervals (band, range), band->column_ns);
  g_autoptr (GString) begin = g_string_new (NULL);
  g_autoptr (GString) end = g_string_new (NULL);

  append_ms (begin, band->begin_ns);
  append_ms (end, band->end_ns);
  /* Translators: two numbers of milliseconds, then "34 columns": a part of each of them */
  return g_strdup_printf (_ ("%s–%s ms in each of %s"), begin->str, end->str, columns);
}

bool
ember_band_span_resolve (const EmberBandSpan *span,
                         int64_t origin_ns,
                         int64_t column_ns,
                         EmberBand *band,
                         GError **error)
{
  const int64_t length_ns = span->column_ns > 0 ? span->column_ns : column_ns;
  g_autofree char *text = NULL;

  if (span->begin_ns < length_ns && span->end_ns - span->begin_ns <= length_ns)
    {
      *band = (EmberBand){ origin_ns, length_ns, span->begin_ns, span->end_ns };
      return true;
    }
  text = ember_band_span_format (span);
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               /* Translators: %s is a part of a column, as "200ms-300ms", then the length of a column in seconds */
               _ ("%s is no part of a column of %g s"), text, (double) length_ns / EMBER_SECOND_NS);
  return false;
}

EmberBandSpan
ember_band_get_span (const EmberBand *band,
                     int64_t column_ns)
{
  return (EmberBandSpan){ band->begin_ns, band->end_ns, band->column_ns != column_ns ? band->column_ns : 0 };
}
