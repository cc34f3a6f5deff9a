/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/headless.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "analysis/alignment.h"
#include "analysis/heatmap-range.h"
#include "analysis/tree-shape.h"
#include "cli/content.h"
#include "cli/cut.h"
#include "cli/file-export.h"
#include "cli/synthesis.h"
#include "session/loader.h"
#include "session/naming.h"

void
ember_headless_prepare (void)
{
  /* A stream that was closed gets the lowest number back, so that the next file does not;
   * opened the wrong way round, so that using it is still an error. */
  for (int fd = 0; fd <= 2; fd++)
    if (fcntl (fd, F_GETFD) < 0)
      (void) open ("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ, SIG_IGN);
}

void
ember_headless_print_error (const char *message)
{
  g_autofree char *line = g_strdup (message);

  for (char *c = line; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      *c = ' ';
  fprintf (stderr, "emberscope: %s\n", line);
}

static EmberExit
report (const GError *error)
{
  ember_headless_print_error (error->message);
  return error->domain == G_OPTION_ERROR || error->domain == G_REGEX_ERROR ? EMBER_EXIT_USAGE : EMBER_EXIT_FAILED;
}

/* Whoever closed the pipe has read enough; that is no failure of ours. */
static EmberExit
finish_output (EmberOutput *output)
{
  const int code = ember_output_flush (output);
  g_autofree char *message = NULL;

  ember_output_clear (output);
  if (code == 0 || code == EPIPE)
    return EMBER_EXIT_GOOD;
  /* Translators: %s is the system's word for what went wrong */
  message = g_strdup_printf (_ ("standard output cannot be written: %s"), g_strerror (code));
  ember_headless_print_error (message);
  return EMBER_EXIT_FAILED;
}

EmberExit
ember_headless_print (const char *text)
{
  EmberOutput output;

  ember_output_init (&output, STDOUT_FILENO);
  ember_output_text (&output, text);
  return finish_output (&output);
}

/* A heat map of all samples asks for no stacks: not for what is idle, and not for a name. */
static bool
only_counts (const EmberOptions *options)
{
  return options->command == EMBER_COMMAND_PRINT && options->content == EMBER_CONTENT_HEATMAP && options->with_idle &&
         options->search == NULL && options->when == NULL && !ember_filter_is_active (options->filter);
}

/* Lists of samples have no names; everything else has, or leaves out by name what is idle.
 * @profile: (transfer full): */
static EmberProfile *
name_frames (EmberProfile *profile,
             GFile *file,
             const EmberOptions *options)
{
  const EmberNamingOptions naming_options = {
    .folders = (const char *const *) options->symbol_folders,
    .recording = file,
    .keep_addresses = (options->folded & EMBER_FOLDED_ADDRESSES) != 0,
    .asks_servers = options->asks_servers,
    .with_inlined = options->with_inlined,
    .takes_samples = true,
  };
  const bool is_nameless = options->command == EMBER_COMMAND_PRINT && options->content == EMBER_CONTENT_SAMPLES &&
                           options->with_idle && !ember_filter_is_active (options->filter);
  EmberProfile *named;

  if (is_nameless || only_counts (options) || !ember_naming_is_needed (profile))
    return profile;
  named = ember_naming_sync (profile, &naming_options, NULL, NULL, NULL);
  ember_profile_unref (profile);
  return named;
}

/* @profile: (transfer full): with names */
static EmberProfile *
shape_tree (EmberProfile *profile,
            const EmberOptions *options)
{
  const EmberTreeShape shape = { .merge_level = options->merge_level };
  EmberProfile *shaped = ember_tree_shape_apply (shape, profile, NULL);

  ember_profile_unref (profile);
  return shaped;
}

/* Errors name the file, as they are read without it beside them. */
static EmberProfile *
load (const char *typed,
      const EmberOptions *options,
      GError **error)
{
  const EmberReadOptions read_options = {
    .keep_addresses = (options->folded & EMBER_FOLDED_ADDRESSES) != 0,
    .symbol_folders = (const char *const *) options->symbol_folders,
    .without_stacks = only_counts (options),
  };
  const bool is_stdin = g_str_equal (typed, "-");
  g_autofree char *name = is_stdin ? g_strdup (_ ("standard input")) : g_filename_display_name (typed);
  g_autoptr (GFile) file = is_stdin ? NULL : g_file_new_for_commandline_arg (typed);
  EmberProfile *profile = ember_load_sync (file, &read_options, NULL, NULL, error);

  if (profile == NULL)
    g_prefix_error (error, "%s: ", name);
  return profile != NULL ? shape_tree (name_frames (profile, file, options), options) : NULL;
}

/* Folded stacks match by their text; all else by a tree that both recordings share. */
static bool
align (EmberProfile **profile,
       EmberProfile **other)
{
  EmberAlignment alignment;

  if (!ember_alignment_init (&alignment, *profile, *other, NULL))
    return false;
  ember_profile_unref (*profile);
  ember_profile_unref (*other);
  *profile = alignment.a;
  *other = alignment.b;
  return true;
}

/* The recordings of a command line, cut to what is asked for.
 * Returns: (transfer full) (nullable): */
static EmberCut *
load_cut (const EmberOptions *options,
          GError **error)
{
  const bool is_compared = options->has_baseline || options->baseline_file != NULL;
  g_autoptr (EmberProfile) profile = load (options->files[0], options, error);
  g_autoptr (EmberProfile) other = NULL;
  g_autoptr (EmberCut) cut = NULL;

  if (profile == NULL)
    return NULL;
  if (options->baseline_file != NULL)
    {
      other = load (options->baseline_file, options, error);
      if (other == NULL)
        return NULL;
      align (&profile, &other);
    }
  cut = ember_cut_new (profile, options, error);
  if (cut == NULL || (is_compared && !ember_cut_add_baseline (cut, other != NULL ? other : profile, options, error)) ||
      (options->is_flipped && !ember_cut_flip (cut, options, error)))
    return NULL;
  return g_steal_pointer (&cut);
}

/* A map that leaves something out would not be the one that was asked for. */
static bool
check_heatmap (const EmberCut *cut,
               const EmberOptions *options,
               GError **error)
{
  const EmberProfile *profile = cut->set->profile;

  if (!ember_profile_has_times (profile))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         _ ("the recording has no time stamps, so it has no heat map; record with them: perf record -T, or print with them: perf script -F +time"));
  else if (ember_heatmap_grid_new_of_range (profile, cut->range, options->column_ns, options->n_rows).is_cut)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 /* Translators: %.0f is a number of seconds */
                 _ ("the recording is too long for one heat map; take a --range of at most %.0f seconds, or longer columns"),
                 (EMBER_HEATMAP_MAX_CELLS / options->n_rows - 1) * ((double) options->column_ns / EMBER_SECOND_NS));
  else
    return true;
  return false;
}

static EmberExit
print (const EmberCut *cut,
       const EmberOptions *options)
{
  EmberOutput output;

  if (cut->is_empty && (cut->baseline == NULL || cut->baseline->is_empty))
    return EMBER_EXIT_GOOD;
  ember_output_init (&output, STDOUT_FILENO);
  ember_content_write (&output, cut, options);
  return finish_output (&output);
}

static EmberExit
synthesize (const EmberOptions *options)
{
  EmberOutput output;

  ember_output_init (&output, STDOUT_FILENO);
  ember_synthesis_write (&output, options);
  return finish_output (&output);
}

EmberExit
ember_headless_run (const EmberOptions *options)
{
  g_autofree char *obstacle = options->asks_servers ? ember_naming_dup_debuginfod_obstacle () : NULL;
  const bool is_export = options->command == EMBER_COMMAND_EXPORT;
  const bool is_heatmap = is_export ? options->is_heatmap : options->content == EMBER_CONTENT_HEATMAP;
  g_autoptr (EmberCut) cut = NULL;
  g_autoptr (GError) error = NULL;

  if (options->command == EMBER_COMMAND_SYNTHESIZE)
    return synthesize (options);
  g_setenv ("GIO_USE_VFS", "local", TRUE);
  if (obstacle != NULL)
    {
      ember_headless_print_error (obstacle);
      return EMBER_EXIT_FAILED;
    }
  cut = load_cut (options, &error);
  if (cut == NULL)
    return report (error);
  if (is_heatmap && !check_heatmap (cut, options, &error))
    return report (error);
  if (!is_export)
    return print (cut, options);
  return ember_file_export (cut, options, &error) ? EMBER_EXIT_GOOD : report (error);
}
