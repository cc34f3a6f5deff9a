/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/heatmap-readout.h"

#include <glib/gi18n.h>
#include <math.h>

#include "analysis/cell-facts.h"
#include "profile/amount-text.h"
#include "profile/time-text.h"

/* As many decimals as tell cells apart. */
static int
get_n_decimals (const EmberHeatmapGrid *grid)
{
  const int64_t cell_ns = grid->column_ns / grid->n_rows;

  if (cell_ns >= 1000000)
    return 3;
  return cell_ns >= 1000 ? 6 : 9;
}

/* Cells of odd rows begin at crooked nanoseconds: cuts what is behind the last decimal. */
static const char *
format_time (int64_t time_ns,
             int n_decimals,
             char *text)
{
  static const int64_t units[] = { 1000000, 1000, 1 };

  return ember_time_text_format (time_ns - time_ns % units[n_decimals / 3 - 1], n_decimals, text);
}

static void
append (GString *text,
        char *part)
{
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
  g_free (part);
}

static void
append_count (GString *text,
              uint32_t count,
              int64_t cell_ns)
{
  const double rate = count * 1e9 / (double) MAX (cell_ns, 1);
  g_autofree char *rate_number = rate < 10 ? g_strdup_printf ("%.1f", rate) : ember_amount_text_dup ((uint64_t) round (rate));

  append (text, ember_amount_text_dup_samples (count));
  if (count > 0)
    /* Translators: samples per second, such as "250/s" */
    append (text, g_strdup_printf (_ ("%s/s"), rate_number));
}

/* @time_us: that threads waited in a cell of @cell_ns */
static void
append_waiting (GString *text,
                uint32_t time_us,
                int64_t cell_ns)
{
  const double n_threads = time_us * 1e3 / (double) MAX (cell_ns, 1);
  g_autofree char *time = time_us > 0 ? ember_amount_text_dup_time ((uint64_t) time_us * 1000) : g_strdup ("0");

  /* Translators: a time, such as "1.12 s waiting" */
  append (text, g_strdup_printf (_ ("%s waiting"), time));
  if (time_us > 0)
    /* Translators: how many threads waited at once, such as "56.2 threads" */
    append (text, g_strdup_printf (_ ("%.1f threads"), n_threads));
}

static void
append_matches (GString *text,
                bool is_time,
                uint32_t n_matches,
                uint32_t n_samples)
{
  g_autofree char *number = is_time && n_matches > 0 ? ember_amount_text_dup_time ((uint64_t) n_matches * 1000) : ember_amount_text_dup (n_matches);
  g_autofree char *share = ember_amount_text_dup_share (n_matches, n_samples, 0);

  /* Translators: how many samples of a cell match a search, and their share: "3 matching (60 %)" */
  append (text, g_strdup_printf (_ ("%s matching (%s)"), number, share));
}

static void
append_comm (GString *text,
             const EmberTableSet *set,
             EmberTimeRange range)
{
  const EmberCellFacts facts = ember_cell_facts_new (set, range);
  const EmberStrings *strings = ember_profile_get_strings (set->profile);
  g_autofree char *comm = NULL;

  if (facts.n_samples == 0)
    return;
  comm = g_utf8_make_valid (ember_strings_get (strings, facts.top_comm), -1);
  if (facts.top_n_samples == facts.n_samples)
    /* Translators: the one process that ran, such as "only firefox" */
    append (text, g_strdup_printf (_ ("only %s"), comm));
  else
    {
      g_autofree char *number = ember_amount_text_dup (facts.top_n_samples);

      /* Translators: the process that ran most and its samples, such as "mostly firefox (3)" */
      append (text, g_strdup_printf (_ ("mostly %s (%s)"), comm, number));
    }
}

char *
ember_heatmap_readout_dup (const EmberHeatmap *heatmap,
                           const EmberHeatmap *matches,
                           const EmberTableSet *set,
                           bool with_time_of_day,
                           EmberCell cell)
{
  const EmberTimeRange range = ember_heatmap_grid_get_cell (&heatmap->grid, cell);
  const int64_t zero_ns = set != NULL ? ember_profile_get_origin (set->profile) : heatmap->grid.origin_ns;
  const int n_decimals = get_n_decimals (&heatmap->grid);
  GString *text = g_string_new (NULL);
  char begin[EMBER_TIME_TEXT_SIZE];
  char end[EMBER_TIME_TEXT_SIZE];
  int64_t time_of_day_ns;

  if (with_time_of_day && set != NULL && ember_profile_get_wall_clock_offset (set->profile, &time_of_day_ns))
    append (text, g_strdup (ember_time_text_format_of_day (range.begin_ns + time_of_day_ns, n_decimals, begin)));
  format_time (range.begin_ns - zero_ns, n_decimals, begin);
  format_time (range.end_ns - zero_ns, n_decimals, end);
  /* Translators: a span of seconds, such as "12.340–12.360 s" */
  append (text, g_strdup_printf (_ ("%s–%s s"), begin, end));
  if (set != NULL)
    /* Translators: a time as perf prints it */
    append (text, g_strdup_printf (_ ("perf %s"), format_time (range.begin_ns, n_decimals, begin)));
  if (!ember_heatmap_has_data (heatmap, cell))
    {
      append (text, g_strdup (_ ("no data")));
      return g_string_free (text, FALSE);
    }
  if (heatmap->is_time)
    append_waiting (text, ember_heatmap_get_count (heatmap, cell), range.end_ns - range.begin_ns);
  else
    append_count (text, ember_heatmap_get_count (heatmap, cell), range.end_ns - range.begin_ns);
  if (matches != NULL && ember_heatmap_get_count (heatmap, cell) > 0)
    append_matches (text, heatmap->is_time, ember_heatmap_get_count (matches, cell), ember_heatmap_get_count (heatmap, cell));
  if (set != NULL && !heatmap->is_time)
    append_comm (text, set, range);
  return g_string_free (text, FALSE);
}

static char *
dup_selection_label (const EmberHeatmap *heatmap,
                     EmberTimeRange selection)
{
  char begin[EMBER_TIME_TEXT_SIZE];
  char end[EMBER_TIME_TEXT_SIZE];

  if (ember_time_range_is_empty (selection))
    /* Translators: the size of the map */
    return g_strdup_printf (_ ("Heat map, %u columns of %u rows, nothing selected"), heatmap->grid.n_columns, heatmap->grid.n_rows);
  ember_time_text_format (selection.begin_ns - heatmap->grid.origin_ns, 3, begin);
  ember_time_text_format (selection.end_ns - heatmap->grid.origin_ns, 3, end);
  /* Translators: the size of the map, and two times in seconds */
  return g_strdup_printf (_ ("Heat map, %u columns of %u rows, %s to %s seconds selected"),
                          heatmap->grid.n_columns, heatmap->grid.n_rows, begin, end);
}

char *
ember_heatmap_readout_dup_label (const EmberHeatmap *heatmap,
                                 EmberTimeRange selection,
                                 EmberTimeRange baseline,
                                 EmberTimeRange seen)
{
  GString *label;
  char begin[EMBER_TIME_TEXT_SIZE];
  char end[EMBER_TIME_TEXT_SIZE];

  if (heatmap == NULL || heatmap->grid.n_columns == 0)
    return g_strdup (_ ("Heat map, empty"));
  label = g_string_new (NULL);
  append (label, dup_selection_label (heatmap, selection));
  if (!ember_time_range_is_empty (baseline))
    {
      ember_time_text_format (baseline.begin_ns - heatmap->grid.origin_ns, 3, begin);
      ember_time_text_format (baseline.end_ns - heatmap->grid.origin_ns, 3, end);
      /* Translators: goes on with two times in seconds: "Heat map, … selected, compared with 1.000 to 2.000 seconds" */
      g_string_append_printf (label, _ (", compared with %s to %s seconds"), begin, end);
    }
  if (!ember_time_range_is_empty (seen))
    {
      ember_time_text_format (seen.begin_ns - heatmap->grid.origin_ns, 3, begin);
      ember_time_text_format (seen.end_ns - heatmap->grid.origin_ns, 3, end);
      /* Translators: goes on with two times in seconds: "Heat map, … selected, zoomed to 1.000 to 2.000 seconds" */
      g_string_append_printf (label, _ (", zoomed to %s to %s seconds"), begin, end);
    }
  return g_string_free (label, FALSE);
}
