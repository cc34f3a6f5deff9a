/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/content.h"

#include "analysis/functions.h"
#include "analysis/patterns.h"
#include "export/folded.h"
#include "export/functions-text.h"
#include "export/heatmap-csv.h"
#include "export/info-text.h"
#include "export/patterns-text.h"
#include "export/samples-text.h"

static void
write_heatmap (EmberOutput *output,
               const EmberCut *cut,
               const EmberOptions *options)
{
  g_autoptr (EmberHeatmap) heatmap = ember_cut_count_cells (cut, options);
  g_autoptr (EmberHeatmap) matches = ember_cut_count_matches (cut, heatmap);

  ember_heatmap_csv_write (output, matches != NULL ? matches : heatmap, ember_profile_get_origin (cut->set->profile), NULL);
}

static void
write_changes (EmberOutput *output,
               const EmberCut *cut,
               const EmberOptions *options,
               bool is_csv)
{
  g_autoptr (EmberFlameGraph) range = ember_flame_graph_new (cut->set, cut->range, NULL);
  g_autoptr (EmberFlameGraph) baseline = ember_flame_graph_new (cut->baseline->set, cut->baseline->range, NULL);
  g_autoptr (EmberDifference) difference = ember_difference_new (range, baseline, EMBER_MEASURE_WEIGHT, options->normalization);
  g_autoptr (EmberFunctionChanges) changes = ember_function_changes_new (difference, NULL);

  if (is_csv)
    ember_functions_text_write_changes_csv (output, changes);
  else
    ember_functions_text_write_changes_tsv (output, changes);
}

static void
write_functions (EmberOutput *output,
                 const EmberCut *cut,
                 const EmberOptions *options,
                 bool is_csv)
{
  g_autoptr (EmberFlameGraph) graph = NULL;
  g_autoptr (EmberFunctions) functions = NULL;

  if (cut->baseline != NULL)
    {
      write_changes (output, cut, options, is_csv);
      return;
    }
  graph = ember_flame_graph_new (cut->set, cut->range, NULL);
  functions = ember_functions_new (graph, EMBER_MEASURE_WEIGHT, NULL);
  if (cut->search != NULL)
    ember_functions_keep (functions, cut->search);
  if (is_csv)
    ember_functions_text_write_csv (output, functions, cut->set->profile);
  else
    ember_functions_text_write_tsv (output, functions, cut->set->profile);
}

static void
write_folded (EmberOutput *output,
              const EmberCut *cut,
              const EmberOptions *options)
{
  const EmberCut *baseline = cut->baseline;

  if (baseline != NULL)
    ember_folded_write_difference (output, baseline->set, baseline->range, cut->set, cut->range, options->folded);
  else
    ember_folded_write (output, cut->set, cut->range, options->folded);
}

static void
write_patterns (EmberOutput *output,
                const EmberCut *cut)
{
  g_autoptr (GArray) patterns = ember_patterns_find (cut->set, cut->range, NULL);

  ember_patterns_text_write (output, patterns, cut->set->profile);
}

void
ember_content_write (EmberOutput *output,
                     const EmberCut *cut,
                     const EmberOptions *options)
{
  switch (options->content)
    {
    case EMBER_CONTENT_INFO:
      ember_info_text_write (output, cut->set->profile);
      break;
    case EMBER_CONTENT_SAMPLES:
      ember_samples_text_write (output, cut->set, cut->range);
      break;
    case EMBER_CONTENT_FOLDED:
      write_folded (output, cut, options);
      break;
    case EMBER_CONTENT_HEATMAP:
      write_heatmap (output, cut, options);
      break;
    case EMBER_CONTENT_FUNCTIONS:
      write_functions (output, cut, options, false);
      break;
    case EMBER_CONTENT_PATTERNS:
      write_patterns (output, cut);
      break;
    default:
      g_assert_not_reached ();
    }
}

void
ember_content_write_file (EmberOutput *output,
                          const EmberCut *cut,
                          const EmberOptions *options)
{
  if (options->kind == EMBER_EXPORT_FOLDED)
    write_folded (output, cut, options);
  else if (options->is_heatmap)
    write_heatmap (output, cut, options);
  else
    write_functions (output, cut, options, true);
}
