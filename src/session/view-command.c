/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/view-command.h"

#include <string.h>

#include "analysis/filter-tables.h"
#include "analysis/filter-text.h"
#include "session/table-sort.h"
#include "session/zoom-text.h"

/* Quotes only where the shell would take the text for something else. */
static void
append_word (GString *line,
             const char *option,
             const char *value)
{
  g_autofree char *word = g_strconcat (option, value, NULL);
  g_autofree char *quoted = NULL;

  if (strspn (word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=./@:,+") == strlen (word))
    quoted = g_strdup (word);
  else
    quoted = g_shell_quote (word);
  g_string_append_printf (line, " %s", quoted);
}

/* What is switched off has no effect, and what has an option of its own has that: both are left out. */
static void
append_filter (GString *line,
               const EmberFilter *filter)
{
  for (uint32_t i = 0; i < ember_filter_get_n (filter); i++)
    {
      const EmberFilterCondition *condition = ember_filter_get (filter, i);
      g_autofree char *text = ember_filter_text_format (condition);

      if (condition->is_enabled && condition->kind != EMBER_FILTER_EVENT && condition->kind != EMBER_FILTER_IDLE)
        append_word (line, "--filter=", text);
    }
}

/* A name that begins as an option does is said by a path. */
static void
append_file (GString *line,
             const char *option,
             const char *path)
{
  g_autofree char *start = g_strconcat (option, path[0] == '-' ? "./" : "", NULL);

  append_word (line, start, path);
}

static void
append_spans (GString *line,
              const EmberView *view)
{
  g_autofree char *range = ember_view_dup_span (&view->range);
  g_autofree char *baseline = ember_view_dup_span (&view->baseline);
  g_autofree char *band = ember_band_span_format (&view->band);
  const bool is_compared = view->has_baseline || view->baseline_recording.path != NULL;

  if (view->has_range)
    append_word (line, "--range=", range);
  if (view->has_band)
    append_word (line, "--band=", band);
  if (view->has_baseline)
    append_word (line, "--baseline=", baseline);
  if (view->baseline_recording.path != NULL)
    append_file (line, "--baseline-file=", view->baseline_recording.path);
  if (view->baseline_recording.path != NULL && view->is_flipped)
    append_word (line, "--flip", "");
  if (is_compared && view->has_normalization && view->normalization != EMBER_PER_TIME)
    append_word (line, "--per=", "samples");
  if (is_compared && view->has_basis && view->basis != EMBER_CHANGE_OF_TOTAL)
    append_word (line, "--by=", "self");
  if (is_compared && view->shows_gone && view->function == NULL && g_strcmp0 (view->below, "inverted") != 0)
    append_word (line, "--baseline-only", "");
}

/* Both sides of a function are zoomed on their own, and what stands behind them, too. */
static void
append_zooms (GString *line,
              const EmberView *view)
{
  static const char *const options[] = { [EMBER_VIEW_GRAPH_MAIN] = "--zoom=", [EMBER_VIEW_GRAPH_CALLERS] = "--zoom-callers=", [EMBER_VIEW_GRAPH_CALLEES] = "--zoom-callees=" };

  for (int i = 0; i < EMBER_N_VIEW_GRAPHS; i++)
    {
      g_autofree char *zoom = i == EMBER_VIEW_GRAPH_MAIN || view->function != NULL ? ember_zoom_text_format (&view->zooms[i]) : NULL;

      if (zoom != NULL)
        append_word (line, options[i], zoom);
    }
}

static void
append_graph (GString *line,
              const EmberView *view)
{
  if (view->function != NULL)
    append_word (line, "--function=", view->function);
  if (g_strcmp0 (view->below, "functions") == 0)
    append_word (line, "--view=", view->below);
  else if (view->function == NULL && g_strcmp0 (view->below, "inverted") == 0)
    append_word (line, "--invert", "");
  if (view->has_merge_level)
    append_word (line, "--merge=", ember_merge_level_words[view->merge_level]);
  if (view->sibling_order != NULL)
    append_word (line, "--order=", view->sibling_order);
  if (view->has_icicle)
    append_word (line, "--root=", view->is_icicle ? "top" : "bottom");
  append_zooms (line, view);
  if (view->sort != NULL && g_strcmp0 (view->below, "functions") == 0 && !g_str_equal (view->sort, EMBER_TABLE_SORT_DEFAULT))
    append_word (line, "--sort=", view->sort);
}

static void
append_map_zoom (GString *line,
                 const EmberView *view)
{
  g_autofree char *time = ember_view_dup_span (&view->map_time);
  g_autofree char *rows = ember_part_text_format (view->map_low, view->map_high);

  if (view->has_map_time)
    append_word (line, "--map-time=", time);
  if (view->map_high > 0)
    append_word (line, "--map-rows=", rows);
}

/* Also what is as in a new window here is said: it may be another way where the line is read. */
static void
append_map (GString *line,
            const EmberView *view)
{
  g_autofree char *rows = g_strdup_printf ("%u", view->n_rows);
  char column[EMBER_TIME_TEXT_SIZE];
  char clip[G_ASCII_DTOSTR_BUF_SIZE];

  if (view->column_ns > 0 && view->column_ns != EMBER_SECOND_NS)
    append_word (line, "--column=", ember_time_text_format (view->column_ns, 0, column));
  if (view->n_rows > 0)
    append_word (line, "--rows=", rows);
  if (view->palette != NULL)
    append_word (line, "--palette=", view->palette);
  if (view->scale != NULL)
    append_word (line, "--scale=", view->scale);
  if (view->clip > 0)
    append_word (line, "--clip=", g_ascii_formatd (clip, sizeof clip, "%.10g", view->clip));
  if (view->off_cpu_place != NULL)
    append_word (line, "--off-cpu=", view->off_cpu_place);
  if (view->has_wall_clock && view->with_wall_clock)
    append_word (line, "--wall-clock", "");
  if (view->when != NULL)
    append_word (line, "--when=", view->when);
  if (view->split != NULL && !g_str_equal (view->split, "none"))
    {
      append_word (line, "--split=", view->split);
      if (view->has_own_scales)
        append_word (line, "--split-scale=", "own");
    }
  append_map_zoom (line, view);
}

static void
append_samples (GString *line,
                const EmberView *view)
{
  const char *event = view->filter != NULL ? ember_filter_tables_get_event (view->filter) : NULL;
  g_autofree char *search = NULL;

  if (event == NULL)
    event = view->event;
  if (event != NULL)
    append_word (line, "--event=", event);
  append_spans (line, view);
  if (view->filter != NULL)
    append_filter (line, view->filter);
  if (view->search != NULL && view->search[0] != '\0')
    {
      search = view->search_is_regex ? g_strdup (view->search) : g_regex_escape_string (view->search, -1);
      append_word (line, "--search=", search);
    }
  if (view->has_idle)
    append_word (line, "--idle=", view->with_idle ? "show" : "hide");
  if (view->has_inlined && view->with_inlined)
    append_word (line, "--inline", "");
}

char *
ember_view_command_new (const EmberView *view,
                        const char *const *symbol_folders)
{
  GString *line = g_string_new ("emberscope");

  append_samples (line, view);
  append_map (line, view);
  append_graph (line, view);
  for (const char *const *folder = symbol_folders; folder != NULL && *folder != NULL; folder++)
    append_word (line, "--symbols=", *folder);
  if (view->recording.path != NULL)
    append_file (line, "", view->recording.path);
  return g_string_free (line, FALSE);
}
