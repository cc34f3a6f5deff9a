/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/view-restore.h"

#include <glib/gi18n.h>

#include "analysis/filter-tables.h"
#include "analysis/heatmap-grid.h"
#include "analysis/mark-text.h"
#include "session/view-file.h"
#include "ui/flame-path.h"
#include "ui/heatmap-view-small.h"
#include "ui/recent.h"
#include "ui/window-settings.h"

#define KEY "ember-view-restore"
/* Between two looks at whether names are still being looked up. */
#define LOOK_MS 50

/* A view on its way into a window. */
typedef struct
{
  EmberWindow *window; /* borrowed: it owns this */
  EmberView *view;
  GString *notice; /* what no longer fits, a sentence each */
  bool is_of_file;
  bool is_applied;
  bool has_functions; /* they are shown, or never are */
  bool is_compared;   /* what the recording is compared with is there, too, or never comes */
  guint look_id;
} Restore;

static void
restore_free (gpointer data)
{
  Restore *restore = data;

  g_clear_handle_id (&restore->look_id, g_source_remove);
  ember_view_free (restore->view);
  g_string_free (restore->notice, TRUE);
  g_free (restore);
}

static void add_notice (Restore *restore, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
add_notice (Restore *restore,
            const char *format,
            ...)
{
  va_list arguments;

  if (restore->notice->len > 0)
    g_string_append_c (restore->notice, ' ');
  va_start (arguments, format);
  g_string_append_vprintf (restore->notice, format, arguments);
  va_end (arguments);
}

/* What is no choice of the setting stays as it is. */
static void
set_word (GSettings *settings,
          const char *key,
          const char *word)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettingsSchemaKey) schema_key = NULL;
  g_autoptr (GVariant) value = word != NULL ? g_variant_ref_sink (g_variant_new_string (word)) : NULL;

  if (value == NULL)
    return;
  g_object_get (settings, "settings-schema", &schema, NULL);
  schema_key = g_settings_schema_get_key (schema, key);
  if (g_utf8_validate (word, -1, NULL) && g_settings_schema_key_range_check (schema_key, value))
    g_settings_set_value (settings, key, value);
}

/* What somebody else looked at is no preference of the user's. */
static void
apply_settings (Restore *restore)
{
  GSettings *settings = ember_window_get_settings (restore->window);
  const EmberView *view = restore->view;

  ember_window_settings_set_passed_on (settings, FALSE);
  if (view->n_rows > 0)
    g_settings_set_uint (settings, "rows", view->n_rows);
  if (view->has_icicle)
    g_settings_set_boolean (settings, "is-icicle", view->is_icicle);
  if (view->has_merge_level)
    set_word (settings, "merge-level", ember_merge_level_words[view->merge_level]);
  if (view->has_inlined)
    g_settings_set_boolean (settings, "show-inlined", view->with_inlined);
  if (view->has_wall_clock)
    g_settings_set_boolean (settings, "wall-clock", view->with_wall_clock);
  set_word (settings, "off-cpu-place", view->off_cpu_place);
  set_word (settings, "palette", view->palette);
  set_word (settings, "scale", view->scale);
  if (view->clip > 0)
    g_settings_set_double (settings, "clip", view->clip);
  set_word (settings, "sibling-order", view->sibling_order);
  ember_window_settings_set_passed_on (settings, TRUE);
}

/* What is missing is told.
 * @name: (nullable): bytes
 * Returns: (transfer full): @filter with the event, as far as the recording has it */
static EmberFilter *
add_event (Restore *restore,
           EmberFilter *filter,
           const char *name)
{
  const EmberProfile *profile = ember_session_get_profile (ember_window_get_session (restore->window));
  g_autoptr (EmberEventChoice) first = ember_event_choice_find (profile, NULL);
  g_autofree char *valid = name != NULL ? g_utf8_make_valid (name, -1) : NULL;
  g_autoptr (EmberEventChoice) choice = ember_event_choice_find (profile, valid);

  if (name == NULL)
    return ember_filter_ref (filter);
  if (choice != NULL)
    return ember_filter_tables_with_event (filter, g_str_equal (choice->name, first->name) ? NULL : choice->name);
  /* Translators: %s is the name of an event */
  add_notice (restore, _ ("The recording has no event “%s”."), valid);
  return ember_filter_tables_with_event (filter, NULL);
}

/* Event and idle samples have names of their own on the command line, and are filters in the window. */
static void
apply_filter (Restore *restore)
{
  EmberSession *session = ember_window_get_session (restore->window);
  const EmberView *view = restore->view;
  EmberFilter *filter = view->filter != NULL ? view->filter : ember_session_get_filter (session);
  const char *event = ember_filter_tables_get_event (filter);
  g_autoptr (EmberFilter) of_event = add_event (restore, filter, view->event != NULL ? view->event : event);
  g_autoptr (EmberFilter) of_idle = NULL;

  if (view->has_idle && view->with_idle != ember_filter_tables_have_idle (of_event))
    of_idle = ember_filter_tables_with_idle (of_event, view->with_idle);
  ember_session_set_filter (session, of_idle != NULL ? of_idle : of_event);
}

static EmberComparison *
get_comparison (Restore *restore)
{
  return ember_recording_page_get_comparison (ember_window_get_recording_page (restore->window));
}

/* Returns: empty where the recording has nothing of it, which is told */
static EmberTimeRange
resolve_span (Restore *restore,
              EmberSession *session,
              const EmberTimeSpan *span)
{
  const EmberProfile *profile = ember_session_get_profile (session);
  g_autofree char *text = ember_view_dup_span (span);
  EmberTimeRange range = { 0, 0 };

  if (ember_profile_has_times (profile))
    {
      const EmberHeatmapGrid grid = ember_heatmap_grid_new (profile, MAX (ember_session_get_column_ns (session), EMBER_SECOND_NS), 1);

      range = ember_time_range_intersect (ember_time_span_resolve (span, ember_profile_get_origin (profile)), ember_heatmap_grid_get_range (&grid));
    }
  if (!ember_time_range_is_empty (range))
    return range;
  /* Translators: %s is a range of seconds, as "10.38-14.6" */
  add_notice (restore, _ ("The recording has nothing in %s s."), text);
  return range;
}

/* Returns: none where it fits no column, which is told */
static EmberBand
resolve_band (Restore *restore)
{
  EmberSession *session = ember_window_get_session (restore->window);
  const EmberProfile *profile = ember_session_get_profile (session);
  g_autoptr (GError) error = NULL;
  EmberBand band = { 0 };

  if (!restore->view->has_band || !ember_profile_has_times (profile) ||
      ember_band_span_resolve (&restore->view->band, ember_profile_get_origin (profile), ember_session_get_column_ns (session), &band, &error))
    return band;
  /* Translators: why a part of each column cannot be shown */
  add_notice (restore, _ ("The band is left out: %s."), error->message);
  return (EmberBand){ 0 };
}

/* The other recording is read beside the first. */
static void
open_baseline (Restore *restore)
{
  const char *path = restore->view->baseline_recording.path;
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;

  if (file != NULL)
    ember_comparison_open (get_comparison (restore), file);
}

static void
apply_comparison (Restore *restore)
{
  EmberComparison *comparison = get_comparison (restore);
  EmberSession *other = ember_comparison_get_other (comparison);
  const EmberView *view = restore->view;

  if (view->has_normalization)
    ember_comparison_set_normalization (comparison, view->normalization);
  if (view->has_basis)
    ember_comparison_set_basis (comparison, view->basis);
  if (view->has_baseline)
    ember_comparison_set_baseline (comparison, resolve_span (restore, other != NULL ? other : ember_window_get_session (restore->window), &view->baseline));
  if (view->is_flipped && other != NULL)
    ember_comparison_flip (comparison);
  ember_comparison_set_shows_gone (comparison, view->shows_gone && ember_comparison_is_active (comparison));
}

/* Returns: whether all is there that can come */
static bool
compare (Restore *restore)
{
  EmberSession *other = ember_comparison_get_other (get_comparison (restore));
  const EmberSessionState state = other != NULL ? ember_session_get_state (other) : EMBER_SESSION_READY;

  if (restore->is_compared)
    return true;
  if (state == EMBER_SESSION_LOADING || (state == EMBER_SESSION_READY && other != NULL && ember_session_get_profile (other) == NULL))
    return false;
  restore->is_compared = true;
  if (state == EMBER_SESSION_READY)
    apply_comparison (restore);
  return true;
}

static void
apply (Restore *restore)
{
  EmberSession *session = ember_window_get_session (restore->window);
  EmberRecordingPage *page = ember_window_get_recording_page (restore->window);
  EmberTimeRange range = { 0, 0 };

  restore->is_applied = true;
  if (restore->view->column_ns > 0)
    ember_session_set_column_ns (session, restore->view->column_ns);
  apply_filter (restore);
  if (restore->view->has_range)
    range = resolve_span (restore, session, &restore->view->range);
  if (restore->view->has_range || restore->view->has_band)
    ember_session_set_banded_range (session, range, resolve_band (restore));
  open_baseline (restore);
  if (restore->view->below != NULL)
    g_object_set (page, "view", restore->view->below, NULL);
  if (restore->view->split != NULL)
    g_object_set (page, "split", restore->view->split, NULL);
  if (restore->view->has_split_scale)
    ember_split_view_set_has_common_scale (ember_recording_page_get_split_view (page), !restore->view->has_own_scales);
  if (restore->view->search != NULL)
    g_object_set (ember_recording_page_get_flame_view (page), "search-is-regex", (gboolean) restore->view->search_is_regex,
                  "search-text", restore->view->search, NULL);
}

/* What is not there is told.
 * @text: (nullable):
 * Returns: (transfer full) (nullable): */
static EmberMark *
find_function (Restore *restore,
               const char *text)
{
  EmberProfile *profile = ember_session_get_profile (ember_window_get_session (restore->window));
  EmberMark *function = text != NULL ? ember_mark_text_parse (profile, text) : NULL;
  g_autofree char *name = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  if (text != NULL && function == NULL)
    /* Translators: %s is the name of a function */
    add_notice (restore, _ ("The recording has no function “%s”."), name);
  return function;
}

/* What does not fit the map is moved onto it, as after any change of its size. */
static void
apply_map_zoom (Restore *restore)
{
  const EmberProfile *profile = ember_session_get_profile (ember_window_get_session (restore->window));
  EmberHeatmapView *heatmap_view = ember_recording_page_get_heatmap_view (ember_window_get_recording_page (restore->window));
  const EmberView *view = restore->view;
  EmberHeatmapZoom zoom = { .low = view->map_low, .height = view->map_high > 0 ? view->map_high - view->map_low : 0 };

  if ((!view->has_map_time && view->map_high <= 0) || !ember_profile_has_times (profile))
    return;
  if (view->has_map_time)
    {
      const int64_t origin_ns = ember_profile_get_origin (profile);
      const EmberTimeRange range = ember_time_span_resolve (&view->map_time, origin_ns);

      zoom.begin_ns = (double) MAX (range.begin_ns, origin_ns) - (double) origin_ns;
      zoom.length_ns = range.end_ns < INT64_MAX ? MAX ((double) range.end_ns - (double) origin_ns - zoom.begin_ns, 0) : 0;
    }
  ember_heatmap_view_set_zoom (heatmap_view, &zoom);
  /* Maps of parts follow. */
  g_signal_emit_by_name (heatmap_view, "zoom-changed");
}

/* Names are there, so functions are known by them. */
static void
apply_functions (Restore *restore)
{
  EmberRecordingPage *page = ember_window_get_recording_page (restore->window);
  g_autoptr (EmberMark) around = find_function (restore, restore->view->function);
  g_autoptr (EmberMark) when = find_function (restore, restore->view->when);

  restore->has_functions = true;
  if (restore->view->sort != NULL)
    ember_function_table_set_sort (ember_recording_page_get_function_table (page), restore->view->sort);
  apply_map_zoom (restore);
  if (when != NULL)
    ember_marker_pick (ember_recording_page_get_marker (page), when);
  if (around != NULL)
    ember_function_view_show (ember_recording_page_get_function_view (page), around);
}

/* All is there: names, filtered samples and their graph. */
static void
finish (Restore *restore)
{
  EmberWindow *window = restore->window;
  EmberFlameView *graphs[EMBER_N_VIEW_GRAPHS];
  bool is_whole = true;

  ember_flame_path_get_graphs (ember_window_get_recording_page (window), graphs);
  for (int i = 0; i < EMBER_N_VIEW_GRAPHS; i++)
    {
      const EmberViewZoom *zoom = &restore->view->zooms[i];

      if (zoom->names != NULL)
        is_whole &= ember_flame_path_zoom (graphs[i], (const char *const *) zoom->names, zoom->begin, zoom->end);
    }
  if (!is_whole)
    add_notice (restore, "%s", _ ("The function that filled the flame graph is not in it."));
  if (restore->notice->len > 0)
    ember_window_add_notice (window, restore->notice->str);
  restore->look_id = 0;
  g_object_set_data (G_OBJECT (window), KEY, NULL);
}

static gboolean
look_cb (gpointer user_data)
{
  Restore *restore = user_data;
  EmberSession *session = ember_window_get_session (restore->window);
  const EmberSessionState state = ember_session_get_state (session);
  const gboolean is_ready = state == EMBER_SESSION_READY && ember_session_get_profile (session) != NULL;

  if (state == EMBER_SESSION_FAILED || state == EMBER_SESSION_EMPTY)
    {
      restore->look_id = 0;
      g_object_set_data (G_OBJECT (restore->window), KEY, NULL);
      return G_SOURCE_REMOVE;
    }
  if (!is_ready)
    return G_SOURCE_CONTINUE;
  if (!restore->is_applied)
    apply (restore);
  if (!compare (restore) || ember_recording_page_is_busy (ember_window_get_recording_page (restore->window)))
    return G_SOURCE_CONTINUE;
  if (!restore->has_functions)
    {
      apply_functions (restore);
      return G_SOURCE_CONTINUE;
    }
  finish (restore);
  return G_SOURCE_REMOVE;
}

static Restore *
begin (EmberWindow *window,
       const EmberView *view)
{
  Restore *restore = g_new0 (Restore, 1);

  restore->window = window;
  restore->view = ember_view_copy (view);
  restore->notice = g_string_new (NULL);
  apply_settings (restore);
  restore->look_id = g_timeout_add (LOOK_MS, look_cb, restore);
  g_object_set_data_full (G_OBJECT (window), KEY, restore, restore_free);
  return restore;
}

void
ember_view_restore (EmberWindow *window,
                    const EmberView *view)
{
  begin (window, view);
}

typedef struct
{
  EmberWindow *window;
  GFile *file;
} Opening;

typedef struct
{
  EmberView *view;
  bool is_changed;
  bool is_baseline_changed;
} Read;

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->window);
  g_object_unref (opening->file);
  g_free (opening);
}

static void
read_free (gpointer data)
{
  Read *read = data;

  g_clear_pointer (&read->view, ember_view_free);
  g_free (read);
}

static void
read_worker (GTask *task,
             gpointer source,
             gpointer data,
             GCancellable *cancellable)
{
  GError *error = NULL;
  Read *read = g_new0 (Read, 1);

  read->view = ember_view_file_read (data, &read->is_changed, &read->is_baseline_changed, &error);
  if (read->view != NULL)
    {
      g_task_return_pointer (task, read, read_free);
      return;
    }
  read_free (read);
  g_task_return_error (task, error);
}

static void
read_done_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  Opening *opening = user_data;
  g_autoptr (GError) error = NULL;
  Read *read = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *base = g_file_get_basename (opening->file);
  g_autofree char *name = g_filename_display_name (base);

  if (read == NULL)
    {
      /* Translators: the name of a file, and a sentence that says why */
      g_autofree char *text = g_strdup_printf (_ ("The view “%s” cannot be opened: %s"), name, error->message);

      ember_window_set_notice (opening->window, text);
    }
  else
    {
      g_autoptr (GFile) recording = g_file_new_for_path (read->view->recording.path);
      Restore *restore;

      ember_recent_add (opening->file);
      ember_session_load (ember_window_get_session (opening->window), recording);
      restore = begin (opening->window, read->view);
      restore->is_of_file = true;
      if (read->is_changed)
        add_notice (restore, "%s", _ ("The recording has changed since the view was saved."));
      if (read->is_baseline_changed)
        add_notice (restore, "%s", _ ("The recording that it is compared with has changed since the view was saved."));
      read_free (read);
    }
  opening_free (opening);
}

void
ember_view_restore_open (EmberWindow *window,
                         GFile *file)
{
  Opening *opening = g_new0 (Opening, 1);
  g_autoptr (GTask) task = NULL;

  opening->window = g_object_ref (window);
  opening->file = g_object_ref (file);
  task = g_task_new (NULL, NULL, read_done_cb, opening);
  g_task_set_source_tag (task, ember_view_restore_open);
  g_task_set_task_data (task, g_file_get_path (file), g_free);
  g_task_run_in_thread (task, read_worker);
}

gboolean
ember_view_restore_is_busy (EmberWindow *window)
{
  return g_object_get_data (G_OBJECT (window), KEY) != NULL;
}

gboolean
ember_view_restore_is_of_file (EmberWindow *window)
{
  const Restore *restore = g_object_get_data (G_OBJECT (window), KEY);

  return restore != NULL && restore->is_of_file;
}
