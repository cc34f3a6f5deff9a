/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/heatmap-geometry.h"

#include <math.h>

/* Equal cells may leave this part of the room free, as one in so many pixels. */
#define MOST_WASTE 8

/* From this size on nobody sees that cells differ by one pixel, so they fill the room. */
#define LARGE_CELL 12

/* Lower border of part @index of @n that share @size pixels. */
static int64_t
get_edge (int64_t size,
          uint32_t n,
          uint32_t index)
{
  return size * index / n;
}

/* The part that @pixel belongs to: the last whose border is not behind it,
 * and where several begin on one pixel, the first of these. */
static uint32_t
get_part (int64_t size,
          uint32_t n,
          int64_t pixel)
{
  if (size >= n)
    return (uint32_t) (((pixel + 1) * n - 1) / size);
  return (uint32_t) ((pixel * n + size - 1) / size);
}

/* How many of @room pixels @n parts take. */
static int64_t
fit (int64_t room,
     uint32_t n,
     int64_t large_part)
{
  const int64_t equal = n > 0 ? room / n * n : 0;

  if (equal == 0 || room / n >= large_part || (room - equal) * MOST_WASTE > room)
    return room;
  return equal;
}

void
ember_heatmap_geometry_init (EmberHeatmapGeometry *geometry,
                             const EmberHeatmapGrid *grid,
                             const EmberHeatmapFrame *frame)
{
  const int64_t x = (int64_t) ceil (frame->room.x * frame->scale);
  const int64_t right = (int64_t) floor ((frame->room.x + frame->room.width) * frame->scale);
  const int64_t bottom = (int64_t) floor ((frame->room.y + frame->room.height) * frame->scale);
  const int64_t room_width = MAX (right - x, 1);
  const int64_t room_height = MAX (bottom - (int64_t) ceil (frame->room.y * frame->scale), 1);
  const int64_t least = (int64_t) grid->n_columns * frame->scale;

  *geometry = (EmberHeatmapGeometry){ .grid = *grid, .scale = frame->scale, .width = frame->width, .height = frame->height };
  if (least > room_width && !frame->is_whole)
    geometry->content_width = least;
  else
    geometry->content_width = fit (room_width, grid->n_columns, LARGE_CELL * frame->scale);
  geometry->plot_width = MIN (geometry->content_width, room_width);
  geometry->plot_height = frame->fills_height ? room_height : fit (room_height, grid->n_rows, INT64_MAX);
  geometry->content_height = geometry->plot_height;
  geometry->plot_x = frame->is_at_right ? x + room_width - geometry->plot_width : x;
  geometry->plot_y = bottom - geometry->plot_height;
}

cairo_rectangle_t
ember_heatmap_geometry_get_plot (const EmberHeatmapGeometry *geometry)
{
  const double scale = geometry->scale;

  return (cairo_rectangle_t){
    (double) geometry->plot_x / scale,
    (double) geometry->plot_y / scale,
    (double) geometry->plot_width / scale,
    (double) geometry->plot_height / scale,
  };
}

double
ember_heatmap_geometry_get_content_width (const EmberHeatmapGeometry *geometry)
{
  return (double) geometry->content_width / geometry->scale;
}

double
ember_heatmap_geometry_get_column_x (const EmberHeatmapGeometry *geometry,
                                     uint32_t column)
{
  const int64_t edge = get_edge (geometry->content_width, geometry->grid.n_columns, column);

  return (double) (geometry->plot_x + edge - geometry->scroll) / geometry->scale;
}

double
ember_heatmap_geometry_get_row_y (const EmberHeatmapGeometry *geometry,
                                  uint32_t row)
{
  const int64_t edge = get_edge (geometry->content_height, geometry->grid.n_rows, row);

  return (double) (geometry->plot_y + geometry->plot_height + geometry->scroll_up - edge) / geometry->scale;
}

double
ember_heatmap_geometry_get_offset_y (const EmberHeatmapGeometry *geometry,
                                     int64_t offset_ns)
{
  const EmberHeatmapGrid column = { 0, geometry->grid.column_ns, 1, geometry->grid.n_rows, false };
  EmberCell cell;
  EmberTimeRange range;
  double low, high;

  if (!ember_heatmap_grid_find (&column, offset_ns, &cell))
    return ember_heatmap_geometry_get_row_y (geometry, offset_ns < 0 ? 0 : column.n_rows);
  range = ember_heatmap_grid_get_cell (&column, cell);
  low = ember_heatmap_geometry_get_row_y (geometry, cell.row);
  high = ember_heatmap_geometry_get_row_y (geometry, cell.row + 1);
  return low + (high - low) * (double) (offset_ns - range.begin_ns) / (double) (range.end_ns - range.begin_ns);
}

cairo_rectangle_t
ember_heatmap_geometry_get_cell (const EmberHeatmapGeometry *geometry,
                                 EmberCell cell)
{
  const double left = ember_heatmap_geometry_get_column_x (geometry, cell.column);
  const double right = ember_heatmap_geometry_get_column_x (geometry, cell.column + 1);
  const double top = ember_heatmap_geometry_get_row_y (geometry, cell.row + 1);
  const double bottom = ember_heatmap_geometry_get_row_y (geometry, cell.row);

  return (cairo_rectangle_t){ left, top, right - left, bottom - top };
}

EmberCell
ember_heatmap_geometry_clamp (const EmberHeatmapGeometry *geometry,
                              double x,
                              double y)
{
  const double left = floor (x * geometry->scale) - (double) geometry->plot_x;
  const double up = (double) (geometry->plot_y + geometry->plot_height - 1) - floor (y * geometry->scale);
  const int64_t pixel_x = (int64_t) CLAMP (left, 0, (double) (geometry->plot_width - 1));
  const int64_t pixel_y = (int64_t) CLAMP (up, 0, (double) (geometry->plot_height - 1));

  return (EmberCell){
    get_part (geometry->content_width, geometry->grid.n_columns, geometry->scroll + pixel_x),
    get_part (geometry->content_height, geometry->grid.n_rows, geometry->scroll_up + pixel_y),
  };
}

bool
ember_heatmap_geometry_find (const EmberHeatmapGeometry *geometry,
                             double x,
                             double y,
                             EmberCell *cell)
{
  const cairo_rectangle_t plot = ember_heatmap_geometry_get_plot (geometry);

  if (geometry->grid.n_columns == 0 || x < plot.x || x >= plot.x + plot.width || y < plot.y || y >= plot.y + plot.height)
    return false;
  *cell = ember_heatmap_geometry_clamp (geometry, x, y);
  return true;
}

/* The parts on @pixel. */
static void
get_parts (int64_t size,
           uint32_t n,
           int64_t pixel,
           uint32_t *begin,
           uint32_t *end)
{
  *begin = get_part (size, n, pixel);
  *end = *begin + 1;
  if (size < n)
    *end = pixel + 1 >= size ? n : get_part (size, n, pixel + 1);
}

void
ember_heatmap_geometry_get_columns_at (const EmberHeatmapGeometry *geometry,
                                       int64_t pixel,
                                       uint32_t *begin,
                                       uint32_t *end)
{
  get_parts (geometry->content_width, geometry->grid.n_columns, geometry->scroll + pixel, begin, end);
}

/* Whether rows share device pixels, so that each of these is a line. */
static bool
has_pixel_lines (const EmberHeatmapGeometry *geometry)
{
  return geometry->content_height < geometry->grid.n_rows;
}

int64_t
ember_heatmap_geometry_get_n_lines (const EmberHeatmapGeometry *geometry)
{
  uint32_t begin, end;

  if (has_pixel_lines (geometry))
    return geometry->plot_height;
  ember_heatmap_geometry_get_visible_rows (geometry, &begin, &end);
  return end - begin;
}

void
ember_heatmap_geometry_get_rows_at (const EmberHeatmapGeometry *geometry,
                                    int64_t line,
                                    uint32_t *begin,
                                    uint32_t *end)
{
  if (has_pixel_lines (geometry))
    {
      get_parts (geometry->content_height, geometry->grid.n_rows, geometry->scroll_up + line, begin, end);
      return;
    }
  *begin = get_part (geometry->content_height, geometry->grid.n_rows, geometry->scroll_up) + (uint32_t) line;
  *end = *begin + 1;
}

void
ember_heatmap_geometry_get_line (const EmberHeatmapGeometry *geometry,
                                 int64_t line,
                                 int64_t *top,
                                 int64_t *bottom)
{
  const int64_t lower = geometry->plot_y + geometry->plot_height;
  int64_t low = line;
  int64_t high = line + 1;

  if (!has_pixel_lines (geometry))
    {
      uint32_t row, end;

      ember_heatmap_geometry_get_rows_at (geometry, line, &row, &end);
      low = get_edge (geometry->content_height, geometry->grid.n_rows, row) - geometry->scroll_up;
      high = get_edge (geometry->content_height, geometry->grid.n_rows, end) - geometry->scroll_up;
    }
  *top = lower - MIN (high, geometry->plot_height);
  *bottom = lower - MAX (low, 0);
}

void
ember_heatmap_geometry_get_visible_columns (const EmberHeatmapGeometry *geometry,
                                            uint32_t *begin,
                                            uint32_t *end)
{
  uint32_t unused;

  *begin = *end = 0;
  if (geometry->grid.n_columns == 0)
    return;
  ember_heatmap_geometry_get_columns_at (geometry, 0, begin, &unused);
  ember_heatmap_geometry_get_columns_at (geometry, geometry->plot_width - 1, &unused, end);
}

void
ember_heatmap_geometry_get_visible_rows (const EmberHeatmapGeometry *geometry,
                                         uint32_t *begin,
                                         uint32_t *end)
{
  uint32_t unused;

  get_parts (geometry->content_height, geometry->grid.n_rows, geometry->scroll_up, begin, &unused);
  get_parts (geometry->content_height, geometry->grid.n_rows, geometry->scroll_up + geometry->plot_height - 1, &unused, end);
}
