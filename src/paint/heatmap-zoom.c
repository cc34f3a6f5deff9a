/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/heatmap-zoom.h"

#include <math.h>

/* A length that is so near to all of it, is all of it. */
#define NEARLY_ALL (1 - 1e-9)

static double
get_total (const EmberHeatmapGeometry *geometry)
{
  return (double) geometry->grid.column_ns * geometry->grid.n_columns;
}

/* Whether all columns find room with a pixel each. */
static bool
has_room_for_all (const EmberHeatmapGeometry *geometry)
{
  return (int64_t) geometry->grid.n_columns * geometry->scale <= geometry->plot_width;
}

EmberHeatmapZoom
ember_heatmap_zoom_get_seen (const EmberHeatmapZoom *zoom,
                             const EmberHeatmapGeometry *geometry)
{
  const double total = get_total (geometry);
  EmberHeatmapZoom seen = *zoom;

  if (seen.length_ns <= 0)
    seen.length_ns = total * (double) geometry->plot_width / (double) geometry->content_width;
  seen.length_ns = MIN (seen.length_ns, total);
  seen.begin_ns = CLAMP (seen.begin_ns, 0, total - seen.length_ns);
  if (seen.height <= 0)
    seen.height = 1;
  seen.low = CLAMP (seen.low, 0, 1 - seen.height);
  return seen;
}

void
ember_heatmap_zoom_apply (const EmberHeatmapZoom *zoom,
                          EmberHeatmapGeometry *geometry)
{
  const double total = get_total (geometry);

  if (total <= 0)
    return;
  if (zoom->length_ns > 0)
    {
      const double length = CLAMP (zoom->length_ns, (double) geometry->grid.column_ns, total);

      geometry->content_width = MAX (llround ((double) geometry->plot_width * total / length), geometry->plot_width);
    }
  if (zoom->height > 0)
    geometry->content_height = MAX (llround ((double) geometry->plot_height / MIN (zoom->height, 1)), geometry->plot_height);
  geometry->scroll = llround (CLAMP (zoom->begin_ns / total * (double) geometry->content_width, 0, (double) (geometry->content_width - geometry->plot_width)));
  geometry->scroll_up = llround (CLAMP (zoom->low * (double) geometry->content_height, 0, (double) (geometry->content_height - geometry->plot_height)));
}

EmberTimeRange
ember_heatmap_zoom_get_range (const EmberHeatmapGeometry *geometry)
{
  const double ns_a_pixel = get_total (geometry) / (double) MAX (geometry->content_width, 1);
  const int64_t begin_ns = geometry->grid.origin_ns + (int64_t) ((double) geometry->scroll * ns_a_pixel);

  return (EmberTimeRange){ begin_ns, begin_ns + (int64_t) ((double) geometry->plot_width * ns_a_pixel) };
}

/* Shows so much, as what stood at @anchor_ns shall be at @part of the width. */
static void
set_time (EmberHeatmapZoom *zoom,
          const EmberHeatmapGeometry *geometry,
          double length_ns,
          double anchor_ns,
          double part)
{
  const double total = get_total (geometry);

  zoom->length_ns = CLAMP (length_ns, (double) geometry->grid.column_ns, total);
  zoom->begin_ns = CLAMP (anchor_ns - part * zoom->length_ns, 0, total - zoom->length_ns);
  if (zoom->length_ns >= total * NEARLY_ALL && has_room_for_all (geometry))
    zoom->length_ns = zoom->begin_ns = 0;
}

void
ember_heatmap_zoom_time (EmberHeatmapZoom *zoom,
                         const EmberHeatmapGeometry *geometry,
                         double x,
                         double factor)
{
  const EmberHeatmapZoom seen = ember_heatmap_zoom_get_seen (zoom, geometry);
  const double pixel = x * geometry->scale - (double) geometry->plot_x;
  const double part = CLAMP (pixel / (double) geometry->plot_width, 0, 1);

  if (geometry->grid.n_columns > 0 && factor > 0)
    set_time (zoom, geometry, seen.length_ns / factor, seen.begin_ns + part * seen.length_ns, part);
}

void
ember_heatmap_zoom_rows (EmberHeatmapZoom *zoom,
                         const EmberHeatmapGeometry *geometry,
                         double y,
                         double factor)
{
  const EmberHeatmapZoom seen = ember_heatmap_zoom_get_seen (zoom, geometry);
  const double pixel = (double) (geometry->plot_y + geometry->plot_height) - y * geometry->scale;
  const double part = CLAMP (pixel / (double) geometry->plot_height, 0, 1);
  const double least = 2.0 / MAX (geometry->grid.n_rows, 2);

  if (factor <= 0)
    return;
  zoom->height = CLAMP (seen.height / factor, least, 1);
  zoom->low = CLAMP (seen.low + part * (seen.height - zoom->height), 0, 1 - zoom->height);
  if (zoom->height >= NEARLY_ALL)
    zoom->height = zoom->low = 0;
}

void
ember_heatmap_zoom_pan (EmberHeatmapZoom *zoom,
                        const EmberHeatmapGeometry *geometry,
                        double dx,
                        double dy)
{
  const EmberHeatmapZoom seen = ember_heatmap_zoom_get_seen (zoom, geometry);
  const double across = dx * geometry->scale / (double) geometry->plot_width * seen.length_ns;
  const double up = dy * geometry->scale / (double) geometry->plot_height * seen.height;

  zoom->begin_ns = CLAMP (seen.begin_ns + across, 0, get_total (geometry) - seen.length_ns);
  zoom->low = CLAMP (seen.low + up, 0, 1 - seen.height);
}

uint32_t
ember_heatmap_zoom_get_row_factor (const EmberHeatmapZoom *zoom)
{
  static const uint32_t parts[] = { 1, 2, 5 };
  const double most = zoom->height > 0 ? MIN (1 / zoom->height, EMBER_HEATMAP_MAX_ROWS) / NEARLY_ALL : 1;
  uint32_t row_factor = 1;

  for (uint32_t ten = 1; ten <= most; ten *= 10)
    for (size_t i = 0; i < G_N_ELEMENTS (parts); i++)
      if (ten * parts[i] <= most)
        row_factor = ten * parts[i];
  return row_factor;
}

void
ember_heatmap_zoom_to_range (EmberHeatmapZoom *zoom,
                             const EmberHeatmapGeometry *geometry,
                             EmberTimeRange range)
{
  const EmberTimeRange shown = ember_time_range_intersect (range, ember_heatmap_grid_get_range (&geometry->grid));
  const double length = (double) (shown.end_ns - shown.begin_ns);
  const double middle = (double) (shown.begin_ns - geometry->grid.origin_ns) + length / 2;

  if (!ember_time_range_is_empty (shown))
    set_time (zoom, geometry, length, middle, 0.5);
}

/* Where what is seen has to begin so that [begin, end) lies in it. */
static double
get_shown_begin (double seen,
                 double length,
                 double begin,
                 double end)
{
  const double away = begin < seen ? seen - end : begin - seen - length;

  if (begin >= seen && end <= seen + length)
    return seen;
  if (away > length / 4)
    return begin - length / 4;
  return begin < seen ? begin : MIN (end - length, begin);
}

void
ember_heatmap_zoom_show_cell (EmberHeatmapZoom *zoom,
                              const EmberHeatmapGeometry *geometry,
                              EmberCell cell)
{
  const EmberHeatmapZoom seen = ember_heatmap_zoom_get_seen (zoom, geometry);
  const double column_ns = (double) geometry->grid.column_ns;
  const double row = 1.0 / geometry->grid.n_rows;

  zoom->begin_ns = CLAMP (get_shown_begin (seen.begin_ns, seen.length_ns, cell.column * column_ns, (cell.column + 1) * column_ns),
                          0, get_total (geometry) - seen.length_ns);
  zoom->low = CLAMP (get_shown_begin (seen.low, seen.height, cell.row * row, (cell.row + 1) * row), 0, 1 - seen.height);
}

bool
ember_heatmap_zoom_is_part (const EmberHeatmapGeometry *geometry)
{
  return geometry->content_width > geometry->plot_width || geometry->content_height > geometry->plot_height;
}
