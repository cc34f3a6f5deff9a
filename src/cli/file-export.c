/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/file-export.h"

#include <glib/gi18n.h>

#include "analysis/turned-graph.h"
#include "cli/content.h"
#include "export/atomic-file.h"
#include "export/caption.h"
#include "export/flame-export.h"
#include "export/function-export.h"
#include "export/heatmap-export.h"
#include "session/table-sort.h"

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
  caption = ember_caption_add_filter (plain, options->filter, cut->set->profile, options->is_heatmap ? EMBER_MERGE_COMM : options->merge_level);
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
  g_autoptr (EmberHeatmap) matches = ember_cut_count_matches (cut, heatmap);
  g_autofree char *placed = ember_caption_add_waits (caption, heatmap, cut->set);
  g_autofree char *longer = NULL;
  g_autoptr (EmberSplit) split = options->split != EMBER_SPLIT_NONE ? ember_cut_split (cut, options, heatmap) : NULL;
  g_autoptr (EmberSplitMatches) split_matches = split != NULL ? ember_cut_count_split_matches (cut, split) : NULL;
  g_autofree char *when = options->when != NULL ? g_utf8_make_valid (options->when, -1) : NULL;
  const EmberHeatmapMarking marking = { matches, when != NULL ? when : options->search };
  EmberHeatmapExport export = {
    .heatmap = heatmap,
    .split = split,
    .split_matches = split_matches,
    .palette = options->palette,
    .curve = options->scale,
    .clip = options->clip,
    .caption = placed,
  };

  if (!tell_time_of_day (&export, cut, options, error))
    return false;
  if (matches != NULL)
    {
      longer = ember_caption_add_search (placed, marking.label, ember_heatmap_sum (matches), ember_heatmap_sum (heatmap));
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

/* What of a picture comes from one graph: the graph, and beside it what it differs by. */
typedef struct
{
  EmberFlameGraph *graph;
  EmberDifference *difference; /* (nullable): over the tree of graph */
} Side;

static void
side_clear (Side *side)
{
  g_clear_pointer (&side->graph, ember_flame_graph_unref);
  g_clear_pointer (&side->difference, ember_difference_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Side, side_clear)

static Side
turn_side (const Side *base,
           const EmberTurn *turn,
           const EmberFrameOrder *order)
{
  bool is_cut;
  Side side = { NULL };

  if (base->difference != NULL)
    {
      side.difference = ember_turned_graph_new_difference (base->difference, turn, order, NULL, &is_cut);
      side.graph = ember_flame_graph_ref (side.difference->range);
    }
  else
    {
      side.graph = ember_turned_graph_new (base->graph, turn, order, NULL, &is_cut);
    }
  return side;
}

/* The difference stays: that graph is a part of its baseline. */
static void
show_gone (Side *side)
{
  ember_flame_graph_unref (side->graph);
  side->graph = ember_difference_new_gone (side->difference);
}

/* @side: (inout): replaced by the one that is asked for
 * @callees: (out): empty unless a function is asked for */
static void
turn_graph (Side *side,
            Side *callees,
            const EmberMark *function)
{
  EmberProfile *profile = ember_flame_graph_get_profile (side->graph);
  g_auto (Side) base = *side;
  g_autoptr (EmberFrameOrder) order = ember_frame_order_new (profile);
  g_autofree bool *frames = function != NULL ? ember_mark_find_frames (function, profile, NULL, NULL) : NULL;

  if (frames != NULL)
    *callees = turn_side (&base, &(EmberTurn){ .kind = EMBER_TURN_CALLEES, .frames = frames }, order);
  *side = turn_side (&base, &(EmberTurn){ .kind = frames != NULL ? EMBER_TURN_CALLERS : EMBER_TURN_INVERTED, .frames = frames }, order);
}

static bool
write_flame_graph (const EmberCut *cut,
                   const EmberOptions *options,
                   const char *caption,
                   EmberPictureKind kind,
                   GError **error)
{
  g_auto (Side) side = { .graph = ember_flame_graph_new (cut->set, cut->range, NULL) };
  g_auto (Side) callees = { NULL };
  g_autofree char *turned = NULL;
  g_autofree char *longer = NULL;
  g_autofree char *outlined = NULL;
  g_autofree bool *marked = NULL;

  side.difference = create_difference (cut, options, side.graph);
  if (options->shows_gone && side.difference != NULL)
    show_gone (&side);
  if (options->is_inverted || cut->function != NULL)
    turn_graph (&side, &callees, cut->function);
  if (options->shows_gone && side.difference != NULL)
    turned = ember_caption_add_gone (caption);
  else
    turned = ember_caption_add_turn (caption, options->is_inverted, options->function);
  caption = turned;
  if (cut->search != NULL)
    {
      longer = ember_caption_add_search (caption, options->search, ember_search_count (cut->search, side.graph, EMBER_MEASURE_SAMPLES),
                                         ember_flame_graph_get_total (side.graph, EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT));
      caption = longer;
    }
  if (cut->when != NULL)
    {
      g_autofree char *when = g_utf8_make_valid (options->when, -1);

      marked = ember_mark_find_frames (cut->when, ember_flame_graph_get_profile (side.graph), NULL, NULL);
      outlined = ember_caption_add_search (caption, when, ember_mark_count (marked, side.graph, EMBER_MEASURE_SAMPLES),
                                           ember_flame_graph_get_total (side.graph, EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT));
      caption = outlined;
    }
  return ember_flame_export_write (
      &(EmberFlameExport){
          .graph = side.graph,
          .callees = callees.graph,
          .search = cut->search,
          .difference = side.difference,
          .callees_difference = callees.difference,
          .marked = marked,
          .basis = options->basis,
          .order = options->order,
          .is_icicle = options->is_icicle,
          .caption = caption,
      },
      kind, options->export_path, error);
}

static bool
write_table (const EmberCut *cut,
             const EmberOptions *options,
             const char *caption,
             EmberPictureKind kind,
             GError **error)
{
  g_autoptr (EmberFlameGraph) graph = ember_flame_graph_new (cut->set, cut->range, NULL);
  g_autoptr (EmberDifference) difference = create_difference (cut, options, graph);
  g_autofree char *longer = NULL;
  EmberTableSort sort;

  ember_table_sort_parse (options->sort != NULL ? options->sort : EMBER_TABLE_SORT_DEFAULT, &sort);
  if (cut->search != NULL)
    longer = ember_caption_add_search (caption, options->search, ember_search_count (cut->search, graph, EMBER_MEASURE_SAMPLES),
                                       ember_flame_graph_get_total (graph, EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT));
  return ember_function_export_write (
      &(EmberFunctionExport){
          .graph = graph,
          .difference = difference,
          .basis = options->basis,
          .search = cut->search,
          .set = cut->set,
          .marked = options->has_range ? cut->range : (EmberTimeRange){ 0, 0 },
          .caption = longer != NULL ? longer : caption,
          .is_sorted = true,
          .order = sort.order,
          .is_share = sort.is_share,
          .is_descending = ember_table_sort_is_descending (&sort),
      },
      kind, options->export_path, error);
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
  if (options->shows_functions)
    return write_table (cut, options, caption, kinds[options->kind], error);
  return write_flame_graph (cut, options, caption, kinds[options->kind], error);
}
