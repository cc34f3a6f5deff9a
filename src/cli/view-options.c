/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/view-options.h"

#include <gio/gio.h>

#include "analysis/filter-tables.h"
#include "session/view-file.h"
#include "session/zoom-text.h"

/* A command line may have a URI. */
static char *
dup_path (const char *typed)
{
  g_autoptr (GFile) file = typed != NULL ? g_file_new_for_commandline_arg (typed) : NULL;

  return file != NULL ? g_file_get_path (file) : NULL;
}

/* Whether anything of what a view says was typed. */
static bool
asks_for_samples (const EmberOptions *options)
{
  return options->has_range || options->has_band || options->has_baseline || options->baseline_file != NULL ||
         ember_filter_get_n (options->filter) > 0 || options->event != NULL || options->search != NULL ||
         options->has_idle || options->with_inlined;
}

static bool
asks_for_map (const EmberOptions *options)
{
  return options->when != NULL || options->has_column || options->has_rows || options->has_split || options->has_split_scale || options->has_palette ||
         options->has_scale || options->has_clip || options->has_off_cpu || options->with_time_of_day || options->has_map_time || options->map_high > 0;
}

static bool
asks_for_graph (const EmberOptions *options)
{
  return options->is_inverted || options->shows_functions || options->function != NULL || options->has_merge_level ||
         options->has_order || options->has_root || options->zooms[EMBER_VIEW_GRAPH_MAIN] != NULL;
}

/* Returns: (transfer full) (nullable): the text that @regex finds, if it is no other than a text */
static char *
dup_literal (const char *regex)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *escaped = NULL;

  for (const char *c = regex; *c != '\0'; c++)
    {
      if (c[0] == '\\' && c[1] != '\0')
        c++;
      g_string_append_c (text, *c);
    }
  escaped = g_regex_escape_string (text->str, -1);
  return g_str_equal (escaped, regex) ? g_strdup (text->str) : NULL;
}

static void
say_search (const char *regex,
            EmberView *view)
{
  view->search = dup_literal (regex);
  view->search_is_regex = view->search == NULL;
  if (view->search == NULL)
    view->search = g_strdup (regex);
}

static void
say_samples (const EmberOptions *options,
             EmberView *view)
{
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
  view->has_basis = options->has_basis;
  view->basis = options->basis;
  view->is_flipped = options->is_flipped;
  view->shows_gone = options->shows_gone;
  view->filter = ember_filter_get_n (options->filter) > 0 ? ember_filter_ref (options->filter) : NULL;
  if (options->search != NULL)
    say_search (options->search, view);
  view->has_idle = options->has_idle;
  view->with_idle = options->with_idle;
  view->has_inlined = view->with_inlined = options->with_inlined;
}

static void
say_map (const EmberOptions *options,
         EmberView *view)
{
  view->when = g_strdup (options->when);
  view->column_ns = options->has_column ? options->column_ns : 0;
  view->n_rows = options->has_rows ? options->n_rows : 0;
  view->palette = options->has_palette ? g_strdup (ember_palette_words[options->palette]) : NULL;
  view->scale = options->has_scale ? g_strdup (ember_curve_words[options->scale]) : NULL;
  view->clip = options->has_clip ? options->clip : 0;
  view->off_cpu_place = options->has_off_cpu ? g_strdup (options->spreads_waits ? "spread" : "begin") : NULL;
  view->has_wall_clock = view->with_wall_clock = options->with_time_of_day;
  view->has_split_scale = options->has_split_scale;
  view->has_own_scales = options->has_own_scales;
  view->split = options->has_split ? g_strdup (ember_split_kind_get_word (options->split)) : NULL;
}

static void
say_map_zoom (const EmberOptions *options,
              EmberView *view)
{
  view->has_map_time = options->has_map_time;
  view->map_time = options->map_time;
  view->map_low = options->map_low;
  view->map_high = options->map_high;
}

static void
say_graph (const EmberOptions *options,
           EmberView *view)
{
  view->below = options->shows_functions ? g_strdup ("functions") : options->is_inverted ? g_strdup ("inverted")
                                                                                         : NULL;
  view->function = g_strdup (options->function);
  view->sort = g_strdup (options->sort);
  view->has_merge_level = options->has_merge_level;
  view->merge_level = options->merge_level;
  view->sibling_order = options->has_order ? g_strdup (ember_flame_order_words[options->order]) : NULL;
  view->has_icicle = options->has_root;
  view->is_icicle = options->is_icicle;
  for (int i = 0; i < EMBER_N_VIEW_GRAPHS; i++)
    if (options->zooms[i] != NULL)
      ember_zoom_text_parse (options->zooms[i], &view->zooms[i]);
}

EmberView *
ember_options_dup_view (const EmberOptions *options)
{
  EmberView *view;

  if (!asks_for_samples (options) && !asks_for_map (options) && !asks_for_graph (options))
    return NULL;
  view = ember_view_new ();
  say_samples (options, view);
  say_map (options, view);
  say_map_zoom (options, view);
  say_graph (options, view);
  return view;
}

static bool
is_picture (const EmberOptions *options)
{
  return options->command == EMBER_COMMAND_EXPORT && options->kind <= EMBER_EXPORT_PDF;
}

static bool
shows_heatmap (const EmberOptions *options)
{
  return options->command == EMBER_COMMAND_EXPORT ? options->is_heatmap : options->content == EMBER_CONTENT_HEATMAP;
}

/* Stacks, or functions, which alone can be compared. */
static bool
shows_graph (const EmberOptions *options)
{
  if (options->command == EMBER_COMMAND_EXPORT)
    return !options->is_heatmap;
  return options->content == EMBER_CONTENT_FOLDED || options->content == EMBER_CONTENT_FUNCTIONS;
}

static bool
is_compared (const EmberOptions *options)
{
  return options->has_baseline || options->baseline_file != NULL;
}

static void
take_comparison (EmberOptions *options,
                 const EmberView *view)
{
  if (!is_compared (options) && shows_graph (options))
    {
      options->has_baseline = view->has_baseline;
      options->baseline = view->baseline;
      options->baseline_file = g_strdup (view->baseline_recording.path);
      options->is_flipped = view->is_flipped && view->baseline_recording.path != NULL;
    }
  if (!options->has_normalization && view->has_normalization)
    options->normalization = view->normalization;
  if (!options->has_basis && view->has_basis)
    options->basis = view->basis;
}

/* Folded text and functions beside a baseline know no search. */
static void
take_search (EmberOptions *options,
             const EmberView *view)
{
  const bool is_functions = options->command == EMBER_COMMAND_EXPORT ? options->kind == EMBER_EXPORT_CSV : options->content == EMBER_CONTENT_FUNCTIONS;

  if (shows_heatmap (options) && options->search == NULL && options->when == NULL)
    options->when = g_strdup (view->when);
  if (options->search != NULL || (options->when != NULL && shows_heatmap (options)) || view->search == NULL)
    return;
  if (is_picture (options) || shows_heatmap (options) || (is_functions && !is_compared (options)))
    options->search = view->search_is_regex ? g_strdup (view->search) : g_regex_escape_string (view->search, -1);
}

/* Those that were typed come on top. */
static void
take_filter (EmberOptions *options,
             const EmberView *view)
{
  const char *event = ember_filter_tables_get_event (view->filter);

  for (uint32_t i = 0; i < ember_filter_get_n (view->filter); i++)
    {
      const EmberFilterCondition *condition = ember_filter_get (view->filter, i);
      EmberFilter *more;

      if (!condition->is_enabled || condition->kind == EMBER_FILTER_EVENT || condition->kind == EMBER_FILTER_IDLE)
        continue;
      more = ember_filter_with (options->filter, condition);
      ember_filter_unref (options->filter);
      options->filter = more;
    }
  if (options->event == NULL)
    options->event = g_strdup (event != NULL ? event : view->event);
  if (!options->has_idle && view->has_idle)
    options->with_idle = view->with_idle;
}

/* Whether a picture of the table was asked for in other words than the view's. */
static bool
asks_for_other_picture (const EmberOptions *options)
{
  return options->has_view || options->is_inverted || options->function != NULL || options->has_order || options->has_root ||
         options->shows_gone || options->when != NULL;
}

static void
take_table (EmberOptions *options,
            const EmberView *view)
{
  if (is_picture (options) && !asks_for_other_picture (options))
    options->shows_functions = view->function == NULL && g_strcmp0 (view->below, "functions") == 0;
  if (options->shows_functions && options->sort == NULL)
    options->sort = g_strdup (view->sort);
}

/* Whether it is a picture of the flame graph. */
static bool
is_graph_picture (const EmberOptions *options)
{
  return is_picture (options) && !options->is_heatmap && !options->shows_functions;
}

/* From where a picture looks at the graph. */
static void
take_turn (EmberOptions *options,
           const EmberView *view)
{
  if (!is_graph_picture (options) || options->is_inverted || options->function != NULL)
    return;
  options->function = g_strdup (view->function);
  options->is_inverted = view->function == NULL && g_strcmp0 (view->below, "inverted") == 0;
  options->shows_gone |= view->shows_gone && view->function == NULL && !options->is_inverted && is_compared (options);
}

static void
take_colors (EmberOptions *options,
             const EmberView *view)
{
  if (!options->has_palette && view->palette != NULL)
    options->palette = ember_palette_from_word (view->palette);
  if (!options->has_scale && view->scale != NULL)
    options->scale = ember_curve_from_word (view->scale);
  if (!options->has_clip && view->clip > 0)
    options->clip = view->clip;
}

/* A picture is of all that is seen of the map, and outlines what is selected. */
static void
take_map (EmberOptions *options,
          const EmberView *view)
{
  if (!options->has_range)
    {
      options->has_chosen = view->has_range;
      options->chosen = view->range;
      options->has_chosen_band = view->has_band;
      options->chosen_band = view->band;
      options->has_chosen_baseline = view->has_baseline && view->baseline_recording.path == NULL;
      options->chosen_baseline = view->baseline;
    }
  if (!options->has_range && !options->has_map_time && view->has_map_time)
    {
      options->has_map_time = true;
      options->map_time = view->map_time;
    }
  if (options->map_high <= 0)
    {
      options->map_low = view->map_low;
      options->map_high = view->map_high;
    }
  if (!options->has_split_scale && view->has_split_scale)
    options->has_own_scales = view->has_own_scales;
  options->with_time_of_day |= view->has_wall_clock && view->with_wall_clock;
}

static void
take (EmberOptions *options,
      const EmberView *view)
{
  const bool has_ids = (options->folded & (EMBER_FOLDED_PID | EMBER_FOLDED_TID)) != 0;
  const bool is_samples = options->command == EMBER_COMMAND_PRINT && options->content == EMBER_CONTENT_SAMPLES;

  g_free (options->files[0]);
  options->files[0] = g_strdup (view->recording.path);
  if (!options->has_off_cpu && shows_heatmap (options))
    options->spreads_waits = g_strcmp0 (view->off_cpu_place, "spread") == 0;
  if (is_picture (options) && options->is_heatmap)
    take_map (options, view);
  else if (!options->has_range && view->has_range)
    {
      options->has_range = true;
      options->range = view->range;
    }
  take_comparison (options, view);
  take_search (options, view);
  take_filter (options, view);
  if (!options->has_merge_level && view->has_merge_level && shows_graph (options) && !has_ids)
    options->merge_level = view->merge_level;
  if (!options->has_column && view->column_ns > 0)
    options->column_ns = view->column_ns;
  if (!options->has_rows && view->n_rows > 0)
    options->n_rows = view->n_rows;
  if (!options->has_order && view->sibling_order != NULL)
    options->order = ember_flame_order_from_word (view->sibling_order);
  if (!options->has_root && view->has_icicle)
    options->is_icicle = view->is_icicle;
  options->with_inlined |= view->has_inlined && view->with_inlined;
  take_colors (options, view);
  if (!options->has_split && view->split != NULL && is_picture (options) && shows_heatmap (options))
    ember_split_kind_from_word (view->split, &options->split);
  if (!options->has_band && view->has_band && (shows_graph (options) || is_samples))
    {
      options->has_band = true;
      options->band = view->band;
    }
  take_table (options, view);
  take_turn (options, view);
  if (is_graph_picture (options) && options->when == NULL && options->function == NULL)
    options->when = g_strdup (view->when);
}

bool
ember_options_take_view (EmberOptions *options,
                         bool *is_changed,
                         GError **error)
{
  bool is_baseline_changed = false;
  g_autoptr (EmberView) view = NULL;

  *is_changed = false;
  if (options->files == NULL || options->files[0] == NULL || !ember_view_file_is_view (options->files[0]))
    return true;
  view = ember_view_file_read (options->files[0], is_changed, &is_baseline_changed, error);
  if (view == NULL)
    {
      g_autofree char *name = g_filename_display_name (options->files[0]);

      g_prefix_error (error, "%s: ", name);
      return false;
    }
  *is_changed |= is_baseline_changed;
  take (options, view);
  return true;
}
