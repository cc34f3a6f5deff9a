/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/heatmap-keeper.h"

#include "analysis/heatmap-spread.h"
#include "session/latest.h"

/* Which heat map to make. */
typedef struct
{
  EmberTableSet *set;      /* NULL for a preview */
  EmberProgress *progress; /* of what is being read; only for a preview */
  EmberHeatmapForm form;
} Request;

struct _EmberHeatmapKeeper
{
  EmberHeatmap *map; /* nullable */
  EmberLatest *work;
  EmberHeatmapKeeperChanged changed;
  gpointer user_data;
};

static void
request_free (gpointer data)
{
  Request *request = data;

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
get_least_column (const EmberProfile *profile,
                  uint32_t n_rows)
{
  const int64_t length_ns = ember_profile_get_range (profile).end_ns - ember_profile_get_origin (profile);

  return length_ns / (EMBER_HEATMAP_MAX_CELLS / n_rows) + 1;
}

/* How many rows a map with columns of that length has. */
static uint32_t
get_n_rows (const EmberProfile *profile,
            const EmberHeatmapForm *form,
            int64_t column_ns)
{
  static const uint32_t parts[] = { 1, 2, 5 };
  uint32_t n_rows = form->n_rows;

  for (uint32_t ten = 1; ten <= form->row_factor; ten *= 10)
    for (size_t i = 0; i < G_N_ELEMENTS (parts); i++)
      {
        const uint32_t factor = ten * parts[i];
        const uint64_t more = (uint64_t) form->n_rows * factor;

        if (factor <= form->row_factor && more <= EMBER_HEATMAP_MAX_ROWS && get_least_column (profile, (uint32_t) more) <= column_ns)
          n_rows = (uint32_t) more;
      }
  return n_rows;
}

/* Returns: (transfer full) (nullable): an EmberHeatmap; NULL if cancelled or if there is nothing to show */
static gpointer
heatmap_work (gconstpointer data,
              GCancellable *cancellable)
{
  const Request *request = data;
  const EmberHeatmapForm *form = &request->form;
  EmberHeatmapGrid grid;
  int64_t column_ns;

  if (request->set == NULL)
    return preview_heatmap (request->progress);
  column_ns = MAX (form->column_ns, get_least_column (request->set->profile, form->n_rows));
  grid = ember_heatmap_grid_new (request->set->profile, column_ns, get_n_rows (request->set->profile, form, column_ns));
  if (form->spreads_waits && ember_table_set_is_span (request->set))
    return ember_heatmap_new_spread (request->set, &grid, EMBER_TIME_RANGE_ALL, NULL, cancellable);
  return ember_heatmap_new (request->set, &grid, cancellable);
}

/* @map: (transfer full) (nullable) */
static void
take_map (EmberHeatmapKeeper *self,
          EmberHeatmap *map)
{
  g_clear_pointer (&self->map, ember_heatmap_unref);
  self->map = map;
  self->changed (self->user_data);
}

static void
work_done_cb (gpointer result,
              gpointer user_data)
{
  /* A preview that found nothing new must not wipe the map. */
  if (result != NULL)
    take_map (user_data, result);
}

EmberHeatmapKeeper *
ember_heatmap_keeper_new (EmberHeatmapKeeperChanged changed,
                          gpointer user_data)
{
  EmberHeatmapKeeper *self = g_new0 (EmberHeatmapKeeper, 1);

  self->changed = changed;
  self->user_data = user_data;
  self->work = ember_latest_new (heatmap_work, work_done_cb, self, request_free, (GDestroyNotify) ember_heatmap_unref);
  return self;
}

void
ember_heatmap_keeper_free (EmberHeatmapKeeper *self)
{
  ember_latest_free (self->work);
  g_clear_pointer (&self->map, ember_heatmap_unref);
  g_free (self);
}

void
ember_heatmap_keeper_request (EmberHeatmapKeeper *self,
                              const EmberTableSet *set,
                              const EmberHeatmapForm *form)
{
  Request *request;

  if (set == NULL || !ember_profile_has_times (set->profile))
    return;
  request = g_new0 (Request, 1);
  request->set = ember_table_set_copy (set);
  request->form = *form;
  ember_latest_push (self->work, request);
}

void
ember_heatmap_keeper_preview (EmberHeatmapKeeper *self,
                              EmberProgress *progress)
{
  Request *request;

  if (ember_latest_is_busy (self->work))
    return;
  request = g_new0 (Request, 1);
  request->progress = ember_progress_ref (progress);
  ember_latest_push (self->work, request);
}

void
ember_heatmap_keeper_cancel (EmberHeatmapKeeper *self)
{
  ember_latest_cancel (self->work);
}

void
ember_heatmap_keeper_drop (EmberHeatmapKeeper *self)
{
  take_map (self, NULL);
}

EmberHeatmap *
ember_heatmap_keeper_get (const EmberHeatmapKeeper *self)
{
  return self->map;
}

gboolean
ember_heatmap_keeper_is_busy (const EmberHeatmapKeeper *self)
{
  return ember_latest_is_busy (self->work);
}
