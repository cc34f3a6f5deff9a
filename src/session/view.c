/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/view.h"

#include <string.h>

#include "analysis/filter-tables.h"
#include "analysis/filter-text.h"

EmberView *
ember_view_new (void)
{
  EmberView *view = g_new0 (EmberView, 1);

  for (int i = 0; i < EMBER_N_VIEW_GRAPHS; i++)
    view->zooms[i].end = 1;
  return view;
}

static EmberViewRecording
copy_recording (const EmberViewRecording *recording)
{
  return (EmberViewRecording){
    .path = g_strdup (recording->path),
    .size_bytes = recording->size_bytes,
    .hash = g_strdup (recording->hash),
  };
}

EmberView *
ember_view_copy (const EmberView *view)
{
  EmberView *copy = g_memdup2 (view, sizeof (EmberView));

  copy->recording = copy_recording (&view->recording);
  copy->baseline_recording = copy_recording (&view->baseline_recording);
  copy->below = g_strdup (view->below);
  copy->function = g_strdup (view->function);
  copy->when = g_strdup (view->when);
  copy->event = g_strdup (view->event);
  copy->filter = view->filter != NULL ? ember_filter_ref (view->filter) : NULL;
  copy->search = g_strdup (view->search);
  for (int i = 0; i < EMBER_N_VIEW_GRAPHS; i++)
    copy->zooms[i].names = g_strdupv (view->zooms[i].names);
  copy->split = g_strdup (view->split);
  copy->palette = g_strdup (view->palette);
  copy->scale = g_strdup (view->scale);
  copy->sibling_order = g_strdup (view->sibling_order);
  return copy;
}

void
ember_view_free (EmberView *view)
{
  g_free (view->recording.path);
  g_free (view->recording.hash);
  g_free (view->baseline_recording.path);
  g_free (view->baseline_recording.hash);
  g_free (view->below);
  g_free (view->function);
  g_free (view->when);
  g_free (view->event);
  g_clear_pointer (&view->filter, ember_filter_unref);
  g_free (view->search);
  for (int i = 0; i < EMBER_N_VIEW_GRAPHS; i++)
    g_strfreev (view->zooms[i].names);
  g_free (view->split);
  g_free (view->palette);
  g_free (view->scale);
  g_free (view->sibling_order);
  g_free (view);
}

EmberTimeSpan
ember_view_get_span (EmberTimeRange range,
                     int64_t origin_ns)
{
  return (EmberTimeSpan){ .range = { range.begin_ns - origin_ns, range.end_ns - origin_ns } };
}

static char *
dup_time (int64_t time_ns,
          bool is_absolute)
{
  char text[EMBER_TIME_TEXT_SIZE];

  if (time_ns == INT64_MIN || time_ns == INT64_MAX)
    return g_strdup ("");
  return g_strdup_printf ("%s%s", is_absolute ? "@" : "", ember_time_text_format (time_ns, 0, text));
}

char *
ember_view_dup_span (const EmberTimeSpan *span)
{
  g_autofree char *begin = dup_time (span->range.begin_ns, span->is_absolute);
  g_autofree char *end = dup_time (span->range.end_ns, span->is_absolute);

  return g_strdup_printf ("%s-%s", begin, end);
}

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
  if (is_compared && view->has_normalization && view->normalization != EMBER_PER_TIME)
    append_word (line, "--per=", "samples");
  if (is_compared && view->has_basis && view->basis != EMBER_CHANGE_OF_TOTAL)
    append_word (line, "--by=", "self");
  if (is_compared && view->shows_gone && view->function == NULL && g_strcmp0 (view->below, "inverted") != 0)
    append_word (line, "--baseline-only", "");
}

/* What is no other than in a new window is left out. */
static void
append_scale (GString *line,
              const EmberView *view)
{
  char clip[G_ASCII_DTOSTR_BUF_SIZE];

  if (view->scale != NULL && !g_str_equal (view->scale, "linear"))
    append_word (line, "--scale=", view->scale);
  if (view->clip > 0 && view->clip < 100)
    append_word (line, "--clip=", g_ascii_formatd (clip, sizeof clip, "%.10g", view->clip));
}

char *
ember_view_dup_command (const EmberView *view)
{
  GString *line = g_string_new ("emberscope");
  g_autofree char *rows = g_strdup_printf ("%u", view->n_rows);
  char column[EMBER_TIME_TEXT_SIZE];
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
  if (view->has_merge_level)
    append_word (line, "--merge=", ember_merge_level_words[view->merge_level]);
  if (view->has_idle)
    append_word (line, "--idle=", view->with_idle ? "show" : "hide");
  if (view->column_ns > 0 && view->column_ns != EMBER_SECOND_NS)
    append_word (line, "--column=", ember_time_text_format (view->column_ns, 0, column));
  if (view->n_rows > 0)
    append_word (line, "--rows=", rows);
  append_scale (line, view);
  if (view->when != NULL)
    append_word (line, "--when=", view->when);
  if (view->split != NULL && !g_str_equal (view->split, "none"))
    append_word (line, "--split=", view->split);
  if (view->function != NULL)
    append_word (line, "--function=", view->function);
  else if (g_strcmp0 (view->below, "inverted") == 0)
    append_word (line, "--invert", "");
  if (view->recording.path != NULL)
    append_file (line, "", view->recording.path);
  return g_string_free (line, FALSE);
}
