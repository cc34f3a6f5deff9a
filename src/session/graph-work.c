/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/graph-work.h"

#include "analysis/band-apply.h"
#include "profile/order-by-stack.h"

EmberGraphRequest *
ember_graph_request_new (const EmberTableSet *set,
                         EmberFlameGraph *previous,
                         EmberTimeRange range,
                         EmberBand band)
{
  EmberGraphRequest *request = g_new0 (EmberGraphRequest, 1);
  const bool is_near = previous != NULL && !ember_band_is_active (&band) && !ember_band_is_active (&ember_flame_graph_get_set (previous)->band);

  request->set = ember_table_set_copy (set);
  request->previous = is_near ? ember_flame_graph_ref (previous) : NULL;
  request->range = range;
  request->band = band;
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
  g_autoptr (EmberTableSet) banded = NULL;

  if (ember_band_is_active (&request->band))
    {
      banded = ember_band_apply (&request->band, request->set, request->range, cancellable);
      return banded != NULL ? ember_flame_graph_new (banded, request->range, cancellable) : NULL;
    }
  if (request->previous != NULL)
    return ember_flame_graph_new_near (request->previous, request->range, cancellable);
  return ember_flame_graph_new (request->set, request->range, cancellable);
}

static void
prepare_worker (GTask *task,
                gpointer source,
                gpointer data,
                GCancellable *cancellable)
{
  ember_flame_graph_prepare (data);
  ember_profile_order_by_stack (ember_flame_graph_get_profile (data));
}

void
ember_graph_prepare (EmberFlameGraph *graph)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_source_tag (task, ember_graph_prepare);
  g_task_set_task_data (task, ember_flame_graph_ref (graph), (GDestroyNotify) ember_flame_graph_unref);
  g_task_run_in_thread (task, prepare_worker);
}
