/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/pattern-lister.h"

#include "analysis/sampling-clock.h"
#include "session/latest.h"
#include "session/retire.h"

struct _EmberPatternLister
{
  GObject parent_instance;

  EmberSession *session;
  bool is_active;
  GArray *patterns;      /* (nullable) */
  EmberProfile *profile; /* (nullable) */
  EmberLatest *work;
};

typedef struct
{
  GArray *patterns;
  EmberProfile *profile;
} Result;

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmberPatternLister, ember_pattern_lister, G_TYPE_OBJECT)

static void
request_free (gpointer data)
{
  ember_table_set_free (data);
}

static void
result_free (gpointer data)
{
  Result *result = data;

  g_clear_pointer (&result->patterns, g_array_unref);
  g_clear_pointer (&result->profile, ember_profile_unref);
  g_free (result);
}

static int
compare_weights_cb (gconstpointer a,
                    gconstpointer b,
                    gpointer n_cpus)
{
  const double left = ember_pattern_get_weight (a, GPOINTER_TO_UINT (n_cpus));
  const double right = ember_pattern_get_weight (b, GPOINTER_TO_UINT (n_cpus));

  return left > right ? -1 : left < right ? 1
                                          : ember_pattern_compare (a, b);
}

static gpointer
find_work (gconstpointer data,
           GCancellable *cancellable)
{
  const EmberTableSet *set = data;
  GArray *patterns = ember_patterns_find (set, EMBER_TIME_RANGE_ALL, cancellable);
  Result *result;

  if (patterns == NULL)
    return NULL;
  if (patterns->len > 1)
    g_array_sort_with_data (patterns, compare_weights_cb, GUINT_TO_POINTER (ember_sampling_clock_new (set).n_cpus));
  result = g_new (Result, 1);
  result->patterns = patterns;
  result->profile = ember_profile_ref (set->profile);
  return result;
}

/* @patterns, @profile: (transfer full) (nullable): */
static void
take (EmberPatternLister *self,
      GArray *patterns,
      EmberProfile *profile)
{
  EmberProfile *old = g_steal_pointer (&self->profile);

  g_clear_pointer (&self->patterns, g_array_unref);
  self->patterns = patterns;
  self->profile = profile;
  ember_retire_profile (old);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
found_cb (gpointer data,
          gpointer user_data)
{
  EmberPatternLister *self = user_data;
  Result *result = data;

  if (result == NULL)
    return;
  take (self, g_steal_pointer (&result->patterns), g_steal_pointer (&result->profile));
  result_free (result);
}

static void
renew (EmberPatternLister *self)
{
  const EmberTableSet *set = ember_session_get_table_set (self->session);

  if (self->is_active && set != NULL)
    {
      ember_latest_push (self->work, ember_table_set_copy (set));
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
      return;
    }
  ember_latest_cancel (self->work);
  if (self->patterns != NULL)
    take (self, NULL, NULL);
}

static void
ember_pattern_lister_dispose (GObject *object)
{
  EmberPatternLister *self = EMBER_PATTERN_LISTER (object);

  g_clear_pointer (&self->work, ember_latest_free);
  g_clear_pointer (&self->patterns, g_array_unref);
  g_clear_pointer (&self->profile, ember_profile_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (ember_pattern_lister_parent_class)->dispose (object);
}

static void
ember_pattern_lister_class_init (EmberPatternListerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ember_pattern_lister_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ember_pattern_lister_init (EmberPatternLister *self)
{
  self->work = ember_latest_new (find_work, found_cb, self, request_free, result_free);
}

EmberPatternLister *
ember_pattern_lister_new (EmberSession *session)
{
  EmberPatternLister *self = g_object_new (EMBER_TYPE_PATTERN_LISTER, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::table-set", G_CALLBACK (renew), self, G_CONNECT_SWAPPED);
  return self;
}

void
ember_pattern_lister_set_is_active (EmberPatternLister *self,
                                    bool is_active)
{
  if (self->is_active == is_active)
    return;
  self->is_active = is_active;
  renew (self);
}

const GArray *
ember_pattern_lister_get_patterns (EmberPatternLister *self)
{
  return self->patterns;
}

EmberProfile *
ember_pattern_lister_get_profile (EmberPatternLister *self)
{
  return self->profile;
}

bool
ember_pattern_lister_is_busy (EmberPatternLister *self)
{
  return ember_latest_is_busy (self->work);
}
