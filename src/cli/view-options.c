/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/view-options.h"

#include <gio/gio.h>

/* A command line may have a URI. */
static char *
dup_path (const char *typed)
{
  g_autoptr (GFile) file = typed != NULL ? g_file_new_for_commandline_arg (typed) : NULL;

  return file != NULL ? g_file_get_path (file) : NULL;
}

EmberView *
ember_options_dup_view (const EmberOptions *options)
{
  const bool has_filter = ember_filter_get_n (options->filter) > 0;
  EmberView *view;

  if (options->baseline_file == NULL && !options->is_inverted && !options->has_range && !options->has_band && !options->has_baseline && !has_filter && options->event == NULL && options->search == NULL &&
      !options->has_idle && !options->has_column && !options->has_rows && !options->has_merge_level)
    return NULL;
  view = ember_view_new ();
  view->event = g_strdup (options->event);
  view->has_range = options->has_range;
  view->range = options->range;
  view->has_band = options->has_band;
  view->band = options->band;
  view->has_baseline = options->has_baseline;
  view->baseline = options->baseline;
  view->baseline_recording.path = dup_path (options->baseline_file);
  view->has_normalization = true;
  view->normalization = options->normalization;
  view->below = options->is_inverted ? g_strdup ("inverted") : NULL;
  view->filter = has_filter ? ember_filter_ref (options->filter) : NULL;
  view->search = g_strdup (options->search);
  view->search_is_regex = true;
  view->has_merge_level = options->has_merge_level;
  view->merge_level = options->merge_level;
  view->has_idle = options->has_idle;
  view->with_idle = options->with_idle;
  view->column_ns = options->has_column ? options->column_ns : 0;
  view->n_rows = options->has_rows ? options->n_rows : 0;
  return view;
}
