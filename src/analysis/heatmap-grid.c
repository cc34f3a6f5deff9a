/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/heatmap-grid.h"

/* Begin of @row in a column, rounded up to a whole nanosecond, as
 * offset * n_rows / column_ns rounds down to the row. */
static int64_t
get_row_begin (const EmberHeatmapGrid *grid,
               uint32_t row)
{
  const int64_t whole = grid->column_ns / grid->n_rows;
  const int64_t rest = grid->column_ns % grid->n_rows;

  return whole * row + (rest * row + grid->n_rows - 1) / grid->n_rows;
}

static uint32_t
get_row (const EmberHeatmapGrid *grid,
         int64_t offset_ns)
{
  /* 64 bits are faster and hold all but columns of months. */
  if (grid->column_ns <= INT64_MAX / EMBER_HEATMAP_MAX_ROWS)
    return (uint32_t) (offset_ns * grid->n_rows / grid->column_ns);
  return (uint32_t) ((__int128) offset_ns * grid->n_rows / grid->column_ns);
}

EmberHeatmapGrid
ember_heatmap_grid_new (const EmberProfile *profile,
                        int64_t column_ns,
                        uint32_t n_rows)
{
  const EmberTimeRange range = ember_profile_get_range (profile);
  EmberHeatmapGrid grid = {
    .origin_ns = ember_profile_get_origin (profile),
    .column_ns = CLAMP (column_ns, 1, EMBER_HEATMAP_MAX_COLUMN_NS),
    .n_rows = CLAMP (n_rows, 1, EMBER_HEATMAP_MAX_ROWS),
  };

  if (ember_profile_has_times (profile) && !ember_time_range_is_empty (range))
    {
      const int64_t n_wanted = (range.end_ns - 1 - grid.origin_ns) / grid.column_ns + 1;
      const int64_t n_most = EMBER_HEATMAP_MAX_CELLS / grid.n_rows;

      grid.n_columns = (uint32_t) MIN (n_wanted, n_most);
      grid.is_cut = n_wanted > n_most;
    }
  return grid;
}

bool
ember_heatmap_grid_equal (const EmberHeatmapGrid *a,
                          const EmberHeatmapGrid *b)
{
  return a->origin_ns == b->origin_ns && a->column_ns == b->column_ns &&
         a->n_columns == b->n_columns && a->n_rows == b->n_rows;
}

EmberTimeRange
ember_heatmap_grid_get_range (const EmberHeatmapGrid *grid)
{
  return (EmberTimeRange){ grid->origin_ns, grid->origin_ns + grid->column_ns * grid->n_columns };
}

EmberTimeRange
ember_heatmap_grid_get_cell (const EmberHeatmapGrid *grid,
                             EmberCell cell)
{
  const int64_t begin_ns = grid->origin_ns + grid->column_ns * cell.column;

  return (EmberTimeRange){ begin_ns + get_row_begin (grid, cell.row), begin_ns + get_row_begin (grid, cell.row + 1) };
}

EmberTimeRange
ember_heatmap_grid_get_column (const EmberHeatmapGrid *grid,
                               uint32_t column)
{
  const int64_t begin_ns = grid->origin_ns + grid->column_ns * column;

  return (EmberTimeRange){ begin_ns, begin_ns + grid->column_ns };
}

int64_t
ember_heatmap_grid_get_border (const EmberHeatmapGrid *grid,
                               uint32_t index)
{
  return grid->origin_ns + grid->column_ns * (index / grid->n_rows) + get_row_begin (grid, index % grid->n_rows);
}

bool
ember_heatmap_grid_find (const EmberHeatmapGrid *grid,
                         int64_t time_ns,
                         EmberCell *cell)
{
  const EmberTimeRange range = ember_heatmap_grid_get_range (grid);

  if (time_ns < range.begin_ns || time_ns >= range.end_ns)
    return false;
  cell->column = (uint32_t) ((time_ns - grid->origin_ns) / grid->column_ns);
  cell->row = get_row (grid, (time_ns - grid->origin_ns) % grid->column_ns);
  return true;
}

EmberCell
ember_heatmap_grid_clamp (const EmberHeatmapGrid *grid,
                          int64_t time_ns)
{
  const EmberTimeRange range = ember_heatmap_grid_get_range (grid);
  EmberCell cell = { 0, 0 };

  ember_heatmap_grid_find (grid, CLAMP (time_ns, range.begin_ns, range.end_ns - 1), &cell);
  return cell;
}
