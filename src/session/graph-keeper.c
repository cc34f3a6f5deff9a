/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/graph-keeper.h"

#include "analysis/band-apply.h"
#include "profile/order-by-stack.h"
#include "session/latest.h"
#include "session/retire.h"

/* Which flame graph to make. */
typedef struct
{
  EmberTableSet *set;
  EmberFlameGraph *previous; /* (nullable): one of the same set, to start from; not with a band */
  EmberTimeRange range;
  EmberBand band; /* of the range; may be none */
} Request;

struct _EmberGraphKeeper
{
  EmberFlameGraph *graph; /* nullable */
  bool graph_is_of_set;   /* of the one that requests are of */
  EmberLatest *work;
  EmberGraphKeeperChanged changed;
  gpointer user_data;
};

static void
request_free (gpointer data)
{
  Request *request = data;

  ember_table_set_free (request->set);
  g_clear_pointer (&request->previous, ember_flame_graph_unref);
  g_free (request);
}

/* Returns: (transfer full) (nullable): an EmberFlameGraph; NULL if cancelled */
static gpointer
graph_work (gconstpointer data,
            GCancellable *cancellable)
{
  const Request *request = data;
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

/* Has a worker make what the first graphs near @graph would wait for, and the first heat maps of some stacks. */
static void
prepare (EmberFlameGraph *graph)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_source_tag (task, prepare);
  g_task_set_task_data (task, ember_flame_graph_ref (graph), (GDestroyNotify) ember_flame_graph_unref);
  g_task_run_in_thread (task, prepare_worker);
}

/* @graph: (transfer full) (nullable) */
static void
take_graph (EmberGraphKeeper *self,
            EmberFlameGraph *graph)
{
  g_clear_pointer (&self->graph, ember_flame_graph_unref);
  self->graph = graph;
  self->changed (self->user_data);
}

static void
work_done_cb (gpointer result,
              gpointer user_data)
{
  EmberGraphKeeper *self = user_data;
  EmberProfile *old = NULL;

  if (result == NULL)
    return;
  if (self->graph != NULL && ember_flame_graph_get_profile (self->graph) != ember_flame_graph_get_profile (result))
    old = ember_profile_ref (ember_flame_graph_get_profile (self->graph));
  if (!self->graph_is_of_set)
    prepare (result);
  self->graph_is_of_set = true;
  take_graph (self, result);
  ember_retire_profile (old);
}

EmberGraphKeeper *
ember_graph_keeper_new (EmberGraphKeeperChanged changed,
                        gpointer user_data)
{
  EmberGraphKeeper *self = g_new0 (EmberGraphKeeper, 1);

  self->changed = changed;
  self->user_data = user_data;
  self->work = ember_latest_new (graph_work, work_done_cb, self, request_free, (GDestroyNotify) ember_flame_graph_unref);
  return self;
}

void
ember_graph_keeper_free (EmberGraphKeeper *self)
{
  ember_latest_free (self->work);
  g_clear_pointer (&self->graph, ember_flame_graph_unref);
  g_free (self);
}

void
ember_graph_keeper_request (EmberGraphKeeper *self,
                            const EmberTableSet *set,
                            EmberTimeRange range,
                            EmberBand band)
{
  Request *request;

  if (set == NULL)
    return;
  request = g_new0 (Request, 1);
  request->set = ember_table_set_copy (set);
  request->range = ember_time_range_is_empty (range) ? EMBER_TIME_RANGE_ALL : range;
  request->band = band;
  if (self->graph_is_of_set && !ember_band_is_active (&band) && !ember_band_is_active (&ember_flame_graph_get_set (self->graph)->band))
    request->previous = ember_flame_graph_ref (self->graph);
  ember_latest_push (self->work, request);
}

void
ember_graph_keeper_begin_set (EmberGraphKeeper *self)
{
  ember_latest_cancel (self->work);
  self->graph_is_of_set = false;
}

void
ember_graph_keeper_cancel (EmberGraphKeeper *self)
{
  ember_latest_cancel (self->work);
}

void
ember_graph_keeper_drop (EmberGraphKeeper *self)
{
  self->graph_is_of_set = false;
  take_graph (self, NULL);
}

EmberFlameGraph *
ember_graph_keeper_get (const EmberGraphKeeper *self)
{
  return self->graph;
}

gboolean
ember_graph_keeper_is_busy (const EmberGraphKeeper *self)
{
  return ember_latest_is_busy (self->work);
}
