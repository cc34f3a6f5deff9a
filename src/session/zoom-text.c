/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/zoom-text.h"

#include <string.h>

#include "session/escaped-text.h"

/* Seventeen digits always do, and look bad where fewer do. */
static char *
dup_number (double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  for (int n_digits = 6; n_digits < 17; n_digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", n_digits);
      g_ascii_formatd (text, sizeof text, format, number);
      if (g_ascii_strtod (text, NULL) == number)
        return g_strdup (text);
    }
  return g_strdup (g_ascii_dtostr (text, sizeof text, number));
}

char *
ember_part_text_format (double begin,
                        double end)
{
  g_autofree char *from = dup_number (begin);
  g_autofree char *to = dup_number (end);

  return g_strdup_printf ("%s-%s", from, to);
}

/* Returns: behind the number, or NULL if there is none */
static const char *
parse_number (const char *text,
              double *number)
{
  char *end = NULL;

  if (!g_ascii_isdigit (text[0]) && text[0] != '.')
    return NULL;
  *number = g_ascii_strtod (text, &end);
  return end != text ? end : NULL;
}

bool
ember_part_text_parse (const char *text,
                       double *begin,
                       double *end)
{
  double from = 0, to = 0;
  const char *rest = parse_number (text, &from);

  rest = rest != NULL && rest[0] == '-' ? parse_number (rest + 1, &to) : NULL;
  if (rest == NULL || rest[0] != '\0' || !(from >= 0 && from < to && to <= 1))
    return false;
  *begin = from;
  *end = to;
  return true;
}

/* A name that ends as a part does must not be taken for one. */
static bool
ends_as_part (const char *text)
{
  const char *at = strrchr (text, '@');
  double begin, end;

  return at != NULL && ember_part_text_parse (at + 1, &begin, &end);
}

char *
ember_zoom_text_format (const EmberViewZoom *zoom)
{
  GString *text;

  if (zoom->names == NULL)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; zoom->names[i] != NULL; i++)
    {
      g_autofree char *escaped = ember_escaped_text_escape (zoom->names[i]);
      g_auto (GStrv) parts = g_strsplit (escaped, ";", -1);
      g_autofree char *name = g_strjoinv ("%3B", parts);

      g_string_append_printf (text, "%s%s", i > 0 ? ";" : "", name);
    }
  if (zoom->begin != 0 || zoom->end != 1 || ends_as_part (text->str))
    {
      g_autofree char *part = ember_part_text_format (zoom->begin, zoom->end);

      g_string_append_printf (text, "@%s", part);
    }
  return g_string_free (text, FALSE);
}

void
ember_zoom_text_parse (const char *text,
                       EmberViewZoom *zoom)
{
  const char *at = strrchr (text, '@');
  g_autofree char *path = NULL;

  zoom->begin = 0;
  zoom->end = 1;
  if (at != NULL && ember_part_text_parse (at + 1, &zoom->begin, &zoom->end))
    path = g_strndup (text, (gsize) (at - text));
  else
    path = g_strdup (text);
  g_strfreev (zoom->names);
  zoom->names = g_strsplit (path, ";", -1);
  for (char **name = zoom->names; *name != NULL; name++)
    {
      char *plain = ember_escaped_text_unescape (*name);

      g_free (*name);
      *name = plain;
    }
}
