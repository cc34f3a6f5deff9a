/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/file-export.h"

#include <glib/gi18n.h>

#include "analysis/turned-graph.h"
#include "cli/content.h"
#include "export/atomic-file.h"
#include "export/caption.h"
#include "export/flame-export.h"
#include "export/heatmap-export.h"

static bool
write_text (const EmberCut *cut,
            const EmberOptions *options,
            GError **error)
{
  EmberAtomicFile *file = ember_atomic_file_new (options->export_path, EMBER_ATOMIC_FILE_DEFAULT, error);

  if (file == NULL)
    return false;
  ember_content_write_file (ember_atomic_file_get_output (file), cut, options);
  return ember_atomic_file_commit (file, error);
}

/* The caption tells a file's name, but not its folders. */
static char *
create_caption (const EmberCut *cut,
                const EmberOptions *options)
{
  g_autofree char *base = g_path_get_basename (options->files[0]);
  g_autofree char *name = g_filename_display_name (base);
  g_autofree char *plain = NULL;
  g_autofree char *caption = NULL;
  g_autofree char *other_base = NULL;
  g_autofree char *other_name = NULL;

  plain = ember_caption_new (g_str_equal (base, "-") ? _ ("standard input") : name, cut->set, cut->range, cut->event);
  caption = ember_caption_add_filter (plain, options->filter, options->is_heatmap ? EMBER_MERGE_COMM : options->merge_level);
  if (cut->baseline == NULL)
    return g_steal_pointer (&caption);
  if (options->baseline_file != NULL)
    {
      other_base = g_path_get_basename (options->baseline_file);
      other_name = g_filename_display_name (other_base);
    }
  return ember_caption_add_baseline (caption, other_name, cut->baseline->set, cut->baseline->range, options->normalization);
}

static bool
tell_time_of_day (EmberHeatmapExport *export,
                  const EmberCut *cut,
                  const EmberOptions *options,
                  GError **error)
{
  if (!options->with_time_of_day)
    return true;
  export->has_time_of_day = ember_profile_get_wall_clock_offset (cut->set->profile, &export->time_of_day_ns);
  if (!export->has_time_of_day)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "%s",
                 _ ("the recording does not tell the time of day, as it does with perf record -k CLOCK_MONOTONIC"));
  return export->has_time_of_day;
}

static bool
write_heatmap (const EmberCut *cut,
               const EmberOptions *options,
               const char *caption,
               EmberPictureKind kind,
               GError **error)
{
  g_autoptr (EmberHeatmap) heatmap = ember_cut_count_cells (cut, options);
  g_autoptr (EmberHeatmap) matches = cut->search != NULL ? ember_cut_count_matches (cut, heatmap) : NULL;
  g_autofree char *placed = ember_caption_add_waits (caption, heatmap, cut->set);
  g_autofree char *longer = NULL;
  const EmberHeatmapMarking marking = { matches, options->search };
  EmberHeatmapExport export = { .heatmap = heatmap, .palette = EMBER_PALETTE_CLASSIC, .caption = placed };

  if (!tell_time_of_day (&export, cut, options, error))
    return false;
  if (matches != NULL)
    {
      longer = ember_caption_add_search (placed, options->search, ember_heatmap_sum (matches), ember_heatmap_sum (heatmap));
      export.caption = longer;
      export.marking = &marking;
    }
  return ember_heatmap_export_write (&export, kind, options->export_path, error);
}

/* @graph: of the cut's range
 * Returns: (transfer full) (nullable): NULL where there is nothing to compare with */
static EmberDifference *
create_difference (const EmberCut *cut,
                   const EmberOptions *options,
                   EmberFlameGraph *graph)
{
  g_autoptr (EmberFlameGraph) baseline = NULL;

  if (cut->baseline == NULL)
    return NULL;
  baseline = ember_flame_graph_new (cut->baseline->set, cut->baseline->range, NULL);
  return ember_difference_new (graph, baseline, EMBER_MEASURE_WEIGHT, options->normalization);
}

/* Functions of that name in any module.
 * Returns: (transfer full) (nullable): of each frame whether it is meant; NULL with a %G_OPTION_ERROR if none is */
static bool *
find_function (EmberProfile *profile,
               const char *name,
               GError **error)
{
  const EmberFrames *frames = ember_profile_get_frames (profile);
  bool *are_meant = g_new0 (bool, ember_frames_get_n (frames));
  g_autofree char *shown = NULL;
  bool is_any = false;

  for (EmberFrameId i = 1; i < ember_frames_get_n (frames); i++)
    {
      are_meant[i] = ember_frames_get (frames, i)->kind != EMBER_FRAME_COMM && g_str_equal (ember_profile_get_frame_name (profile, i), name);
      is_any |= are_meant[i];
    }
  if (is_any)
    return are_meant;
  g_free (are_meant);
  shown = g_utf8_make_valid (name, -1);
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("no function is called “%s”"), shown);
  return NULL;
}

/* @graph: (inout): replaced by the one that is asked for
 * @callees: (out): NULL unless a function is asked for */
static bool
turn_graph (EmberFlameGraph **graph,
            EmberFlameGraph **callees,
            const EmberOptions *options,
            GError **error)
{
  EmberProfile *profile = ember_flame_graph_get_profile (*graph);
  g_autoptr (EmberFlameGraph) base = *graph;
  g_autoptr (EmberFrameOrder) order = ember_frame_order_new (profile);
  g_autofree bool *frames = NULL;
  bool is_cut;

  *graph = NULL;
  if (options->function != NULL)
    {
      frames = find_function (profile, options->function, error);
      if (frames == NULL)
        return false;
      *callees = ember_turned_graph_new (base, &(EmberTurn){ .kind = EMBER_TURN_CALLEES, .frames = frames }, order, NULL, &is_cut);
    }
  *graph = ember_turned_graph_new (base, &(EmberTurn){ .kind = frames != NULL ? EMBER_TURN_CALLERS : EMBER_TURN_INVERTED, .frames = frames }, order, NULL, &is_cut);
  return true;
}

static char *
dup_turned_caption (const char *caption,
                    const EmberOptions *options)
{
  g_autofree char *name = options->function != NULL ? g_utf8_make_valid (options->function, -1) : NULL;

  if (name != NULL)
    /* Translators: what a picture shows, then the name of a function */
    return g_strdup_printf (_ ("%s · callers and callees of %s"), caption, name);
  /* Translators: what a picture shows, and that the graph begins with the leaves */
  return options->is_inverted ? g_strdup_printf (_ ("%s · inverted"), caption) : g_strdup (caption);
}

static bool
write_flame_graph (const EmberCut *cut,
                   const EmberOptions *options,
                   const char *caption,
                   EmberPictureKind kind,
                   GError **error)
{
  g_autoptr (EmberFlameGraph) graph = ember_flame_graph_new (cut->set, cut->range, NULL);
  g_autoptr (EmberDifference) difference = create_difference (cut, options, graph);
  g_autoptr (EmberFlameGraph) callees = NULL;
  g_autofree char *turned = NULL;
  g_autofree char *longer = NULL;

  if ((options->is_inverted || options->function != NULL) && !turn_graph (&graph, &callees, options, error))
    return false;
  turned = dup_turned_caption (caption, options);
  caption = turned;
  if (cut->search != NULL)
    {
      longer = ember_caption_add_search (caption, options->search, ember_search_count (cut->search, graph, EMBER_MEASURE_SAMPLES),
                                         ember_flame_graph_get_total (graph, EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT));
      caption = longer;
    }
  return ember_flame_export_write (&(EmberFlameExport){ .graph = graph, .callees = callees, .search = cut->search, .difference = difference, .caption = caption }, kind, options->export_path, error);
}

bool
ember_file_export (const EmberCut *cut,
                   const EmberOptions *options,
                   GError **error)
{
  static const EmberPictureKind kinds[] = {
    [EMBER_EXPORT_SVG] = EMBER_PICTURE_SVG,
    [EMBER_EXPORT_PNG] = EMBER_PICTURE_PNG,
    [EMBER_EXPORT_PDF] = EMBER_PICTURE_PDF,
  };
  g_autofree char *caption = NULL;

  if (options->kind > EMBER_EXPORT_PDF)
    return write_text (cut, options, error);
  caption = create_caption (cut, options);
  if (options->is_heatmap)
    return write_heatmap (cut, options, caption, kinds[options->kind], error);
  return write_flame_graph (cut, options, caption, kinds[options->kind], error);
}
