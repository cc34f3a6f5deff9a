/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/look-options.h"

#include <glib/gi18n.h>

#include "cli/option-words.h"
#include "profile/length-text.h"
#include "session/table-sort.h"
#include "session/zoom-text.h"

static const EmberOptionWord splits[] = {
  { "none", EMBER_SPLIT_NONE },
  { "cpu", EMBER_SPLIT_CPU },
  { "thread", EMBER_SPLIT_THREAD },
  { "process", EMBER_SPLIT_PROCESS },
};

static const EmberOptionWord split_scales[] = {
  { "common", false },
  { "own", true },
};

static const EmberOptionWord placements[] = {
  { "begin", false },
  { "spread", true },
};

static const EmberOptionWord palettes[] = {
  { "classic", EMBER_PALETTE_CLASSIC },
  { "enhanced", EMBER_PALETTE_ENHANCED },
  { "viridis", EMBER_PALETTE_VIRIDIS },
};

static const EmberOptionWord orders[] = {
  { "name", EMBER_FLAME_ORDER_NAME },
  { "weight", EMBER_FLAME_ORDER_WEIGHT },
};

static const EmberOptionWord roots[] = {
  { "bottom", false },
  { "top", true },
};

static const EmberOptionWord scales[] = {
  { "linear", EMBER_CURVE_LINEAR },
  { "sqrt", EMBER_CURVE_SQRT },
  { "log", EMBER_CURVE_LOG },
};

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
    return ember_option_fail (error, _ ("--rows takes a number from 1 to %d, not “%s”"), EMBER_HEATMAP_MAX_ROWS, typed);
  *n_rows = (uint32_t) number;
  return true;
}

static bool
parse_scale (const EmberTypedOptions *typed,
             EmberOptions *options,
             GError **error)
{
  int scale = EMBER_CURVE_LINEAR;
  char *end = NULL;

  if (!ember_option_words_find ("--scale", typed->scale, scales, G_N_ELEMENTS (scales), &scale, error))
    return false;
  options->has_scale = typed->scale != NULL;
  options->scale = (EmberCurve) scale;
  options->has_clip = typed->clip != NULL;
  options->clip = typed->clip != NULL ? g_ascii_strtod (typed->clip, &end) : EMBER_CLIP_NOTHING;
  if (typed->clip == NULL || (end != typed->clip && *end == '\0' && options->clip >= EMBER_LEAST_CLIP && options->clip <= EMBER_CLIP_NOTHING))
    return true;
  return ember_option_fail (error, _ ("--clip takes a percentile from 50 to 100, not “%s”"), typed->clip);
}

static bool
parse_map_zoom (const EmberTypedOptions *typed,
                EmberOptions *options,
                GError **error)
{
  if (typed->map_time != NULL && !ember_time_span_parse (typed->map_time, &options->map_time, error))
    {
      g_prefix_error (error, "--map-time: ");
      return false;
    }
  options->has_map_time = typed->map_time != NULL;
  if (typed->map_rows != NULL && !ember_part_text_parse (typed->map_rows, &options->map_low, &options->map_high))
    return ember_option_fail (error, _ ("--map-rows takes a part of a column such as 0.25-0.5, not “%s”"), typed->map_rows);
  return true;
}

static bool
parse_sort (const char *typed,
            EmberOptions *options,
            GError **error)
{
  EmberTableSort sort;

  if (typed != NULL && !ember_table_sort_parse (typed, &sort))
    return ember_option_fail (error, _ ("%s does not take “%s”, only one of: %s"), "--sort", typed, EMBER_TABLE_SORT_WORDS);
  options->sort = g_strdup (typed);
  return true;
}

static bool
parse_graph (const EmberTypedOptions *typed,
             EmberOptions *options,
             GError **error)
{
  int order = EMBER_FLAME_ORDER_NAME;
  int is_icicle = false;

  if (!ember_option_words_find ("--order", typed->order, orders, G_N_ELEMENTS (orders), &order, error) ||
      !ember_option_words_find ("--root", typed->root, roots, G_N_ELEMENTS (roots), &is_icicle, error))
    return false;
  options->has_order = typed->order != NULL;
  options->order = (EmberFlameOrder) order;
  options->has_root = typed->root != NULL;
  options->is_icicle = is_icicle;
  options->zooms[EMBER_VIEW_GRAPH_MAIN] = g_strdup (typed->zoom);
  options->zooms[EMBER_VIEW_GRAPH_CALLERS] = g_strdup (typed->zoom_callers);
  options->zooms[EMBER_VIEW_GRAPH_CALLEES] = g_strdup (typed->zoom_callees);
  return true;
}

bool
ember_look_options_parse (const EmberTypedOptions *typed,
                          EmberOptions *options,
                          GError **error)
{
  int palette = EMBER_PALETTE_CLASSIC;
  int spreads_waits = false;
  int split = EMBER_SPLIT_NONE;
  int has_own_scales = false;

  if (!parse_column (typed->column, &options->column_ns, error) ||
      !parse_rows (typed->rows, &options->n_rows, error) ||
      !parse_scale (typed, options, error) ||
      !parse_graph (typed, options, error) ||
      !parse_map_zoom (typed, options, error) ||
      !parse_sort (typed->sort, options, error) ||
      !ember_option_words_find ("--palette", typed->palette, palettes, G_N_ELEMENTS (palettes), &palette, error) ||
      !ember_option_words_find ("--split", typed->split, splits, G_N_ELEMENTS (splits), &split, error) ||
      !ember_option_words_find ("--split-scale", typed->split_scale, split_scales, G_N_ELEMENTS (split_scales), &has_own_scales, error) ||
      !ember_option_words_find ("--off-cpu", typed->off_cpu, placements, G_N_ELEMENTS (placements), &spreads_waits, error))
    return false;
  options->has_column = typed->column != NULL;
  options->has_rows = typed->rows != NULL;
  options->has_split = typed->split != NULL;
  options->split = (EmberSplitKind) split;
  options->has_split_scale = typed->split_scale != NULL;
  options->has_own_scales = has_own_scales;
  options->has_palette = typed->palette != NULL;
  options->palette = (EmberPalette) palette;
  options->has_off_cpu = typed->off_cpu != NULL;
  options->spreads_waits = spreads_waits;
  options->is_dark = typed->is_dark;
  options->has_time_of_day = options->with_time_of_day = typed->wall_clock;
  return true;
}
