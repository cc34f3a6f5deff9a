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
  EmberProfile *ordered;  /* (nullable): whose rows a worker has ordered, or orders */
  GCancellable *ordering; /* nullable */
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

/* What a worker prepares. */
typedef struct
{
  EmberFlameGraph *graph;
  bool orders; /* the rows too */
} Preparation;

static void
preparation_free (gpointer data)
{
  Preparation *preparation = data;

  ember_flame_graph_unref (preparation->graph);
  g_free (preparation);
}

static bool
is_cancelled (gpointer cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

static void
prepare_worker (GTask *task,
                gpointer source,
                gpointer data,
                GCancellable *cancellable)
{
  const Preparation *preparation = data;

  ember_flame_graph_prepare (preparation->graph);
  if (preparation->orders)
    ember_profile_order_by_stack (ember_flame_graph_get_profile (preparation->graph), is_cancelled, cancellable);
}

static void
stop_ordering (EmberGraphKeeper *self)
{
  g_cancellable_cancel (self->ordering);
  g_clear_object (&self->ordering);
  g_clear_pointer (&self->ordered, ember_profile_unref);
}

/* Has a worker make what the first graphs near @graph would wait for, and, once a profile, the first heat maps of some stacks. */
static void
prepare (EmberGraphKeeper *self,
         EmberFlameGraph *graph)
{
  EmberProfile *profile = ember_flame_graph_get_profile (graph);
  Preparation *preparation = g_new (Preparation, 1);
  g_autoptr (GTask) task = NULL;

  *preparation = (Preparation){ ember_flame_graph_ref (graph), profile != self->ordered };
  if (preparation->orders)
    {
      stop_ordering (self);
      self->ordered = ember_profile_ref (profile);
      self->ordering = g_cancellable_new ();
    }
  task = g_task_new (NULL, self->ordering, NULL, NULL);
  g_task_set_source_tag (task, prepare);
  g_task_set_task_data (task, preparation, preparation_free);
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
    prepare (self, result);
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
  stop_ordering (self);
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
  stop_ordering (self);
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
