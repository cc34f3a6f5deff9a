/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/band-text.h"

#include <glib/gi18n.h>
#include <string.h>

#include "profile/amount-text.h"
#include "profile/length-text.h"

static bool
skip_text (const char **cursor,
           const char *text)
{
  if (!g_str_has_prefix (*cursor, text))
    return false;
  *cursor += strlen (text);
  while (g_ascii_isspace (**cursor))
    (*cursor)++;
  return true;
}

static bool
parse_lengths (const char *text,
               EmberLength *begin,
               EmberLength *end,
               EmberLength *column)
{
  const char *cursor = text;

  *column = (EmberLength){ 0 };
  if (!ember_length_parse (&cursor, begin) || (!skip_text (&cursor, "-") && !skip_text (&cursor, "–")) || !ember_length_parse (&cursor, end))
    return false;
  if (skip_text (&cursor, "/") && (!ember_length_parse (&cursor, column) || column->whole + column->billionths == 0))
    return false;
  return *cursor == '\0';
}

bool
ember_band_span_parse (const char *text,
                       EmberBandSpan *span,
                       GError **error)
{
  EmberLength begin, end, column;
  int64_t unit_ns;

  if (!parse_lengths (text, &begin, &end, &column))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   /* Translators: %s is what the user typed */
                   _ ("“%s” is no part of a column; write it like 200ms-300ms, or 200ms-300ms/5s for each 5 s"), text);
      return false;
    }
  unit_ns = end.unit_ns != 0 ? end.unit_ns : EMBER_SECOND_NS;
  span->begin_ns = ember_length_get_ns (&begin, begin.unit_ns != 0 ? begin.unit_ns : unit_ns);
  span->end_ns = ember_length_get_ns (&end, unit_ns);
  span->column_ns = ember_length_get_ns (&column, column.unit_ns != 0 ? column.unit_ns : EMBER_SECOND_NS);
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
