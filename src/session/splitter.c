/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/splitter.h"

#include "session/latest.h"

struct _EmberSplitter
{
  GObject parent_instance;

  EmberSession *session;
  EmberSplitKind kind;
  uint32_t n_own;
  EmberSplit *split; /* (nullable) */
  EmberLatest *work;
};

typedef struct
{
  EmberTableSet *set;
  EmberHeatmapGrid grid;
  EmberSplitKind kind;
  uint32_t n_own;
  bool spreads_waits;
} Request;

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmberSplitter, ember_splitter, G_TYPE_OBJECT)

static void
request_free (gpointer data)
{
  Request *request = data;

  ember_table_set_free (request->set);
  g_free (request);
}

static void
unref_split (gpointer data)
{
  ember_split_unref (data);
}

static gpointer
split_work (gconstpointer data,
            GCancellable *cancellable)
{
  const Request *request = data;

  return ember_split_new (request->set, &request->grid, EMBER_TIME_RANGE_ALL, request->kind, request->n_own, request->spreads_waits, cancellable);
}

/* @split: (transfer full) (nullable): */
static void
take (EmberSplitter *self,
      EmberSplit *split)
{
  g_clear_pointer (&self->split, ember_split_unref);
  self->split = split;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
split_done_cb (gpointer result,
               gpointer user_data)
{
  if (result != NULL)
    take (user_data, result);
}

/* A preview of a file that is being read has no samples yet. */
static void
renew (EmberSplitter *self)
{
  const EmberTableSet *set = ember_session_get_table_set (self->session);
  const EmberHeatmap *heatmap = ember_session_get_heatmap (self->session);
  Request *request;

  if (self->kind == EMBER_SPLIT_NONE || set == NULL || heatmap == NULL || heatmap->grid.n_columns == 0)
    {
      ember_latest_cancel (self->work);
      if (self->split != NULL)
        take (self, NULL);
      return;
    }
  request = g_new (Request, 1);
  request->set = ember_table_set_copy (set);
  request->grid = heatmap->grid;
  request->kind = self->kind;
  request->n_own = self->n_own;
  request->spreads_waits = heatmap->is_time;
  ember_latest_push (self->work, request);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
ember_splitter_dispose (GObject *object)
{
  EmberSplitter *self = EMBER_SPLITTER (object);

  g_clear_pointer (&self->work, ember_latest_free);
  g_clear_pointer (&self->split, ember_split_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (ember_splitter_parent_class)->dispose (object);
}

static void
ember_splitter_class_init (EmberSplitterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ember_splitter_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ember_splitter_init (EmberSplitter *self)
{
  self->n_own = EMBER_SPLIT_DEFAULT_PARTS;
  self->work = ember_latest_new (split_work, split_done_cb, self, request_free, unref_split);
}

EmberSplitter *
ember_splitter_new (EmberSession *session)
{
  EmberSplitter *self = g_object_new (EMBER_TYPE_SPLITTER, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::heatmap", G_CALLBACK (renew), self, G_CONNECT_SWAPPED);
  return self;
}

void
ember_splitter_set_kind (EmberSplitter *self,
                         EmberSplitKind kind)
{
  g_return_if_fail (EMBER_IS_SPLITTER (self));

  if (self->kind == kind)
    return;
  self->kind = kind;
  renew (self);
}

EmberSplitKind
ember_splitter_get_kind (EmberSplitter *self)
{
  return self->kind;
}

void
ember_splitter_set_n_own (EmberSplitter *self,
                          uint32_t n_own)
{
  g_return_if_fail (EMBER_IS_SPLITTER (self));

  n_own = CLAMP (n_own, 1, EMBER_SPLIT_MAX_PARTS);
  if (self->n_own == n_own)
    return;
  self->n_own = n_own;
  renew (self);
}

uint32_t
ember_splitter_get_n_own (EmberSplitter *self)
{
  return self->n_own;
}

EmberSplit *
ember_splitter_get_split (EmberSplitter *self)
{
  return self->split;
}

bool
ember_splitter_is_busy (EmberSplitter *self)
{
  return ember_latest_is_busy (self->work);
}
