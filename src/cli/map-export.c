/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/map-export.h"

#include <glib/gi18n.h>

#include "analysis/heatmap-range.h"
#include "cli/file-export.h"
#include "export/caption.h"
#include "export/heatmap-export.h"

/* A view keeps whether times of day are told; where there are none, there is nothing to tell. */
static bool
tell_time_of_day (EmberHeatmapExport *export,
                  const EmberCut *cut,
                  const EmberOptions *options,
                  GError **error)
{
  if (!options->with_time_of_day)
    return true;
  export->has_time_of_day = ember_profile_get_wall_clock_offset (cut->set->profile, &export->time_of_day_ns);
  if (export->has_time_of_day || !options->has_time_of_day)
    return true;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "%s",
               _ ("the recording does not tell the time of day, as it does with perf record -k CLOCK_MONOTONIC"));
  return false;
}

static bool
choose (EmberHeatmapExport *export,
        const EmberCut *cut,
        const EmberOptions *options,
        GError **error)
{
  const int64_t origin_ns = ember_profile_get_origin (cut->set->profile);

  if (options->has_chosen)
    export->chosen.range = ember_time_span_resolve (&options->chosen, origin_ns);
  if (options->has_chosen_baseline)
    export->chosen.baseline = ember_time_span_resolve (&options->chosen_baseline, origin_ns);
  return !options->has_chosen_band || ember_band_span_resolve (&options->chosen_band, origin_ns, options->column_ns, &export->chosen.band, error);
}

/* The part that is asked for. */
static EmberHeatmapZoom
get_zoom (const EmberOptions *options,
          const EmberProfile *profile,
          const EmberHeatmapGrid *grid)
{
  EmberHeatmapZoom zoom = { .low = options->map_low, .height = options->map_high > 0 ? options->map_high - options->map_low : 0 };

  if (options->has_map_time)
    {
      const EmberTimeRange range = ember_time_span_resolve (&options->map_time, ember_profile_get_origin (profile));

      zoom.begin_ns = MAX ((double) range.begin_ns - (double) grid->origin_ns, 0);
      zoom.length_ns = range.end_ns < INT64_MAX ? MAX ((double) range.end_ns - (double) grid->origin_ns - zoom.begin_ns, 0) : 0;
    }
  return zoom;
}

/* A part of each column has finer rows, as in a window. */
static EmberHeatmap *
count_cells (const EmberCut *cut,
             const EmberOptions *options)
{
  const EmberHeatmapZoom zoom = { .low = options->map_low, .height = options->map_high > 0 ? options->map_high - options->map_low : 0 };
  const EmberHeatmapGrid grid = ember_heatmap_grid_new_of_range (cut->set->profile, cut->range, options->column_ns, options->n_rows);
  const uint32_t most_rows = MIN (EMBER_HEATMAP_MAX_ROWS, EMBER_HEATMAP_MAX_CELLS / MAX (grid.n_columns, 1));
  EmberOptions finer = *options;

  finer.n_rows *= MAX (MIN (ember_heatmap_zoom_get_row_factor (&zoom), most_rows / options->n_rows), 1);
  return ember_cut_count_cells (cut, &finer);
}

static char *
create_map_caption (const EmberCut *cut,
                    const EmberOptions *options,
                    const EmberHeatmap *heatmap,
                    const EmberHeatmapSeen *seen)
{
  const bool is_part = ember_heatmap_seen_is_part (seen);
  g_autofree char *name = ember_file_export_dup_name (options);
  g_autofree char *plain = is_part ? ember_caption_new_of_part (name, cut->set, seen->range, &seen->band, cut->event)
                                   : ember_caption_new (name, cut->set, cut->range, cut->event);
  g_autofree char *caption = ember_caption_add_filter (plain, options->filter, cut->set->profile, EMBER_MERGE_COMM);

  return ember_caption_add_waits (caption, heatmap, cut->set);
}

bool
ember_map_export_write (const EmberCut *cut,
                        const EmberOptions *options,
                        EmberPictureKind kind,
                        GError **error)
{
  g_autoptr (EmberHeatmap) heatmap = count_cells (cut, options);
  g_autoptr (EmberHeatmap) matches = ember_cut_count_matches (cut, heatmap);
  const EmberHeatmapZoom zoom = get_zoom (options, cut->set->profile, &heatmap->grid);
  const EmberHeatmapSeen seen = options->has_map_time || options->map_high > 0 ? ember_heatmap_export_see (heatmap, &zoom) : (EmberHeatmapSeen){ 0 };
  g_autofree char *caption = create_map_caption (cut, options, heatmap, &seen);
  g_autofree char *longer = NULL;
  g_autoptr (EmberSplit) split = options->split != EMBER_SPLIT_NONE ? ember_cut_split (cut, options, heatmap) : NULL;
  g_autoptr (EmberSplitMatches) split_matches = split != NULL ? ember_cut_count_split_matches (cut, split) : NULL;
  g_autofree char *when = options->when != NULL ? g_utf8_make_valid (options->when, -1) : NULL;
  const EmberHeatmapMarking marking = { matches, when != NULL ? when : options->search };
  EmberHeatmapExport export = {
    .heatmap = heatmap,
    .split = split,
    .split_matches = split_matches,
    .has_own_scales = options->has_own_scales,
    .seen = seen,
    .palette = options->palette,
    .curve = options->scale,
    .clip = options->clip,
    .caption = caption,
    .is_dark = options->is_dark,
  };

  if (!tell_time_of_day (&export, cut, options, error) || !choose (&export, cut, options, error))
    return false;
  if (matches != NULL)
    {
      longer = ember_caption_add_search (caption, marking.label, ember_heatmap_seen_sum (&seen, matches), ember_heatmap_seen_sum (&seen, heatmap));
      export.caption = longer;
      export.marking = &marking;
    }
  return ember_heatmap_export_write (&export, kind, options->export_path, error);
}
