/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/filter-history.h"

#define MAX_STEPS 500

struct _EmberFilterHistory
{
  GPtrArray *filters; /* EmberFilter, oldest first */
  guint at;           /* the one that holds */
};

EmberFilterHistory *
ember_filter_history_new (void)
{
  EmberFilterHistory *history = g_new0 (EmberFilterHistory, 1);

  history->filters = g_ptr_array_new_with_free_func ((GDestroyNotify) ember_filter_unref);
  g_ptr_array_add (history->filters, ember_filter_new ());
  return history;
}

void
ember_filter_history_free (EmberFilterHistory *history)
{
  g_ptr_array_unref (history->filters);
  g_free (history);
}

EmberFilter *
ember_filter_history_get (const EmberFilterHistory *history)
{
  return g_ptr_array_index (history->filters, history->at);
}

bool
ember_filter_history_push (EmberFilterHistory *history,
                           EmberFilter *filter)
{
  if (ember_filter_equal (ember_filter_history_get (history), filter))
    return false;
  g_ptr_array_set_size (history->filters, (int) history->at + 1);
  g_ptr_array_add (history->filters, ember_filter_ref (filter));
  if (history->filters->len > MAX_STEPS)
    g_ptr_array_remove_index (history->filters, 0);
  history->at = history->filters->len - 1;
  return true;
}

bool
ember_filter_history_undo (EmberFilterHistory *history)
{
  if (!ember_filter_history_can_undo (history))
    return false;
  history->at--;
  return true;
}

bool
ember_filter_history_redo (EmberFilterHistory *history)
{
  if (!ember_filter_history_can_redo (history))
    return false;
  history->at++;
  return true;
}

bool
ember_filter_history_can_undo (const EmberFilterHistory *history)
{
  return history->at > 0;
}

bool
ember_filter_history_can_redo (const EmberFilterHistory *history)
{
  return history->at + 1 < history->filters->len;
}

void
ember_filter_history_amend (EmberFilterHistory *history,
                            EmberFilter *filter)
{
  ember_filter_ref (filter);
  ember_filter_unref (ember_filter_history_get (history));
  history->filters->pdata[history->at] = filter;
}

void
ember_filter_history_reset (EmberFilterHistory *history,
                            EmberFilter *filter)
{
  ember_filter_ref (filter);
  g_ptr_array_set_size (history->filters, 0);
  g_ptr_array_add (history->filters, filter);
  history->at = 0;
}
