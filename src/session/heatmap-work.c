/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/heatmap-work.h"

#include "analysis/heatmap-spread.h"

EmberHeatmapRequest *
ember_heatmap_request_new (const EmberTableSet *set,
                           int64_t column_ns,
                           uint32_t n_rows,
                           uint32_t row_factor,
                           bool spreads_waits)
{
  EmberHeatmapRequest *request = g_new0 (EmberHeatmapRequest, 1);

  request->set = ember_table_set_copy (set);
  request->column_ns = column_ns;
  request->n_rows = n_rows;
  request->row_factor = row_factor;
  request->spreads_waits = spreads_waits && ember_table_set_is_span (set);
  return request;
}

EmberHeatmapRequest *
ember_heatmap_request_new_preview (EmberProgress *progress)
{
  EmberHeatmapRequest *request = g_new0 (EmberHeatmapRequest, 1);

  request->progress = ember_progress_ref (progress);
  return request;
}

void
ember_heatmap_request_free (gpointer data)
{
  EmberHeatmapRequest *request = data;

  g_clear_pointer (&request->set, ember_table_set_free);
  g_clear_pointer (&request->progress, ember_progress_unref);
  g_free (request);
}

static EmberHeatmap *
preview_heatmap (EmberProgress *progress)
{
  EmberPreview preview = { 0 };
  EmberHeatmapGrid grid = { .column_ns = EMBER_SECOND_NS, .n_rows = EMBER_PREVIEW_ROWS };

  if (!ember_progress_get_preview (progress, &preview) || preview.n_seconds == 0)
    {
      ember_preview_clear (&preview);
      return NULL;
    }
  grid.origin_ns = preview.first_second * EMBER_SECOND_NS;
  grid.n_columns = preview.n_seconds;
  return ember_heatmap_new_from_counts (&grid, preview.counts, ember_heatmap_grid_get_range (&grid));
}

/* The shortest columns of @n_rows of which the map can have enough for the whole recording. */
static int64_t
get_least_column (const EmberHeatmapRequest *request,
                  uint32_t n_rows)
{
  const EmberTimeRange range = ember_profile_get_range (request->set->profile);
  const int64_t length_ns = range.end_ns - ember_profile_get_origin (request->set->profile);

  return length_ns / (EMBER_HEATMAP_MAX_CELLS / n_rows) + 1;
}

/* How many rows a map with columns of that length has. */
static uint32_t
get_n_rows (const EmberHeatmapRequest *request,
            int64_t column_ns)
{
  static const uint32_t parts[] = { 1, 2, 5 };
  uint32_t n_rows = request->n_rows;

  for (uint32_t ten = 1; ten <= request->row_factor; ten *= 10)
    for (size_t i = 0; i < G_N_ELEMENTS (parts); i++)
      {
        const uint32_t factor = ten * parts[i];
        const uint64_t more = (uint64_t) request->n_rows * factor;

        if (factor <= request->row_factor && more <= EMBER_HEATMAP_MAX_ROWS && get_least_column (request, (uint32_t) more) <= column_ns)
          n_rows = (uint32_t) more;
      }
  return n_rows;
}

gpointer
ember_heatmap_work (gconstpointer data,
                    GCancellable *cancellable)
{
  const EmberHeatmapRequest *request = data;
  EmberHeatmapGrid grid;
  int64_t column_ns;

  if (request->set == NULL)
    return preview_heatmap (request->progress);
  if (!ember_profile_has_times (request->set->profile))
    return NULL;
  column_ns = MAX (request->column_ns, get_least_column (request, request->n_rows));
  grid = ember_heatmap_grid_new (request->set->profile, column_ns, get_n_rows (request, column_ns));
  if (request->spreads_waits)
    return ember_heatmap_new_spread (request->set, &grid, EMBER_TIME_RANGE_ALL, NULL, cancellable);
  return ember_heatmap_new (request->set, &grid, cancellable);
}
