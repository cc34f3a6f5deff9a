/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/escaped-text.h"

#include <glib.h>
#include <stdint.h>

char *
ember_escaped_text_escape (const char *text)
{
  GString *escaped = g_string_new (NULL);
  const char *end;

  while (*text != '\0')
    {
      g_utf8_validate (text, -1, &end);
      for (; text < end; text++)
        if (*text == '%')
          g_string_append (escaped, "%25");
        else
          g_string_append_c (escaped, *text);
      if (*text != '\0')
        g_string_append_printf (escaped, "%%%02X", (unsigned) (uint8_t) *text++);
    }
  return g_string_free (escaped, FALSE);
}

/* A NUL would end the text. */
char *
ember_escaped_text_unescape (const char *text)
{
  GString *plain = g_string_new (NULL);

  for (; *text != '\0'; text++)
    {
      const int high = *text == '%' ? g_ascii_xdigit_value (text[1]) : -1;
      const int low = high >= 0 ? g_ascii_xdigit_value (text[2]) : -1;

      if (low >= 0 && high + low > 0)
        {
          g_string_append_c (plain, (char) (high * 16 + low));
          text += 2;
        }
      else
        {
          g_string_append_c (plain, *text);
        }
    }
  return g_string_free (plain, FALSE);
}
