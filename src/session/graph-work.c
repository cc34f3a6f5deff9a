/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/graph-work.h"

EmberGraphRequest *
ember_graph_request_new (const EmberTableSet *set,
                         EmberFlameGraph *previous,
                         EmberTimeRange range)
{
  EmberGraphRequest *request = g_new0 (EmberGraphRequest, 1);

  request->set = ember_table_set_copy (set);
  request->previous = previous != NULL ? ember_flame_graph_ref (previous) : NULL;
  request->range = range;
  return request;
}

void
ember_graph_request_free (gpointer data)
{
  EmberGraphRequest *request = data;

  ember_table_set_free (request->set);
  g_clear_pointer (&request->previous, ember_flame_graph_unref);
  g_free (request);
}

gpointer
ember_graph_work (gconstpointer data,
                  GCancellable *cancellable)
{
  const EmberGraphRequest *request = data;

  if (request->previous != NULL)
    return ember_flame_graph_new_near (request->previous, request->range, cancellable);
  return ember_flame_graph_new (request->set, request->range, cancellable);
}
