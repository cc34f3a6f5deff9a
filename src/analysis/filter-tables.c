/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/filter-tables.h"

#include "profile/event-choice.h"

/* Returns: (nullable): there is at most one of either kind */
static const EmberFilterCondition *
find (const EmberFilter *filter,
      EmberFilterKind kind,
      uint32_t *index)
{
  for (uint32_t i = 0; i < ember_filter_get_n (filter); i++)
    if (ember_filter_get (filter, i)->kind == kind)
      {
        *index = i;
        return ember_filter_get (filter, i);
      }
  return NULL;
}

static EmberFilter *
without (const EmberFilter *filter,
         EmberFilterKind kind)
{
  uint32_t index;

  if (find (filter, kind, &index) != NULL)
    return ember_filter_without (filter, index);
  return ember_filter_ref ((EmberFilter *) filter);
}

const char *
ember_filter_tables_get_event (const EmberFilter *filter)
{
  uint32_t index;
  const EmberFilterCondition *condition = find (filter, EMBER_FILTER_EVENT, &index);

  return condition != NULL && condition->is_enabled ? condition->text : NULL;
}

bool
ember_filter_tables_have_idle (const EmberFilter *filter)
{
  uint32_t index;
  const EmberFilterCondition *condition = find (filter, EMBER_FILTER_IDLE, &index);

  return condition != NULL && condition->is_enabled;
}

EmberFilter *
ember_filter_tables_with_event (const EmberFilter *filter,
                                const char *name)
{
  if (name == NULL)
    return without (filter, EMBER_FILTER_EVENT);
  return ember_filter_with (filter, &(EmberFilterCondition){ .kind = EMBER_FILTER_EVENT, .is_enabled = true, .text = (char *) name });
}

EmberFilter *
ember_filter_tables_with_idle (const EmberFilter *filter,
                               bool with_idle)
{
  if (!with_idle)
    return without (filter, EMBER_FILTER_IDLE);
  return ember_filter_with (filter, &(EmberFilterCondition){ .kind = EMBER_FILTER_IDLE, .is_enabled = true });
}

const char *
ember_filter_tables_find_missing_event (const EmberFilter *filter,
                                        const EmberProfile *profile)
{
  const char *name = ember_filter_tables_get_event (filter);
  g_autoptr (EmberEventChoice) choice = name != NULL ? ember_event_choice_find (profile, name) : NULL;

  return choice == NULL ? name : NULL;
}
