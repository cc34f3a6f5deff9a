/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/export-capture.h"

#include "export/caption.h"
#include "ui/heatmap-view-small.h"
#include "ui/widget-theme.h"

static EmberComparison *
get_comparison (EmberWindow *window)
{
  return ember_recording_page_get_comparison (ember_window_get_recording_page (window));
}

/* With its band, where it has one. */
static const EmberTableSet *
get_set_of_graph (EmberSession *session)
{
  const EmberFlameGraph *graph = ember_session_get_graph (session);

  return graph != NULL ? ember_flame_graph_get_set (graph) : ember_session_get_table_set (session);
}

static char *
dup_caption (EmberWindow *window,
             EmberExportContent content)
{
  EmberSession *session = ember_window_get_session (window);
  const EmberTimeRange range = ember_session_get_range (session);
  const char *event = ember_session_get_event_name (session);
  g_autofree char *name = ember_window_dup_file_name (window);
  g_autofree char *caption = ember_caption_new (name, get_set_of_graph (session), ember_time_range_is_empty (range) ? EMBER_TIME_RANGE_ALL : range, event != NULL ? event : "");

  return ember_caption_add_filter (caption, ember_session_get_filter (session), ember_session_get_profile (session),
                                   content == EMBER_EXPORT_FLAME_GRAPH ? ember_session_get_merge_level (session) : EMBER_MERGE_COMM);
}

/* Heat maps show all that is seen of the recording, whatever is selected. Says where it has waits. */
static char *
dup_heatmap_caption (EmberWindow *window,
                     const EmberHeatmapSeen *seen)
{
  EmberSession *session = ember_window_get_session (window);
  const EmberTableSet *set = ember_session_get_table_set (session);
  const char *event = ember_session_get_event_name (session);
  g_autofree char *name = ember_window_dup_file_name (window);
  g_autofree char *plain = ember_caption_new_of_part (name, set, seen->range, &seen->band, event != NULL ? event : "");
  g_autofree char *caption = ember_caption_add_filter (plain, ember_session_get_filter (session), ember_session_get_profile (session), EMBER_MERGE_COMM);

  return ember_caption_add_waits (caption, ember_session_get_heatmap (session), set);
}

/* Another recording's baseline lies on a map of its own. */
static EmberHeatmapChosen
get_chosen (EmberWindow *window)
{
  EmberSession *session = ember_window_get_session (window);
  EmberComparison *comparison = get_comparison (window);
  EmberHeatmapChosen chosen = { .range = ember_session_get_range (session), .band = ember_session_get_band (session) };

  if (ember_comparison_is_active (comparison) && ember_comparison_get_other (comparison) == NULL)
    chosen.baseline = ember_comparison_get_baseline (comparison);
  return chosen;
}

/* Marks and parts that are not on the map's grid yet wait for another one. */
static void
capture_heatmap (EmberWindow *window,
                 EmberExportJob *job)
{
  EmberRecordingPage *page = ember_window_get_recording_page (window);
  EmberMarker *marker = ember_recording_page_get_marker (page);
  EmberSplitView *split_view = ember_recording_page_get_split_view (page);
  EmberHeatmap *matches = ember_marker_get_matches (marker);
  EmberSplit *split = ember_split_view_get_split (split_view);
  EmberSplitMatches *split_matches = ember_split_view_get_matches (split_view);

  job->chosen = get_chosen (window);
  job->caption = dup_heatmap_caption (window, &job->seen);
  if (matches != NULL && ember_heatmap_grid_equal (&matches->grid, &job->heatmap->grid) && matches->is_time == job->heatmap->is_time)
    {
      job->matches = ember_heatmap_ref (matches);
      job->matches_label = ember_marker_dup_label (marker);
    }
  if (split != NULL && split->n_parts > 0 && ember_heatmap_grid_equal (&split->parts[0].heatmap->grid, &job->heatmap->grid))
    job->split = ember_split_ref (split);
  if (job->split != NULL && split_matches != NULL)
    job->split_matches = ember_split_matches_ref (split_matches);
  job->has_own_scales = !ember_split_view_has_common_scale (split_view);
}

static char *
dup_other_name (EmberWindow *window)
{
  EmberSession *other = ember_comparison_get_other (get_comparison (window));
  g_autofree char *name = other != NULL ? g_file_get_basename (ember_session_get_file (other)) : NULL;

  return name != NULL ? g_filename_display_name (name) : NULL;
}

char *
ember_export_capture_dup_comparison (EmberWindow *window,
                                     const EmberDifference *difference)
{
  EmberSession *session = ember_window_get_session (window);
  const char *event = ember_session_get_event_name (session);
  const gboolean is_flipped = ember_comparison_is_flipped (get_comparison (window));
  g_autofree char *own = ember_window_dup_file_name (window);
  g_autofree char *other = dup_other_name (window);
  g_autofree char *caption = ember_caption_new (is_flipped ? other : own, ember_flame_graph_get_set (difference->range),
                                                ember_flame_graph_get_range (difference->range), event != NULL ? event : "");
  g_autofree char *filtered = ember_caption_add_filter (caption, ember_session_get_filter (session), ember_session_get_profile (session), ember_session_get_merge_level (session));

  return ember_caption_add_baseline (filtered, is_flipped ? own : other, ember_flame_graph_get_set (difference->baseline),
                                     ember_flame_graph_get_range (difference->baseline), difference->normalization);
}

/* The graph, in which a function is outlined that somebody picked. */
static EmberExportJob *
capture_marked (EmberRecordingPage *page)
{
  EmberFlameView *view = ember_recording_page_get_flame_view (page);
  EmberMarker *marker = ember_recording_page_get_marker (page);
  EmberExportJob *job = ember_export_job_new (ember_flame_view_get_graph (view), ember_flame_view_get_difference (view), NULL);

  if (ember_marker_has_picked (marker))
    {
      job->mark = ember_mark_ref (ember_marker_get_mark (marker));
      job->mark_label = ember_marker_dup_label (marker);
    }
  return job;
}

/* A picture shows what the window shows, also where that is a turned graph. */
static EmberExportJob *
capture_graph (EmberWindow *window)
{
  EmberRecordingPage *page = ember_window_get_recording_page (window);
  EmberFunctionView *around = ember_recording_page_get_function_view (page);
  EmberFlameView *view = ember_recording_page_get_flame_view (page);
  EmberFlameView *callees = ember_function_view_get_callees (around);
  EmberFlameGraph *graph;
  EmberExportJob *job;

  if (ember_function_view_get_function (around) == NULL)
    return ember_flame_view_get_graph (view) == NULL ? NULL : capture_marked (page);
  view = ember_function_view_get_callers (around);
  graph = ember_flame_view_get_graph (view);
  if (graph == NULL || ember_flame_view_get_graph (callees) == NULL)
    return NULL;
  job = ember_export_job_new (graph, ember_flame_view_get_difference (view), NULL);
  job->callees = ember_flame_graph_ref (ember_flame_view_get_graph (callees));
  if (ember_flame_view_get_difference (callees) != NULL)
    job->callees_difference = ember_difference_ref (ember_flame_view_get_difference (callees));
  return job;
}

/* The table tells of what is compared, where that is; when each function ran is asked of the whole recording, on the
 * same tree. */
static EmberExportJob *
capture_table (EmberWindow *window)
{
  EmberSession *session = ember_window_get_session (window);
  EmberDifference *difference = ember_comparison_get_difference (get_comparison (window));
  EmberFlameGraph *graph = difference != NULL ? difference->range : ember_session_get_graph (session);
  const EmberTableSet *set = ember_session_get_table_set (session);
  g_autofree char *sort = ember_function_table_dup_sort (ember_recording_page_get_function_table (ember_window_get_recording_page (window)));
  EmberExportJob *job;

  if (graph == NULL)
    return NULL;
  job = ember_export_job_new (graph, difference, NULL);
  job->set = ember_table_set_copy (ember_flame_graph_get_profile (graph) == set->profile ? set : ember_flame_graph_get_set (graph));
  job->marked = ember_session_get_range (session);
  job->is_sorted = sort != NULL && ember_table_sort_parse (sort, &job->sort);
  return job;
}

static char *
dup_table_caption (EmberWindow *window,
                   const EmberDifference *difference)
{
  return difference != NULL ? ember_export_capture_dup_comparison (window, difference) : dup_caption (window, EMBER_EXPORT_TABLE);
}

static char *
add_turn (EmberWindow *window,
          const char *caption)
{
  EmberRecordingPage *page = ember_window_get_recording_page (window);
  const EmberMark *function = ember_function_view_get_function (ember_recording_page_get_function_view (page));
  const bool has_gone = ember_comparison_get_shows_gone (ember_recording_page_get_comparison (page));
  g_autofree char *view = NULL;
  bool is_inverted;

  g_object_get (page, "view", &view, NULL);
  is_inverted = g_str_equal (view, "inverted");
  if (function == NULL && !is_inverted)
    return has_gone ? ember_caption_add_gone (caption) : g_strdup (caption);
  return ember_caption_add_turn (caption, is_inverted, function != NULL ? function->text : NULL);
}

static char *
dup_graph_caption (EmberWindow *window,
                   const EmberDifference *difference)
{
  g_autofree char *caption = difference != NULL ? ember_export_capture_dup_comparison (window, difference) : dup_caption (window, EMBER_EXPORT_FLAME_GRAPH);

  return add_turn (window, caption);
}

EmberExportJob *
ember_export_capture (EmberWindow *window,
                      EmberExportContent content)
{
  EmberSession *session = ember_window_get_session (window);
  EmberFlameView *view = ember_recording_page_get_flame_view (ember_window_get_recording_page (window));
  EmberComparison *comparison = get_comparison (window);
  EmberDifference *difference = ember_comparison_get_difference (comparison);
  EmberFlameGraph *graph = ember_comparison_get_graph (comparison);
  EmberHeatmap *heatmap = ember_session_get_heatmap (session);
  GSettings *settings = ember_window_get_settings (window);
  g_autofree char *palette = g_settings_get_string (settings, "palette");
  g_autofree char *scale = g_settings_get_string (settings, "scale");
  g_autofree char *order = g_settings_get_string (settings, "sibling-order");
  EmberExportJob *job = NULL;
  EmberTheme theme;

  if (graph == NULL || (heatmap == NULL && (content == EMBER_EXPORT_HEAT_MAP || content == EMBER_EXPORT_COUNTS)))
    return NULL;
  if (content == EMBER_EXPORT_FLAME_GRAPH)
    job = capture_graph (window);
  else
    job = content == EMBER_EXPORT_TABLE ? capture_table (window) : ember_export_job_new (graph, difference, heatmap);
  if (job == NULL)
    return NULL;
  job->content = content;
  job->kind = EMBER_PICTURE_PNG;
  job->basis = ember_comparison_get_basis (comparison);
  g_object_get (view, "search-text", &job->search_text, "search-is-regex", &job->search_is_regex, NULL);
  job->palette = ember_palette_from_word (palette);
  job->curve = ember_curve_from_word (scale);
  job->clip = g_settings_get_double (settings, "clip");
  job->order = ember_flame_order_from_word (order);
  job->is_icicle = g_settings_get_boolean (settings, "is-icicle");
  if (heatmap != NULL)
    job->seen = ember_heatmap_view_get_seen (ember_recording_page_get_heatmap_view (ember_window_get_recording_page (window)));
  ember_widget_theme_init (&theme, GTK_WIDGET (window));
  job->is_dark = theme.is_dark;
  if (content == EMBER_EXPORT_HEAT_MAP)
    capture_heatmap (window, job);
  else if (content == EMBER_EXPORT_TABLE)
    job->caption = dup_table_caption (window, difference);
  else
    job->caption = content == EMBER_EXPORT_FLAME_GRAPH ? dup_graph_caption (window, difference) : dup_caption (window, content);
  job->has_time_of_day = g_settings_get_boolean (settings, "wall-clock") &&
                         ember_profile_get_wall_clock_offset (ember_session_get_table_set (session)->profile, &job->time_of_day_ns);
  return job;
}

EmberExportContent
ember_export_capture_get_lower (EmberWindow *window)
{
  EmberRecordingPage *page = ember_window_get_recording_page (window);
  g_autofree char *view = NULL;

  g_object_get (page, "view", &view, NULL);
  if (g_str_equal (view, "functions") && ember_function_view_get_function (ember_recording_page_get_function_view (page)) == NULL)
    return EMBER_EXPORT_TABLE;
  return EMBER_EXPORT_FLAME_GRAPH;
}

char *
ember_export_capture_dup_name (EmberWindow *window,
                               const EmberExportJob *job)
{
  g_autofree char *name = ember_window_dup_file_name (window);
  static const char *const endings[] = {
    [EMBER_EXPORT_FLAME_GRAPH] = ".",
    [EMBER_EXPORT_HEAT_MAP] = "-heatmap.",
    [EMBER_EXPORT_TABLE] = "-functions.",
    [EMBER_EXPORT_FOLDED] = ".",
    [EMBER_EXPORT_FUNCTIONS] = "-functions.",
    [EMBER_EXPORT_COUNTS] = "-heatmap.",
  };
  char *dot = name[0] != '\0' ? strchr (name + 1, '.') : NULL;

  if (dot != NULL)
    *dot = '\0';
  return g_strconcat (name, endings[job->content], ember_export_job_get_extension (job), NULL);
}
