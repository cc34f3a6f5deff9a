/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/heatmap-summary.h"

#include <glib.h>
#include <string.h>

/* A column of one level is the fullest of so many of the level below. */
#define STEP 8
#define MOST_LEVELS 12

struct EmberHeatmapSummary
{
  uint32_t n_rows;
  uint32_t n_levels;
  uint32_t n_columns[MOST_LEVELS];
  const uint32_t *levels[MOST_LEVELS]; /* the first one is the map itself */
  uint64_t totals[EMBER_HEATMAP_MAX_TOTALS];
  uint32_t n_totals;
};

static void
take_fuller (uint32_t *most,
             const uint32_t *counts,
             uint32_t n_rows)
{
  for (uint32_t row = 0; row < n_rows; row++)
    most[row] = MAX (most[row], counts[row]);
}

static uint32_t *
merge (const uint32_t *counts,
       uint32_t n_columns,
       uint32_t n_rows)
{
  uint32_t *merged = g_new0 (uint32_t, (size_t) ((n_columns - 1) / STEP + 1) * n_rows);

  for (uint32_t column = 0; column < n_columns; column++)
    take_fuller (merged + (size_t) (column / STEP) * n_rows, counts + (size_t) column * n_rows, n_rows);
  return merged;
}

static void
count_totals (EmberHeatmapSummary *summary,
              const uint32_t *counts)
{
  const uint32_t n_columns = summary->n_columns[0];

  summary->n_totals = MIN (n_columns, EMBER_HEATMAP_MAX_TOTALS);
  for (uint32_t column = 0; column < n_columns; column++)
    {
      uint64_t *total = &summary->totals[(uint64_t) column * summary->n_totals / n_columns];

      for (uint32_t row = 0; row < summary->n_rows; row++)
        *total += counts[(size_t) column * summary->n_rows + row];
    }
}

EmberHeatmapSummary *
ember_heatmap_summary_new (const uint32_t *counts,
                           uint32_t n_columns,
                           uint32_t n_rows)
{
  EmberHeatmapSummary *summary = g_new0 (EmberHeatmapSummary, 1);

  summary->n_rows = n_rows;
  summary->n_levels = 1;
  summary->n_columns[0] = n_columns;
  summary->levels[0] = counts;
  for (uint32_t level = 1; level < MOST_LEVELS && summary->n_columns[level - 1] > STEP; level++)
    {
      summary->levels[level] = merge (summary->levels[level - 1], summary->n_columns[level - 1], n_rows);
      summary->n_columns[level] = (summary->n_columns[level - 1] - 1) / STEP + 1;
      summary->n_levels++;
    }
  count_totals (summary, counts);
  return summary;
}

void
ember_heatmap_summary_free (EmberHeatmapSummary *summary)
{
  for (uint32_t level = 1; level < summary->n_levels; level++)
    g_free ((gpointer) summary->levels[level]);
  g_free (summary);
}

/* On each level the columns at both ends that fill no column of the next one. */
void
ember_heatmap_summary_get_fullest (const EmberHeatmapSummary *summary,
                                   uint32_t begin,
                                   uint32_t end,
                                   uint32_t *most)
{
  const uint32_t n_rows = summary->n_rows;

  memset (most, 0, n_rows * sizeof *most);
  for (uint32_t level = 0; begin < end; level++, begin /= STEP, end /= STEP)
    {
      const bool is_last = level + 1 == summary->n_levels;
      const uint32_t *counts = summary->levels[level];

      while (begin < end && (is_last || begin % STEP != 0))
        take_fuller (most, counts + (size_t) begin++ * n_rows, n_rows);
      while (begin < end && end % STEP != 0)
        take_fuller (most, counts + (size_t) --end * n_rows, n_rows);
    }
}

const uint64_t *
ember_heatmap_summary_get_totals (const EmberHeatmapSummary *summary,
                                  uint32_t *n)
{
  *n = summary->n_totals;
  return summary->totals;
}
