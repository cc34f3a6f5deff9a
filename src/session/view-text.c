/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/view-text.h"

#include <glib/gi18n.h>

#include "analysis/filter-text.h"
#include "analysis/heatmap-grid.h"
#include "profile/length-text.h"
#include "session/escaped-text.h"
#include "session/zoom-text.h"

#define GROUP EMBER_VIEW_TEXT_GROUP
#define VERSION 1

/* The file says these again, so a key cannot be written and read under two names. */
#define KEY_EVENT "event"
#define KEY_RANGE "range"
#define KEY_BAND "band"
#define KEY_BASELINE "baseline"
#define KEY_PER "baseline-per"
#define KEY_BASIS "baseline-by"
#define KEY_FLIPPED "baseline-flipped"
#define KEY_GONE "baseline-only"
#define KEY_BELOW "below"
#define KEY_WHEN "when-it-ran"
#define KEY_FUNCTION "callers-and-callees-of"
#define KEY_FILTERS "filters"
#define KEY_FILTERS_ON "filters-on"
#define KEY_SEARCH "search"
#define KEY_SEARCH_IS_REGEX "search-is-expression"
#define KEY_MERGE "merge"
#define KEY_IDLE "idle"
#define KEY_INLINED "inlined"
#define KEY_WALL_CLOCK "wall-clock"
#define KEY_OFF_CPU "off-cpu"
#define KEY_COLUMN "column"
#define KEY_ROWS "rows"
#define KEY_MAP_TIME "map-time"
#define KEY_MAP_ROWS "map-rows"
#define KEY_SPLIT "split"
#define KEY_SPLIT_SCALE "split-scale"
#define KEY_SORT "sort"
#define KEY_PALETTE "palette"
#define KEY_SCALE "scale"
#define KEY_CLIP "clip"
#define KEY_ORDER "sibling-order"
#define KEY_ICICLE "icicle"

/* The keys of a recording are these with its name before them. */
#define NAME_OWN "recording"
#define NAME_BASELINE "baseline-recording"
#define END_SIZE "-size"
#define END_HASH "-hash"

/* The part is said by a key of the same name and this. */
#define END_PART "-part"

static const char *const zoom_keys[] = { [EMBER_VIEW_GRAPH_MAIN] = "zoom", [EMBER_VIEW_GRAPH_CALLERS] = "callers-zoom", [EMBER_VIEW_GRAPH_CALLEES] = "callees-zoom" };
static const char *const normalization_words[] = { [EMBER_PER_TIME] = "time", [EMBER_PER_SAMPLE] = "samples" };
static const char *const basis_words[] = { [EMBER_CHANGE_OF_TOTAL] = "total", [EMBER_CHANGE_OF_SELF] = "self" };

static void
set_text (GKeyFile *file,
          const char *key,
          const char *text)
{
  g_autofree char *escaped = text != NULL ? ember_escaped_text_escape (text) : NULL;

  if (escaped != NULL)
    g_key_file_set_string (file, GROUP, key, escaped);
}

static void
set_texts (GKeyFile *file,
           const char *key,
           char **texts)
{
  g_autoptr (GPtrArray) escaped = g_ptr_array_new_with_free_func (g_free);

  for (char **text = texts; *text != NULL; text++)
    g_ptr_array_add (escaped, ember_escaped_text_escape (*text));
  g_key_file_set_string_list (file, GROUP, key, (const char *const *) escaped->pdata, escaped->len);
}

static void
set_filter (GKeyFile *file,
            const EmberFilter *filter)
{
  const uint32_t n = ember_filter_get_n (filter);
  g_auto (GStrv) texts = g_new0 (char *, n + 1);
  g_autofree gboolean *are_on = g_new (gboolean, n + 1);

  for (uint32_t i = 0; i < n; i++)
    {
      texts[i] = ember_filter_text_format (ember_filter_get (filter, i));
      are_on[i] = ember_filter_get (filter, i)->is_enabled;
    }
  set_texts (file, KEY_FILTERS, texts);
  g_key_file_set_boolean_list (file, GROUP, KEY_FILTERS_ON, are_on, n);
}

/* @text: (transfer full): valid UTF-8, and nothing in it to escape */
static void
take_text (GKeyFile *file,
           const char *key,
           char *text)
{
  g_key_file_set_string (file, GROUP, key, text);
  g_free (text);
}

static void
set_recording (GKeyFile *file,
               const char *name,
               const EmberViewRecording *recording)
{
  g_autofree char *size_key = g_strconcat (name, END_SIZE, NULL);
  g_autofree char *hash_key = g_strconcat (name, END_HASH, NULL);

  set_text (file, name, recording->path);
  if (recording->hash == NULL)
    return;
  g_key_file_set_uint64 (file, GROUP, size_key, recording->size_bytes);
  g_key_file_set_string (file, GROUP, hash_key, recording->hash);
}

static void
set_comparison (GKeyFile *file,
                const EmberView *view)
{
  if (view->has_baseline)
    take_text (file, KEY_BASELINE, ember_view_dup_span (&view->baseline));
  set_recording (file, NAME_BASELINE, &view->baseline_recording);
  if (view->has_normalization)
    g_key_file_set_string (file, GROUP, KEY_PER, normalization_words[view->normalization]);
  if (view->has_basis)
    g_key_file_set_string (file, GROUP, KEY_BASIS, basis_words[view->basis]);
  if (view->is_flipped)
    g_key_file_set_boolean (file, GROUP, KEY_FLIPPED, TRUE);
  if (view->shows_gone)
    g_key_file_set_boolean (file, GROUP, KEY_GONE, TRUE);
}

static void
set_zoom (GKeyFile *file,
          const char *key,
          const EmberViewZoom *zoom)
{
  g_autofree char *part_key = g_strconcat (key, END_PART, NULL);
  double part[] = { zoom->begin, zoom->end };

  if (zoom->names == NULL)
    return;
  set_texts (file, key, zoom->names);
  g_key_file_set_double_list (file, GROUP, part_key, part, 2);
}

static void
set_place (GKeyFile *file,
           const EmberView *view)
{
  set_recording (file, NAME_OWN, &view->recording);
  set_text (file, KEY_EVENT, view->event);
  if (view->has_range)
    take_text (file, KEY_RANGE, ember_view_dup_span (&view->range));
  if (view->has_band)
    take_text (file, KEY_BAND, ember_band_span_format (&view->band));
  set_comparison (file, view);
  if (view->filter != NULL && ember_filter_get_n (view->filter) > 0)
    set_filter (file, view->filter);
  set_text (file, KEY_SEARCH, view->search);
  if (view->search != NULL)
    g_key_file_set_boolean (file, GROUP, KEY_SEARCH_IS_REGEX, view->search_is_regex);
  for (int i = 0; i < EMBER_N_VIEW_GRAPHS; i++)
    set_zoom (file, zoom_keys[i], &view->zooms[i]);
}

static void
set_options (GKeyFile *file,
             const EmberView *view)
{
  char column[EMBER_TIME_TEXT_SIZE];

  if (view->has_merge_level)
    g_key_file_set_string (file, GROUP, KEY_MERGE, ember_merge_level_words[view->merge_level]);
  if (view->has_idle)
    g_key_file_set_boolean (file, GROUP, KEY_IDLE, view->with_idle);
  if (view->has_inlined)
    g_key_file_set_boolean (file, GROUP, KEY_INLINED, view->with_inlined);
  if (view->has_wall_clock)
    g_key_file_set_boolean (file, GROUP, KEY_WALL_CLOCK, view->with_wall_clock);
  set_text (file, KEY_OFF_CPU, view->off_cpu_place);
  if (view->column_ns > 0)
    g_key_file_set_string (file, GROUP, KEY_COLUMN, ember_time_text_format (view->column_ns, 0, column));
  if (view->n_rows > 0)
    g_key_file_set_integer (file, GROUP, KEY_ROWS, (int) view->n_rows);
  if (view->has_map_time)
    take_text (file, KEY_MAP_TIME, ember_view_dup_span (&view->map_time));
  if (view->map_high > 0)
    take_text (file, KEY_MAP_ROWS, ember_part_text_format (view->map_low, view->map_high));
  set_text (file, KEY_SPLIT, view->split);
  if (view->has_split_scale)
    g_key_file_set_string (file, GROUP, KEY_SPLIT_SCALE, view->has_own_scales ? "own" : "common");
  set_text (file, KEY_SORT, view->sort);
  set_text (file, KEY_BELOW, view->below);
  set_text (file, KEY_FUNCTION, view->function);
  set_text (file, KEY_WHEN, view->when);
  set_text (file, KEY_PALETTE, view->palette);
  set_text (file, KEY_SCALE, view->scale);
  if (view->clip > 0)
    g_key_file_set_double (file, GROUP, KEY_CLIP, view->clip);
  set_text (file, KEY_ORDER, view->sibling_order);
  if (view->has_icicle)
    g_key_file_set_boolean (file, GROUP, KEY_ICICLE, view->is_icicle);
}

char *
ember_view_text_format (const EmberView *view)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_key_file_set_integer (file, GROUP, "version", VERSION);
  set_place (file, view);
  set_options (file, view);
  return g_key_file_to_data (file, NULL, NULL);
}

static char *
get_text (GKeyFile *file,
          const char *key)
{
  g_autofree char *escaped = g_key_file_get_string (file, GROUP, key, NULL);

  return escaped != NULL ? ember_escaped_text_unescape (escaped) : NULL;
}

static char **
get_texts (GKeyFile *file,
           const char *key)
{
  char **texts = g_key_file_get_string_list (file, GROUP, key, NULL, NULL);

  for (char **text = texts; text != NULL && *text != NULL; text++)
    {
      char *plain = ember_escaped_text_unescape (*text);

      g_free (*text);
      *text = plain;
    }
  return texts;
}

static bool
get_span (GKeyFile *file,
          const char *key,
          bool *has_span,
          EmberTimeSpan *span,
          GError **error)
{
  g_autofree char *text = get_text (file, key);

  *has_span = text != NULL;
  if (text == NULL || ember_time_span_parse (text, span, error))
    return true;
  g_prefix_error (error, "%s: ", key);
  return false;
}

static bool
get_band (GKeyFile *file,
          EmberView *view,
          GError **error)
{
  g_autofree char *text = get_text (file, KEY_BAND);

  view->has_band = text != NULL;
  if (text == NULL || ember_band_span_parse (text, &view->band, error))
    return true;
  g_prefix_error (error, "%s: ", KEY_BAND);
  return false;
}

static bool
get_filter (GKeyFile *file,
            EmberView *view,
            GError **error)
{
  g_auto (GStrv) texts = get_texts (file, KEY_FILTERS);
  gsize n_on = 0;
  g_autofree gboolean *are_on = g_key_file_get_boolean_list (file, GROUP, KEY_FILTERS_ON, &n_on, NULL);

  view->filter = ember_filter_new ();
  for (gsize i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      EmberFilterCondition condition;
      EmberFilter *more;

      if (!ember_filter_text_parse (texts[i], &condition, error))
        {
          g_prefix_error (error, "%s: ", KEY_FILTERS);
          return false;
        }
      condition.is_enabled = i >= n_on || are_on[i];
      more = ember_filter_with (view->filter, &condition);
      g_free (condition.text);
      ember_filter_unref (view->filter);
      view->filter = more;
    }
  return true;
}

static void
get_zoom (GKeyFile *file,
          const char *key,
          EmberViewZoom *zoom)
{
  gsize n = 0;
  g_autofree char *part_key = g_strconcat (key, END_PART, NULL);
  g_autofree double *part = g_key_file_get_double_list (file, GROUP, part_key, &n, NULL);

  zoom->names = get_texts (file, key);
  if (part != NULL && n == 2 && part[0] >= 0 && part[1] <= 1 && part[0] < part[1])
    {
      zoom->begin = part[0];
      zoom->end = part[1];
    }
}

static void
get_options (GKeyFile *file,
             EmberView *view)
{
  g_autofree char *merge = get_text (file, KEY_MERGE);
  g_autofree char *column = get_text (file, KEY_COLUMN);
  g_autofree char *map_rows = get_text (file, KEY_MAP_ROWS);
  g_autofree char *split_scale = get_text (file, KEY_SPLIT_SCALE);
  const int n_rows = g_key_file_get_integer (file, GROUP, KEY_ROWS, NULL);
  const double clip = g_key_file_get_double (file, GROUP, KEY_CLIP, NULL);

  view->has_merge_level = merge != NULL;
  view->merge_level = merge != NULL ? ember_merge_level_from_word (merge) : EMBER_MERGE_COMM;
  view->has_idle = g_key_file_has_key (file, GROUP, KEY_IDLE, NULL);
  view->with_idle = g_key_file_get_boolean (file, GROUP, KEY_IDLE, NULL);
  view->has_inlined = g_key_file_has_key (file, GROUP, KEY_INLINED, NULL);
  view->with_inlined = g_key_file_get_boolean (file, GROUP, KEY_INLINED, NULL);
  view->has_wall_clock = g_key_file_has_key (file, GROUP, KEY_WALL_CLOCK, NULL);
  view->with_wall_clock = g_key_file_get_boolean (file, GROUP, KEY_WALL_CLOCK, NULL);
  view->off_cpu_place = get_text (file, KEY_OFF_CPU);
  if (column == NULL || !ember_length_text_parse (column, &view->column_ns, NULL) || view->column_ns > EMBER_HEATMAP_MAX_COLUMN_NS)
    view->column_ns = 0;
  view->n_rows = n_rows >= 1 && n_rows <= EMBER_HEATMAP_MAX_ROWS ? (uint32_t) n_rows : 0;
  view->below = get_text (file, KEY_BELOW);
  view->function = get_text (file, KEY_FUNCTION);
  view->when = get_text (file, KEY_WHEN);
  view->split = get_text (file, KEY_SPLIT);
  view->has_own_scales = g_strcmp0 (split_scale, "own") == 0;
  view->has_split_scale = view->has_own_scales || g_strcmp0 (split_scale, "common") == 0;
  view->sort = get_text (file, KEY_SORT);
  if (map_rows != NULL)
    ember_part_text_parse (map_rows, &view->map_low, &view->map_high);
  view->palette = get_text (file, KEY_PALETTE);
  view->scale = get_text (file, KEY_SCALE);
  view->clip = clip >= 50 && clip <= 100 ? clip : 0;
  view->sibling_order = get_text (file, KEY_ORDER);
  view->has_icicle = g_key_file_has_key (file, GROUP, KEY_ICICLE, NULL);
  view->is_icicle = g_key_file_get_boolean (file, GROUP, KEY_ICICLE, NULL);
}

static void
get_recording (GKeyFile *file,
               const char *name,
               EmberViewRecording *recording)
{
  g_autofree char *size_key = g_strconcat (name, END_SIZE, NULL);
  g_autofree char *hash_key = g_strconcat (name, END_HASH, NULL);

  recording->path = get_text (file, name);
  recording->hash = get_text (file, hash_key);
  recording->size_bytes = g_key_file_get_uint64 (file, GROUP, size_key, NULL);
}

/* Returns: which of the words the key has, or false */
static bool
get_word (GKeyFile *file,
          const char *key,
          const char *const *words,
          guint n_words,
          guint *index)
{
  g_autofree char *text = get_text (file, key);

  for (*index = 0; *index < n_words; (*index)++)
    if (g_strcmp0 (words[*index], text) == 0)
      return true;
  return false;
}

static void
get_comparison (GKeyFile *file,
                EmberView *view)
{
  guint index;

  get_recording (file, NAME_BASELINE, &view->baseline_recording);
  view->has_normalization = get_word (file, KEY_PER, normalization_words, G_N_ELEMENTS (normalization_words), &index);
  view->normalization = view->has_normalization ? (EmberNormalization) index : EMBER_PER_TIME;
  view->has_basis = get_word (file, KEY_BASIS, basis_words, G_N_ELEMENTS (basis_words), &index);
  view->basis = view->has_basis ? (EmberChangeBasis) index : EMBER_CHANGE_OF_TOTAL;
  view->is_flipped = g_key_file_get_boolean (file, GROUP, KEY_FLIPPED, NULL);
  view->shows_gone = g_key_file_get_boolean (file, GROUP, KEY_GONE, NULL);
}

static void
get_place (GKeyFile *file,
           EmberView *view)
{
  get_recording (file, NAME_OWN, &view->recording);
  get_comparison (file, view);
  view->event = get_text (file, KEY_EVENT);
  view->search = get_text (file, KEY_SEARCH);
  view->search_is_regex = g_key_file_get_boolean (file, GROUP, KEY_SEARCH_IS_REGEX, NULL);
  if (view->search != NULL && !g_utf8_validate (view->search, -1, NULL))
    g_clear_pointer (&view->search, g_free);
}

EmberView *
ember_view_text_parse (const char *text,
                       size_t size_bytes,
                       GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (EmberView) view = ember_view_new ();

  if (!g_key_file_load_from_data (file, text, size_bytes, G_KEY_FILE_NONE, error))
    return NULL;
  if (g_key_file_get_integer (file, GROUP, "version", error) == 0 && error != NULL && *error != NULL)
    return NULL;
  if (g_key_file_get_integer (file, GROUP, "version", NULL) != VERSION)
    {
      g_set_error_literal (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE, _ ("the view is of a newer Emberscope"));
      return NULL;
    }
  get_place (file, view);
  for (int i = 0; i < EMBER_N_VIEW_GRAPHS; i++)
    get_zoom (file, zoom_keys[i], &view->zooms[i]);
  get_options (file, view);
  if (!get_span (file, KEY_RANGE, &view->has_range, &view->range, error) ||
      !get_band (file, view, error) ||
      !get_span (file, KEY_BASELINE, &view->has_baseline, &view->baseline, error) ||
      !get_span (file, KEY_MAP_TIME, &view->has_map_time, &view->map_time, error) ||
      !get_filter (file, view, error))
    return NULL;
  return g_steal_pointer (&view);
}
