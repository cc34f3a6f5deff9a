/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/file-export.h"

#include <glib/gi18n.h>

#include "analysis/turned-graph.h"
#include "cli/content.h"
#include "cli/map-export.h"
#include "export/atomic-file.h"
#include "export/caption.h"
#include "export/flame-export.h"
#include "export/function-export.h"
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

static char *
create_caption (const EmberCut *cut,
                const EmberOptions *options)
{
  g_autofree char *name = ember_file_export_dup_name (options);
  g_autofree char *plain = NULL;
  g_autofree char *caption = NULL;
  g_autofree char *other_base = NULL;
  g_autofree char *other_name = NULL;

  if (options->baseline_file != NULL)
    {
      other_base = g_path_get_basename (options->baseline_file);
      other_name = g_filename_display_name (other_base);
    }
  plain = ember_caption_new (options->is_flipped ? other_name : name, cut->set, cut->range, cut->event);
  caption = ember_caption_add_filter (plain, options->filter, cut->set->profile, options->merge_level);
  if (cut->baseline == NULL)
    return g_steal_pointer (&caption);
  return ember_caption_add_baseline (caption, options->is_flipped ? name : other_name, cut->baseline->set, cut->baseline->range, options->normalization);
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
          .is_dark = options->is_dark,
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
  const bool is_part = options->is_flipped ? options->has_baseline : options->has_range;
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
          .marked = is_part ? cut->range : (EmberTimeRange){ 0, 0 },
          .caption = longer != NULL ? longer : caption,
          .is_sorted = true,
          .order = sort.order,
          .is_share = sort.is_share,
          .is_descending = ember_table_sort_is_descending (&sort),
          .is_dark = options->is_dark,
      },
      kind, options->export_path, error);
}

char *
ember_file_export_dup_name (const EmberOptions *options)
{
  g_autofree char *base = g_path_get_basename (options->files[0]);

  return g_str_equal (base, "-") ? g_strdup (_ ("standard input")) : g_filename_display_name (base);
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
  if (options->is_heatmap)
    return ember_map_export_write (cut, options, kinds[options->kind], error);
  caption = create_caption (cut, options);
  if (options->shows_functions)
    return write_table (cut, options, caption, kinds[options->kind], error);
  return write_flame_graph (cut, options, caption, kinds[options->kind], error);
}
