/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/comparison.h"

#include "session/comparison-work.h"
#include "session/latest.h"
#include "session/retire.h"

struct _EmberComparison
{
  GObject parent_instance;

  EmberSession *session;
  EmberSession *other;     /* (nullable) */
  EmberTimeRange baseline; /* of the same recording */
  EmberNormalization normalization;
  EmberChangeBasis basis;
  gboolean is_flipped;
  gboolean shows_gone;

  EmberComparisonResult *result; /* (nullable) */
  EmberLatest *work;
};

enum
{
  PROP_BASELINE = 1,
  PROP_OTHER,
  PROP_NORMALIZATION,
  PROP_BASIS,
  PROP_IS_FLIPPED,
  PROP_SHOWS_GONE,
  N_PROPS
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmberComparison, ember_comparison, G_TYPE_OBJECT)

static void
notify (EmberComparison *self,
        guint property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* The trees of two recordings go in a worker, once whoever listens has let them go.
 * @result: (transfer full) (nullable) */
static void
take_result (EmberComparison *self,
             EmberComparisonResult *result)
{
  EmberComparisonResult *old = g_steal_pointer (&self->result);
  EmberProfile *trees[2] = { NULL, NULL };

  if (old != NULL && old->alignment.a != NULL)
    {
      trees[0] = ember_profile_ref (old->alignment.a);
      trees[1] = ember_profile_ref (old->alignment.b);
    }
  g_clear_pointer (&old, ember_comparison_result_unref);
  self->result = result;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  for (int i = 0; i < 2; i++)
    ember_retire_profile (trees[i]);
}

static void
compared_cb (gpointer result,
             gpointer user_data)
{
  if (result != NULL)
    take_result (user_data, result);
}

static EmberTimeRange
get_other_range (EmberComparison *self)
{
  const EmberTimeRange range = ember_session_get_range (self->other);

  return ember_time_range_is_empty (range) ? EMBER_TIME_RANGE_ALL : range;
}

/* The samples of a graph of a band, in the band or not; others where those of the session are of another tree
 * already, whose graph will follow.
 * Returns: (transfer full) (nullable): NULL where there is no band */
static EmberTableSet *
dup_own_set (EmberComparison *self,
             const EmberFlameGraph *graph)
{
  const EmberTableSet *banded = ember_flame_graph_get_set (graph);
  const EmberTableSet *set = ember_session_get_table_set (self->session);

  if (!ember_band_is_active (&banded->band) || set == NULL)
    return NULL;
  return set->profile == banded->profile ? ember_table_set_copy (set) : ember_table_set_copy (banded);
}

/* Compares anew; without what it takes, nothing is compared. */
static void
update (EmberComparison *self)
{
  EmberFlameGraph *graph = ember_session_get_graph (self->session);
  const EmberTableSet *baseline_set = self->other != NULL ? ember_session_get_table_set (self->other) : NULL;
  EmberComparisonRequest *request;

  if (graph == NULL || !ember_comparison_is_active (self) || (self->other != NULL && baseline_set == NULL))
    {
      ember_latest_cancel (self->work);
      take_result (self, NULL);
      return;
    }
  request = ember_comparison_request_new (graph, baseline_set, self->other != NULL ? get_other_range (self) : self->baseline);
  request->own_set = dup_own_set (self, graph);
  request->normalization = self->normalization;
  request->is_flipped = self->is_flipped;
  request->with_gone = self->shows_gone;
  request->previous = self->result != NULL ? ember_comparison_result_ref (self->result) : NULL;
  ember_latest_push (self->work, request);
}

static void
set_own_baseline (EmberComparison *self,
                  EmberTimeRange range)
{
  if (ember_time_range_is_empty (range))
    range = (EmberTimeRange){ 0, 0 };
  if (ember_time_range_equal (self->baseline, range))
    return;
  self->baseline = range;
  notify (self, PROP_BASELINE);
}

/* The same recording, read again, keeps the baseline. */
static void
profile_changed_cb (EmberComparison *self)
{
  const EmberProfile *profile = ember_session_get_profile (self->session);

  if (profile == NULL)
    ember_comparison_clear (self);
  else if (ember_time_range_is_empty (ember_time_range_intersect (self->baseline, ember_profile_get_range (profile))))
    set_own_baseline (self, (EmberTimeRange){ 0, 0 });
}

/* A filter is forgotten with the recording it was set for, so it comes with the recording. */
static void
pass_on (EmberComparison *self)
{
  if (self->other == NULL)
    return;
  ember_session_set_filter (self->other, ember_session_get_filter (self->session));
  if (ember_session_get_event_name (self->session) != NULL)
    ember_session_set_event_name (self->other, ember_session_get_event_name (self->session));
}

static void
other_range_changed_cb (EmberComparison *self)
{
  notify (self, PROP_BASELINE);
  update (self);
}

static void
forget_other (EmberComparison *self)
{
  if (self->other == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->other, self);
  ember_session_cancel_loading (self->other);
  g_clear_object (&self->other);
}

static void
set_flipped (EmberComparison *self,
             gboolean is_flipped)
{
  if (self->is_flipped == is_flipped)
    return;
  self->is_flipped = is_flipped;
  notify (self, PROP_IS_FLIPPED);
}

static void
ember_comparison_get_property (GObject *object,
                               guint id,
                               GValue *value,
                               GParamSpec *pspec)
{
  EmberComparison *self = EMBER_COMPARISON (object);
  const EmberTimeRange baseline = ember_comparison_get_baseline (self);

  switch (id)
    {
    case PROP_BASELINE:
      g_value_set_variant (value, g_variant_new ("(xx)", baseline.begin_ns, baseline.end_ns));
      break;
    case PROP_OTHER:
      g_value_set_object (value, self->other);
      break;
    case PROP_NORMALIZATION:
      g_value_set_int (value, (int) self->normalization);
      break;
    case PROP_BASIS:
      g_value_set_int (value, (int) self->basis);
      break;
    case PROP_IS_FLIPPED:
      g_value_set_boolean (value, self->is_flipped);
      break;
    case PROP_SHOWS_GONE:
      g_value_set_boolean (value, self->shows_gone);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ember_comparison_set_property (GObject *object,
                               guint id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  EmberComparison *self = EMBER_COMPARISON (object);
  EmberTimeRange range;

  switch (id)
    {
    case PROP_BASELINE:
      g_variant_get (g_value_get_variant (value), "(xx)", &range.begin_ns, &range.end_ns);
      ember_comparison_set_baseline (self, range);
      break;
    case PROP_NORMALIZATION:
      ember_comparison_set_normalization (self, (EmberNormalization) g_value_get_int (value));
      break;
    case PROP_BASIS:
      ember_comparison_set_basis (self, (EmberChangeBasis) g_value_get_int (value));
      break;
    case PROP_SHOWS_GONE:
      ember_comparison_set_shows_gone (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ember_comparison_dispose (GObject *object)
{
  EmberComparison *self = EMBER_COMPARISON (object);

  g_clear_pointer (&self->work, ember_latest_free);
  g_clear_pointer (&self->result, ember_comparison_result_unref);
  forget_other (self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (ember_comparison_parent_class)->dispose (object);
}

static void
ember_comparison_class_init (EmberComparisonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = ember_comparison_get_property;
  object_class->set_property = ember_comparison_set_property;
  object_class->dispose = ember_comparison_dispose;
  properties[PROP_BASELINE] = g_param_spec_variant ("baseline", NULL, NULL, G_VARIANT_TYPE ("(xx)"), NULL, writable);
  properties[PROP_OTHER] = g_param_spec_object ("other", NULL, NULL, EMBER_TYPE_SESSION, readable);
  properties[PROP_NORMALIZATION] = g_param_spec_int ("normalization", NULL, NULL, EMBER_PER_TIME, EMBER_PER_SAMPLE, EMBER_PER_TIME, writable);
  properties[PROP_BASIS] = g_param_spec_int ("basis", NULL, NULL, EMBER_CHANGE_OF_TOTAL, EMBER_CHANGE_OF_SELF, EMBER_CHANGE_OF_TOTAL, writable);
  properties[PROP_IS_FLIPPED] = g_param_spec_boolean ("is-flipped", NULL, NULL, FALSE, readable);
  properties[PROP_SHOWS_GONE] = g_param_spec_boolean ("shows-gone", NULL, NULL, FALSE, writable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ember_comparison_init (EmberComparison *self)
{
  self->work = ember_latest_new (ember_comparison_work, compared_cb, self, ember_comparison_request_free, ember_comparison_result_unref);
}

EmberComparison *
ember_comparison_new (EmberSession *session)
{
  EmberComparison *self = g_object_new (EMBER_TYPE_COMPARISON, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::profile", G_CALLBACK (profile_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::graph", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::event-name", G_CALLBACK (pass_on), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::filter", G_CALLBACK (pass_on), self, G_CONNECT_SWAPPED);
  return self;
}

gboolean
ember_comparison_is_active (EmberComparison *self)
{
  return self->other != NULL || !ember_time_range_is_empty (self->baseline);
}

void
ember_comparison_set_baseline (EmberComparison *self,
                               EmberTimeRange range)
{
  g_return_if_fail (EMBER_IS_COMPARISON (self));

  if (self->other != NULL)
    {
      ember_session_set_range (self->other, range);
      return;
    }
  set_own_baseline (self, range);
  update (self);
}

EmberTimeRange
ember_comparison_get_baseline (EmberComparison *self)
{
  return self->other != NULL ? ember_session_get_range (self->other) : self->baseline;
}

void
ember_comparison_open (EmberComparison *self,
                       GFile *file)
{
  static const char *const followed[] = { "with-idle", "with-inlined", "asks-servers", "merge-level", "column-ns", "n-rows" };

  g_return_if_fail (EMBER_IS_COMPARISON (self));

  forget_other (self);
  self->baseline = (EmberTimeRange){ 0, 0 };
  self->other = ember_session_new ();
  for (size_t i = 0; i < G_N_ELEMENTS (followed); i++)
    g_object_bind_property (self->session, followed[i], self->other, followed[i], G_BINDING_SYNC_CREATE);
  ember_session_set_symbol_folders (self->other, ember_session_get_symbol_folders (self->session));
  g_signal_connect_swapped (self->other, "notify::profile", G_CALLBACK (pass_on), self);
  g_signal_connect_swapped (self->other, "notify::table-set", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->other, "notify::range", G_CALLBACK (other_range_changed_cb), self);
  ember_session_load (self->other, file);
  set_flipped (self, FALSE);
  notify (self, PROP_OTHER);
  notify (self, PROP_BASELINE);
  update (self);
}

EmberSession *
ember_comparison_get_other (EmberComparison *self)
{
  return self->other;
}

void
ember_comparison_clear (EmberComparison *self)
{
  const gboolean has_other = self->other != NULL;

  g_return_if_fail (EMBER_IS_COMPARISON (self));

  if (!ember_comparison_is_active (self))
    return;
  forget_other (self);
  self->baseline = (EmberTimeRange){ 0, 0 };
  set_flipped (self, FALSE);
  ember_comparison_set_shows_gone (self, FALSE);
  if (has_other)
    notify (self, PROP_OTHER);
  notify (self, PROP_BASELINE);
  update (self);
}

/* In one recording the two ranges change places; a range of everything becomes one that can be seen. */
void
ember_comparison_flip (EmberComparison *self)
{
  const EmberHeatmap *heatmap = ember_session_get_heatmap (self->session);
  const EmberTimeRange baseline = self->baseline;
  EmberTimeRange range;

  g_return_if_fail (EMBER_IS_COMPARISON (self));

  if (self->other != NULL)
    {
      set_flipped (self, !self->is_flipped);
      update (self);
      return;
    }
  if (!ember_comparison_is_active (self) || heatmap == NULL)
    return;
  range = ember_session_get_range (self->session);
  set_own_baseline (self, ember_time_range_is_empty (range) ? ember_heatmap_grid_get_range (&heatmap->grid) : range);
  ember_session_set_range (self->session, baseline);
}

gboolean
ember_comparison_is_flipped (EmberComparison *self)
{
  return self->is_flipped;
}

void
ember_comparison_set_normalization (EmberComparison *self,
                                    EmberNormalization normalization)
{
  if (self->normalization == normalization)
    return;
  self->normalization = normalization;
  notify (self, PROP_NORMALIZATION);
  update (self);
}

EmberNormalization
ember_comparison_get_normalization (EmberComparison *self)
{
  return self->normalization;
}

void
ember_comparison_set_basis (EmberComparison *self,
                            EmberChangeBasis basis)
{
  if (self->basis == basis)
    return;
  self->basis = basis;
  notify (self, PROP_BASIS);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

EmberChangeBasis
ember_comparison_get_basis (EmberComparison *self)
{
  return self->basis;
}

void
ember_comparison_set_shows_gone (EmberComparison *self,
                                 gboolean shows_gone)
{
  if (self->shows_gone == shows_gone)
    return;
  self->shows_gone = shows_gone;
  notify (self, PROP_SHOWS_GONE);
  update (self);
}

gboolean
ember_comparison_get_shows_gone (EmberComparison *self)
{
  return self->shows_gone;
}

EmberFlameGraph *
ember_comparison_get_graph (EmberComparison *self)
{
  if (self->result == NULL)
    return ember_session_get_graph (self->session);
  return self->result->gone != NULL ? self->result->gone : self->result->difference->range;
}

EmberDifference *
ember_comparison_get_difference (EmberComparison *self)
{
  return self->result != NULL ? self->result->difference : NULL;
}

gboolean
ember_comparison_is_busy (EmberComparison *self)
{
  return (self->other != NULL && ember_session_is_busy (self->other)) || ember_latest_is_busy (self->work);
}
