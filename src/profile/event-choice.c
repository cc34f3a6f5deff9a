/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/event-choice.h"

#include <string.h>

static const char *
get_event_name (const EmberProfile *profile,
                EmberEventId event)
{
  uint32_t n_events;

  return ember_strings_get (ember_profile_get_strings (profile), ember_profile_get_events (profile, &n_events)[event].name);
}

/* What is common to a hybrid CPU's events: "cycles:P" of "cpu_core/cycles/P".
 * Returns: (transfer full) (nullable): NULL where the name is not of that form */
static char *
dup_hybrid_name (const char *name)
{
  const char *rest;
  const char *slash;

  if (!g_str_has_prefix (name, "cpu_core/") && !g_str_has_prefix (name, "cpu_atom/") && !g_str_has_prefix (name, "cpu_lowpower/"))
    return NULL;
  rest = strchr (name, '/') + 1;
  slash = strrchr (rest, '/');
  if (slash == NULL || slash == rest)
    return NULL;
  if (slash[1] == '\0')
    return g_strndup (rest, (gsize) (slash - rest));
  return g_strdup_printf ("%.*s:%s", (int) (slash - rest), rest, slash[1] == ':' ? slash + 2 : slash + 1);
}

static EmberEventChoice *
make_choice (char *name)
{
  EmberEventChoice *choice = g_new0 (EmberEventChoice, 1);

  choice->name = name;
  return choice;
}

static void
add_event (EmberEventChoice *choice,
           const EmberProfile *profile,
           EmberEventId event)
{
  uint32_t n_events;
  const EmberEvent *events = ember_profile_get_events (profile, &n_events);
  uint32_t n_tables;
  const EmberSampleTable *tables = ember_profile_get_tables (profile, &n_tables);

  choice->events = g_renew (EmberEventId, choice->events, choice->n_events + 1);
  choice->events[choice->n_events++] = event;
  choice->n_samples += events[event].n_samples;
  for (uint32_t i = 0; i < n_tables; i++)
    if (tables[i].event == event && tables[i].is_idle)
      choice->n_idle += ember_sample_table_get_n (&tables[i]);
}

static EmberEventChoice *
find_by_name (GPtrArray *choices,
              const char *name)
{
  for (guint i = 0; i < choices->len; i++)
    {
      EmberEventChoice *choice = g_ptr_array_index (choices, i);

      if (g_str_equal (choice->name, name))
        return choice;
    }
  return NULL;
}

/* Joins the events of a hybrid CPU; a lone one needs no second entry. */
static void
add_joined (GPtrArray *choices,
            const EmberProfile *profile,
            uint32_t n_events)
{
  for (EmberEventId i = 0; i < n_events; i++)
    {
      g_autofree char *name = dup_hybrid_name (get_event_name (profile, i));
      EmberEventChoice *choice;

      if (name == NULL)
        continue;
      choice = find_by_name (choices, name);
      if (choice == NULL)
        {
          choice = make_choice (g_steal_pointer (&name));
          g_ptr_array_add (choices, choice);
        }
      add_event (choice, profile, i);
    }
  for (guint i = choices->len; i-- > 0;)
    if (((EmberEventChoice *) g_ptr_array_index (choices, i))->n_events == 1)
      g_ptr_array_remove_index (choices, i);
}

GPtrArray *
ember_event_choices_new (const EmberProfile *profile)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) ember_event_choice_free);
  uint32_t n_events;

  ember_profile_get_events (profile, &n_events);
  add_joined (choices, profile, n_events);
  for (EmberEventId i = 0; i < n_events; i++)
    {
      g_autofree char *name = g_utf8_make_valid (get_event_name (profile, i), -1);
      EmberEventChoice *choice = find_by_name (choices, name);

      if (choice == NULL)
        {
          choice = make_choice (g_steal_pointer (&name));
          g_ptr_array_add (choices, choice);
        }
      add_event (choice, profile, i);
    }
  return choices;
}

static bool
has_first_event (const EmberEventChoice *choice)
{
  for (uint32_t i = 0; i < choice->n_events; i++)
    if (choice->events[i] == 0)
      return true;
  return false;
}

EmberEventChoice *
ember_event_choice_find (const EmberProfile *profile,
                         const char *name)
{
  g_autoptr (GPtrArray) choices = ember_event_choices_new (profile);
  EmberEventChoice *all;
  uint32_t n_events;
  const EmberEvent *events = ember_profile_get_events (profile, &n_events);

  for (guint i = 0; i < choices->len; i++)
    {
      const EmberEventChoice *choice = g_ptr_array_index (choices, i);

      /* Without a name it is the first sample's event, or the joined one that holds it. */
      if (name == NULL ? has_first_event (choice) : g_str_equal (choice->name, name))
        return g_ptr_array_steal_index (choices, i);
    }
  if (name == NULL || !g_str_equal (name, "all"))
    return NULL;
  all = make_choice (g_strdup ("all"));
  for (EmberEventId i = 0; i < n_events; i++)
    if (!events[i].is_span)
      add_event (all, profile, i);
  return all;
}

void
ember_event_choice_free (EmberEventChoice *choice)
{
  g_free (choice->name);
  g_free (choice->events);
  g_free (choice);
}
