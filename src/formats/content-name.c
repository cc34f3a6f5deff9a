/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/content-name.h"

#include <glib/gi18n.h>
#include <stdbool.h>
#include <string.h>

typedef struct
{
  const char *bytes;
  uint8_t n_bytes;
  uint16_t offset;
  const char *name;
} Magic;

static const Magic magics[] = {
  { "\x7f"
    "ELF",
    4, 0, N_ ("a program or library (ELF)") },
  { "\x89PNG", 4, 0, N_ ("a PNG image") },
  { "\xff\xd8\xff", 3, 0, N_ ("a JPEG image") },
  { "GIF8", 4, 0, N_ ("a GIF image") },
  { "%PDF-", 5, 0, N_ ("a PDF document") },
  { "PK\x03\x04", 4, 0, N_ ("a ZIP archive; unpack it and open what is inside") },
  { "BZh", 3, 0, N_ ("compressed with bzip2; decompress it and open the result") },
  { "\x04\x22\x4d\x18", 4, 0, N_ ("compressed with lz4; decompress it and open the result") },
  { "\x5d\x00\x00", 3, 0, N_ ("compressed with lzma; decompress it and open the result") },
  { "\x37\x7a\xbc\xaf\x27\x1c", 6, 0, N_ ("a 7z archive; unpack it and open what is inside") },
  { "ustar", 5, 257, N_ ("a tar archive; unpack it and open what is inside") },
  { "SQLite format 3", 15, 0, N_ ("an SQLite database") },
  { "\xff\xfe", 2, 0, N_ ("text in UTF-16; save it as UTF-8") },
  { "\xfe\xff", 2, 0, N_ ("text in UTF-16; save it as UTF-8") },
  { "<?xml", 5, 0, N_ ("an XML document") },
  { "<svg", 4, 0, N_ ("an SVG image") },
  { "<!DOCTYPE html", 14, 0, N_ ("a web page") },
  { "<html", 5, 0, N_ ("a web page") },
  { "#!", 2, 0, N_ ("a script") },
};

static bool
is_all_zero (const uint8_t *bytes,
             size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (bytes[i] != 0)
      return false;
  return true;
}

static bool
is_text (const uint8_t *bytes,
         size_t n)
{
  const char *end;

  if (memchr (bytes, 0, n) != NULL)
    return false;
  g_utf8_validate ((const char *) bytes, (gssize) n, &end);
  return end + 4 > (const char *) bytes + n; /* the last letter may be cut */
}

/* The first line, or what a title has room for of it. */
static char *
dup_beginning (const uint8_t *bytes,
               size_t n)
{
  g_autofree char *copy = g_strndup ((const char *) bytes, MIN (n, 40));
  g_autofree char *valid = NULL;

  copy[strcspn (copy, "\r\n")] = '\0';
  g_strdelimit (copy, "\t", ' ');
  for (char *at = copy; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = '?';
  valid = g_utf8_make_valid (g_strstrip (copy), -1);
  return g_steal_pointer (&valid);
}

static char *
dup_first_bytes (const uint8_t *bytes,
                 size_t n)
{
  GString *text = g_string_new (NULL);

  for (size_t i = 0; i < MIN (n, 8); i++)
    g_string_append_printf (text, "%s%02x", i > 0 ? " " : "", bytes[i]);
  return g_string_free (text, FALSE);
}

char *
ember_content_name_dup (const uint8_t *bytes,
                        size_t n)
{
  g_autofree char *beginning = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (magics); i++)
    if (n >= (size_t) magics[i].offset + magics[i].n_bytes && memcmp (bytes + magics[i].offset, magics[i].bytes, magics[i].n_bytes) == 0)
      return g_strdup (_ (magics[i].name));
  if (is_all_zero (bytes, n))
    return g_strdup (_ ("nothing but zero bytes"));
  if (bytes[0] == '{' || bytes[0] == '[')
    return g_strdup (_ ("JSON, or something like it"));
  if (is_text (bytes, n))
    {
      beginning = dup_beginning (bytes, n);
      /* Translators: %s is how the text begins. */
      return g_strdup_printf (_ ("text that is no recording (it begins with “%s”)"), beginning);
    }
  beginning = dup_first_bytes (bytes, n);
  /* Translators: %s is bytes in hexadecimal. */
  return g_strdup_printf (_ ("binary data of an unknown kind (it begins with the bytes %s)"), beginning);
}
