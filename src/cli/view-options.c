/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/view-options.h"

EmberView *
ember_options_dup_view (const EmberOptions *options)
{
  const bool has_filter = ember_filter_get_n (options->filter) > 0;
  EmberView *view;

  if (!options->has_range && !options->has_baseline && !has_filter && options->event == NULL && options->search == NULL &&
      !options->has_idle && !options->has_rows && !options->has_merge_level)
    return NULL;
  view = ember_view_new ();
  view->event = g_strdup (options->event);
  view->has_range = options->has_range;
  view->range = options->range;
  view->has_baseline = options->has_baseline;
  view->baseline = options->baseline;
  view->filter = has_filter ? ember_filter_ref (options->filter) : NULL;
  view->search = g_strdup (options->search);
  view->search_is_regex = true;
  view->has_merge_level = options->has_merge_level;
  view->merge_level = options->merge_level;
  view->has_idle = options->has_idle;
  view->with_idle = options->with_idle;
  view->n_rows = options->has_rows ? options->n_rows : 0;
  return view;
}
