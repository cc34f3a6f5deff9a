/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/ruler.h"

#include <math.h>
#include <stdlib.h>

EmberRulerKind
ember_ruler_get_kind (const EmberRuler *ruler)
{
  if (ruler->from.column == ruler->to.column)
    return EMBER_RULER_UPRIGHT;
  return ruler->from.row == ruler->to.row ? EMBER_RULER_LEVEL : EMBER_RULER_SLOPE;
}

/* What a line that climbs so far in each column says about wakeups. */
static void
read_climb (EmberRulerReading *reading,
            const EmberHeatmapGrid *grid,
            double climb_ns,
            double bound_ns,
            double spacing)
{
  const double row_ns = (double) grid->column_ns / grid->n_rows;
  const double column_s = (double) grid->column_ns / 1e9;

  reading->spacing = spacing;
  reading->angle_deg = atan (climb_ns / row_ns) * 180 / G_PI;
  reading->drift_ms_per_s = climb_ns / 1e6 / column_s;
  reading->drift_bound_ms_per_s = bound_ns / 1e6 / column_s;
  reading->period_s = (column_s + climb_ns / 1e9) / spacing;
  reading->period_bound_s = bound_ns / 1e9 / spacing;
  reading->has_busy = climb_ns > bound_ns;
  if (reading->has_busy)
    {
      reading->busy_ms = climb_ns / 1e6 / spacing;
      reading->busy_bound_ms = bound_ns / 1e6 / spacing;
    }
}

static void
read_drawn_line (EmberRulerReading *reading,
                 const EmberRuler *ruler,
                 const EmberHeatmapGrid *grid)
{
  const double row_ns = (double) grid->column_ns / grid->n_rows;
  const double n_columns = (double) reading->n_columns;

  reading->begin_row = ruler->from.row + 0.5;
  reading->end_row = ruler->to.row + 0.5;
  read_climb (reading, grid, (double) reading->n_rows / n_columns * row_ns, row_ns / fabs (n_columns), ruler->spacing > 0 ? ruler->spacing : 1);
}

EmberRulerReading
ember_ruler_read_drawn (const EmberRuler *ruler,
                        const EmberHeatmapGrid *grid)
{
  const EmberTimeRange from = ember_heatmap_grid_get_cell (grid, ruler->from);
  const EmberTimeRange to = ember_heatmap_grid_get_cell (grid, ruler->to);
  EmberRulerReading reading = {
    .kind = ember_ruler_get_kind (ruler),
    .n_columns = (int64_t) ruler->to.column - ruler->from.column,
    .n_rows = (int64_t) ruler->to.row - ruler->from.row,
    .duration_ns = llabs (to.begin_ns - from.begin_ns),
    .utilization = -1,
  };

  if (reading.kind == EMBER_RULER_UPRIGHT)
    {
      reading.duration_ns = MAX (from.end_ns, to.end_ns) - MIN (from.begin_ns, to.begin_ns);
      reading.angle_deg = reading.n_rows < 0 ? -90 : 90;
      reading.begin_row = ruler->from.row + 0.5;
      reading.end_row = ruler->to.row + 0.5;
    }
  else
    {
      read_drawn_line (&reading, ruler, grid);
    }
  return reading;
}

static void
snap (EmberRulerReading *reading,
      const EmberRuler *ruler,
      const EmberHeatmapGrid *grid,
      const EmberRulerLine *line)
{
  const double row_ns = (double) grid->column_ns / grid->n_rows;
  const double column_ns = (double) grid->column_ns;
  const double climb_ns = line->step_ns - column_ns;
  const double offset_ns = line->begin_ns - (double) ember_heatmap_grid_get_column (grid, line->column).begin_ns;
  const double first_row = offset_ns / row_ns;
  const double rows = climb_ns / row_ns;

  reading->is_snapped = true;
  reading->thread = line->thread;
  reading->n_wakeups = line->n_wakeups;
  reading->begin_row = first_row + rows * ((double) ruler->from.column - line->column);
  reading->end_row = first_row + rows * ((double) ruler->to.column - line->column);
  read_climb (reading, grid, climb_ns, line->step_bound_ns, ruler->spacing > 0 ? ruler->spacing : line->spacing);
}

double
ember_ruler_reading_get_row (const EmberRulerReading *reading,
                             const EmberRuler *ruler,
                             double column)
{
  if (reading->n_columns == 0)
    return reading->begin_row;
  return reading->begin_row + (reading->end_row - reading->begin_row) * (column - ruler->from.column) / (double) reading->n_columns;
}

/* The cells of a column that the line passes: one, or all of an upright ruler. */
static EmberTimeRange
get_touched (const EmberRulerReading *reading,
             const EmberRuler *ruler,
             const EmberHeatmapGrid *grid,
             uint32_t column)
{
  const double row = ember_ruler_reading_get_row (reading, ruler, column);
  const EmberCell cell = { column, (uint32_t) CLAMP (floor (row), 0, (double) grid->n_rows - 1) };
  const EmberCell low = { column, MIN (ruler->from.row, ruler->to.row) };
  const EmberCell high = { column, MAX (ruler->from.row, ruler->to.row) };

  if (reading->kind != EMBER_RULER_UPRIGHT)
    return ember_heatmap_grid_get_cell (grid, cell);
  return (EmberTimeRange){ ember_heatmap_grid_get_cell (grid, low).begin_ns, ember_heatmap_grid_get_cell (grid, high).end_ns };
}

static void
count_samples (EmberRulerReading *reading,
               const EmberRuler *ruler,
               const EmberTableSet *set,
               const EmberHeatmapGrid *grid,
               const EmberSamplingClock *clock)
{
  double time_ns = 0;

  for (uint32_t column = MIN (ruler->from.column, ruler->to.column); column <= MAX (ruler->from.column, ruler->to.column); column++)
    {
      const EmberTimeRange touched = get_touched (reading, ruler, grid, column);

      reading->n_samples += ember_table_set_count (set, touched);
      time_ns += (double) (touched.end_ns - touched.begin_ns);
    }
  if (clock->is_known && time_ns > 0)
    reading->utilization = MIN ((double) reading->n_samples * clock->period_ns / (time_ns * clock->n_cpus), 1);
}

bool
ember_ruler_read (const EmberRuler *ruler,
                  const EmberTableSet *set,
                  const EmberHeatmapGrid *grid,
                  const EmberSamplingClock *clock,
                  GCancellable *cancellable,
                  EmberRulerReading *reading)
{
  EmberRulerLine line;

  *reading = ember_ruler_read_drawn (ruler, grid);
  if (reading->kind != EMBER_RULER_UPRIGHT && ember_ruler_line_follow (set, grid, clock, ruler->from, ruler->to, cancellable, &line))
    snap (reading, ruler, grid, &line);
  if (g_cancellable_is_cancelled (cancellable))
    return false;
  count_samples (reading, ruler, set, grid, clock);
  return true;
}
