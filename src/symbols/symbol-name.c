/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/symbol-name.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "symbols/cxx-name.h"
#include "symbols/rust-legacy-name.h"
#include "symbols/rust-name.h"

/* Of the C++ runtime's ABI, which every desktop has; the result is malloc()ed. */
extern char *__cxa_demangle (const char *mangled,
                             char *buffer,
                             size_t *n,
                             int *status);

/* Names longer than this are left as they are. */
#define MAX_NAME_BYTES 16384

static char *
demangle_cxx (const char *raw)
{
  char *allocated = __cxa_demangle (raw, NULL, NULL, NULL);
  char *name = NULL;

  if (allocated != NULL && strlen (allocated) <= MAX_NAME_BYTES)
    name = ember_rust_legacy_name_dup (allocated);
  if (allocated != NULL && name == NULL)
    name = ember_cxx_name_dup_short (allocated);
  free (allocated);
  return name;
}

/* "camlStdlib__List__map_123": modules are joined by "__", "$28" is a character. */
static char *
demangle_ocaml (const char *raw)
{
  GString *name;

  if (!g_ascii_isupper (raw[4]))
    return NULL;
  name = g_string_new (NULL);
  for (const char *at = raw + 4; *at != '\0'; at++)
    if (at[0] == '_' && at[1] == '_' && at[2] != '\0')
      {
        g_string_append_c (name, '.');
        at++;
      }
    else if (at[0] == '$' && g_ascii_isxdigit (at[1]) && g_ascii_isxdigit (at[2]))
      {
        g_string_append_c (name, (char) (g_ascii_xdigit_value (at[1]) * 16 + g_ascii_xdigit_value (at[2])));
        at += 2;
      }
    else
      {
        g_string_append_c (name, *at);
      }
  return g_string_free (name, FALSE);
}

/* "7writeln": a length and a name.
 * Returns: (nullable): behind it; NULL where there is none */
static const char *
take_d_name (const char *at,
             const char **begin,
             size_t *n)
{
  char *name;
  const guint64 length = g_ascii_isdigit (*at) ? g_ascii_strtoull (at, &name, 10) : 0;

  if (length == 0 || length > strlen (name))
    return NULL;
  *begin = name;
  *n = (size_t) length;
  return name + length;
}

/* "Qo": what is called like something that many characters before, in digits of 26 of which the last one is small.
 * Returns: (nullable): behind it */
static const char *
take_d_reference (const char *raw,
                  const char *at,
                  const char **begin,
                  size_t *n)
{
  const char *from = at;
  size_t distance = 0;

  for (at++; g_ascii_isupper (*at) && distance < MAX_NAME_BYTES; at++)
    distance = distance * 26 + (size_t) (*at - 'A');
  if (!g_ascii_islower (*at))
    return NULL;
  distance = distance * 26 + (size_t) (*at - 'a');
  if (distance == 0 || distance > (size_t) (from - raw) || take_d_name (from - distance, begin, n) == NULL)
    return NULL;
  return at + 1;
}

static void
append_d_name (GString *name,
               const char *begin,
               size_t n)
{
  if (name->len > 0)
    g_string_append_c (name, '.');
  g_string_append_len (name, begin, (gssize) n);
}

/* A template's name; what it was made for is left out.
 * @at: behind "__T" */
static void
append_d_template (GString *name,
                   const char *at)
{
  const char *begin;
  size_t n;

  if (take_d_name (at, &begin, &n) == NULL)
    return;
  append_d_name (name, begin, n);
  g_string_append (name, "!(...)");
}

/* "_D3std5stdio7writelnFZv": lengths and names, then the type, which is left out. */
static char *
demangle_d (const char *raw)
{
  GString *name = g_string_new (NULL);
  const char *at = raw + 2;
  const char *begin;
  size_t n;

  while (at != NULL && (g_ascii_isdigit (*at) || *at == 'Q'))
    {
      at = *at == 'Q' ? take_d_reference (raw, at, &begin, &n) : take_d_name (at, &begin, &n);
      if (at == NULL)
        break;
      if (g_str_has_prefix (begin, "__T") && n > 3)
        append_d_template (name, begin + 3);
      else
        append_d_name (name, begin, n);
    }
  /* newer ones do not tell how long a template is, so its name is the last one that is known */
  if (at != NULL && name->len > 0 && g_str_has_prefix (at, "__T"))
    append_d_template (name, at + 3);
  if (name->len == 0)
    {
      g_string_free (name, TRUE);
      return NULL;
    }
  return g_string_free (name, FALSE);
}

/* Types of Java's signatures. */
static const char *
get_java_type (char letter)
{
  static const char *const names[] = {
    ['B'] = "byte",
    ['C'] = "char",
    ['D'] = "double",
    ['F'] = "float",
    ['I'] = "int",
    ['J'] = "long",
    ['S'] = "short",
    ['V'] = "void",
    ['Z'] = "boolean",
  };

  return letter >= 'B' && letter <= 'Z' ? names[(int) letter] : NULL;
}

/* One type of a signature.
 * Returns: behind it, or NULL */
static const char *
append_java_type (GString *name,
                  const char *at)
{
  uint32_t n_dimensions = 0;

  for (; *at == '['; at++)
    n_dimensions++;
  if (*at == 'L')
    {
      const char *end = strchr (at, ';');

      if (end == NULL)
        return NULL;
      for (at++; at < end; at++)
        g_string_append_c (name, *at == '/' ? '.' : *at);
    }
  else if (get_java_type (*at) != NULL)
    {
      g_string_append (name, get_java_type (*at));
    }
  else
    {
      return NULL;
    }
  while (n_dimensions-- > 0)
    g_string_append (name, "[]");
  return at + 1;
}

/* "Lcom/example/Main;run(ILjava/lang/String;)V": class, method, types; "Lcom/example/Main;::run": without these. */
static char *
demangle_java (const char *raw)
{
  g_autoptr (GString) name = g_string_new (NULL);
  const char *at = append_java_type (name, raw);
  const char *arguments = at != NULL ? strchr (at, '(') : NULL;
  bool is_first = true;

  if (at != NULL && g_str_has_prefix (at, "::") && at[2] != '\0')
    return g_strconcat (name->str, ".", at + 2, NULL);
  if (arguments == NULL || arguments == at)
    return NULL;
  g_string_append_c (name, '.');
  g_string_append_len (name, at, arguments - at);
  g_string_append_c (name, '(');
  for (at = arguments + 1; *at != ')'; is_first = false)
    {
      if (!is_first)
        g_string_append (name, ", ");
      at = append_java_type (name, at);
      if (at == NULL)
        return NULL;
    }
  g_string_append_c (name, ')');
  return g_strdup (name->str);
}

static char *
demangle (const char *raw)
{
  if (g_str_has_prefix (raw, "_Z"))
    return demangle_cxx (raw);
  if (g_str_has_prefix (raw, "_R"))
    return ember_rust_name_dup (raw);
  if (g_str_has_prefix (raw, "_D") && g_ascii_isdigit (raw[2]))
    return demangle_d (raw);
  if (g_str_has_prefix (raw, "caml"))
    return demangle_ocaml (raw);
  if (raw[0] == 'L' && strchr (raw, ';') != NULL)
    return demangle_java (raw);
  return NULL;
}

char *
ember_symbol_name_dup (const char *raw)
{
  const char *suffix = strchr (raw, '@');
  g_autofree char *base = NULL;
  g_autofree char *name = NULL;

  if (strlen (raw) > MAX_NAME_BYTES)
    return NULL;
  if (suffix == NULL || suffix == raw)
    return demangle (raw);
  base = g_strndup (raw, (gsize) (suffix - raw));
  name = demangle (base);
  return name != NULL ? g_strconcat (name, suffix, NULL) : NULL;
}
