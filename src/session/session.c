/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/session-private.h"

static GParamSpec *properties[EMBER_SESSION_N_PROPS];

G_DEFINE_FINAL_TYPE (EmberSession, ember_session, G_TYPE_OBJECT)

void
ember_session_notify (EmberSession *self,
                      EmberSessionProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
heatmap_changed_cb (gpointer user_data)
{
  ember_session_notify (user_data, EMBER_SESSION_PROP_HEATMAP);
}

static void
graph_changed_cb (gpointer user_data)
{
  ember_session_notify (user_data, EMBER_SESSION_PROP_GRAPH);
}

static void
request_heatmap (EmberSession *self)
{
  ember_heatmap_keeper_request (self->heatmap_keeper, ember_subset_get_set (self->subset), &self->form);
}

static void
request_graph (EmberSession *self)
{
  ember_graph_keeper_request (self->graph_keeper, ember_subset_get_set (self->subset), self->range, self->band);
}

/* Nothing that is under way fits any more. */
static void
subset_changed_cb (EmberSession *self)
{
  ember_heatmap_keeper_cancel (self->heatmap_keeper);
  ember_graph_keeper_begin_set (self->graph_keeper);
  ember_session_notify (self, EMBER_SESSION_PROP_TABLE_SET);
  request_heatmap (self);
  request_graph (self);
}

/* All that the heat map shows: whole columns, also those parts without a sample. */
static EmberTimeRange
get_shown_range (EmberSession *self,
                 const EmberProfile *profile)
{
  const EmberHeatmapGrid grid = ember_heatmap_grid_new (profile, MAX (self->form.column_ns, EMBER_SECOND_NS), 1);

  return ember_heatmap_grid_get_range (&grid);
}

static void
recording_changed_cb (EmberSession *self)
{
  const EmberProfile *profile = ember_subset_get_profile (self->subset);

  if (profile == NULL || ember_time_range_is_empty (ember_time_range_intersect (self->range, get_shown_range (self, profile))))
    self->range = (EmberTimeRange){ 0, 0 };
  if (profile == NULL || !ember_profile_has_times (profile))
    self->band = (EmberBand){ 0 };
  if (profile == NULL || !ember_profile_has_times (profile))
    ember_heatmap_keeper_drop (self->heatmap_keeper);
  if (profile == NULL)
    ember_graph_keeper_drop (self->graph_keeper);
  ember_session_notify (self, EMBER_SESSION_PROP_PROFILE);
  ember_session_notify (self, EMBER_SESSION_PROP_EVENT_NAME);
  ember_session_notify (self, EMBER_SESSION_PROP_RANGE);
}

static void
filter_changed_cb (EmberSession *self)
{
  ember_session_notify (self, EMBER_SESSION_PROP_FILTER);
}

static void
event_changed_cb (EmberSession *self)
{
  ember_session_notify (self, EMBER_SESSION_PROP_EVENT_NAME);
}

static void
idle_changed_cb (EmberSession *self)
{
  ember_session_notify (self, EMBER_SESSION_PROP_WITH_IDLE);
}

static void
ember_session_get_property (GObject *object,
                            guint id,
                            GValue *value,
                            GParamSpec *pspec)
{
  EmberSession *self = EMBER_SESSION (object);

  switch (id)
    {
    case EMBER_SESSION_PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case EMBER_SESSION_PROP_PROFILE:
      g_value_set_pointer (value, ember_session_get_profile (self));
      break;
    case EMBER_SESSION_PROP_TABLE_SET:
      g_value_set_pointer (value, (gpointer) ember_session_get_table_set (self));
      break;
    case EMBER_SESSION_PROP_HEATMAP:
      g_value_set_pointer (value, ember_session_get_heatmap (self));
      break;
    case EMBER_SESSION_PROP_GRAPH:
      g_value_set_pointer (value, ember_session_get_graph (self));
      break;
    case EMBER_SESSION_PROP_EVENT_NAME:
      g_value_set_string (value, ember_session_get_event_name (self));
      break;
    case EMBER_SESSION_PROP_WITH_IDLE:
      g_value_set_boolean (value, ember_subset_get_with_idle (self->subset));
      break;
    case EMBER_SESSION_PROP_WITH_INLINED:
      g_value_set_boolean (value, ember_opening_get_with_inlined (self->opening));
      break;
    case EMBER_SESSION_PROP_ASKS_SERVERS:
      g_value_set_boolean (value, ember_opening_get_asks_servers (self->opening));
      break;
    case EMBER_SESSION_PROP_FILTER:
      g_value_set_pointer (value, ember_session_get_filter (self));
      break;
    case EMBER_SESSION_PROP_MERGE_LEVEL:
      g_value_set_int (value, (int) ember_session_get_merge_level (self));
      break;
    case EMBER_SESSION_PROP_ROW_FACTOR:
      g_value_set_uint (value, self->form.row_factor);
      break;
    case EMBER_SESSION_PROP_N_ROWS:
      g_value_set_uint (value, self->form.n_rows);
      break;
    case EMBER_SESSION_PROP_COLUMN_NS:
      g_value_set_int64 (value, self->form.column_ns);
      break;
    case EMBER_SESSION_PROP_SPREADS_WAITS:
      g_value_set_boolean (value, self->form.spreads_waits);
      break;
    case EMBER_SESSION_PROP_RANGE:
      g_value_set_variant (value, g_variant_new ("(xx)", self->range.begin_ns, self->range.end_ns));
      break;
    case EMBER_SESSION_PROP_PROGRESS:
      g_value_set_int64 (value, ember_session_get_progress (self).n_bytes);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_row_factor (EmberSession *self,
                guint row_factor)
{
  if (self->form.row_factor == row_factor)
    return;
  self->form.row_factor = row_factor;
  ember_session_notify (self, EMBER_SESSION_PROP_ROW_FACTOR);
  request_heatmap (self);
}

static void
ember_session_set_property (GObject *object,
                            guint id,
                            const GValue *value,
                            GParamSpec *pspec)
{
  EmberSession *self = EMBER_SESSION (object);
  EmberTimeRange range;

  switch (id)
    {
    case EMBER_SESSION_PROP_EVENT_NAME:
      ember_session_set_event_name (self, g_value_get_string (value));
      break;
    case EMBER_SESSION_PROP_WITH_IDLE:
      ember_session_set_with_idle (self, g_value_get_boolean (value));
      break;
    case EMBER_SESSION_PROP_WITH_INLINED:
      if (ember_opening_set_with_inlined (self->opening, g_value_get_boolean (value)))
        ember_session_notify (self, EMBER_SESSION_PROP_WITH_INLINED);
      break;
    case EMBER_SESSION_PROP_ASKS_SERVERS:
      if (ember_opening_set_asks_servers (self->opening, g_value_get_boolean (value)))
        ember_session_notify (self, EMBER_SESSION_PROP_ASKS_SERVERS);
      break;
    case EMBER_SESSION_PROP_MERGE_LEVEL:
      ember_session_set_merge_level (self, (EmberMergeLevel) g_value_get_int (value));
      break;
    case EMBER_SESSION_PROP_ROW_FACTOR:
      set_row_factor (self, g_value_get_uint (value));
      break;
    case EMBER_SESSION_PROP_N_ROWS:
      ember_session_set_n_rows (self, g_value_get_uint (value));
      break;
    case EMBER_SESSION_PROP_COLUMN_NS:
      ember_session_set_column_ns (self, g_value_get_int64 (value));
      break;
    case EMBER_SESSION_PROP_SPREADS_WAITS:
      ember_session_set_spreads_waits (self, g_value_get_boolean (value));
      break;
    case EMBER_SESSION_PROP_RANGE:
      g_variant_get (g_value_get_variant (value), "(xx)", &range.begin_ns, &range.end_ns);
      ember_session_set_range (self, range);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ember_session_dispose (GObject *object)
{
  EmberSession *self = EMBER_SESSION (object);

  g_clear_object (&self->opening);
  g_clear_pointer (&self->heatmap_keeper, ember_heatmap_keeper_free);
  g_clear_pointer (&self->graph_keeper, ember_graph_keeper_free);
  g_clear_object (&self->subset);
  G_OBJECT_CLASS (ember_session_parent_class)->dispose (object);
}

static void
ember_session_finalize (GObject *object)
{
  EmberSession *self = EMBER_SESSION (object);

  g_clear_error (&self->error);
  G_OBJECT_CLASS (ember_session_parent_class)->finalize (object);
}

static void
ember_session_class_init (EmberSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = ember_session_get_property;
  object_class->set_property = ember_session_set_property;
  object_class->dispose = ember_session_dispose;
  object_class->finalize = ember_session_finalize;
  properties[EMBER_SESSION_PROP_STATE] = g_param_spec_int ("state", NULL, NULL, EMBER_SESSION_EMPTY, EMBER_SESSION_FAILED, EMBER_SESSION_EMPTY, readable);
  properties[EMBER_SESSION_PROP_PROFILE] = g_param_spec_pointer ("profile", NULL, NULL, readable);
  properties[EMBER_SESSION_PROP_TABLE_SET] = g_param_spec_pointer ("table-set", NULL, NULL, readable);
  properties[EMBER_SESSION_PROP_HEATMAP] = g_param_spec_pointer ("heatmap", NULL, NULL, readable);
  properties[EMBER_SESSION_PROP_GRAPH] = g_param_spec_pointer ("graph", NULL, NULL, readable);
  properties[EMBER_SESSION_PROP_EVENT_NAME] = g_param_spec_string ("event-name", NULL, NULL, NULL, writable);
  properties[EMBER_SESSION_PROP_WITH_IDLE] = g_param_spec_boolean ("with-idle", NULL, NULL, FALSE, writable);
  properties[EMBER_SESSION_PROP_WITH_INLINED] = g_param_spec_boolean ("with-inlined", NULL, NULL, FALSE, writable);
  properties[EMBER_SESSION_PROP_ASKS_SERVERS] = g_param_spec_boolean ("asks-servers", NULL, NULL, FALSE, writable);
  properties[EMBER_SESSION_PROP_FILTER] = g_param_spec_pointer ("filter", NULL, NULL, readable);
  properties[EMBER_SESSION_PROP_MERGE_LEVEL] = g_param_spec_int ("merge-level", NULL, NULL, 0, EMBER_N_MERGE_LEVELS - 1, EMBER_MERGE_COMM, writable);
  properties[EMBER_SESSION_PROP_COLUMN_NS] = g_param_spec_int64 ("column-ns", NULL, NULL, 1, EMBER_HEATMAP_MAX_COLUMN_NS, EMBER_SECOND_NS, writable);
  properties[EMBER_SESSION_PROP_ROW_FACTOR] = g_param_spec_uint ("row-factor", NULL, NULL, 1, EMBER_HEATMAP_MAX_ROWS, 1, writable);
  properties[EMBER_SESSION_PROP_N_ROWS] = g_param_spec_uint ("n-rows", NULL, NULL, 1, EMBER_HEATMAP_MAX_ROWS, 50, writable);
  properties[EMBER_SESSION_PROP_SPREADS_WAITS] = g_param_spec_boolean ("spreads-waits", NULL, NULL, FALSE, writable);
  properties[EMBER_SESSION_PROP_RANGE] = g_param_spec_variant ("range", NULL, NULL, G_VARIANT_TYPE ("(xx)"), NULL, writable);
  properties[EMBER_SESSION_PROP_PROGRESS] = g_param_spec_int64 ("progress", NULL, NULL, 0, G_MAXINT64, 0, readable);
  g_object_class_install_properties (object_class, EMBER_SESSION_N_PROPS, properties);
}

static void
ember_session_init (EmberSession *self)
{
  self->form = (EmberHeatmapForm){ .column_ns = EMBER_SECOND_NS, .n_rows = 50, .row_factor = 1 };
  self->subset = ember_subset_new ();
  g_signal_connect_object (self->subset, "recording-changed", G_CALLBACK (recording_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->subset, "filter-changed", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->subset, "event-changed", G_CALLBACK (event_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->subset, "idle-changed", G_CALLBACK (idle_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->subset, "changed", G_CALLBACK (subset_changed_cb), self, G_CONNECT_SWAPPED);
  self->heatmap_keeper = ember_heatmap_keeper_new (heatmap_changed_cb, self);
  self->graph_keeper = ember_graph_keeper_new (graph_changed_cb, self);
  ember_session_init_loading (self);
}

EmberSession *
ember_session_new (void)
{
  return g_object_new (EMBER_TYPE_SESSION, NULL);
}

void
ember_session_replace_profile (EmberSession *self,
                               EmberProfile *profile)
{
  g_return_if_fail (EMBER_IS_SESSION (self));

  ember_subset_set_profile (self->subset, profile);
}

void
ember_session_set_symbol_folders (EmberSession *self,
                                  const char *const *folders)
{
  g_return_if_fail (EMBER_IS_SESSION (self));

  ember_opening_set_symbol_folders (self->opening, folders);
}

const char *const *
ember_session_get_symbol_folders (EmberSession *self)
{
  return ember_opening_get_symbol_folders (self->opening);
}

void
ember_session_look_up_names (EmberSession *self)
{
  g_return_if_fail (EMBER_IS_SESSION (self));

  ember_opening_name_again (self->opening);
}

EmberProfile *
ember_session_get_profile (EmberSession *self)
{
  return ember_subset_get_profile (self->subset);
}

EmberHeatmap *
ember_session_get_heatmap (EmberSession *self)
{
  return ember_heatmap_keeper_get (self->heatmap_keeper);
}

EmberFlameGraph *
ember_session_get_graph (EmberSession *self)
{
  return ember_graph_keeper_get (self->graph_keeper);
}

const EmberTableSet *
ember_session_get_table_set (EmberSession *self)
{
  return ember_subset_get_set (self->subset);
}

const GPtrArray *
ember_session_get_event_choices (EmberSession *self)
{
  return ember_subset_get_choices (self->subset);
}

const char *
ember_session_get_event_name (EmberSession *self)
{
  return ember_subset_get_event_name (self->subset);
}

void
ember_session_set_event_name (EmberSession *self,
                              const char *name)
{
  ember_subset_set_event_name (self->subset, name);
}

void
ember_session_set_with_idle (EmberSession *self,
                             gboolean with_idle)
{
  ember_subset_set_with_idle (self->subset, with_idle);
}

const EmberTableSet *
ember_session_get_whole_set (EmberSession *self)
{
  return ember_subset_get_whole (self->subset);
}

EmberOpening *
ember_session_get_opening (EmberSession *self)
{
  return self->opening;
}

EmberSubset *
ember_session_get_subset (EmberSession *self)
{
  return self->subset;
}

EmberFilter *
ember_session_get_filter (EmberSession *self)
{
  return ember_subset_get_filter (self->subset);
}

void
ember_session_set_filter (EmberSession *self,
                          EmberFilter *filter)
{
  ember_subset_set_filter (self->subset, filter);
}

EmberMergeLevel
ember_session_get_merge_level (EmberSession *self)
{
  return ember_subset_get_merge_level (self->subset);
}

void
ember_session_set_merge_level (EmberSession *self,
                               EmberMergeLevel merge_level)
{
  g_return_if_fail (merge_level < EMBER_N_MERGE_LEVELS);

  if (ember_subset_set_merge_level (self->subset, merge_level))
    ember_session_notify (self, EMBER_SESSION_PROP_MERGE_LEVEL);
}

void
ember_session_set_column_ns (EmberSession *self,
                             int64_t column_ns)
{
  g_return_if_fail (column_ns >= 1 && column_ns <= EMBER_HEATMAP_MAX_COLUMN_NS);

  if (self->form.column_ns == column_ns)
    return;
  self->form.column_ns = column_ns;
  ember_session_notify (self, EMBER_SESSION_PROP_COLUMN_NS);
  request_heatmap (self);
}

int64_t
ember_session_get_column_ns (EmberSession *self)
{
  return self->form.column_ns;
}

void
ember_session_set_n_rows (EmberSession *self,
                          guint n_rows)
{
  g_return_if_fail (n_rows >= 1 && n_rows <= EMBER_HEATMAP_MAX_ROWS);

  if (self->form.n_rows == n_rows)
    return;
  self->form.n_rows = n_rows;
  ember_session_notify (self, EMBER_SESSION_PROP_N_ROWS);
  request_heatmap (self);
}

void
ember_session_set_spreads_waits (EmberSession *self,
                                 gboolean spreads_waits)
{
  g_return_if_fail (EMBER_IS_SESSION (self));

  if (self->form.spreads_waits == spreads_waits)
    return;
  self->form.spreads_waits = spreads_waits;
  ember_session_notify (self, EMBER_SESSION_PROP_SPREADS_WAITS);
  request_heatmap (self);
}

void
ember_session_set_range (EmberSession *self,
                         EmberTimeRange range)
{
  ember_session_set_banded_range (self, range, (EmberBand){ 0 });
}

void
ember_session_set_banded_range (EmberSession *self,
                                EmberTimeRange range,
                                EmberBand band)
{
  if (ember_time_range_is_empty (range))
    range = (EmberTimeRange){ 0, 0 };
  if (ember_time_range_equal (self->range, range) && ember_band_equal (&self->band, &band))
    return;
  self->range = range;
  self->band = band;
  ember_session_notify (self, EMBER_SESSION_PROP_RANGE);
  request_graph (self);
}

EmberTimeRange
ember_session_get_range (EmberSession *self)
{
  return self->range;
}

EmberBand
ember_session_get_band (EmberSession *self)
{
  return self->band;
}

gboolean
ember_session_has_selection (EmberSession *self)
{
  return !ember_time_range_is_empty (self->range) || ember_band_is_active (&self->band);
}

gboolean
ember_session_is_busy (EmberSession *self)
{
  return ember_opening_is_busy (self->opening) || ember_subset_is_busy (self->subset) ||
         ember_heatmap_keeper_is_busy (self->heatmap_keeper) || ember_graph_keeper_is_busy (self->graph_keeper);
}
