/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/content.h"

#include "analysis/functions.h"
#include "analysis/heatmap-range.h"
#include "export/folded.h"
#include "export/functions-text.h"
#include "export/heatmap-csv.h"
#include "export/info-text.h"
#include "export/samples-text.h"

static void
write_heatmap (EmberOutput *output,
               const EmberCut *cut,
               const EmberOptions *options)
{
  g_autoptr (EmberHeatmap) heatmap = ember_heatmap_new_of_range (cut->set, cut->range, EMBER_SECOND_NS, options->n_rows, NULL);

  ember_heatmap_csv_write (output, heatmap, ember_profile_get_origin (cut->set->profile));
}

static EmberFunctions *
create_functions (const EmberCut *cut)
{
  g_autoptr (EmberFlameGraph) graph = ember_flame_graph_new (cut->set, cut->range, NULL);

  return ember_functions_new (graph, EMBER_MEASURE_WEIGHT, NULL);
}

static void
write_functions (EmberOutput *output,
                 const EmberCut *cut)
{
  g_autoptr (EmberFunctions) functions = create_functions (cut);

  ember_functions_text_write_tsv (output, functions, cut->set->profile);
}

static void
write_functions_csv (EmberOutput *output,
                     const EmberCut *cut)
{
  g_autoptr (EmberFunctions) functions = create_functions (cut);

  ember_functions_text_write_csv (output, functions, cut->set->profile);
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
      ember_folded_write (output, cut->set, cut->range, options->folded);
      break;
    case EMBER_CONTENT_HEATMAP:
      write_heatmap (output, cut, options);
      break;
    case EMBER_CONTENT_FUNCTIONS:
      write_functions (output, cut);
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
    ember_folded_write (output, cut->set, cut->range, options->folded);
  else if (options->is_heatmap)
    write_heatmap (output, cut, options);
  else
    write_functions_csv (output, cut);
}
