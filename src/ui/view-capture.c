/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/view-capture.h"

#include <math.h>

#include "analysis/filter-tables.h"
#include "analysis/mark-text.h"
#include "ui/flame-path.h"
#include "ui/heatmap-view-small.h"

static void
capture_comparison (EmberView *view,
                    EmberComparison *comparison,
                    int64_t origin_ns)
{
  EmberSession *other = ember_comparison_get_other (comparison);
  const EmberProfile *profile = other != NULL ? ember_session_get_profile (other) : NULL;
  const EmberTimeRange baseline = ember_comparison_get_baseline (comparison);

  view->baseline_recording.path = other != NULL ? g_file_get_path (ember_session_get_file (other)) : NULL;
  view->has_baseline = !ember_time_range_is_empty (baseline);
  view->baseline = ember_view_get_span (baseline, profile != NULL ? ember_profile_get_origin (profile) : origin_ns);
  view->has_normalization = true;
  view->normalization = ember_comparison_get_normalization (comparison);
  view->has_basis = true;
  view->basis = ember_comparison_get_basis (comparison);
  view->is_flipped = ember_comparison_is_flipped (comparison);
  view->shows_gone = ember_comparison_get_shows_gone (comparison);
}

static void
capture_spans (EmberView *view,
               EmberWindow *window)
{
  EmberSession *session = ember_window_get_session (window);
  EmberComparison *comparison = ember_recording_page_get_comparison (ember_window_get_recording_page (window));
  const int64_t origin_ns = ember_profile_get_origin (ember_session_get_profile (session));
  const EmberTimeRange range = ember_session_get_range (session);
  const EmberBand band = ember_session_get_band (session);

  view->has_range = !ember_time_range_is_empty (range);
  view->range = ember_view_get_span (range, origin_ns);
  view->has_band = ember_band_is_active (&band);
  if (view->has_band)
    view->band = ember_band_get_span (&band, ember_session_get_column_ns (session));
  if (ember_comparison_is_active (comparison))
    capture_comparison (view, comparison, origin_ns);
}

static void
capture_functions (EmberView *view,
                   EmberWindow *window)
{
  EmberRecordingPage *page = ember_window_get_recording_page (window);
  EmberProfile *profile = ember_session_get_profile (ember_window_get_session (window));
  EmberMark *around = ember_function_view_get_function (ember_recording_page_get_function_view (page));
  EmberMarker *marker = ember_recording_page_get_marker (page);

  if (around != NULL && profile != NULL)
    view->function = ember_mark_text_format (around, profile);
  if (ember_marker_has_picked (marker) && profile != NULL)
    view->when = ember_mark_text_format (ember_marker_get_mark (marker), profile);
}

static void
capture_zooms (EmberView *view,
               EmberWindow *window)
{
  EmberFlameView *graphs[EMBER_N_VIEW_GRAPHS];

  ember_flame_path_get_graphs (ember_window_get_recording_page (window), graphs);
  for (int i = 0; i < EMBER_N_VIEW_GRAPHS; i++)
    view->zooms[i].names = ember_flame_path_dup (graphs[i], &view->zooms[i].begin, &view->zooms[i].end);
}

/* The axis begins where the map does. */
static void
capture_map_zoom (EmberView *view,
                  EmberHeatmapView *heatmap_view)
{
  const EmberHeatmapZoom zoom = ember_heatmap_view_get_zoom (heatmap_view);
  const int64_t begin_ns = llround (zoom.begin_ns);

  view->has_map_time = zoom.begin_ns > 0 || zoom.length_ns > 0;
  view->map_time.range.begin_ns = begin_ns;
  view->map_time.range.end_ns = zoom.length_ns > 0 ? begin_ns + MAX (llround (zoom.length_ns), 1) : INT64_MAX;
  if (zoom.height > 0)
    {
      view->map_low = zoom.low;
      view->map_high = MIN (zoom.low + zoom.height, 1);
    }
}

EmberView *
ember_view_capture (EmberWindow *window)
{
  EmberSession *session = ember_window_get_session (window);
  GSettings *settings = ember_window_get_settings (window);
  EmberFlameView *flame_view = ember_recording_page_get_flame_view (ember_window_get_recording_page (window));
  EmberRecordingPage *page = ember_window_get_recording_page (window);
  GFile *file = ember_session_get_file (session);
  EmberView *view = ember_view_new ();
  gboolean is_regex;

  view->recording.path = file != NULL ? g_file_get_path (file) : NULL;
  if (ember_session_get_profile (session) != NULL && ember_profile_has_times (ember_session_get_profile (session)))
    {
      capture_spans (view, window);
      capture_map_zoom (view, ember_recording_page_get_heatmap_view (page));
    }
  view->filter = ember_filter_ref (ember_session_get_filter (session));
  g_object_get (flame_view, "search-text", &view->search, "search-is-regex", &is_regex, NULL);
  if (view->search != NULL && view->search[0] == '\0')
    g_clear_pointer (&view->search, g_free);
  view->search_is_regex = is_regex;
  capture_functions (view, window);
  capture_zooms (view, window);
  view->has_merge_level = true;
  view->merge_level = ember_session_get_merge_level (session);
  view->has_idle = true;
  view->with_idle = ember_filter_tables_have_idle (view->filter);
  view->sort = ember_function_table_dup_sort (ember_recording_page_get_function_table (page));
  g_object_get (page, "view", &view->below, "split", &view->split, NULL);
  view->has_split_scale = true;
  view->has_own_scales = !ember_split_view_has_common_scale (ember_recording_page_get_split_view (page));
  view->has_inlined = true;
  view->with_inlined = g_settings_get_boolean (settings, "show-inlined");
  view->has_wall_clock = true;
  view->with_wall_clock = g_settings_get_boolean (settings, "wall-clock");
  if (ember_session_get_table_set (session) != NULL && ember_table_set_is_span (ember_session_get_table_set (session)))
    view->off_cpu_place = g_settings_get_string (settings, "off-cpu-place");
  view->column_ns = ember_session_get_column_ns (session);
  view->n_rows = g_settings_get_uint (settings, "rows");
  view->palette = g_settings_get_string (settings, "palette");
  view->scale = g_settings_get_string (settings, "scale");
  view->clip = g_settings_get_double (settings, "clip");
  view->sibling_order = g_settings_get_string (settings, "sibling-order");
  view->has_icicle = true;
  view->is_icicle = g_settings_get_boolean (settings, "is-icicle");
  return view;
}
