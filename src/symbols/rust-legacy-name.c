/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/rust-legacy-name.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define HASH_CHARS 16

static const struct
{
  const char *escape;
  const char *text;
} escapes[] = {
  { "$LT$", "<" },
  { "$GT$", ">" },
  { "$LP$", "(" },
  { "$RP$", ")" },
  { "$RF$", "&" },
  { "$BP$", "*" },
  { "$SP$", "@" },
  { "$C$", "," },
  { "..", "::" },
};

/* "$u7b$" is the character 0x7b.
 * Returns: bytes used, or 0 */
static size_t
append_code (GString *out,
             const char *at)
{
  char *end;
  guint64 code;

  if (at[0] != '$' || at[1] != 'u')
    return 0;
  code = g_ascii_strtoull (at + 2, &end, 16);
  if (end == at + 2 || *end != '$' || code < 0x20 || code > 0x10ffff || !g_unichar_validate ((gunichar) code))
    return 0;
  g_string_append_unichar (out, (gunichar) code);
  return (size_t) (end + 1 - at);
}

static size_t
append_escape (GString *out,
               const char *at)
{
  for (size_t i = 0; i < G_N_ELEMENTS (escapes); i++)
    if (g_str_has_prefix (at, escapes[i].escape))
      {
        g_string_append (out, escapes[i].text);
        return strlen (escapes[i].escape);
      }
  return append_code (out, at);
}

/* Whether it ends in "::h" and 16 hexadecimal digits of at least five kinds; a C++ name seldom does. */
static bool
has_hash (const char *name,
          size_t n)
{
  const size_t n_hash = HASH_CHARS + 3;
  uint32_t seen = 0;

  if (n <= n_hash || memcmp (name + n - n_hash, "::h", 3) != 0)
    return false;
  for (size_t i = n - HASH_CHARS; i < n; i++)
    {
      if (!g_ascii_isdigit (name[i]) && !(name[i] >= 'a' && name[i] <= 'f'))
        return false;
      seen |= 1u << g_ascii_xdigit_value (name[i]);
    }
  return __builtin_popcount (seen) >= 5;
}

char *
ember_rust_legacy_name_dup (const char *name)
{
  const size_t n = strlen (name);
  const char *end = name + n - HASH_CHARS - 3;
  GString *out;

  if (!has_hash (name, n))
    return NULL;
  out = g_string_new (NULL);
  for (const char *at = name; at < end;)
    {
      const bool begins_name = at == name || at[-1] == ':';
      size_t n_used;

      /* an underscore stands before a name that begins with an escape */
      if (begins_name && at[0] == '_' && at[1] == '$')
        at++;
      n_used = append_escape (out, at);
      if (n_used == 0)
        {
          g_string_append_c (out, *at);
          n_used = 1;
        }
      at += n_used;
    }
  return g_string_free (out, FALSE);
}
