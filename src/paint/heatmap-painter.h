/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "analysis/heatmap.h"
#include "paint/heatmap-chosen.h"
#include "paint/heatmap-geometry.h"
#include "paint/heatmap-marking.h"
#include "paint/heatmap-zoom.h"
#include "paint/palette.h"
#include "paint/theme.h"

/* How a heat map looks. */
typedef struct
{
  EmberPalette palette;
  EmberCurve curve;
  double clip; /* percentile of the cells that are not empty; 0 and 100: nothing is clipped */
  EmberTheme theme;
  const char *title;                  /* (nullable): stands above the map; UTF-8 */
  bool is_rtl;                        /* axis labels and legend are mirrored, time is not */
  const EmberHeatmapMarking *marking; /* (nullable): then the map itself is grey */
  const EmberHeatmapChosen *chosen;   /* (nullable): what a whole picture outlines */
  bool has_time_of_day;               /* columns are labelled by the time of day, not by seconds on the axis */
  uint32_t top;                       /* the count that has the strongest colour, as of several maps; 0: that of the map itself */
  bool is_bare;                       /* neither legend nor labels, for maps under another one; their room beside the cells stays */
  bool hides_columns;                 /* no labels of columns */
  int64_t time_of_day_ns;             /* added to the recording's clock it gives nanoseconds since 1970 */
} EmberHeatmapStyle;

/* The palette that counts are drawn in. */
static inline EmberPalette
ember_heatmap_style_get_palette (const EmberHeatmapStyle *style)
{
  return style->marking != NULL ? EMBER_PALETTE_GRAY : style->palette;
}

static inline EmberColorScale
ember_heatmap_style_get_scale (const EmberHeatmapStyle *style,
                               const EmberHeatmap *heatmap)
{
  EmberColorScale scale = ember_color_scale_new (heatmap, style->curve, style->clip);

  if (style->top > 0)
    scale.top = style->top;
  return scale;
}

/* Where a map stands in a picture of @width x @height units with axes and legend around it.
 * @scale: device pixels a unit, 1 for files
 * @is_whole: columns share pixels where there are more of them than pixels, as a
 *            picture must show all; otherwise the geometry scrolls */
void ember_heatmap_painter_place (EmberHeatmapGeometry *geometry,
                                  const EmberHeatmap *heatmap,
                                  const EmberHeatmapStyle *style,
                                  double width,
                                  double height,
                                  int scale,
                                  bool is_whole);

/* The same for a part of a map, in a picture that can be scrolled. */
void ember_heatmap_painter_place_part (EmberHeatmapGeometry *geometry,
                                       const EmberHeatmap *heatmap,
                                       const EmberHeatmapStyle *style,
                                       double width,
                                       double height,
                                       int scale,
                                       const EmberHeatmapZoom *zoom);

/* The whole picture: background, title, axes, legend, cells. On SVG and PDF cells are vectors. */
void ember_heatmap_painter_draw (cairo_t *cr,
                                 const EmberHeatmap *heatmap,
                                 const EmberHeatmapStyle *style,
                                 const EmberHeatmapGeometry *geometry);

/* Only the cells, and the hatch where there is no data. Cost follows pixels seen: less than 4 ms for 1080p. */
void ember_heatmap_painter_draw_cells (cairo_t *cr,
                                       const EmberHeatmap *heatmap,
                                       const EmberHeatmapStyle *style,
                                       const EmberHeatmapGeometry *geometry);

/* All but the cells and the background. */
void ember_heatmap_painter_draw_chrome (cairo_t *cr,
                                        const EmberHeatmap *heatmap,
                                        const EmberHeatmapStyle *style,
                                        const EmberHeatmapGeometry *geometry);
