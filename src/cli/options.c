/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options.h"

#include <glib/gi18n.h>
#include <string.h>

#include "analysis/filter-text.h"
#include "profile/length-text.h"

/* The arguments as typed; names and values are bytes, whatever the locale. */
typedef struct
{
  gboolean wants_help;
  gboolean wants_version;
  char *print;
  char *export;
  char *synthesize;
  char *view;
  char *range;
  char *band;
  char *baseline;
  char *baseline_file;
  char *per;
  char *by;
  gboolean shows_gone;
  char *column;
  char *rows;
  char *scale;
  char *clip;
  char *event;
  char *idle;
  char *off_cpu;
  gboolean wall_clock;
  char *search;
  char **filter;
  char *merge;
  char *split;
  char **with;
  char **symbols;
  gboolean with_inlined;
  gboolean is_inverted;
  char *function;
  char *when;
  gboolean asks_servers;
  char **files;
} Typed;

static void
clear_typed (Typed *typed)
{
  g_free (typed->print);
  g_free (typed->export);
  g_free (typed->synthesize);
  g_free (typed->view);
  g_free (typed->range);
  g_free (typed->band);
  g_free (typed->baseline);
  g_free (typed->baseline_file);
  g_free (typed->per);
  g_free (typed->by);
  g_free (typed->column);
  g_free (typed->rows);
  g_free (typed->scale);
  g_free (typed->clip);
  g_free (typed->event);
  g_free (typed->idle);
  g_free (typed->off_cpu);
  g_free (typed->search);
  g_free (typed->function);
  g_free (typed->when);
  g_strfreev (typed->filter);
  g_free (typed->merge);
  g_free (typed->split);
  g_strfreev (typed->with);
  g_strfreev (typed->symbols);
  g_strfreev (typed->files);
}

/* A word of the command line and what it stands for. */
typedef struct
{
  const char *word;
  int value;
} Word;

static const Word contents[] = {
  { "info", EMBER_CONTENT_INFO },
  { "samples", EMBER_CONTENT_SAMPLES },
  { "folded", EMBER_CONTENT_FOLDED },
  { "heatmap", EMBER_CONTENT_HEATMAP },
  { "functions", EMBER_CONTENT_FUNCTIONS },
  { "patterns", EMBER_CONTENT_PATTERNS },
};

static const Word views[] = {
  { "heatmap", EMBER_VIEW_HEATMAP },
  { "flamegraph", EMBER_VIEW_FLAME_GRAPH },
  { "functions", EMBER_VIEW_FUNCTIONS },
};

static const Word idles[] = {
  { "show", true },
  { "hide", false },
};

static const Word merge_levels[] = {
  { "comm", EMBER_MERGE_COMM },
  { "process", EMBER_MERGE_PROCESS },
  { "thread", EMBER_MERGE_THREAD },
  { "cpu", EMBER_MERGE_CPU },
  { "none", EMBER_MERGE_NOTHING },
};

static const Word splits[] = {
  { "none", EMBER_SPLIT_NONE },
  { "cpu", EMBER_SPLIT_CPU },
  { "thread", EMBER_SPLIT_THREAD },
  { "process", EMBER_SPLIT_PROCESS },
};

static const Word placements[] = {
  { "begin", false },
  { "spread", true },
};

static const Word scales[] = {
  { "linear", EMBER_CURVE_LINEAR },
  { "sqrt", EMBER_CURVE_SQRT },
  { "log", EMBER_CURVE_LOG },
};

static const Word bases[] = {
  { "total", EMBER_CHANGE_OF_TOTAL },
  { "self", EMBER_CHANGE_OF_SELF },
};

static const Word normalizations[] = {
  { "time", EMBER_PER_TIME },
  { "samples", EMBER_PER_SAMPLE },
};

static const Word kinds[] = {
  { "svg", EMBER_EXPORT_SVG },
  { "png", EMBER_EXPORT_PNG },
  { "pdf", EMBER_EXPORT_PDF },
  { "folded", EMBER_EXPORT_FOLDED },
  { "csv", EMBER_EXPORT_CSV },
};

static const Word annotations[] = {
  { "pid", EMBER_FOLDED_PID },
  { "tid", EMBER_FOLDED_TID },
  { "kernel", EMBER_FOLDED_KERNEL },
  { "jit", EMBER_FOLDED_JIT },
  { "all", EMBER_FOLDED_KERNEL | EMBER_FOLDED_JIT },
  { "addrs", EMBER_FOLDED_ADDRESSES },
};

static GOptionContext *
make_context (Typed *typed)
{
  const GOptionEntry entries[] = {
    { "print", 0, 0, G_OPTION_ARG_FILENAME, &typed->print, N_ ("Print to standard output: info, samples, folded, heatmap (CSV), functions (TSV) or patterns (JSON lines)"), N_ ("WHAT") },
    { "export", 0, 0, G_OPTION_ARG_FILENAME, &typed->export, N_ ("Write a file; the end of its name says what: .svg, .png, .pdf, .folded or .csv"), N_ ("OUT") },
    { "view", 0, 0, G_OPTION_ARG_FILENAME, &typed->view, N_ ("What to export: heatmap, flamegraph (default) or functions (CSV)"), N_ ("VIEW") },
    { "range", 0, 0, G_OPTION_ARG_FILENAME, &typed->range, N_ ("Only samples of these seconds of the heat map’s axis, 10.38-14.6, or of the recording’s clock, @8122.5-@8124"), N_ ("BEGIN-END") },
    { "band", 0, 0, G_OPTION_ARG_FILENAME, &typed->band, N_ ("Only samples of this part of each column of the heat map, 200ms-300ms, or of each 5 s, 200ms-300ms/5s"), N_ ("BEGIN-END") },
    { "baseline", 0, 0, G_OPTION_ARG_FILENAME, &typed->baseline, N_ ("Compare with these seconds, written like a range"), N_ ("BEGIN-END") },
    { "baseline-file", 0, 0, G_OPTION_ARG_FILENAME, &typed->baseline_file, N_ ("Compare with this recording, or with its --baseline"), N_ ("FILE") },
    { "per", 0, 0, G_OPTION_ARG_FILENAME, &typed->per, N_ ("What makes two ranges comparable: equal time (default) or equal samples"), N_ ("time|samples") },
    { "by", 0, 0, G_OPTION_ARG_FILENAME, &typed->by, N_ ("What colours say the change of: all samples of a frame (default), or its own"), "total|self" },
    { "baseline-only", 0, 0, G_OPTION_ARG_NONE, &typed->shows_gone, N_ ("Draw what only the baseline has"), NULL },
    { "column", 0, 0, G_OPTION_ARG_FILENAME, &typed->column, N_ ("Length of the columns of the heat map, 1.3 or 16.667ms (default: 1 second)"), N_ ("SECONDS") },
    { "rows", 0, 0, G_OPTION_ARG_FILENAME, &typed->rows, N_ ("Rows of the heat map, 1 to 1000 (default: 50)"), N_ ("N") },
    { "scale", 0, 0, G_OPTION_ARG_FILENAME, &typed->scale, N_ ("Scale of the heat map’s colours: linear (default), sqrt or log"), N_ ("SCALE") },
    { "clip", 0, 0, G_OPTION_ARG_FILENAME, &typed->clip, N_ ("Percentile of the heat map’s cells that has the strongest colour, 50 to 100 (default: 100)"), N_ ("PERCENTILE") },
    { "event", 0, 0, G_OPTION_ARG_FILENAME, &typed->event, N_ ("Only this event, or all (default: the first sample’s event; samples: all)"), N_ ("NAME") },
    { "idle", 0, 0, G_OPTION_ARG_FILENAME, &typed->idle, N_ ("show or hide samples of idle CPUs (default: show in text, hide in pictures)"), N_ ("show|hide") },
    { "off-cpu", 0, 0, G_OPTION_ARG_FILENAME, &typed->off_cpu, N_ ("Where the heat map has waits: in the cell where they begin (default), or spread over those that they last"), N_ ("begin|spread") },
    { "wall-clock", 0, 0, G_OPTION_ARG_NONE, &typed->wall_clock, N_ ("Label the picture of a heat map with times of day, where the recording tells them"), NULL },
    { "search", 0, 0, G_OPTION_ARG_FILENAME, &typed->search, N_ ("Light functions in pictures that match this regular expression, print only these, or count only samples of these"), N_ ("REGEX") },
    { "filter", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &typed->filter, N_ ("Only samples that pass: pid=, tid=, comm=, cpu=, frame= or module= and a value, != for the others, ~ for an expression; can be repeated"), N_ ("CONDITION") },
    { "split", 0, 0, G_OPTION_ARG_FILENAME, &typed->split, N_ ("A heat map for each: cpu, thread or process, below the one of all (default: none)"), N_ ("WHAT") },
    { "merge", 0, 0, G_OPTION_ARG_FILENAME, &typed->merge, N_ ("What the first level of stacks tells apart: comm (default), process, thread, cpu or none"), N_ ("LEVEL") },
    { "invert", 0, 0, G_OPTION_ARG_NONE, &typed->is_inverted, N_ ("Draw the flame graph from the leaves to their callers"), NULL },
    { "when", 0, 0, G_OPTION_ARG_FILENAME, &typed->when, N_ ("Show in the heat map when this function ran, or count only its samples"), N_ ("NAME") },
    { "function", 0, 0, G_OPTION_ARG_FILENAME, &typed->function, N_ ("Draw the callers of this function above it, and what it calls below"), N_ ("NAME") },
    { "debuginfod", 0, 0, G_OPTION_ARG_NONE, &typed->asks_servers, N_ ("Ask the servers in DEBUGINFOD_URLS for symbols that are nowhere here"), NULL },
    { "inline", 0, 0, G_OPTION_ARG_NONE, &typed->with_inlined, N_ ("Show functions that were inlined as frames of their own"), NULL },
    { "with", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &typed->with, N_ ("Say more in folded text: pid, tid, kernel, jit, all (kernel and jit) or addrs; can be repeated"), N_ ("WHAT") },
    { "symbols", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &typed->symbols, N_ ("Look for programs and symbols in this folder first; can be repeated"), N_ ("DIR") },
    { "synthesize", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &typed->synthesize, NULL, NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &typed->wants_version, N_ ("Print the version"), NULL },
    { "help", 'h', 0, G_OPTION_ARG_NONE, &typed->wants_help, N_ ("Print this help"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &typed->files, NULL, NULL },
    { NULL },
  };
  GOptionContext *context = g_option_context_new (_ ("[FILE…]"));

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _ ("Shows CPU profiles as subsecond-offset heat maps and flame graphs.\n"
                                            "Without --print and --export each FILE opens in a window."));
  g_option_context_set_description (context, _ ("FILE is a recording of perf, what `perf script` prints of it, or folded stacks; gzip, zstd and\n"
                                                "xz are unpacked, and - is standard input.\n"
                                                "Exit status: 0, or 1 if a file could not be read or written, or 2 if the command line is wrong."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  return context;
}

char *
ember_options_dup_help (void)
{
  Typed typed = { 0 };
  GOptionContext *context = make_context (&typed);
  char *help = g_option_context_get_help (context, TRUE, NULL);

  g_option_context_free (context);
  return help;
}

static bool fail (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static bool
fail (GError **error,
      const char *format,
      ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, format, arguments));
  va_end (arguments);
  return false;
}

static char *
dup_words (const Word *words,
           size_t n_words)
{
  GString *text = g_string_new (NULL);

  for (size_t i = 0; i < n_words; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", words[i].word);
  return g_string_free (text, FALSE);
}

/* @typed: (nullable): then @value keeps what it has */
static bool
find_word (const char *option,
           const char *typed,
           const Word *words,
           size_t n_words,
           int *value,
           GError **error)
{
  g_autofree char *known = NULL;

  if (typed == NULL)
    return true;
  for (size_t i = 0; i < n_words; i++)
    if (g_str_equal (words[i].word, typed))
      {
        *value = words[i].value;
        return true;
      }
  known = dup_words (words, n_words);
  /* Translators: an option like --idle, what was typed, the words it takes */
  return fail (error, _ ("%s does not take “%s”, only one of: %s"), option, typed, known);
}

/* Options that would change nothing are a mistake somewhere; say which. */
static bool
check_company (const Typed *typed,
               const EmberOptions *options,
               GError **error)
{
  const bool is_headless = options->command == EMBER_COMMAND_PRINT || options->command == EMBER_COMMAND_EXPORT;
  const bool is_export = options->command == EMBER_COMMAND_EXPORT;
  const bool is_picture = is_export && options->kind <= EMBER_EXPORT_PDF;
  const bool is_folded = is_export ? options->kind == EMBER_EXPORT_FOLDED : options->content == EMBER_CONTENT_FOLDED;
  const bool is_heatmap = is_export ? options->is_heatmap : options->content == EMBER_CONTENT_HEATMAP;
  const bool is_functions = is_export ? options->kind == EMBER_EXPORT_CSV && !is_heatmap : options->content == EMBER_CONTENT_FUNCTIONS;
  const bool is_graph = is_headless && (is_folded || is_functions || (is_picture && !is_heatmap));
  const bool is_samples = is_headless && !is_export && options->content == EMBER_CONTENT_SAMPLES;
  const bool is_info = is_headless && !is_export && options->content == EMBER_CONTENT_INFO;
  /* What a window can be told to show. */
  const bool is_window = options->command == EMBER_COMMAND_WINDOW;
  const bool is_shown = is_headless || is_window;
  const bool is_compared = typed->baseline != NULL || typed->baseline_file != NULL;
  const struct
  {
    const char *option;
    bool is_typed;
    bool is_wanted;
    const char *company;
  } rules[] = {
    { "--view", typed->view != NULL, is_export, N_ ("--export") },
    { "--range", typed->range != NULL, is_shown, N_ ("--print, --export or a window") },
    { "--band", typed->band != NULL, is_graph || is_window || is_samples, N_ ("a window, --print=samples, folded text, functions or the picture of a flame graph") },
    { "--baseline", typed->baseline != NULL, is_graph || is_window, N_ ("a window, folded text, functions or the picture of a flame graph") },
    { "--baseline-file", typed->baseline_file != NULL, is_graph || is_window, N_ ("a window, folded text, functions or the picture of a flame graph") },
    { "--per", typed->per != NULL, is_compared && !is_folded, N_ ("--baseline or --baseline-file, and a window, functions or the picture of a flame graph") },
    { "--by", typed->by != NULL, is_compared && (is_window || (is_picture && !is_heatmap)), N_ ("--baseline or --baseline-file, and a window or the picture of a flame graph") },
    { "--baseline-only", typed->shows_gone, is_compared && (is_window || (is_picture && !is_heatmap)) && !typed->is_inverted && typed->function == NULL, N_ ("--baseline or --baseline-file, and a window or the picture of a flame graph that is not turned") },
    { "--event", typed->event != NULL, is_shown, N_ ("--print, --export or a window") },
    { "--idle", typed->idle != NULL, is_shown, N_ ("--print, --export or a window") },
    { "--off-cpu", typed->off_cpu != NULL, is_headless && is_heatmap, N_ ("--print=heatmap or --view=heatmap") },
    { "--wall-clock", typed->wall_clock, is_picture && is_heatmap, N_ ("the picture of a heat map") },
    { "--column", typed->column != NULL, is_window || (is_headless && is_heatmap) || typed->band != NULL, N_ ("a window, --band, --print=heatmap or --view=heatmap") },
    { "--rows", typed->rows != NULL, is_window || (is_headless && is_heatmap), N_ ("a window, --print=heatmap or --view=heatmap") },
    { "--scale", typed->scale != NULL, is_window || (is_picture && is_heatmap), N_ ("a window or the picture of a heat map") },
    { "--clip", typed->clip != NULL, is_window || (is_picture && is_heatmap), N_ ("a window or the picture of a heat map") },
    { "--split", typed->split != NULL, is_window || (is_picture && is_heatmap), N_ ("a window or the picture of a heat map") },
    { "--search", typed->search != NULL, is_window || is_picture || (is_headless && (is_heatmap || (is_functions && !is_compared))), N_ ("a window, a picture, a heat map or functions without baseline") },
    { "--filter", typed->filter != NULL, is_shown && !is_info, N_ ("a window, --print=samples, folded, heatmap or functions, or --export") },
    { "--merge", typed->merge != NULL, is_graph || is_window, N_ ("a window, folded text, functions or the picture of a flame graph") },
    { "--invert", typed->is_inverted, (is_window || (is_picture && !is_heatmap)) && typed->function == NULL, N_ ("a window or the picture of a flame graph, and not with --function") },
    { "--when", typed->when != NULL, is_window || (is_headless && is_heatmap && typed->search == NULL), N_ ("a window, --print=heatmap or --view=heatmap, and in these not with --search") },
    { "--function", typed->function != NULL, is_window || (is_picture && !is_heatmap), N_ ("a window or the picture of a flame graph") },
    { "--debuginfod", typed->asks_servers, is_headless, N_ ("--print or --export") },
    { "--inline", typed->with_inlined, is_headless, N_ ("--print or --export") },
    { "--with", typed->with != NULL, is_headless && is_folded, N_ ("folded text") },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rules); i++)
    if (rules[i].is_typed && !rules[i].is_wanted)
      /* Translators: an option, and what it must be used with */
      return fail (error, _ ("%s goes only with %s"), rules[i].option, _ (rules[i].company));
  return true;
}

static bool
check_files (const EmberOptions *options,
             GError **error)
{
  const guint n_files = options->files != NULL ? g_strv_length (options->files) : 0;

  if (options->command == EMBER_COMMAND_SYNTHESIZE)
    return n_files == 0 || fail (error, _ ("--synthesize reads no FILE"));
  if (options->command != EMBER_COMMAND_WINDOW && n_files == 0)
    return fail (error, _ ("no FILE is given"));
  if (options->command != EMBER_COMMAND_WINDOW && n_files > 1)
    return fail (error, _ ("one FILE at a time: “%s” is one too many"), options->files[1]);
  for (guint i = 0; i < n_files; i++)
    if (options->files[i][0] == '\0')
      return fail (error, _ ("a FILE has an empty name"));
  return true;
}

static bool
parse_export (const Typed *typed,
              EmberOptions *options,
              GError **error)
{
  const char *slash = strrchr (typed->export, '/');
  const char *dot = strrchr (slash != NULL ? slash : typed->export, '.');
  g_autofree char *end = g_ascii_strdown (dot != NULL ? dot + 1 : "", -1);
  g_autofree char *known = dup_words (kinds, G_N_ELEMENTS (kinds));
  int view = EMBER_VIEW_FLAME_GRAPH;

  options->export_path = g_strdup (typed->export);
  for (size_t i = 0; i < G_N_ELEMENTS (kinds) && known != NULL; i++)
    if (g_str_equal (kinds[i].word, end))
      {
        options->kind = (EmberExportKind) kinds[i].value;
        g_clear_pointer (&known, g_free);
      }
  if (known != NULL)
    return fail (error, _ ("the name of “%s” must end in one of: %s"), typed->export, known);
  if (!find_word ("--view", typed->view, views, G_N_ELEMENTS (views), &view, error))
    return false;
  options->is_heatmap = view == EMBER_VIEW_HEATMAP;
  if (view == EMBER_VIEW_FUNCTIONS && options->kind != EMBER_EXPORT_CSV)
    return fail (error, _ ("functions are a table; write .csv"));
  if (options->is_heatmap && options->kind == EMBER_EXPORT_FOLDED)
    return fail (error, _ ("folded text holds no heat map; write .csv, .svg, .png or .pdf"));
  return true;
}

static bool
parse_synthesize (const Typed *typed,
                  EmberOptions *options,
                  GError **error)
{
  if (typed->print != NULL && options->content != EMBER_CONTENT_PATTERNS)
    return fail (error, _ ("only --print=patterns works with --synthesize; for others print the recording and read that"));
  options->command = EMBER_COMMAND_SYNTHESIZE;
  return ember_scene_parse (typed->synthesize, &options->scene, error);
}

static bool
parse_command (const Typed *typed,
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
    return fail (error, _ ("--print and --export do not go together"));
  if (typed->export != NULL)
    {
      options->command = EMBER_COMMAND_EXPORT;
      return parse_export (typed, options, error);
    }
  if (!find_word ("--print", typed->print, contents, G_N_ELEMENTS (contents), &content, error))
    return false;
  options->command = typed->print != NULL ? EMBER_COMMAND_PRINT : EMBER_COMMAND_WINDOW;
  options->content = (EmberContent) content;
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
parse_column (const char *typed,
              int64_t *column_ns,
              GError **error)
{
  if (typed == NULL)
    return true;
  if (!ember_length_text_parse (typed, column_ns, error))
    {
      g_prefix_error (error, "--column: ");
      return false;
    }
  *column_ns = MIN (*column_ns, EMBER_HEATMAP_MAX_COLUMN_NS);
  return true;
}

static bool
parse_rows (const char *typed,
            uint32_t *n_rows,
            GError **error)
{
  guint64 number;

  if (typed == NULL)
    return true;
  if (!g_ascii_string_to_unsigned (typed, 10, 1, EMBER_HEATMAP_MAX_ROWS, &number, NULL))
    return fail (error, _ ("--rows takes a number from 1 to %d, not “%s”"), EMBER_HEATMAP_MAX_ROWS, typed);
  *n_rows = (uint32_t) number;
  return true;
}

static bool
parse_scale (const Typed *typed,
             EmberOptions *options,
             GError **error)
{
  int scale = EMBER_CURVE_LINEAR;
  char *end = NULL;

  if (!find_word ("--scale", typed->scale, scales, G_N_ELEMENTS (scales), &scale, error))
    return false;
  options->has_scale = typed->scale != NULL;
  options->scale = (EmberCurve) scale;
  options->has_clip = typed->clip != NULL;
  options->clip = typed->clip != NULL ? g_ascii_strtod (typed->clip, &end) : EMBER_CLIP_NOTHING;
  if (typed->clip == NULL || (end != typed->clip && *end == '\0' && options->clip >= EMBER_LEAST_CLIP && options->clip <= EMBER_CLIP_NOTHING))
    return true;
  return fail (error, _ ("--clip takes a percentile from 50 to 100, not “%s”"), typed->clip);
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

          if (!find_word ("--with", words[w], annotations, G_N_ELEMENTS (annotations), &value, error))
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
    return fail (error, _ ("--search is not valid UTF-8"));
  regex = g_regex_new (typed, 0, 0, &reason);
  if (regex == NULL)
    return fail (error, _ ("--search is no regular expression: %s"), reason->message);
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

  if (!find_word ("--merge", typed, merge_levels, G_N_ELEMENTS (merge_levels), &merge_level, error))
    return false;
  options->merge_level = (EmberMergeLevel) merge_level;
  if (options->merge_level != EMBER_MERGE_COMM && (options->folded & (EMBER_FOLDED_PID | EMBER_FOLDED_TID)) != 0)
    return fail (error, _ ("--with=pid and --with=tid go only with --merge=comm"));
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
      return fail (error, _ ("--symbols takes a folder, and “%s” is none"), typed[i]);
  options->symbol_folders = g_strdupv (typed);
  return true;
}

static bool
parse_values (const Typed *typed,
              EmberOptions *options,
              GError **error)
{
  const bool is_picture = options->command == EMBER_COMMAND_EXPORT && options->kind <= EMBER_EXPORT_PDF;
  int with_idle = !is_picture;
  int normalization = EMBER_PER_TIME;
  int basis = EMBER_CHANGE_OF_TOTAL;
  int spreads_waits = false;
  int split = EMBER_SPLIT_NONE;

  if (!check_company (typed, options, error) || !check_files (options, error))
    return false;
  if (!parse_span ("--range", typed->range, &options->range, error) ||
      !parse_band (typed->band, &options->band, error) ||
      !parse_span ("--baseline", typed->baseline, &options->baseline, error) ||
      !find_word ("--per", typed->per, normalizations, G_N_ELEMENTS (normalizations), &normalization, error) ||
      !find_word ("--by", typed->by, bases, G_N_ELEMENTS (bases), &basis, error))
    return false;
  if (!find_word ("--idle", typed->idle, idles, G_N_ELEMENTS (idles), &with_idle, error))
    return false;
  options->has_idle = typed->idle != NULL;
  options->with_idle = with_idle;
  options->event = g_strdup (typed->event);
  if (!parse_column (typed->column, &options->column_ns, error) ||
      !parse_rows (typed->rows, &options->n_rows, error) ||
      !parse_scale (typed, options, error) ||
      !find_word ("--split", typed->split, splits, G_N_ELEMENTS (splits), &split, error) ||
      !find_word ("--off-cpu", typed->off_cpu, placements, G_N_ELEMENTS (placements), &spreads_waits, error) ||
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
  options->spreads_waits = spreads_waits;
  options->with_time_of_day = typed->wall_clock;
  options->has_column = typed->column != NULL;
  options->has_normalization = typed->per != NULL;
  options->basis = (EmberChangeBasis) basis;
  options->has_basis = typed->by != NULL;
  options->shows_gone = typed->shows_gone;
  options->has_rows = typed->rows != NULL;
  options->has_split = typed->split != NULL;
  options->split = (EmberSplitKind) split;
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
  g_auto (GStrv) arguments = g_strdupv (argv);
  Typed typed = { 0 };
  g_autoptr (GOptionContext) context = make_context (&typed);
  bool is_good;

  options->column_ns = EMBER_SECOND_NS;
  options->n_rows = EMBER_DEFAULT_ROWS;
  is_good = g_option_context_parse_strv (context, &arguments, error) && parse_command (&typed, options, error);
  options->files = g_strdupv (typed.files);
  if (is_good && options->command < EMBER_COMMAND_HELP)
    is_good = parse_values (&typed, options, error);
  clear_typed (&typed);
  return is_good ? g_steal_pointer (&options) : NULL;
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
  g_clear_pointer (&options->filter, ember_filter_unref);
  g_strfreev (options->symbol_folders);
  g_free (options);
}
