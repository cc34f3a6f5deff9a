/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/option-company.h"

#include <glib/gi18n.h>

#include "cli/option-words.h"

/* What the command line asks for, as far as options go only with some of it. */
typedef struct
{
  bool is_window;
  bool is_headless;
  bool is_shown; /* what a window can be told to show, too */
  bool is_export;
  bool is_picture;
  bool is_map_picture; /* of a heat map */
  bool is_graph_picture;
  bool is_table_picture;
  bool is_folded;
  bool is_heatmap;
  bool is_functions;
  bool is_graph;
  bool is_samples;
  bool is_info;
  bool is_compared;
} Asked;

typedef struct
{
  const char *option;
  bool is_typed;
  bool is_wanted;
  const char *company;
} Rule;

static Asked
find_asked (const EmberTypedOptions *typed,
            const EmberOptions *options)
{
  const bool is_print = options->command == EMBER_COMMAND_PRINT;
  const bool is_export = options->command == EMBER_COMMAND_EXPORT;
  Asked asked = {
    .is_window = options->command == EMBER_COMMAND_WINDOW,
    .is_headless = is_print || is_export,
    .is_export = is_export,
    .is_picture = is_export && options->kind <= EMBER_EXPORT_PDF,
    .is_folded = is_export ? options->kind == EMBER_EXPORT_FOLDED : options->content == EMBER_CONTENT_FOLDED,
    .is_heatmap = is_export ? options->is_heatmap : options->content == EMBER_CONTENT_HEATMAP,
    .is_samples = is_print && options->content == EMBER_CONTENT_SAMPLES,
    .is_info = is_print && options->content == EMBER_CONTENT_INFO,
    .is_compared = typed->baseline != NULL || typed->baseline_file != NULL,
  };

  asked.is_map_picture = asked.is_picture && asked.is_heatmap;
  asked.is_table_picture = asked.is_picture && options->shows_functions;
  asked.is_graph_picture = asked.is_picture && !asked.is_heatmap && !asked.is_table_picture;
  asked.is_functions = is_export ? asked.is_table_picture || (options->kind == EMBER_EXPORT_CSV && !asked.is_heatmap) : options->content == EMBER_CONTENT_FUNCTIONS;
  asked.is_graph = asked.is_headless && (asked.is_folded || asked.is_functions || asked.is_graph_picture);
  asked.is_shown = asked.is_headless || asked.is_window;
  return asked;
}

static bool
check (const Rule *rules,
       size_t n_rules,
       GError **error)
{
  for (size_t i = 0; i < n_rules; i++)
    if (rules[i].is_typed && !rules[i].is_wanted)
      /* Translators: an option, and what it must be used with */
      return ember_option_fail (error, _ ("%s goes only with %s"), rules[i].option, _ (rules[i].company));
  return true;
}

static bool
check_samples (const EmberTypedOptions *typed,
               const Asked *asked,
               GError **error)
{
  const Rule rules[] = {
    { "--view", typed->view != NULL, asked->is_export || (asked->is_window && g_strcmp0 (typed->view, "heatmap") != 0 && !typed->is_inverted), N_ ("--export, or with functions a window without --invert") },
    { "--range", typed->range != NULL, asked->is_shown, N_ ("--print, --export or a window") },
    { "--band", typed->band != NULL, asked->is_graph || asked->is_window || asked->is_samples, N_ ("a window, --print=samples, folded text, functions or the picture of a flame graph") },
    { "--event", typed->event != NULL, asked->is_shown, N_ ("--print, --export or a window") },
    { "--idle", typed->idle != NULL, asked->is_shown, N_ ("--print, --export or a window") },
    { "--filter", typed->filter != NULL, asked->is_shown && !asked->is_info, N_ ("a window, --print=samples, folded, heatmap or functions, or --export") },
    { "--debuginfod", typed->asks_servers, asked->is_headless, N_ ("--print or --export") },
    { "--inline", typed->with_inlined, asked->is_shown, N_ ("--print, --export or a window") },
    { "--with", typed->with != NULL, asked->is_headless && asked->is_folded, N_ ("folded text") },
  };

  return check (rules, G_N_ELEMENTS (rules), error);
}

static bool
check_comparison (const EmberTypedOptions *typed,
                  const Asked *asked,
                  GError **error)
{
  const Rule rules[] = {
    { "--baseline", typed->baseline != NULL, asked->is_graph || asked->is_window, N_ ("a window, folded text, functions or the picture of a flame graph") },
    { "--baseline-file", typed->baseline_file != NULL, asked->is_graph || asked->is_window, N_ ("a window, folded text, functions or the picture of a flame graph") },
    { "--per", typed->per != NULL, asked->is_compared && !asked->is_folded, N_ ("--baseline or --baseline-file, and a window, functions or the picture of a flame graph") },
    { "--by", typed->by != NULL, asked->is_compared && (asked->is_window || asked->is_graph_picture || asked->is_table_picture), N_ ("--baseline or --baseline-file, and a window or the picture of a flame graph or of functions") },
    { "--baseline-only", typed->shows_gone, asked->is_compared && (asked->is_window || asked->is_graph_picture) && !typed->is_inverted && typed->function == NULL, N_ ("--baseline or --baseline-file, and a window or the picture of a flame graph that is not turned") },
    { "--flip", typed->is_flipped, (asked->is_window || asked->is_graph) && typed->baseline_file != NULL, N_ ("--baseline-file, and a window, folded text, functions or the picture of a flame graph") },
  };

  return check (rules, G_N_ELEMENTS (rules), error);
}

static bool
check_map (const EmberTypedOptions *typed,
           const Asked *asked,
           GError **error)
{
  const Rule rules[] = {
    { "--off-cpu", typed->off_cpu != NULL, asked->is_window || (asked->is_headless && asked->is_heatmap), N_ ("a window, --print=heatmap or --view=heatmap") },
    { "--wall-clock", typed->wall_clock, asked->is_window || asked->is_map_picture, N_ ("a window or the picture of a heat map") },
    { "--dark", typed->is_dark, asked->is_picture, N_ ("--export to .svg, .png or .pdf") },
    { "--column", typed->column != NULL, asked->is_window || (asked->is_headless && asked->is_heatmap) || typed->band != NULL, N_ ("a window, --band, --print=heatmap or --view=heatmap") },
    { "--rows", typed->rows != NULL, asked->is_window || (asked->is_headless && asked->is_heatmap), N_ ("a window, --print=heatmap or --view=heatmap") },
    { "--palette", typed->palette != NULL, asked->is_window || asked->is_map_picture, N_ ("a window or the picture of a heat map") },
    { "--scale", typed->scale != NULL, asked->is_window || asked->is_map_picture, N_ ("a window or the picture of a heat map") },
    { "--clip", typed->clip != NULL, asked->is_window || asked->is_map_picture, N_ ("a window or the picture of a heat map") },
    { "--split", typed->split != NULL, asked->is_window || asked->is_map_picture, N_ ("a window or the picture of a heat map") },
    { "--split-scale", typed->split_scale != NULL, asked->is_window || asked->is_map_picture, N_ ("a window or the picture of a heat map") },
    { "--map-time", typed->map_time != NULL, asked->is_window || asked->is_map_picture, N_ ("a window or the picture of a heat map") },
    { "--map-rows", typed->map_rows != NULL, asked->is_window || asked->is_map_picture, N_ ("a window or the picture of a heat map") },
    { "--when", typed->when != NULL, asked->is_window || (asked->is_headless && asked->is_heatmap && typed->search == NULL) || (asked->is_graph_picture && typed->function == NULL), N_ ("a window, a heat map without --search or the picture of a flame graph without --function") },
  };

  return check (rules, G_N_ELEMENTS (rules), error);
}

static bool
check_graph (const EmberTypedOptions *typed,
             const Asked *asked,
             GError **error)
{
  const Rule rules[] = {
    { "--search", typed->search != NULL, asked->is_window || asked->is_picture || (asked->is_headless && (asked->is_heatmap || (asked->is_functions && !asked->is_compared))), N_ ("a window, a picture, a heat map or functions without baseline") },
    { "--merge", typed->merge != NULL, asked->is_graph || asked->is_window, N_ ("a window, folded text, functions or the picture of a flame graph") },
    { "--invert", typed->is_inverted, (asked->is_window || asked->is_graph_picture) && typed->function == NULL, N_ ("a window or the picture of a flame graph, and not with --function") },
    { "--function", typed->function != NULL, asked->is_window || asked->is_graph_picture, N_ ("a window or the picture of a flame graph") },
    { "--root", typed->root != NULL, asked->is_window || (asked->is_graph_picture && typed->function == NULL), N_ ("a window or the picture of a flame graph that has no --function") },
    { "--order", typed->order != NULL, asked->is_window || asked->is_graph_picture, N_ ("a window or the picture of a flame graph") },
    { "--zoom", typed->zoom != NULL, asked->is_window, N_ ("a window") },
    { "--zoom-callers", typed->zoom_callers != NULL, asked->is_window && typed->function != NULL, N_ ("a window and --function") },
    { "--zoom-callees", typed->zoom_callees != NULL, asked->is_window && typed->function != NULL, N_ ("a window and --function") },
    { "--sort", typed->sort != NULL, (asked->is_window || asked->is_table_picture) && g_strcmp0 (typed->view, "functions") == 0, N_ ("a window or a picture, and --view=functions") },
  };

  return check (rules, G_N_ELEMENTS (rules), error);
}

bool
ember_option_company_check (const EmberTypedOptions *typed,
                            const EmberOptions *options,
                            GError **error)
{
  const Asked asked = find_asked (typed, options);

  return check_samples (typed, &asked, error) && check_comparison (typed, &asked, error) &&
         check_map (typed, &asked, error) && check_graph (typed, &asked, error);
}
