/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/turner.h"

#include <string.h>

#include "session/latest.h"

/* What a worker finds. */
typedef struct
{
  EmberFrameOrder *order;
  EmberFlameGraph *graph;
  EmberFlameGraph *callees;            /* (nullable) */
  EmberDifference *difference;         /* (nullable): over the tree of graph */
  EmberDifference *callees_difference; /* (nullable) */
  bool is_cut;
} Finding;

typedef struct
{
  EmberFlameGraph *base;
  EmberDifference *compared; /* (nullable): its range is base */
  EmberTurnKind kind;
  EmberMark *function;    /* (nullable) */
  EmberFrameOrder *order; /* (nullable): of the base's profile, if there is one already */
  EmberFrameId *focus;
  uint32_t n_focus;
} Request;

struct _EmberTurner
{
  GObject parent_instance;

  EmberSession *session;
  EmberTurnKind kind;
  EmberMark *function;
  EmberFrameId *focus;
  uint32_t n_focus;

  EmberDifference *compared; /* (nullable) */
  EmberFlameGraph *graph;
  EmberFlameGraph *callees;
  EmberDifference *difference;         /* (nullable) */
  EmberDifference *callees_difference; /* (nullable) */
  EmberFrameOrder *order;
  bool is_cut;
  EmberLatest *work;
};

enum
{
  PROP_KIND = 1,
  PROP_GRAPH,
  PROP_CALLEES,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmberTurner, ember_turner, G_TYPE_OBJECT)

static void
request_free (gpointer data)
{
  Request *request = data;

  ember_flame_graph_unref (request->base);
  g_clear_pointer (&request->compared, ember_difference_unref);
  g_clear_pointer (&request->function, ember_mark_unref);
  g_clear_pointer (&request->order, ember_frame_order_unref);
  g_free (request->focus);
  g_free (request);
}

static void
finding_free (gpointer data)
{
  Finding *finding = data;

  g_clear_pointer (&finding->order, ember_frame_order_unref);
  g_clear_pointer (&finding->graph, ember_flame_graph_unref);
  g_clear_pointer (&finding->callees, ember_flame_graph_unref);
  g_clear_pointer (&finding->difference, ember_difference_unref);
  g_clear_pointer (&finding->callees_difference, ember_difference_unref);
  g_free (finding);
}

/* @difference: (out) (nullable)
 * Returns: (transfer full) (nullable): NULL if cancelled */
static EmberFlameGraph *
turn_one (const Request *request,
          const EmberTurn *turn,
          Finding *finding,
          GCancellable *cancellable,
          EmberDifference **difference)
{
  EmberFlameGraph *graph = NULL;
  bool is_cut = false;

  if (request->compared != NULL)
    {
      *difference = ember_turned_graph_new_difference (request->compared, turn, finding->order, cancellable, &is_cut);
      graph = *difference != NULL ? ember_flame_graph_ref ((*difference)->range) : NULL;
    }
  else
    {
      graph = ember_turned_graph_new (request->base, turn, finding->order, cancellable, &is_cut);
    }
  finding->is_cut |= is_cut;
  return graph;
}

/* Returns: (transfer full) (nullable): a Finding; NULL if cancelled */
static gpointer
turn_work (gconstpointer data,
           GCancellable *cancellable)
{
  const Request *request = data;
  EmberProfile *profile = ember_flame_graph_get_profile (request->base);
  g_autofree bool *frames = request->function != NULL ? ember_mark_find_frames (request->function, profile, cancellable, NULL) : NULL;
  EmberTurn turn = { .kind = request->kind, .frames = frames, .focus = request->focus, .n_focus = request->n_focus };
  Finding *finding = g_new0 (Finding, 1);

  finding->order = request->order != NULL ? ember_frame_order_ref (request->order) : ember_frame_order_new (profile);
  if (request->kind == EMBER_TURN_INVERTED || frames != NULL)
    finding->graph = turn_one (request, &turn, finding, cancellable, &finding->difference);
  if (finding->graph != NULL && request->kind == EMBER_TURN_CALLERS)
    {
      turn.kind = EMBER_TURN_CALLEES;
      finding->callees = turn_one (request, &turn, finding, cancellable, &finding->callees_difference);
    }
  if (finding->graph != NULL && !g_cancellable_is_cancelled (cancellable))
    return finding;
  finding_free (finding);
  return NULL;
}

static void
take_graph (EmberTurner *self,
            EmberFlameGraph **place,
            EmberFlameGraph *graph,
            guint property)
{
  EmberFlameGraph *old = *place;

  if (graph == old)
    return;
  *place = graph != NULL ? ember_flame_graph_ref (graph) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
  g_clear_pointer (&old, ember_flame_graph_unref);
}

static void
take_difference (EmberDifference **place,
                 EmberDifference *difference)
{
  g_clear_pointer (place, ember_difference_unref);
  *place = difference;
}

static void
turned_cb (gpointer result,
           gpointer user_data)
{
  EmberTurner *self = user_data;
  Finding *finding = result;

  if (finding == NULL)
    return;
  g_clear_pointer (&self->order, ember_frame_order_unref);
  self->order = ember_frame_order_ref (finding->order);
  self->is_cut = finding->is_cut;
  take_difference (&self->difference, g_steal_pointer (&finding->difference));
  take_difference (&self->callees_difference, g_steal_pointer (&finding->callees_difference));
  take_graph (self, &self->graph, finding->graph, PROP_GRAPH);
  take_graph (self, &self->callees, finding->callees, PROP_CALLEES);
  finding_free (finding);
}

static void
update (EmberTurner *self)
{
  EmberFlameGraph *base = self->compared != NULL ? self->compared->range : ember_session_get_graph (self->session);
  Request *request;

  if (base == NULL || self->kind == EMBER_TURN_NONE)
    {
      ember_latest_cancel (self->work);
      self->is_cut = false;
      take_difference (&self->difference, NULL);
      take_difference (&self->callees_difference, NULL);
      take_graph (self, &self->graph, base, PROP_GRAPH);
      take_graph (self, &self->callees, NULL, PROP_CALLEES);
      return;
    }
  request = g_new0 (Request, 1);
  request->base = ember_flame_graph_ref (base);
  request->compared = self->compared != NULL ? ember_difference_ref (self->compared) : NULL;
  request->kind = self->kind;
  request->function = self->function != NULL ? ember_mark_ref (self->function) : NULL;
  if (self->order != NULL && self->order->profile == ember_flame_graph_get_profile (base))
    request->order = ember_frame_order_ref (self->order);
  request->focus = g_memdup2 (self->focus, self->n_focus * sizeof (EmberFrameId));
  request->n_focus = self->n_focus;
  ember_latest_push (self->work, request);
}

/* What is compared has a graph of its own, which follows. */
static void
session_graph_cb (EmberTurner *self)
{
  if (self->compared == NULL)
    update (self);
}

static void
ember_turner_get_property (GObject *object,
                           guint id,
                           GValue *value,
                           GParamSpec *pspec)
{
  EmberTurner *self = EMBER_TURNER (object);

  switch (id)
    {
    case PROP_KIND:
      g_value_set_int (value, (int) self->kind);
      break;
    case PROP_GRAPH:
      g_value_set_pointer (value, self->graph);
      break;
    case PROP_CALLEES:
      g_value_set_pointer (value, self->callees);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ember_turner_dispose (GObject *object)
{
  EmberTurner *self = EMBER_TURNER (object);

  g_clear_pointer (&self->work, ember_latest_free);
  g_clear_pointer (&self->function, ember_mark_unref);
  g_clear_pointer (&self->graph, ember_flame_graph_unref);
  g_clear_pointer (&self->callees, ember_flame_graph_unref);
  take_difference (&self->difference, NULL);
  take_difference (&self->callees_difference, NULL);
  take_difference (&self->compared, NULL);
  g_clear_pointer (&self->order, ember_frame_order_unref);
  g_clear_pointer (&self->focus, g_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (ember_turner_parent_class)->dispose (object);
}

static void
ember_turner_class_init (EmberTurnerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ember_turner_get_property;
  object_class->dispose = ember_turner_dispose;
  properties[PROP_KIND] = g_param_spec_int ("kind", NULL, NULL, EMBER_TURN_NONE, EMBER_TURN_CALLEES, EMBER_TURN_NONE, readable);
  properties[PROP_GRAPH] = g_param_spec_pointer ("graph", NULL, NULL, readable);
  properties[PROP_CALLEES] = g_param_spec_pointer ("callees", NULL, NULL, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ember_turner_init (EmberTurner *self)
{
  self->work = ember_latest_new (turn_work, turned_cb, self, request_free, finding_free);
}

EmberTurner *
ember_turner_new (EmberSession *session)
{
  EmberTurner *self = g_object_new (EMBER_TYPE_TURNER, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::graph", G_CALLBACK (session_graph_cb), self, G_CONNECT_SWAPPED);
  update (self);
  return self;
}

static gboolean
marks_equal (const EmberMark *a,
             const EmberMark *b)
{
  return a == b || (a != NULL && b != NULL && ember_mark_equal (a, b));
}

void
ember_turner_set_kind (EmberTurner *self,
                       EmberTurnKind kind,
                       EmberMark *function)
{
  EmberMark *old;

  g_return_if_fail (EMBER_IS_TURNER (self));
  g_return_if_fail (kind != EMBER_TURN_CALLEES && (kind == EMBER_TURN_CALLERS) == (function != NULL));

  if (self->kind == kind && marks_equal (self->function, function))
    return;
  old = self->function;
  self->kind = kind;
  self->function = function != NULL ? ember_mark_ref (function) : NULL;
  g_clear_pointer (&old, ember_mark_unref);
  g_clear_pointer (&self->focus, g_free);
  self->n_focus = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KIND]);
  update (self);
}

EmberTurnKind
ember_turner_get_kind (EmberTurner *self)
{
  return self->kind;
}

EmberMark *
ember_turner_get_function (EmberTurner *self)
{
  return self->function;
}

void
ember_turner_set_focus (EmberTurner *self,
                        const EmberFrameId *frames,
                        uint32_t n_frames)
{
  g_return_if_fail (EMBER_IS_TURNER (self));

  if (n_frames == self->n_focus && (n_frames == 0 || memcmp (frames, self->focus, n_frames * sizeof *frames) == 0))
    return;
  g_free (self->focus);
  self->focus = g_memdup2 (frames, n_frames * sizeof *frames);
  self->n_focus = n_frames;
  if (self->is_cut)
    update (self);
}

void
ember_turner_set_compared (EmberTurner *self,
                           EmberDifference *difference)
{
  g_return_if_fail (EMBER_IS_TURNER (self));

  if (self->compared == difference)
    return;
  take_difference (&self->compared, difference != NULL ? ember_difference_ref (difference) : NULL);
  update (self);
}

EmberDifference *
ember_turner_get_compared (EmberTurner *self)
{
  return self->compared;
}

EmberDifference *
ember_turner_get_difference (EmberTurner *self)
{
  return self->difference;
}

EmberDifference *
ember_turner_get_callees_difference (EmberTurner *self)
{
  return self->callees_difference;
}

EmberFlameGraph *
ember_turner_get_graph (EmberTurner *self)
{
  return self->graph;
}

EmberFlameGraph *
ember_turner_get_callees (EmberTurner *self)
{
  return self->callees;
}

gboolean
ember_turner_is_busy (EmberTurner *self)
{
  return ember_latest_is_busy (self->work);
}
