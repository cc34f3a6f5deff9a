/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/option-words.h"

#include <glib/gi18n.h>

char *
ember_option_words_dup (const EmberOptionWord *words,
                        size_t n_words)
{
  GString *text = g_string_new (NULL);

  for (size_t i = 0; i < n_words; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", words[i].word);
  return g_string_free (text, FALSE);
}

bool
ember_option_words_find (const char *option,
                         const char *typed,
                         const EmberOptionWord *words,
                         size_t n_words,
                         int *value,
                         GError **error)
{
  g_autofree char *known = NULL;

  if (typed == NULL)
    return true;
  for (size_t i = 0; i < n_words; i++)
    if (g_str_equal (words[i].word, typed))
      {
        *value = words[i].value;
        return true;
      }
  known = ember_option_words_dup (words, n_words);
  /* Translators: an option like --idle, what was typed, the words it takes */
  return ember_option_fail (error, _ ("%s does not take “%s”, only one of: %s"), option, typed, known);
}

bool
ember_option_fail (GError **error,
                   const char *format,
                   ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, format, arguments));
  va_end (arguments);
  return false;
}
