/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/thread-lister.h"

#include "session/latest.h"
#include "session/retire.h"

/* A table that is sorted anew with each step of a drag is hard to read, and to sort. */
#define REST_MS 80

struct _EmberThreadLister
{
  GObject parent_instance;

  EmberSession *session;
  bool is_active;
  EmberThreadGrouping grouping;
  EmberThreadTable *table;
  EmberTableSet *whole; /* (nullable): what the table was made of, with others */
  EmberFilter *others;  /* (nullable): the filter but for who ran */
  EmberLatest *work;
  guint rest_id;
};

typedef struct
{
  EmberTableSet *whole;
  EmberFilter *others;
  EmberTimeRange range;
  EmberBand band; /* may be none */
  EmberThreadGrouping grouping;
  EmberWhenStrips *strips; /* (nullable) */
} Request;

typedef struct
{
  EmberThreadTable *table;
  EmberTableSet *whole;
  EmberFilter *others;
} Result;

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmberThreadLister, ember_thread_lister, G_TYPE_OBJECT)

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_pointer (&request->whole, ember_table_set_free);
  g_clear_pointer (&request->others, ember_filter_unref);
  g_clear_pointer (&request->strips, ember_when_strips_unref);
  g_free (request);
}

static void
result_free (gpointer data)
{
  Result *result = data;

  g_clear_pointer (&result->table, ember_thread_table_unref);
  g_clear_pointer (&result->whole, ember_table_set_free);
  g_clear_pointer (&result->others, ember_filter_unref);
  g_free (result);
}

/* A filter that cannot be asked holds nothing back, as elsewhere in the window. */
static EmberTableSet *
apply (const Request *request,
       GCancellable *cancellable)
{
  EmberTableSet *set = ember_filter_apply (request->others, request->whole, cancellable, NULL);

  if (set == NULL && !g_cancellable_is_cancelled (cancellable))
    return ember_table_set_copy (request->whole);
  return set;
}

static gpointer
list_work (gconstpointer data,
           GCancellable *cancellable)
{
  const Request *request = data;
  g_autoptr (EmberTableSet) set = apply (request, cancellable);
  EmberThreadTable *table;
  Result *result;

  if (set == NULL)
    return NULL;
  table = ember_thread_table_new (set, request->range, &request->band, request->grouping, request->strips, cancellable);
  if (table == NULL)
    return NULL;
  result = g_new (Result, 1);
  result->table = table;
  result->whole = ember_table_set_copy (request->whole);
  result->others = ember_filter_ref (request->others);
  return result;
}

static void
take (EmberThreadLister *self,
      EmberThreadTable *table,
      EmberTableSet *whole,
      EmberFilter *others)
{
  EmberProfile *old = self->table != NULL ? ember_profile_ref (self->table->profile) : NULL;

  g_clear_pointer (&self->table, ember_thread_table_unref);
  g_clear_pointer (&self->whole, ember_table_set_free);
  g_clear_pointer (&self->others, ember_filter_unref);
  self->table = table;
  self->whole = whole;
  self->others = others;
  ember_retire_profile (old);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
list_done_cb (gpointer data,
              gpointer user_data)
{
  EmberThreadLister *self = user_data;
  Result *result = data;

  if (result == NULL)
    return;
  take (self, g_steal_pointer (&result->table), g_steal_pointer (&result->whole), g_steal_pointer (&result->others));
  result_free (result);
}

static bool
asks_who (const EmberFilterCondition *condition)
{
  return condition->kind == EMBER_FILTER_PROCESS || condition->kind == EMBER_FILTER_THREAD || condition->kind == EMBER_FILTER_COMM;
}

static EmberFilter *
create_others (EmberFilter *filter)
{
  EmberFilter *others = ember_filter_new ();

  for (uint32_t i = 0; i < ember_filter_get_n (filter); i++)
    if (!asks_who (ember_filter_get (filter, i)) && ember_filter_get (filter, i)->is_enabled)
      {
        EmberFilter *more = ember_filter_with (others, ember_filter_get (filter, i));

        ember_filter_unref (others);
        others = more;
      }
  return others;
}

/* Whether the strips of the last table are those of the next. */
static bool
has_strips (EmberThreadLister *self,
            const EmberTableSet *whole,
            const EmberFilter *others)
{
  return self->table != NULL && self->table->strips != NULL && self->table->grouping == self->grouping &&
         ember_table_set_equal (self->whole, whole) && ember_filter_equal (self->others, others);
}

static void
request_table (EmberThreadLister *self)
{
  const EmberTableSet *whole = ember_session_get_whole_set (self->session);
  const EmberTimeRange range = ember_session_get_range (self->session);
  Request *request;

  if (whole == NULL)
    return;
  request = g_new0 (Request, 1);
  request->whole = ember_table_set_copy (whole);
  request->others = create_others (ember_session_get_filter (self->session));
  request->range = ember_time_range_is_empty (range) ? EMBER_TIME_RANGE_ALL : range;
  request->band = ember_session_get_band (self->session);
  request->grouping = self->grouping;
  if (has_strips (self, whole, request->others))
    request->strips = ember_when_strips_ref (self->table->strips);
  ember_latest_push (self->work, request);
}

static gboolean
rest_cb (gpointer user_data)
{
  EmberThreadLister *self = user_data;

  self->rest_id = 0;
  request_table (self);
  return G_SOURCE_REMOVE;
}

/* The first table is there at once, later ones when things have come to rest. */
static void
renew (EmberThreadLister *self)
{
  if (!self->is_active || ember_session_get_whole_set (self->session) == NULL)
    {
      g_clear_handle_id (&self->rest_id, g_source_remove);
      ember_latest_cancel (self->work);
      if (self->table != NULL)
        take (self, NULL, NULL, NULL);
    }
  else if (self->table == NULL)
    request_table (self);
  else if (self->rest_id == 0)
    self->rest_id = g_timeout_add (REST_MS, rest_cb, self);
}

static void
ember_thread_lister_dispose (GObject *object)
{
  EmberThreadLister *self = EMBER_THREAD_LISTER (object);

  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_clear_pointer (&self->work, ember_latest_free);
  g_clear_pointer (&self->table, ember_thread_table_unref);
  g_clear_pointer (&self->whole, ember_table_set_free);
  g_clear_pointer (&self->others, ember_filter_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (ember_thread_lister_parent_class)->dispose (object);
}

static void
ember_thread_lister_class_init (EmberThreadListerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ember_thread_lister_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ember_thread_lister_init (EmberThreadLister *self)
{
  self->work = ember_latest_new (list_work, list_done_cb, self, request_free, result_free);
}

EmberThreadLister *
ember_thread_lister_new (EmberSession *session)
{
  EmberThreadLister *self = g_object_new (EMBER_TYPE_THREAD_LISTER, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::table-set", G_CALLBACK (renew), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::filter", G_CALLBACK (renew), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::range", G_CALLBACK (renew), self, G_CONNECT_SWAPPED);
  return self;
}

void
ember_thread_lister_set_is_active (EmberThreadLister *self,
                                   bool is_active)
{
  if (self->is_active == is_active)
    return;
  self->is_active = is_active;
  renew (self);
}

void
ember_thread_lister_set_grouping (EmberThreadLister *self,
                                  EmberThreadGrouping grouping)
{
  if (self->grouping == grouping)
    return;
  self->grouping = grouping;
  if (self->is_active)
    request_table (self);
}

EmberThreadTable *
ember_thread_lister_get_table (EmberThreadLister *self)
{
  return self->table;
}

bool
ember_thread_lister_is_busy (EmberThreadLister *self)
{
  return self->rest_id != 0 || ember_latest_is_busy (self->work);
}
