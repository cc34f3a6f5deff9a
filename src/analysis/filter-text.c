/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/filter-text.h"

#include <glib/gi18n.h>
#include <string.h>

#define IDLE_VALUE "show"

static const char *const kind_words[] = {
  [EMBER_FILTER_PROCESS] = "pid",
  [EMBER_FILTER_THREAD] = "tid",
  [EMBER_FILTER_COMM] = "comm",
  [EMBER_FILTER_CPU] = "cpu",
  [EMBER_FILTER_FRAME] = "frame",
  [EMBER_FILTER_MODULE] = "module",
  [EMBER_FILTER_EVENT] = "event",
  [EMBER_FILTER_IDLE] = "idle",
};

static bool
is_of_stack (EmberFilterKind kind)
{
  return kind == EMBER_FILTER_FRAME || kind == EMBER_FILTER_MODULE;
}

/* Which tables are asked is no question that could be turned round. */
static bool
is_of_tables (EmberFilterKind kind)
{
  return kind == EMBER_FILTER_EVENT || kind == EMBER_FILTER_IDLE;
}

static bool
refuse (const char *text,
        const char *reason,
        GError **error)
{
  /* Translators: what was typed, and what is wrong with it */
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("“%s” is no filter; %s"), text, reason);
  return false;
}

/* The word before the operator. */
static bool
parse_kind (const char *text,
            size_t length,
            EmberFilterKind *kind)
{
  for (size_t i = 0; i < G_N_ELEMENTS (kind_words); i++)
    if (strlen (kind_words[i]) == length && strncmp (text, kind_words[i], length) == 0)
      {
        *kind = (EmberFilterKind) i;
        return true;
      }
  return false;
}

/* Returns: where the value begins, or NULL */
static const char *
parse_operator (const char *text,
                EmberFilterCondition *condition)
{
  condition->is_excluding = *text == '!';
  text += condition->is_excluding;
  condition->match = is_of_stack (condition->kind) ? EMBER_MATCH_PART : EMBER_MATCH_WHOLE;
  if (*text == '=' && text[1] == '=' && is_of_stack (condition->kind))
    {
      condition->match = EMBER_MATCH_WHOLE;
      return text + 2;
    }
  if (*text == '=')
    return text + 1;
  if (*text == '~' && is_of_stack (condition->kind))
    {
      condition->match = EMBER_MATCH_REGEX;
      return text + 1;
    }
  return NULL;
}

static bool
parse_number (const char *text,
              int32_t *number)
{
  gint64 value;

  if (g_str_equal (text, "-1"))
    {
      *number = -1;
      return true;
    }
  value = g_ascii_strtoll (text, NULL, 10);
  if (text[0] == '\0' || strspn (text, "0123456789") != strlen (text) || strlen (text) > 10 || value > INT32_MAX)
    return false;
  *number = (int32_t) value;
  return true;
}

bool
ember_filter_text_parse (const char *text,
                         EmberFilterCondition *condition,
                         GError **error)
{
  const size_t word_length = strspn (text, "abcdefghijklmnopqrstuvwxyz");
  EmberFilterCondition parsed = { .is_enabled = true };
  const char *value;

  if (!parse_kind (text, word_length, &parsed.kind))
    return refuse (text, _ ("it must begin with pid, tid, comm, cpu, frame, module, event or idle"), error);
  value = parse_operator (text + word_length, &parsed);
  if (value == NULL && is_of_stack (parsed.kind))
    return refuse (text, _ ("after the first word must come =, ==, ~, !=, !== or !~"), error);
  if (value == NULL)
    return refuse (text, _ ("after the first word must come = or !="), error);
  if (is_of_tables (parsed.kind) && parsed.is_excluding)
    return refuse (text, _ ("event and idle cannot be excluded"), error);
  if (parsed.kind == EMBER_FILTER_IDLE && !g_str_equal (value, IDLE_VALUE))
    return refuse (text, _ ("the only value of idle is show"), error);
  if (is_of_stack (parsed.kind) || parsed.kind == EMBER_FILTER_COMM || parsed.kind == EMBER_FILTER_EVENT)
    parsed.text = g_strdup (value);
  else if (parsed.kind == EMBER_FILTER_IDLE)
    parsed.number = 0;
  else if (!parse_number (value, &parsed.number))
    return refuse (text, _ ("it needs a number"), error);
  if (!ember_filter_text_check (&parsed, error))
    {
      g_free (parsed.text);
      return false;
    }
  *condition = parsed;
  return true;
}

char *
ember_filter_text_format (const EmberFilterCondition *condition)
{
  const char *word = kind_words[condition->kind];
  const char *negation = condition->is_excluding ? "!" : "";
  g_autofree char *escaped = NULL;

  if (condition->kind == EMBER_FILTER_COMM || condition->kind == EMBER_FILTER_EVENT)
    return g_strdup_printf ("%s%s=%s", word, negation, condition->text);
  if (condition->kind == EMBER_FILTER_IDLE)
    return g_strdup_printf ("%s=%s", word, IDLE_VALUE);
  if (!is_of_stack (condition->kind))
    return g_strdup_printf ("%s%s=%d", word, negation, condition->number);
  if (condition->match == EMBER_MATCH_WHOLE)
    return g_strdup_printf ("%s%s==%s", word, negation, condition->text);
  if (condition->match == EMBER_MATCH_REGEX)
    return g_strdup_printf ("%s%s~%s", word, negation, condition->text);
  if (condition->text[0] != '=')
    return g_strdup_printf ("%s%s=%s", word, negation, condition->text);
  /* "frame==x" would be another question; an expression asks the same one. */
  escaped = g_regex_escape_string (condition->text, -1);
  return g_strdup_printf ("%s%s~%s", word, negation, escaped);
}

bool
ember_filter_text_check (const EmberFilterCondition *condition,
                         GError **error)
{
  g_autoptr (GRegex) regex = NULL;
  const char *problem = NULL;

  if (!is_of_stack (condition->kind) || condition->match == EMBER_MATCH_WHOLE)
    return true;
  if (condition->text[0] == '\0')
    problem = _ ("the text to look for is empty");
  else if (!g_utf8_validate (condition->text, -1, NULL))
    problem = _ ("the text to look for is not valid UTF-8");
  if (problem != NULL)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, problem);
      return false;
    }
  if (condition->match == EMBER_MATCH_PART)
    return true;
  regex = g_regex_new (condition->text, 0, 0, error);
  return regex != NULL;
}
