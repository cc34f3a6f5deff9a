/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "analysis/difference.h"
#include "analysis/search.h"
#include "paint/flame-geometry.h"
#include "paint/theme.h"

/* EmberFlameStyle: how a flame graph is drawn, whatever part of it. Borrows what it points to. */
typedef struct
{
  const EmberTheme *theme;
  const EmberSearch *search;         /* nullable: lights what matches */
  const EmberDifference *difference; /* nullable: colours tell what changed; over the layout's tree */
  const bool *marked;                /* nullable: one for each frame: whose boxes are outlined; only in ember_flame_painter_draw() */
  const char *title;                 /* nullable: a line above the picture; only in ember_flame_painter_draw() */
  EmberMeasure measure;
  EmberFlameOrder order;
  EmberChangeBasis basis; /* what the colours of a difference are about */
  double scale;           /* device pixels a pixel */
  bool is_vector;         /* rectangles for SVG and PDF instead of pixels */
} EmberFlameStyle;

/* EmberFlamePainter: draws rows of boxes with their labels, and keeps fonts and pixels
 * between frames. One for each widget; not thread-safe. */
typedef struct _EmberFlamePainter EmberFlamePainter;

EmberFlamePainter *ember_flame_painter_new (void);

void ember_flame_painter_free (EmberFlamePainter *painter);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberFlamePainter, ember_flame_painter_free)

/* Draws what @geometry shows of @layout, which must have its span and width.
 * Cost: follows pixels and letters: 1-3 ms at 1920 × 1080 */
void ember_flame_painter_draw_rows (EmberFlamePainter *painter,
                                    cairo_t *cr,
                                    const EmberFlameLayout *layout,
                                    const EmberFlameGeometry *geometry,
                                    const EmberFlameStyle *style);

/* EmberFlameOutline: which boxes to outline, and how. */
typedef struct
{
  const bool *frames; /* of each frame of the profile: whether its boxes are meant; NULL: those of frame are */
  EmberFrameId frame;
  EmberColor color;
  double line_px;
} EmberFlameOutline;

#define EMBER_FLAME_MARK_PX 2

/* How the boxes of a function are outlined that somebody asks about when it ran: in the hue that the heat map has then. */
EmberFlameOutline ember_flame_outline_of_mark (const bool *frames,
                                               const EmberTheme *theme);

/* Outlines every box in view that is meant. */
void ember_flame_painter_outline (cairo_t *cr,
                                  const EmberFlameLayout *layout,
                                  const EmberFlameGeometry *geometry,
                                  const EmberFlameOutline *outline);

/* Height of a row of boxes that fits the theme's font. */
double ember_flame_painter_get_row_px (const EmberTheme *theme);

/* Draws a whole picture of @geometry's size: background, title, boxes, a key to the colours.
 * row_px may be 0 for the theme's. An empty graph is a sentence. */
void ember_flame_painter_draw (cairo_t *cr,
                               EmberFlameGraph *graph,
                               const EmberFlameStyle *style,
                               const EmberFlameGeometry *geometry);

/* The height at which ember_flame_painter_draw() shows every row of @span in @width_px. */
double ember_flame_painter_measure (EmberFlameGraph *graph,
                                    const EmberFlameStyle *style,
                                    EmberFlameSpan span,
                                    double width_px);

/* Draws the callers of a function above and its callees below, from one common row.
 * @callers, @callees: as ember_turned_graph_new() makes them
 * @callees_difference: (nullable): over the tree of the callees, as the style's is over that of the callers
 * @geometry: of the height that ember_flame_painter_measure_around() tells */
void ember_flame_painter_draw_around (cairo_t *cr,
                                      EmberFlameGraph *callers,
                                      EmberFlameGraph *callees,
                                      const EmberDifference *callees_difference,
                                      const EmberFlameStyle *style,
                                      const EmberFlameGeometry *geometry);

double ember_flame_painter_measure_around (EmberFlameGraph *callers,
                                           EmberFlameGraph *callees,
                                           const EmberFlameStyle *style,
                                           double width_px);
