/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/session.h"

#include "formats/format.h"
#include "session/graph-work.h"
#include "session/heatmap-work.h"
#include "session/latest.h"
#include "session/naming.h"
#include "session/retire.h"

struct _EmberSession
{
  GObject parent_instance;

  EmberOpening *opening;
  EmberSessionState state;
  GError *error;
  gboolean is_reload;

  EmberSubset *subset;
  int64_t column_ns;
  guint n_rows;
  guint row_factor;
  gboolean spreads_waits;
  EmberTimeRange range;
  EmberBand band; /* of the range */

  EmberHeatmap *heatmap;
  EmberFlameGraph *graph;
  gboolean graph_is_of_set;
  EmberLatest *heatmap_work;
  EmberLatest *graph_work;
};

enum
{
  PROP_STATE = 1,
  PROP_PROFILE,
  PROP_TABLE_SET,
  PROP_HEATMAP,
  PROP_GRAPH,
  PROP_EVENT_NAME,
  PROP_WITH_IDLE,
  PROP_WITH_INLINED,
  PROP_ASKS_SERVERS,
  PROP_FILTER,
  PROP_MERGE_LEVEL,
  PROP_COLUMN_NS,
  PROP_N_ROWS,
  PROP_ROW_FACTOR,
  PROP_SPREADS_WAITS,
  PROP_RANGE,
  PROP_PROGRESS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmberSession, ember_session, G_TYPE_OBJECT)

static void
notify (EmberSession *self,
        guint property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_state (EmberSession *self,
           EmberSessionState state)
{
  if (self->state == state)
    return;
  self->state = state;
  notify (self, PROP_STATE);
}

static void
take_heatmap (EmberSession *self,
              EmberHeatmap *heatmap)
{
  g_clear_pointer (&self->heatmap, ember_heatmap_unref);
  self->heatmap = heatmap;
  notify (self, PROP_HEATMAP);
}

static void
take_graph (EmberSession *self,
            EmberFlameGraph *graph)
{
  g_clear_pointer (&self->graph, ember_flame_graph_unref);
  self->graph = graph;
  notify (self, PROP_GRAPH);
}

static void
heatmap_done_cb (gpointer result,
                 gpointer user_data)
{
  /* A preview that found nothing new must not wipe the map. */
  if (result != NULL)
    take_heatmap (user_data, result);
}

static void
graph_done_cb (gpointer result,
               gpointer user_data)
{
  EmberSession *self = user_data;
  EmberProfile *old = NULL;

  if (result == NULL)
    return;
  if (self->graph != NULL && ember_flame_graph_get_profile (self->graph) != ember_flame_graph_get_profile (result))
    old = ember_profile_ref (ember_flame_graph_get_profile (self->graph));
  if (!self->graph_is_of_set)
    ember_graph_prepare (result);
  self->graph_is_of_set = TRUE;
  take_graph (self, result);
  ember_retire_profile (old);
}

static void
request_heatmap (EmberSession *self)
{
  const EmberTableSet *set = ember_subset_get_set (self->subset);

  if (set != NULL && ember_profile_has_times (set->profile))
    ember_latest_push (self->heatmap_work, ember_heatmap_request_new (set, self->column_ns, self->n_rows, self->row_factor, self->spreads_waits));
}

static void
request_graph (EmberSession *self)
{
  const EmberTableSet *set = ember_subset_get_set (self->subset);
  const bool is_all = ember_time_range_is_empty (self->range);
  EmberFlameGraph *previous = self->graph_is_of_set ? self->graph : NULL;

  if (set != NULL)
    ember_latest_push (self->graph_work,
                       ember_graph_request_new (set, previous, is_all ? EMBER_TIME_RANGE_ALL : self->range, self->band));
}

/* Nothing that is under way fits any more. */
static void
subset_changed_cb (EmberSession *self)
{
  ember_latest_cancel (self->heatmap_work);
  ember_latest_cancel (self->graph_work);
  self->graph_is_of_set = FALSE;
  notify (self, PROP_TABLE_SET);
  request_heatmap (self);
  request_graph (self);
}

/* All that the heat map shows: whole columns, also those parts without a sample. */
static EmberTimeRange
get_shown_range (EmberSession *self,
                 const EmberProfile *profile)
{
  const EmberHeatmapGrid grid = ember_heatmap_grid_new (profile, MAX (self->column_ns, EMBER_SECOND_NS), 1);

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
    take_heatmap (self, NULL);
  if (profile == NULL)
    take_graph (self, NULL);
  notify (self, PROP_PROFILE);
  notify (self, PROP_EVENT_NAME);
  notify (self, PROP_RANGE);
}

static void
filter_changed_cb (EmberSession *self)
{
  notify (self, PROP_FILTER);
}

static void
event_changed_cb (EmberSession *self)
{
  notify (self, PROP_EVENT_NAME);
}

static void
idle_changed_cb (EmberSession *self)
{
  notify (self, PROP_WITH_IDLE);
}

static void
forget_profile (EmberSession *self)
{
  ember_latest_cancel (self->heatmap_work);
  ember_latest_cancel (self->graph_work);
  ember_subset_forget (self->subset);
}

static void
progressed_cb (EmberSession *self)
{
  if (!self->is_reload && !ember_latest_is_busy (self->heatmap_work))
    ember_latest_push (self->heatmap_work, ember_heatmap_request_new_preview (ember_opening_get_progress (self->opening)));
  notify (self, PROP_PROGRESS);
}

/* The picture comes first: names follow, and with them the graph is made anew. */
static void
read_cb (EmberSession *self,
         EmberProfile *profile)
{
  ember_latest_cancel (self->heatmap_work);
  ember_subset_set_profile (self->subset, profile);
  set_state (self, EMBER_SESSION_READY);
  ember_opening_name (self->opening, profile);
}

/* Loading brought nothing. */
static void
back_to_before (EmberSession *self)
{
  EmberProfile *profile = ember_subset_get_profile (self->subset);

  if (profile == NULL)
    forget_profile (self);
  else if (ember_naming_is_needed (profile))
    ember_opening_name (self->opening, profile);
  set_state (self, profile != NULL ? EMBER_SESSION_READY : EMBER_SESSION_EMPTY);
}

static void
ended_cb (EmberSession *self,
          const GError *error)
{
  ember_latest_cancel (self->heatmap_work);
  g_clear_error (&self->error);
  if (error != NULL)
    self->error = g_error_copy (error);
  if (error == NULL || (self->is_reload && ember_session_get_profile (self) != NULL))
    {
      back_to_before (self);
      return;
    }
  forget_profile (self);
  set_state (self, EMBER_SESSION_FAILED);
}

static void
begin_loading (EmberSession *self,
               GFile *file,
               gboolean is_reload)
{
  self->is_reload = is_reload;
  g_clear_error (&self->error);
  ember_opening_read (self->opening, file);
  set_state (self, EMBER_SESSION_LOADING);
  notify (self, PROP_PROGRESS);
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
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_PROFILE:
      g_value_set_pointer (value, ember_session_get_profile (self));
      break;
    case PROP_TABLE_SET:
      g_value_set_pointer (value, (gpointer) ember_session_get_table_set (self));
      break;
    case PROP_HEATMAP:
      g_value_set_pointer (value, self->heatmap);
      break;
    case PROP_GRAPH:
      g_value_set_pointer (value, self->graph);
      break;
    case PROP_EVENT_NAME:
      g_value_set_string (value, ember_session_get_event_name (self));
      break;
    case PROP_WITH_IDLE:
      g_value_set_boolean (value, ember_subset_get_with_idle (self->subset));
      break;
    case PROP_WITH_INLINED:
      g_value_set_boolean (value, ember_opening_get_with_inlined (self->opening));
      break;
    case PROP_ASKS_SERVERS:
      g_value_set_boolean (value, ember_opening_get_asks_servers (self->opening));
      break;
    case PROP_FILTER:
      g_value_set_pointer (value, ember_session_get_filter (self));
      break;
    case PROP_MERGE_LEVEL:
      g_value_set_int (value, (int) ember_session_get_merge_level (self));
      break;
    case PROP_ROW_FACTOR:
      g_value_set_uint (value, self->row_factor);
      break;
    case PROP_N_ROWS:
      g_value_set_uint (value, self->n_rows);
      break;
    case PROP_COLUMN_NS:
      g_value_set_int64 (value, self->column_ns);
      break;
    case PROP_SPREADS_WAITS:
      g_value_set_boolean (value, self->spreads_waits);
      break;
    case PROP_RANGE:
      g_value_set_variant (value, g_variant_new ("(xx)", self->range.begin_ns, self->range.end_ns));
      break;
    case PROP_PROGRESS:
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
  if (self->row_factor == row_factor)
    return;
  self->row_factor = row_factor;
  notify (self, PROP_ROW_FACTOR);
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
    case PROP_EVENT_NAME:
      ember_session_set_event_name (self, g_value_get_string (value));
      break;
    case PROP_WITH_IDLE:
      ember_session_set_with_idle (self, g_value_get_boolean (value));
      break;
    case PROP_WITH_INLINED:
      if (ember_opening_set_with_inlined (self->opening, g_value_get_boolean (value)))
        notify (self, PROP_WITH_INLINED);
      break;
    case PROP_ASKS_SERVERS:
      if (ember_opening_set_asks_servers (self->opening, g_value_get_boolean (value)))
        notify (self, PROP_ASKS_SERVERS);
      break;
    case PROP_MERGE_LEVEL:
      ember_session_set_merge_level (self, (EmberMergeLevel) g_value_get_int (value));
      break;
    case PROP_ROW_FACTOR:
      set_row_factor (self, g_value_get_uint (value));
      break;
    case PROP_N_ROWS:
      ember_session_set_n_rows (self, g_value_get_uint (value));
      break;
    case PROP_COLUMN_NS:
      ember_session_set_column_ns (self, g_value_get_int64 (value));
      break;
    case PROP_SPREADS_WAITS:
      ember_session_set_spreads_waits (self, g_value_get_boolean (value));
      break;
    case PROP_RANGE:
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
  g_clear_pointer (&self->heatmap_work, ember_latest_free);
  g_clear_pointer (&self->graph_work, ember_latest_free);
  g_clear_pointer (&self->heatmap, ember_heatmap_unref);
  g_clear_pointer (&self->graph, ember_flame_graph_unref);
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
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, EMBER_SESSION_EMPTY, EMBER_SESSION_FAILED, EMBER_SESSION_EMPTY, readable);
  properties[PROP_PROFILE] = g_param_spec_pointer ("profile", NULL, NULL, readable);
  properties[PROP_TABLE_SET] = g_param_spec_pointer ("table-set", NULL, NULL, readable);
  properties[PROP_HEATMAP] = g_param_spec_pointer ("heatmap", NULL, NULL, readable);
  properties[PROP_GRAPH] = g_param_spec_pointer ("graph", NULL, NULL, readable);
  properties[PROP_EVENT_NAME] = g_param_spec_string ("event-name", NULL, NULL, NULL, writable);
  properties[PROP_WITH_IDLE] = g_param_spec_boolean ("with-idle", NULL, NULL, FALSE, writable);
  properties[PROP_WITH_INLINED] = g_param_spec_boolean ("with-inlined", NULL, NULL, FALSE, writable);
  properties[PROP_ASKS_SERVERS] = g_param_spec_boolean ("asks-servers", NULL, NULL, FALSE, writable);
  properties[PROP_FILTER] = g_param_spec_pointer ("filter", NULL, NULL, readable);
  properties[PROP_MERGE_LEVEL] = g_param_spec_int ("merge-level", NULL, NULL, 0, EMBER_N_MERGE_LEVELS - 1, EMBER_MERGE_COMM, writable);
  properties[PROP_COLUMN_NS] = g_param_spec_int64 ("column-ns", NULL, NULL, 1, EMBER_HEATMAP_MAX_COLUMN_NS, EMBER_SECOND_NS, writable);
  properties[PROP_ROW_FACTOR] = g_param_spec_uint ("row-factor", NULL, NULL, 1, EMBER_HEATMAP_MAX_ROWS, 1, writable);
  properties[PROP_N_ROWS] = g_param_spec_uint ("n-rows", NULL, NULL, 1, EMBER_HEATMAP_MAX_ROWS, 50, writable);
  properties[PROP_SPREADS_WAITS] = g_param_spec_boolean ("spreads-waits", NULL, NULL, FALSE, writable);
  properties[PROP_RANGE] = g_param_spec_variant ("range", NULL, NULL, G_VARIANT_TYPE ("(xx)"), NULL, writable);
  properties[PROP_PROGRESS] = g_param_spec_int64 ("progress", NULL, NULL, 0, G_MAXINT64, 0, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ember_session_init (EmberSession *self)
{
  self->n_rows = 50;
  self->row_factor = 1;
  self->column_ns = EMBER_SECOND_NS;
  self->subset = ember_subset_new ();
  g_signal_connect_object (self->subset, "recording-changed", G_CALLBACK (recording_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->subset, "filter-changed", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->subset, "event-changed", G_CALLBACK (event_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->subset, "idle-changed", G_CALLBACK (idle_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->subset, "changed", G_CALLBACK (subset_changed_cb), self, G_CONNECT_SWAPPED);
  self->opening = ember_opening_new ();
  g_signal_connect_object (self->opening, "read", G_CALLBACK (read_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->opening, "named", G_CALLBACK (ember_session_replace_profile), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->opening, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->opening, "progressed", G_CALLBACK (progressed_cb), self, G_CONNECT_SWAPPED);
  self->heatmap_work = ember_latest_new (ember_heatmap_work, heatmap_done_cb, self,
                                         ember_heatmap_request_free, (GDestroyNotify) ember_heatmap_unref);
  self->graph_work = ember_latest_new (ember_graph_work, graph_done_cb, self,
                                       ember_graph_request_free, (GDestroyNotify) ember_flame_graph_unref);
}

EmberSession *
ember_session_new (void)
{
  return g_object_new (EMBER_TYPE_SESSION, NULL);
}

void
ember_session_load (EmberSession *self,
                    GFile *file)
{
  g_return_if_fail (EMBER_IS_SESSION (self));

  forget_profile (self);
  ember_session_set_column_ns (self, EMBER_SECOND_NS);
  begin_loading (self, file, FALSE);
}

void
ember_session_reload (EmberSession *self)
{
  g_return_if_fail (EMBER_IS_SESSION (self));

  if (ember_opening_get_file (self->opening) == NULL)
    return;
  begin_loading (self, ember_opening_get_file (self->opening), ember_session_get_profile (self) != NULL);
}

void
ember_session_stop_loading (EmberSession *self)
{
  g_return_if_fail (EMBER_IS_SESSION (self));

  ember_opening_stop (self->opening);
}

void
ember_session_cancel_loading (EmberSession *self)
{
  g_return_if_fail (EMBER_IS_SESSION (self));

  if (ember_opening_cancel (self->opening))
    back_to_before (self);
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

EmberSessionState
ember_session_get_state (EmberSession *self)
{
  return self->state;
}

GFile *
ember_session_get_file (EmberSession *self)
{
  return ember_opening_get_file (self->opening);
}

const GError *
ember_session_get_error (EmberSession *self)
{
  return self->error;
}

char *
ember_session_dup_help_command (EmberSession *self)
{
  GFile *file = ember_opening_get_file (self->opening);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autofree char *quoted = path != NULL ? g_shell_quote (path) : NULL;

  if (quoted == NULL || !g_error_matches (self->error, EMBER_FORMAT_ERROR, EMBER_FORMAT_ERROR_PERF_DATA))
    return NULL;
  return g_strdup_printf ("perf script --header -i %s > recording.txt", quoted);
}

EmberLoadProgress
ember_session_get_progress (EmberSession *self)
{
  EmberProgress *progress = ember_opening_get_progress (self->opening);
  EmberProgressState state = { .n_bytes_total = -1 };

  if (progress != NULL)
    state = ember_progress_get_state (progress);
  return (EmberLoadProgress){
    .n_bytes = state.n_bytes,
    .n_bytes_total = state.n_bytes_total,
    .n_samples = state.n_samples,
  };
}

EmberProfile *
ember_session_get_profile (EmberSession *self)
{
  return ember_subset_get_profile (self->subset);
}

EmberHeatmap *
ember_session_get_heatmap (EmberSession *self)
{
  return self->heatmap;
}

EmberFlameGraph *
ember_session_get_graph (EmberSession *self)
{
  return self->graph;
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
    notify (self, PROP_MERGE_LEVEL);
}

void
ember_session_set_column_ns (EmberSession *self,
                             int64_t column_ns)
{
  g_return_if_fail (column_ns >= 1 && column_ns <= EMBER_HEATMAP_MAX_COLUMN_NS);

  if (self->column_ns == column_ns)
    return;
  self->column_ns = column_ns;
  notify (self, PROP_COLUMN_NS);
  request_heatmap (self);
}

int64_t
ember_session_get_column_ns (EmberSession *self)
{
  return self->column_ns;
}

void
ember_session_set_n_rows (EmberSession *self,
                          guint n_rows)
{
  g_return_if_fail (n_rows >= 1 && n_rows <= EMBER_HEATMAP_MAX_ROWS);

  if (self->n_rows == n_rows)
    return;
  self->n_rows = n_rows;
  notify (self, PROP_N_ROWS);
  request_heatmap (self);
}

void
ember_session_set_spreads_waits (EmberSession *self,
                                 gboolean spreads_waits)
{
  g_return_if_fail (EMBER_IS_SESSION (self));

  if (self->spreads_waits == spreads_waits)
    return;
  self->spreads_waits = spreads_waits;
  notify (self, PROP_SPREADS_WAITS);
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
  notify (self, PROP_RANGE);
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
         ember_latest_is_busy (self->heatmap_work) || ember_latest_is_busy (self->graph_work);
}
