/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/filter-words.h"

#include <glib/gi18n.h>

/* What a text condition is called, by kind, match and whether it excludes. */
static char *
dup_text_words (const EmberFilterCondition *condition,
                const char *text)
{
  const bool is_module = condition->kind == EMBER_FILTER_MODULE;

  /* Translators: chips that say which samples are shown; %s is part of a function's or module's name, or an expression */
  switch (condition->match)
    {
    case EMBER_MATCH_WHOLE:
      if (is_module)
        return g_strdup_printf (condition->is_excluding ? _ ("without module “%s”") : _ ("in module “%s”"), text);
      return g_strdup_printf (condition->is_excluding ? _ ("without “%s”") : _ ("with “%s”"), text);
    case EMBER_MATCH_PART:
      if (is_module)
        return g_strdup_printf (condition->is_excluding ? _ ("no module has “%s”") : _ ("a module has “%s”"), text);
      return g_strdup_printf (condition->is_excluding ? _ ("no name has “%s”") : _ ("a name has “%s”"), text);
    case EMBER_MATCH_REGEX:
    default:
      if (is_module)
        return g_strdup_printf (condition->is_excluding ? _ ("no module matches /%s/") : _ ("a module matches /%s/"), text);
      return g_strdup_printf (condition->is_excluding ? _ ("no name matches /%s/") : _ ("a name matches /%s/"), text);
    }
}

/* The comm of a thread, or of a process that of its first thread; after exec() the last one.
 * Returns: (transfer none) (nullable): bytes; NULL where the recording has none */
static const char *
find_comm (const EmberProfile *profile,
           const EmberFilterCondition *condition)
{
  const EmberThreads *threads = ember_profile_get_threads (profile);
  const bool is_process = condition->kind == EMBER_FILTER_PROCESS;

  for (EmberThreadId id = ember_threads_get_n (threads); id-- > 0;)
    {
      const EmberThread *thread = ember_threads_get (threads, id);

      if (thread->tid == condition->number && (!is_process || thread->pid == condition->number))
        return ember_strings_get (ember_profile_get_strings (profile), thread->comm);
    }
  return NULL;
}

/* "12", "java (12)" where the recording tells it, or "unknown". */
static char *
dup_number (const EmberFilterCondition *condition,
            const EmberProfile *profile)
{
  const char *comm = profile != NULL && condition->kind != EMBER_FILTER_CPU ? find_comm (profile, condition) : NULL;
  g_autofree char *valid = comm != NULL ? g_utf8_make_valid (comm, -1) : NULL;
  g_autofree char *number = g_strdup_printf ("%d", condition->number);

  if (condition->number < 0)
    return g_strdup (_ ("unknown"));
  if (valid == NULL || valid[0] == '\0')
    return g_steal_pointer (&number);
  /* Translators: the comm of a thread, and its number */
  return g_strdup_printf (_ ("%s (%s)"), valid, number);
}

/* Translators: chips that say which samples are shown; %s is a number, “java (12)”, or “unknown” */
static char *
dup_number_words (const EmberFilterCondition *condition,
                  const EmberProfile *profile)
{
  g_autofree char *number = dup_number (condition, profile);

  if (condition->kind == EMBER_FILTER_PROCESS)
    return g_strdup_printf (condition->is_excluding ? _ ("without process %s") : _ ("process %s"), number);
  if (condition->kind == EMBER_FILTER_THREAD)
    return g_strdup_printf (condition->is_excluding ? _ ("without thread %s") : _ ("thread %s"), number);
  return g_strdup_printf (condition->is_excluding ? _ ("without CPU %s") : _ ("CPU %s"), number);
}

char *
ember_filter_words_dup_condition (const EmberFilterCondition *condition,
                                  const EmberProfile *profile)
{
  g_autofree char *text = condition->text != NULL ? g_utf8_make_valid (condition->text, -1) : NULL;

  switch (condition->kind)
    {
    case EMBER_FILTER_COMM:
      /* Translators: “comm” is what Linux calls the name of a thread */
      return g_strdup_printf (condition->is_excluding ? _ ("without comm %s") : _ ("comm %s"), text);
    case EMBER_FILTER_FRAME:
    case EMBER_FILTER_MODULE:
      return dup_text_words (condition, text);
    case EMBER_FILTER_EVENT:
      /* Translators: a chip: what was sampled, as “cycles” */
      return g_strdup_printf (_ ("event %s"), text);
    case EMBER_FILTER_IDLE:
      return g_strdup (_ ("with idle samples"));
    case EMBER_FILTER_PROCESS:
    case EMBER_FILTER_THREAD:
    case EMBER_FILTER_CPU:
    default:
      return dup_number_words (condition, profile);
    }
}

char *
ember_filter_words_dup (const EmberFilter *filter,
                        const EmberProfile *profile)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (uint32_t i = 0; i < ember_filter_get_n (filter); i++)
    {
      g_autofree char *condition = NULL;

      if (!ember_filter_get (filter, i)->is_enabled || ember_filter_get (filter, i)->kind == EMBER_FILTER_EVENT)
        continue;
      condition = ember_filter_words_dup_condition (ember_filter_get (filter, i), profile);
      g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", condition);
    }
  return words->len > 0 ? g_strdup (words->str) : NULL;
}
