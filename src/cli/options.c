/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options.h"

#include <glib/gi18n.h>
#include <string.h>

#include "analysis/filter-text.h"
#include "cli/look-options.h"
#include "cli/option-company.h"
#include "cli/option-words.h"

static const EmberOptionWord contents[] = {
  { "info", EMBER_CONTENT_INFO },
  { "samples", EMBER_CONTENT_SAMPLES },
  { "folded", EMBER_CONTENT_FOLDED },
  { "heatmap", EMBER_CONTENT_HEATMAP },
  { "functions", EMBER_CONTENT_FUNCTIONS },
  { "patterns", EMBER_CONTENT_PATTERNS },
};

static const EmberOptionWord views[] = {
  { "heatmap", EMBER_VIEW_HEATMAP },
  { "flamegraph", EMBER_VIEW_FLAME_GRAPH },
  { "functions", EMBER_VIEW_FUNCTIONS },
};

static const EmberOptionWord idles[] = {
  { "show", true },
  { "hide", false },
};

static const EmberOptionWord merge_levels[] = {
  { "comm", EMBER_MERGE_COMM },
  { "process", EMBER_MERGE_PROCESS },
  { "thread", EMBER_MERGE_THREAD },
  { "cpu", EMBER_MERGE_CPU },
  { "none", EMBER_MERGE_NOTHING },
};

static const EmberOptionWord bases[] = {
  { "total", EMBER_CHANGE_OF_TOTAL },
  { "self", EMBER_CHANGE_OF_SELF },
};

static const EmberOptionWord normalizations[] = {
  { "time", EMBER_PER_TIME },
  { "samples", EMBER_PER_SAMPLE },
};

static const EmberOptionWord kinds[] = {
  { "svg", EMBER_EXPORT_SVG },
  { "png", EMBER_EXPORT_PNG },
  { "pdf", EMBER_EXPORT_PDF },
  { "folded", EMBER_EXPORT_FOLDED },
  { "csv", EMBER_EXPORT_CSV },
};

static const EmberOptionWord annotations[] = {
  { "pid", EMBER_FOLDED_PID },
  { "tid", EMBER_FOLDED_TID },
  { "kernel", EMBER_FOLDED_KERNEL },
  { "jit", EMBER_FOLDED_JIT },
  { "all", EMBER_FOLDED_KERNEL | EMBER_FOLDED_JIT },
  { "addrs", EMBER_FOLDED_ADDRESSES },
};

static bool
check_files (const EmberOptions *options,
             GError **error)
{
  const guint n_files = options->files != NULL ? g_strv_length (options->files) : 0;

  if (options->command == EMBER_COMMAND_SYNTHESIZE)
    return n_files == 0 || ember_option_fail (error, _ ("--synthesize reads no FILE"));
  if (options->command != EMBER_COMMAND_WINDOW && n_files == 0)
    return ember_option_fail (error, _ ("no FILE is given"));
  if (options->command != EMBER_COMMAND_WINDOW && n_files > 1)
    return ember_option_fail (error, _ ("one FILE at a time: “%s” is one too many"), options->files[1]);
  for (guint i = 0; i < n_files; i++)
    if (options->files[i][0] == '\0')
      return ember_option_fail (error, _ ("a FILE has an empty name"));
  return true;
}

static bool
parse_export (const EmberTypedOptions *typed,
              EmberOptions *options,
              GError **error)
{
  const char *slash = strrchr (typed->export, '/');
  const char *dot = strrchr (slash != NULL ? slash : typed->export, '.');
  g_autofree char *end = g_ascii_strdown (dot != NULL ? dot + 1 : "", -1);
  g_autofree char *known = ember_option_words_dup (kinds, G_N_ELEMENTS (kinds));
  int view = EMBER_VIEW_FLAME_GRAPH;

  options->export_path = g_strdup (typed->export);
  for (size_t i = 0; i < G_N_ELEMENTS (kinds) && known != NULL; i++)
    if (g_str_equal (kinds[i].word, end))
      {
        options->kind = (EmberExportKind) kinds[i].value;
        g_clear_pointer (&known, g_free);
      }
  if (known != NULL)
    return ember_option_fail (error, _ ("the name of “%s” must end in one of: %s"), typed->export, known);
  if (!ember_option_words_find ("--view", typed->view, views, G_N_ELEMENTS (views), &view, error))
    return false;
  options->is_heatmap = view == EMBER_VIEW_HEATMAP;
  options->has_view = typed->view != NULL;
  options->shows_functions = view == EMBER_VIEW_FUNCTIONS && options->kind <= EMBER_EXPORT_PDF;
  if (view == EMBER_VIEW_FUNCTIONS && options->kind == EMBER_EXPORT_FOLDED)
    return ember_option_fail (error, _ ("folded text holds no table of functions; write .csv, .svg, .png or .pdf"));
  if (options->is_heatmap && options->kind == EMBER_EXPORT_FOLDED)
    return ember_option_fail (error, _ ("folded text holds no heat map; write .csv, .svg, .png or .pdf"));
  return true;
}

static bool
parse_synthesize (const EmberTypedOptions *typed,
                  EmberOptions *options,
                  GError **error)
{
  if (typed->print != NULL && options->content != EMBER_CONTENT_PATTERNS)
    return ember_option_fail (error, _ ("only --print=patterns works with --synthesize; for others print the recording and read that"));
  options->command = EMBER_COMMAND_SYNTHESIZE;
  return ember_scene_parse (typed->synthesize, &options->scene, error);
}

/* The heat map is always there; what stands below can be another thing than the graph. */
static bool
parse_view (const char *typed,
            EmberOptions *options,
            GError **error)
{
  int view = EMBER_VIEW_FLAME_GRAPH;

  if (!ember_option_words_find ("--view", typed, views, G_N_ELEMENTS (views), &view, error))
    return false;
  options->shows_functions = view == EMBER_VIEW_FUNCTIONS;
  return true;
}

static bool
parse_command (const EmberTypedOptions *typed,
               EmberOptions *options,
               GError **error)
{
  int content = EMBER_CONTENT_INFO;

  if (typed->wants_help || typed->wants_version)
    {
      options->command = typed->wants_help ? EMBER_COMMAND_HELP : EMBER_COMMAND_VERSION;
      return true;
    }
  if ((typed->print != NULL || typed->synthesize != NULL) && typed->export != NULL)
    return ember_option_fail (error, _ ("--print and --export do not go together"));
  if (typed->export != NULL)
    {
      options->command = EMBER_COMMAND_EXPORT;
      return parse_export (typed, options, error);
    }
  if (!ember_option_words_find ("--print", typed->print, contents, G_N_ELEMENTS (contents), &content, error))
    return false;
  options->command = typed->print != NULL ? EMBER_COMMAND_PRINT : EMBER_COMMAND_WINDOW;
  options->content = (EmberContent) content;
  if (options->command == EMBER_COMMAND_WINDOW && typed->view != NULL && !parse_view (typed->view, options, error))
    return false;
  return typed->synthesize == NULL || parse_synthesize (typed, options, error);
}

/* @typed: (nullable): then there is nothing to parse */
static bool
parse_span (const char *option,
            const char *typed,
            EmberTimeSpan *span,
            GError **error)
{
  if (typed == NULL || ember_time_span_parse (typed, span, error))
    return true;
  g_prefix_error (error, "%s: ", option);
  return false;
}

static bool
parse_band (const char *typed,
            EmberBandSpan *band,
            GError **error)
{
  if (typed == NULL || ember_band_span_parse (typed, band, error))
    return true;
  g_prefix_error (error, "--band: ");
  return false;
}

static bool
parse_with (char **typed,
            EmberFoldedFlags *flags,
            GError **error)
{
  for (guint i = 0; typed != NULL && typed[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (typed[i], ",", -1);

      for (guint w = 0; words[w] != NULL; w++)
        {
          int value = 0;

          if (!ember_option_words_find ("--with", words[w], annotations, G_N_ELEMENTS (annotations), &value, error))
            return false;
          *flags |= (EmberFoldedFlags) value;
        }
    }
  return true;
}

static bool
parse_search (const char *typed,
              EmberOptions *options,
              GError **error)
{
  g_autoptr (GRegex) regex = NULL;
  g_autoptr (GError) reason = NULL;

  if (typed == NULL)
    return true;
  if (!g_utf8_validate (typed, -1, NULL))
    return ember_option_fail (error, _ ("--search is not valid UTF-8"));
  regex = g_regex_new (typed, 0, 0, &reason);
  if (regex == NULL)
    return ember_option_fail (error, _ ("--search is no regular expression: %s"), reason->message);
  options->search = g_strdup (typed);
  return true;
}

/* What has an option of its own is that.
 * Returns: whether @condition was taken */
static bool
take_tables (EmberFilterCondition *condition,
             EmberOptions *options)
{
  if (condition->kind == EMBER_FILTER_EVENT)
    {
      g_free (options->event);
      options->event = condition->text;
      return true;
    }
  if (condition->kind != EMBER_FILTER_IDLE)
    return false;
  options->has_idle = true;
  options->with_idle = true;
  return true;
}

static bool
parse_filter (char **typed,
              EmberOptions *options,
              GError **error)
{
  options->filter = ember_filter_new ();
  for (guint i = 0; typed != NULL && typed[i] != NULL; i++)
    {
      EmberFilterCondition condition;
      EmberFilter *more;

      if (!ember_filter_text_parse (typed[i], &condition, error))
        {
          g_prefix_error (error, "--filter: ");
          return false;
        }
      if (take_tables (&condition, options))
        continue;
      more = ember_filter_with (options->filter, &condition);
      g_free (condition.text);
      ember_filter_unref (options->filter);
      options->filter = more;
    }
  return true;
}

/* Those that stand behind the comm need one to stand behind. */
static bool
parse_merge (const char *typed,
             EmberOptions *options,
             GError **error)
{
  int merge_level = EMBER_MERGE_COMM;

  if (!ember_option_words_find ("--merge", typed, merge_levels, G_N_ELEMENTS (merge_levels), &merge_level, error))
    return false;
  options->merge_level = (EmberMergeLevel) merge_level;
  if (options->merge_level != EMBER_MERGE_COMM && (options->folded & (EMBER_FOLDED_PID | EMBER_FOLDED_TID)) != 0)
    return ember_option_fail (error, _ ("--with=pid and --with=tid go only with --merge=comm"));
  return true;
}

/* A folder that is not there is a slip of the hand; without a word it would only be names that lack. */
static bool
parse_symbols (char **typed,
               EmberOptions *options,
               GError **error)
{
  for (guint i = 0; typed != NULL && typed[i] != NULL; i++)
    if (!g_file_test (typed[i], G_FILE_TEST_IS_DIR))
      return ember_option_fail (error, _ ("--symbols takes a folder, and “%s” is none"), typed[i]);
  options->symbol_folders = g_strdupv (typed);
  return true;
}

static bool
parse_values (const EmberTypedOptions *typed,
              EmberOptions *options,
              GError **error)
{
  const bool is_picture = options->command == EMBER_COMMAND_EXPORT && options->kind <= EMBER_EXPORT_PDF;
  int with_idle = !is_picture;
  int normalization = EMBER_PER_TIME;
  int basis = EMBER_CHANGE_OF_TOTAL;

  if (!ember_option_company_check (typed, options, error) || !check_files (options, error))
    return false;
  if (!parse_span ("--range", typed->range, &options->range, error) ||
      !parse_band (typed->band, &options->band, error) ||
      !parse_span ("--baseline", typed->baseline, &options->baseline, error) ||
      !ember_option_words_find ("--per", typed->per, normalizations, G_N_ELEMENTS (normalizations), &normalization, error) ||
      !ember_option_words_find ("--by", typed->by, bases, G_N_ELEMENTS (bases), &basis, error))
    return false;
  if (!ember_option_words_find ("--idle", typed->idle, idles, G_N_ELEMENTS (idles), &with_idle, error))
    return false;
  options->has_idle = typed->idle != NULL;
  options->with_idle = with_idle;
  options->event = g_strdup (typed->event);
  if (!ember_look_options_parse (typed, options, error) ||
      !parse_with (typed->with, &options->folded, error) ||
      !parse_filter (typed->filter, options, error) ||
      !parse_merge (typed->merge, options, error) ||
      !parse_symbols (typed->symbols, options, error) ||
      !parse_search (typed->search, options, error))
    return false;
  options->has_range = typed->range != NULL;
  options->has_band = typed->band != NULL;
  options->has_baseline = typed->baseline != NULL;
  options->baseline_file = g_strdup (typed->baseline_file);
  options->normalization = (EmberNormalization) normalization;
  options->has_normalization = typed->per != NULL;
  options->basis = (EmberChangeBasis) basis;
  options->has_basis = typed->by != NULL;
  options->shows_gone = typed->shows_gone;
  options->is_flipped = typed->is_flipped;
  options->has_merge_level = typed->merge != NULL;
  options->asks_servers = typed->asks_servers;
  options->with_inlined = typed->with_inlined;
  options->is_inverted = typed->is_inverted;
  options->function = g_strdup (typed->function);
  options->when = g_strdup (typed->when);
  return true;
}

EmberOptions *
ember_options_parse (char **argv,
                     GError **error)
{
  g_autoptr (EmberOptions) options = g_new0 (EmberOptions, 1);
  g_auto (EmberTypedOptions) typed = { 0 };

  options->column_ns = EMBER_SECOND_NS;
  options->n_rows = EMBER_DEFAULT_ROWS;
  if (!ember_typed_options_parse (&typed, argv, error) || !parse_command (&typed, options, error))
    return NULL;
  options->files = g_strdupv (typed.files);
  if (options->command < EMBER_COMMAND_HELP && !parse_values (&typed, options, error))
    return NULL;
  return g_steal_pointer (&options);
}

char *
ember_options_dup_help (void)
{
  return ember_typed_options_dup_help ();
}

void
ember_options_free (EmberOptions *options)
{
  g_strfreev (options->files);
  g_free (options->export_path);
  g_free (options->event);
  g_free (options->baseline_file);
  g_free (options->search);
  g_free (options->function);
  g_free (options->when);
  for (int i = 0; i < EMBER_N_VIEW_GRAPHS; i++)
    g_free (options->zooms[i]);
  g_free (options->sort);
  g_clear_pointer (&options->filter, ember_filter_unref);
  g_strfreev (options->symbol_folders);
  g_free (options);
}
