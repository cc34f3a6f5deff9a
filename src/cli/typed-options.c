/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/typed-options.h"

#include <glib/gi18n.h>
#include <string.h>

static GOptionContext *
make_context (EmberTypedOptions *typed)
{
  const GOptionEntry entries[] = {
    { "print", 0, 0, G_OPTION_ARG_FILENAME, &typed->print, N_ ("Print to standard output: info, samples, folded, heatmap (CSV), functions (TSV) or patterns (JSON lines)"), N_ ("WHAT") },
    { "export", 0, 0, G_OPTION_ARG_FILENAME, &typed->export, N_ ("Write a file; the end of its name says what: .svg, .png, .pdf, .folded or .csv"), N_ ("OUT") },
    { "view", 0, 0, G_OPTION_ARG_FILENAME, &typed->view, N_ ("What to export: heatmap, flamegraph (default) or functions (their table, or CSV); functions in a window: their table"), N_ ("VIEW") },
    { "range", 0, 0, G_OPTION_ARG_FILENAME, &typed->range, N_ ("Only samples of these seconds of the heat map’s axis, 10.38-14.6, or of the recording’s clock, @8122.5-@8124"), N_ ("BEGIN-END") },
    { "band", 0, 0, G_OPTION_ARG_FILENAME, &typed->band, N_ ("Only samples of this part of each column of the heat map, 200ms-300ms, or of each 5 s, 200ms-300ms/5s"), N_ ("BEGIN-END") },
    { "baseline", 0, 0, G_OPTION_ARG_FILENAME, &typed->baseline, N_ ("Compare with these seconds, written like a range"), N_ ("BEGIN-END") },
    { "baseline-file", 0, 0, G_OPTION_ARG_FILENAME, &typed->baseline_file, N_ ("Compare with this recording, or with its --baseline"), N_ ("FILE") },
    { "per", 0, 0, G_OPTION_ARG_FILENAME, &typed->per, N_ ("What makes two ranges comparable: equal time (default) or equal samples"), N_ ("time|samples") },
    { "by", 0, 0, G_OPTION_ARG_FILENAME, &typed->by, N_ ("What colours say the change of: all samples of a frame (default), or its own"), "total|self" },
    { "baseline-only", 0, 0, G_OPTION_ARG_NONE, &typed->shows_gone, N_ ("Draw what only the baseline has"), NULL },
    { "flip", 0, 0, G_OPTION_ARG_NONE, &typed->is_flipped, N_ ("Show the graph of the baseline’s recording, compared with this one"), NULL },
    { "column", 0, 0, G_OPTION_ARG_FILENAME, &typed->column, N_ ("Length of the columns of the heat map, 1.3 or 16.667ms (default: 1 second)"), N_ ("SECONDS") },
    { "rows", 0, 0, G_OPTION_ARG_FILENAME, &typed->rows, N_ ("Rows of the heat map, 1 to 1000 (default: 50)"), N_ ("N") },
    { "palette", 0, 0, G_OPTION_ARG_FILENAME, &typed->palette, N_ ("Colours of the heat map: classic (default), enhanced or viridis"), N_ ("PALETTE") },
    { "scale", 0, 0, G_OPTION_ARG_FILENAME, &typed->scale, N_ ("Scale of the heat map’s colours: linear (default), sqrt or log"), N_ ("SCALE") },
    { "clip", 0, 0, G_OPTION_ARG_FILENAME, &typed->clip, N_ ("Percentile of the heat map’s cells that has the strongest colour, 50 to 100 (default: 100)"), N_ ("PERCENTILE") },
    { "event", 0, 0, G_OPTION_ARG_FILENAME, &typed->event, N_ ("Only this event, or all (default: the first sample’s event; samples: all)"), N_ ("NAME") },
    { "idle", 0, 0, G_OPTION_ARG_FILENAME, &typed->idle, N_ ("show or hide samples of idle CPUs (default: show in text, hide in pictures)"), N_ ("show|hide") },
    { "off-cpu", 0, 0, G_OPTION_ARG_FILENAME, &typed->off_cpu, N_ ("Where the heat map has waits: in the cell where they begin (default), or spread over those that they last"), N_ ("begin|spread") },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &typed->is_dark, N_ ("Draw the picture on a dark background"), NULL },
    { "wall-clock", 0, 0, G_OPTION_ARG_NONE, &typed->wall_clock, N_ ("Label the heat map with times of day, where the recording tells them"), NULL },
    { "search", 0, 0, G_OPTION_ARG_FILENAME, &typed->search, N_ ("Light functions in pictures that match this regular expression, print only these, or count only samples of these"), N_ ("REGEX") },
    { "filter", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &typed->filter, N_ ("Only samples that pass: pid=, tid=, comm=, cpu=, frame= or module= and a value, != for the others, ~ for an expression; can be repeated"), N_ ("CONDITION") },
    { "split-scale", 0, 0, G_OPTION_ARG_FILENAME, &typed->split_scale, N_ ("Colours of these heat maps mean the same on all: common (default), or on each by its own: own"), N_ ("WHICH") },
    { "split", 0, 0, G_OPTION_ARG_FILENAME, &typed->split, N_ ("A heat map for each: cpu, thread or process, below the one of all (default: none)"), N_ ("WHAT") },
    { "map-time", 0, 0, G_OPTION_ARG_FILENAME, &typed->map_time, N_ ("What of the heat map’s time a picture shows, or a window at first, written like a range"), N_ ("BEGIN-END") },
    { "map-rows", 0, 0, G_OPTION_ARG_FILENAME, &typed->map_rows, N_ ("What of each column a picture shows, or a window at first, as a part of it: 0.25-0.5"), N_ ("BEGIN-END") },
    { "merge", 0, 0, G_OPTION_ARG_FILENAME, &typed->merge, N_ ("What the first level of stacks tells apart: comm (default), process, thread, cpu or none"), N_ ("LEVEL") },
    { "invert", 0, 0, G_OPTION_ARG_NONE, &typed->is_inverted, N_ ("Draw the flame graph from the leaves to their callers"), NULL },
    { "root", 0, 0, G_OPTION_ARG_FILENAME, &typed->root, N_ ("Where the flame graph has its root: bottom (default) or top"), "bottom|top" },
    { "order", 0, 0, G_OPTION_ARG_FILENAME, &typed->order, N_ ("Order of the flame graph’s frames: name (default) or weight"), "name|weight" },
    { "zoom", 0, 0, G_OPTION_ARG_FILENAME, &typed->zoom, N_ ("Fill the flame graph with the frame at the end of these, from the first level on"), N_ ("FRAME;FRAME…") },
    { "zoom-callers", 0, 0, G_OPTION_ARG_FILENAME, &typed->zoom_callers, N_ ("The same in the callers of --function"), N_ ("FRAME;FRAME…") },
    { "zoom-callees", 0, 0, G_OPTION_ARG_FILENAME, &typed->zoom_callees, N_ ("The same in what --function calls"), N_ ("FRAME;FRAME…") },
    { "sort", 0, 0, G_OPTION_ARG_FILENAME, &typed->sort, N_ ("How the table of functions is sorted, in a picture or a window: self, self-share, total, total-share, name, module or change; with - before it the other way round"), N_ ("COLUMN") },
    { "when", 0, 0, G_OPTION_ARG_FILENAME, &typed->when, N_ ("Show in the heat map when this function ran, or count only its samples; outline it in the picture of a flame graph"), N_ ("NAME") },
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

bool
ember_typed_options_parse (EmberTypedOptions *typed,
                           char **argv,
                           GError **error)
{
  g_auto (GStrv) arguments = g_strdupv (argv);
  g_autoptr (GOptionContext) context = NULL;

  memset (typed, 0, sizeof *typed);
  context = make_context (typed);
  if (g_option_context_parse_strv (context, &arguments, error))
    return true;
  ember_typed_options_clear (typed);
  return false;
}

void
ember_typed_options_clear (EmberTypedOptions *typed)
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
  g_free (typed->palette);
  g_free (typed->scale);
  g_free (typed->clip);
  g_free (typed->event);
  g_free (typed->idle);
  g_free (typed->off_cpu);
  g_free (typed->order);
  g_free (typed->root);
  g_free (typed->sort);
  g_free (typed->map_time);
  g_free (typed->map_rows);
  g_free (typed->zoom);
  g_free (typed->zoom_callers);
  g_free (typed->zoom_callees);
  g_free (typed->search);
  g_free (typed->function);
  g_free (typed->when);
  g_strfreev (typed->filter);
  g_free (typed->merge);
  g_free (typed->split);
  g_free (typed->split_scale);
  g_strfreev (typed->with);
  g_strfreev (typed->symbols);
  g_strfreev (typed->files);
  memset (typed, 0, sizeof *typed);
}

char *
ember_typed_options_dup_help (void)
{
  EmberTypedOptions typed = { 0 };
  GOptionContext *context = make_context (&typed);
  char *help = g_option_context_get_help (context, TRUE, NULL);

  g_option_context_free (context);
  return help;
}
