/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/cxx-name.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Names of things that stand for a function, whose parameters are part of the name. */
static const char *const special_prefixes[] = {
  "non-virtual thunk to ",
  "virtual thunk to ",
  "covariant return thunk to ",
  "guard variable for ",
  "reference temporary ",
  "transaction clone for ",
  "non-transaction clone for ",
  "TLS init function for ",
  "TLS wrapper function for ",
};

static const char *const qualifiers[] = { " const", " volatile", " &", " &&", " noexcept", " restrict" };

static bool
is_special (const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS (special_prefixes); i++)
    if (g_str_has_prefix (name, special_prefixes[i]))
      return true;
  return false;
}

/* Length of @name without what a member function says of `this`. */
static size_t
cut_qualifiers (const char *name,
                size_t n)
{
  for (size_t i = 0; i < G_N_ELEMENTS (qualifiers); i++)
    {
      const size_t n_qualifier = strlen (qualifiers[i]);

      if (n > n_qualifier && memcmp (name + n - n_qualifier, qualifiers[i], n_qualifier) == 0)
        return cut_qualifiers (name, n - n_qualifier);
    }
  return n;
}

/* Length of @name without the pair of parentheses at its end; @n where there is none. */
static size_t
cut_parameters (const char *name,
                size_t n)
{
  const size_t n_cut = cut_qualifiers (name, n);
  uint32_t depth = 0;

  if (n_cut == 0 || name[n_cut - 1] != ')')
    return n;
  for (size_t i = n_cut; i > 0; i--)
    if (name[i - 1] == ')')
      depth++;
    else if (name[i - 1] == '(' && --depth == 0)
      return i - 1;
  return n;
}

static bool
begins_operator (const char *name,
                 size_t at)
{
  return g_str_has_prefix (name + at, "operator") && (at == 0 || name[at - 1] == ':' || name[at - 1] == ' ');
}

/* Only instances of templates say what they return: it stands before the last
 * space that is in no parentheses. */
static size_t
find_begin (const char *name,
            size_t n)
{
  size_t begin = 0;
  uint32_t depth = 0;

  if (n == 0 || name[n - 1] != '>')
    return 0;
  for (size_t i = 0; i < n && !(depth == 0 && begins_operator (name, i)); i++)
    if (strchr ("<([{", name[i]) != NULL)
      depth++;
    else if (strchr (">)]}", name[i]) != NULL && depth > 0)
      depth--;
    else if (name[i] == ' ' && depth == 0)
      begin = i + 1;
  return begin;
}

char *
ember_cxx_name_dup_short (const char *name)
{
  const char *clone = strstr (name, " [clone ");
  const size_t n = clone != NULL ? (size_t) (clone - name) : strlen (name);
  size_t n_short, begin;
  g_autofree char *body = NULL;

  if (is_special (name))
    return g_strdup (name);
  n_short = cut_parameters (name, n);
  if (n_short == 0)
    return g_strdup (name);
  begin = n_short < n ? find_begin (name, n_short) : 0;
  body = g_strndup (name + begin, n_short - begin);
  return g_strconcat (body, clone, NULL);
}
