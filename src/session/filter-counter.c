/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/filter-counter.h"

#include <string.h>

#include "analysis/filter-counts.h"
#include "analysis/filter-text.h"
#include "session/latest.h"

struct _EmberFilterCounter
{
  GObject parent_instance;

  EmberSubset *subset;
  GHashTable *counts;              /* text of a condition -> uint64_t; of tables */
  const EmberSampleTable **tables; /* (nullable): of the recording that is open; what was counted */
  uint32_t n_tables;
  EmberLatest *work;
};

typedef struct
{
  EmberFilter *filter;
  EmberTableSet *set;
} Request;

typedef struct
{
  EmberFilter *filter;
  uint64_t *counts; /* of each condition */
} Result;

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmberFilterCounter, ember_filter_counter, G_TYPE_OBJECT)

static void
request_free (gpointer data)
{
  Request *request = data;

  ember_filter_unref (request->filter);
  ember_table_set_free (request->set);
  g_free (request);
}

static void
result_free (gpointer data)
{
  Result *result = data;

  ember_filter_unref (result->filter);
  g_free (result->counts);
  g_free (result);
}

static gpointer
count_work (gconstpointer data,
            GCancellable *cancellable)
{
  const Request *request = data;
  uint64_t *counts = ember_filter_counts_new (request->filter, request->set, cancellable);
  Result *result;

  if (counts == NULL)
    return NULL;
  result = g_new (Result, 1);
  result->filter = ember_filter_ref (request->filter);
  result->counts = counts;
  return result;
}

/* All of an event, or of the one that is shown together with its idle samples; no sample needs a look for it. */
static uint64_t
count_tables (EmberFilterCounter *self,
              const EmberFilterCondition *condition)
{
  const GPtrArray *choices = ember_subset_get_choices (self->subset);
  const bool is_event = condition->kind == EMBER_FILTER_EVENT;
  const char *name = is_event ? condition->text : ember_subset_get_event_name (self->subset);

  for (guint i = 0; i < choices->len; i++)
    {
      const EmberEventChoice *choice = g_ptr_array_index (choices, i);

      if (g_strcmp0 (choice->name, name) == 0)
        return choice->n_samples - (is_event && !ember_subset_get_with_idle (self->subset) ? choice->n_idle : 0);
    }
  return 0;
}

static void
count_done_cb (gpointer data,
               gpointer user_data)
{
  EmberFilterCounter *self = user_data;
  Result *result = data;

  if (result == NULL)
    return;
  for (uint32_t i = 0; i < ember_filter_get_n (result->filter); i++)
    g_hash_table_replace (self->counts, ember_filter_text_format (ember_filter_get (result->filter, i)),
                          g_memdup2 (&result->counts[i], sizeof (uint64_t)));
  result_free (result);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* The conditions that were not counted yet. */
static EmberFilter *
collect_unknown (EmberFilterCounter *self)
{
  EmberFilter *filter = ember_subset_get_filter (self->subset);
  EmberFilter *unknown = ember_filter_new ();
  uint64_t n_samples;

  for (uint32_t i = 0; i < ember_filter_get_n (filter); i++)
    if (!ember_filter_counter_get (self, ember_filter_get (filter, i), &n_samples))
      {
        EmberFilter *more = ember_filter_with (unknown, ember_filter_get (filter, i));

        ember_filter_unref (unknown);
        unknown = more;
      }
  return unknown;
}

static void
forget (EmberFilterCounter *self)
{
  ember_latest_cancel (self->work);
  g_hash_table_remove_all (self->counts);
  g_clear_pointer (&self->tables, g_free);
  self->n_tables = 0;
}

static void
renew (EmberFilterCounter *self)
{
  const EmberTableSet *whole = ember_subset_get_whole (self->subset);
  g_autoptr (EmberFilter) unknown = NULL;
  Request *request;

  if (whole == NULL)
    return;
  if (self->tables == NULL || self->n_tables != whole->n_tables ||
      memcmp (self->tables, whole->tables, whole->n_tables * sizeof (EmberSampleTable *)) != 0)
    {
      forget (self);
      self->n_tables = whole->n_tables;
      self->tables = g_memdup2 (whole->tables, MAX (whole->n_tables, 1) * sizeof (EmberSampleTable *));
    }
  unknown = collect_unknown (self);
  ember_latest_cancel (self->work);
  if (ember_filter_get_n (unknown) == 0)
    return;
  request = g_new (Request, 1);
  request->filter = g_steal_pointer (&unknown);
  request->set = ember_table_set_copy (whole);
  ember_latest_push (self->work, request);
}

/* Tables of a recording that is gone may have the addresses of the next one's. */
static void
recording_changed_cb (EmberFilterCounter *self)
{
  forget (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
ember_filter_counter_dispose (GObject *object)
{
  EmberFilterCounter *self = EMBER_FILTER_COUNTER (object);

  g_clear_pointer (&self->work, ember_latest_free);
  g_clear_object (&self->subset);
  G_OBJECT_CLASS (ember_filter_counter_parent_class)->dispose (object);
}

static void
ember_filter_counter_finalize (GObject *object)
{
  EmberFilterCounter *self = EMBER_FILTER_COUNTER (object);

  g_hash_table_unref (self->counts);
  g_free (self->tables);
  G_OBJECT_CLASS (ember_filter_counter_parent_class)->finalize (object);
}

static void
ember_filter_counter_class_init (EmberFilterCounterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ember_filter_counter_dispose;
  object_class->finalize = ember_filter_counter_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ember_filter_counter_init (EmberFilterCounter *self)
{
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->work = ember_latest_new (count_work, count_done_cb, self, request_free, result_free);
}

EmberFilterCounter *
ember_filter_counter_new (EmberSubset *subset)
{
  EmberFilterCounter *self = g_object_new (EMBER_TYPE_FILTER_COUNTER, NULL);

  self->subset = g_object_ref (subset);
  g_signal_connect_object (subset, "recording-changed", G_CALLBACK (recording_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (subset, "filter-changed", G_CALLBACK (renew), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (subset, "changed", G_CALLBACK (renew), self, G_CONNECT_SWAPPED);
  renew (self);
  return self;
}

bool
ember_filter_counter_get (EmberFilterCounter *self,
                          const EmberFilterCondition *condition,
                          uint64_t *n_samples)
{
  g_autofree char *text = NULL;
  const uint64_t *count;

  if (condition->kind == EMBER_FILTER_EVENT || condition->kind == EMBER_FILTER_IDLE)
    {
      *n_samples = count_tables (self, condition);
      return true;
    }
  text = ember_filter_text_format (condition);
  count = g_hash_table_lookup (self->counts, text);
  if (count != NULL)
    *n_samples = *count;
  return count != NULL;
}

bool
ember_filter_counter_is_busy (EmberFilterCounter *self)
{
  return ember_latest_is_busy (self->work);
}
