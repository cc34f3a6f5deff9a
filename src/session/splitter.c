/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/splitter.h"

#include "session/latest.h"

struct _EmberSplitter
{
  GObject parent_instance;

  EmberSession *session;
  EmberSplitKind kind;
  uint32_t n_own;
  EmberMark *mark;            /* (nullable) */
  EmberSplit *split;          /* (nullable) */
  EmberSplitMatches *matches; /* (nullable): of this split */
  guint n_asked;              /* splits that were asked for */
  guint number;               /* of these, the one that stands */
  EmberLatest *work;
};

/* What is to be made: a split, if it is not there yet, and what is pointed out on it. */
typedef struct
{
  EmberSplit *split; /* (nullable): there already; else the rest holds */
  EmberTableSet *set;
  EmberHeatmapGrid grid;
  EmberSplitKind kind;
  uint32_t n_own;
  bool spreads_waits;
  guint number;
  EmberMark *mark; /* (nullable) */
} Request;

typedef struct
{
  EmberSplit *split;
  EmberSplitMatches *matches; /* (nullable) */
  EmberMark *mark;            /* (nullable): what these are of */
  guint number;
} Finding;

enum
{
  SIGNAL_CHANGED,
  SIGNAL_MARKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmberSplitter, ember_splitter, G_TYPE_OBJECT)

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_pointer (&request->split, ember_split_unref);
  g_clear_pointer (&request->set, ember_table_set_free);
  g_clear_pointer (&request->mark, ember_mark_unref);
  g_free (request);
}

static void
finding_free (gpointer data)
{
  Finding *finding = data;

  g_clear_pointer (&finding->split, ember_split_unref);
  g_clear_pointer (&finding->matches, ember_split_matches_unref);
  g_clear_pointer (&finding->mark, ember_mark_unref);
  g_free (finding);
}

static gpointer
split_work (gconstpointer data,
            GCancellable *cancellable)
{
  const Request *request = data;
  g_autoptr (EmberSplit) split = NULL;
  g_autoptr (EmberStackMask) stacks = NULL;
  Finding *finding;

  if (request->split != NULL)
    split = ember_split_ref (request->split);
  else
    split = ember_split_new (request->set, &request->grid, EMBER_TIME_RANGE_ALL, request->kind, request->n_own, request->spreads_waits, cancellable);
  if (split == NULL)
    return NULL;
  if (request->mark != NULL)
    stacks = ember_mark_find_stacks (request->mark, split->set->profile, cancellable, NULL);
  finding = g_new0 (Finding, 1);
  finding->number = request->number;
  finding->mark = request->mark != NULL ? ember_mark_ref (request->mark) : NULL;
  if (stacks != NULL)
    finding->matches = ember_split_matches_new (split, stacks, cancellable);
  finding->split = g_steal_pointer (&split);
  return finding;
}

static void
drop_matches (EmberSplitter *self)
{
  if (self->matches == NULL)
    return;
  g_clear_pointer (&self->matches, ember_split_matches_unref);
  g_signal_emit (self, signals[SIGNAL_MARKED], 0);
}

/* @split: (transfer full) (nullable):
 * @matches: (transfer full) (nullable): */
static void
take (EmberSplitter *self,
      EmberSplit *split,
      EmberSplitMatches *matches)
{
  const bool is_other = split != self->split;

  g_clear_pointer (&self->split, ember_split_unref);
  g_clear_pointer (&self->matches, ember_split_matches_unref);
  self->split = split;
  self->matches = matches;
  if (is_other)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  g_signal_emit (self, signals[SIGNAL_MARKED], 0);
}

static bool
is_same_mark (const EmberMark *a,
              const EmberMark *b)
{
  return a == b || (a != NULL && b != NULL && ember_mark_equal (a, b));
}

/* An older request may be done first, of a mark that holds no more. */
static void
split_done_cb (gpointer result,
               gpointer user_data)
{
  EmberSplitter *self = user_data;
  Finding *finding = result;

  if (finding == NULL)
    return;
  if (!is_same_mark (finding->mark, self->mark))
    g_clear_pointer (&finding->matches, ember_split_matches_unref);
  self->number = finding->number;
  take (self, g_steal_pointer (&finding->split), g_steal_pointer (&finding->matches));
  finding_free (finding);
}

/* @set: (nullable): NULL: what stands is only marked anew */
static void
push (EmberSplitter *self,
      const EmberTableSet *set,
      const EmberHeatmap *heatmap)
{
  Request *request = g_new0 (Request, 1);

  request->mark = self->mark != NULL ? ember_mark_ref (self->mark) : NULL;
  if (set != NULL)
    {
      request->set = ember_table_set_copy (set);
      request->grid = heatmap->grid;
      request->kind = self->kind;
      request->n_own = self->n_own;
      request->spreads_waits = heatmap->is_time;
      request->number = ++self->n_asked;
    }
  else
    {
      request->split = ember_split_ref (self->split);
      request->number = self->number;
    }
  ember_latest_push (self->work, request);
}

/* A preview of a file that is being read has no samples yet. */
static void
renew (EmberSplitter *self)
{
  const EmberTableSet *set = ember_session_get_table_set (self->session);
  const EmberHeatmap *heatmap = ember_session_get_heatmap (self->session);

  if (self->kind == EMBER_SPLIT_NONE || set == NULL || heatmap == NULL || heatmap->grid.n_columns == 0)
    {
      ember_latest_cancel (self->work);
      self->number = self->n_asked;
      if (self->split != NULL)
        take (self, NULL, NULL);
      return;
    }
  push (self, set, heatmap);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
ember_splitter_dispose (GObject *object)
{
  EmberSplitter *self = EMBER_SPLITTER (object);

  g_clear_pointer (&self->work, ember_latest_free);
  g_clear_pointer (&self->split, ember_split_unref);
  g_clear_pointer (&self->matches, ember_split_matches_unref);
  g_clear_pointer (&self->mark, ember_mark_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (ember_splitter_parent_class)->dispose (object);
}

static void
ember_splitter_class_init (EmberSplitterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ember_splitter_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_MARKED] = g_signal_new ("marked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ember_splitter_init (EmberSplitter *self)
{
  self->n_own = EMBER_SPLIT_DEFAULT_PARTS;
  self->work = ember_latest_new (split_work, split_done_cb, self, request_free, finding_free);
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

void
ember_splitter_set_mark (EmberSplitter *self,
                         EmberMark *mark)
{
  g_return_if_fail (EMBER_IS_SPLITTER (self));

  if (is_same_mark (mark, self->mark))
    return;
  g_clear_pointer (&self->mark, ember_mark_unref);
  self->mark = mark != NULL ? ember_mark_ref (mark) : NULL;
  drop_matches (self);
  if (self->number != self->n_asked)
    renew (self);
  else if (self->split != NULL && mark != NULL)
    push (self, NULL, NULL);
  else
    ember_latest_cancel (self->work);
}

EmberSplitMatches *
ember_splitter_get_matches (EmberSplitter *self)
{
  return self->matches;
}

bool
ember_splitter_is_busy (EmberSplitter *self)
{
  return ember_latest_is_busy (self->work);
}
