/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/heatmap-legend.h"

#include <glib/gi18n.h>
#include <math.h>

#include "paint/heatmap-text.h"
#include "paint/source-color.h"
#include "profile/amount-text.h"

/* Up to this count each has a box of its own. */
#define MOST_BOXES 10
#define RAMP_BOXES 5
#define GAP 8
#define HATCH_STEP 6.0
#define MOST_LABEL 240
#define SHARE_BOXES 3

typedef struct
{
  cairo_t *cr;
  const EmberHeatmapStyle *style;
  EmberColorScale scale;
  bool is_clipped; /* some counts are above the top of the scale */
  bool is_time;    /* counts are microseconds */
  EmberHeatmapText text;
  double x; /* the next part begins or, from right to left, ends here */
  double top;
  double height;
  double box_width;
  double share_width; /* of a box of a marking */
} Legend;

static void
fill (cairo_t *cr,
      EmberColor color,
      double x,
      double y,
      double width,
      double height)
{
  ember_color_set_source (cr, color);
  cairo_rectangle (cr, x, y, width, height);
  cairo_fill (cr);
}

static void
draw_frame (Legend *legend,
            double x,
            double width)
{
  const EmberColor color = legend->style->theme.grid;

  cairo_set_line_width (legend->cr, 1);
  cairo_rectangle (legend->cr, x + 0.5, legend->top + 0.5, width - 1, legend->height - 1);
  cairo_set_source_rgba (legend->cr, color.red, color.green, color.blue, color.alpha);
  cairo_stroke (legend->cr);
}

/* The colour at the top of a clipped scale stands for all that is above it, too. */
static char *
dup_amount (const Legend *legend,
            uint32_t count)
{
  char *amount = legend->is_time && count > 0 ? ember_amount_text_dup_time ((uint64_t) count * 1000) : ember_amount_text_dup (count);
  char *at_least;

  if (!legend->is_clipped || count < legend->scale.top)
    return amount;
  at_least = g_strconcat ("≥\u2009", amount, NULL);
  g_free (amount);
  return at_least;
}

static EmberColor
get_color (const Legend *legend,
           uint32_t count)
{
  const EmberHeatmapStyle *style = legend->style;

  return ember_palette_get_color (ember_heatmap_style_get_palette (style), style->theme.is_dark, count, &legend->scale);
}

/* A number in the middle of @width, in black or white, whichever can be read on its count's colour. */
static void
draw_count (Legend *legend,
            uint32_t count,
            double x,
            double width)
{
  g_autofree char *number = dup_amount (legend, count);

  ember_heatmap_text_draw (&legend->text, legend->cr, number, ember_color_get_readable (get_color (legend, count)),
                           x + (width - ember_heatmap_text_measure (&legend->text, number)) / 2,
                           legend->top + (legend->height - legend->text.height) / 2, 0);
}

static void
draw_boxes (Legend *legend,
            double x,
            uint32_t n)
{
  for (uint32_t count = 0; count < n; count++)
    {
      fill (legend->cr, get_color (legend, count), x + count * legend->box_width, legend->top, legend->box_width, legend->height);
      draw_count (legend, count, x + count * legend->box_width, legend->box_width);
    }
}

/* The count in the middle of a box of the ramp: from @first to the top, at equal distances of the scale. */
static uint32_t
get_ramp_count (const Legend *legend,
                uint32_t first,
                uint32_t box)
{
  return ember_color_scale_get_count (&legend->scale, first, (double) box / (RAMP_BOXES - 1));
}

/* Numbers stand in the middle of boxes, and so does the colour of each: half a box at either end has one colour. */
static void
draw_ramp (Legend *legend,
           double x,
           uint32_t first)
{
  const double width = legend->box_width * RAMP_BOXES;
  const double spread = legend->box_width * (RAMP_BOXES - 1);

  for (int i = 0; i < (int) width; i++)
    {
      const uint32_t count = ember_color_scale_get_count (&legend->scale, first, (i + 0.5 - legend->box_width / 2) / spread);

      fill (legend->cr, get_color (legend, count), x + i, legend->top, 1, legend->height);
    }
  for (uint32_t i = 0; i < RAMP_BOXES; i++)
    draw_count (legend, get_ramp_count (legend, first, i), x + i * legend->box_width, legend->box_width);
}

/* Takes room for the next part, which goes towards the middle.
 * Returns: its left end */
static double
take (Legend *legend,
      double width)
{
  const double x = legend->style->is_rtl ? legend->x : legend->x - width;

  legend->x += legend->style->is_rtl ? width : -width;
  return x;
}

static void
draw_text (Legend *legend,
           const char *string)
{
  const double width = ember_heatmap_text_measure (&legend->text, string);

  ember_heatmap_text_draw (&legend->text, legend->cr, string, legend->style->theme.dim_text, take (legend, width),
                           legend->top + (legend->height - legend->text.height) / 2, 0);
}

static void
draw_no_data (Legend *legend)
{
  const cairo_rectangle_t area = { take (legend, legend->box_width), legend->top, legend->box_width, legend->height };

  ember_heatmap_hatch_draw (legend->cr, &legend->style->theme, &area);
  draw_frame (legend, area.x, area.width);
}

static double
get_scale_width (const Legend *legend,
                 uint32_t n_boxes)
{
  const bool has_ramp = n_boxes <= legend->scale.top;

  return floor (legend->box_width) * (n_boxes + (has_ramp ? RAMP_BOXES : 0));
}

static double
get_marking_width (Legend *legend)
{
  const EmberHeatmapMarking *marking = legend->style->marking;

  if (marking == NULL)
    return 0;
  return MIN (ceil (ember_heatmap_text_measure (&legend->text, marking->label)), MOST_LABEL) + SHARE_BOXES * legend->share_width + GAP * 2.75;
}

/* From the smallest share to all, over a grey of the middle. */
static void
draw_shares (Legend *legend,
             double left)
{
  const bool is_dark = legend->style->theme.is_dark;
  const EmberColor gray = ember_palette_get_color (EMBER_PALETTE_GRAY, is_dark, 1, &(EmberColorScale){ .top = 2 });
  const double width = SHARE_BOXES * legend->share_width;

  for (int i = 0; i < (int) width; i++)
    fill (legend->cr, ember_heatmap_marking_get_color (gray, (i + 1) / width, is_dark), left + i, legend->top, 1, legend->height);
  for (int i = 0; i < SHARE_BOXES; i++)
    {
      const double share = (double) i / (SHARE_BOXES - 1);
      const EmberColor color = ember_heatmap_marking_get_color (gray, MAX (share, 0.01), is_dark);
      g_autofree char *number = g_strdup_printf ("%.0f %%", share * 100);

      ember_heatmap_text_draw (&legend->text, legend->cr, number, ember_color_get_readable (color),
                               left + i * legend->share_width + (legend->share_width - ember_heatmap_text_measure (&legend->text, number)) / 2,
                               legend->top + (legend->height - legend->text.height) / 2, 0);
    }
  draw_frame (legend, left, width);
}

/* The part of the samples that a marking points out, and what it is. */
static void
draw_marking (Legend *legend)
{
  const EmberHeatmapStyle *style = legend->style;
  const double label_width = MIN (ceil (ember_heatmap_text_measure (&legend->text, style->marking->label)), MOST_LABEL);

  take (legend, 2 * GAP);
  draw_shares (legend, floor (take (legend, SHARE_BOXES * legend->share_width)));
  take (legend, GAP * 0.75);
  ember_heatmap_text_draw (&legend->text, legend->cr, style->marking->label, style->theme.text, take (legend, label_width),
                           legend->top + (legend->height - legend->text.height) / 2, label_width);
}

/* How many counts, from 0 on, have a box. */
static uint32_t
get_n_boxes (const Legend *legend)
{
  if (legend->scale.top <= MOST_BOXES && !legend->is_time)
    return legend->scale.top + 1;
  return ember_heatmap_style_get_palette (legend->style) == EMBER_PALETTE_ENHANCED && !legend->is_time ? 3 : 1;
}

static void
init_legend (Legend *legend,
             cairo_t *cr,
             const EmberHeatmap *heatmap,
             const EmberHeatmapStyle *style)
{
  double widest = 0;

  *legend = (Legend){ .cr = cr, .style = style, .scale = ember_heatmap_style_get_scale (style, heatmap), .is_time = heatmap->is_time };
  legend->is_clipped = legend->scale.top < heatmap->max_count;
  ember_heatmap_text_init (&legend->text, &style->theme, EMBER_HEATMAP_TEXT_SMALL, false);
  legend->height = ceil (legend->text.height + 2);
  legend->share_width = ceil (ember_heatmap_text_measure (&legend->text, "100 %") + 10);
  for (uint32_t i = 0; i < RAMP_BOXES; i++)
    {
      g_autofree char *number = dup_amount (legend, get_ramp_count (legend, MIN (1, legend->scale.top), i));

      widest = MAX (widest, ember_heatmap_text_measure (&legend->text, number));
    }
  legend->box_width = ceil (MAX (widest + 10, legend->height * 1.4));
}

double
ember_heatmap_legend_get_height (const EmberTheme *theme)
{
  return ceil (theme->font_px * EMBER_HEATMAP_TEXT_SMALL * 1.4) + 2 + 2 * GAP;
}

/* What the colours count, and how, unless that is the plain way. */
static char *
dup_caption (const Legend *legend)
{
  /* Translators: what the colours of a heat map count; the second one is followed by times */
  const char *counted = legend->is_time ? _ ("waiting") : _ ("samples");
  g_autofree char *curved = NULL;

  if (legend->scale.curve == EMBER_CURVE_LOG)
    /* Translators: what the colours of a heat map count, and that equal factors are equal steps of colour */
    curved = g_strdup_printf (_ ("%s, log scale"), counted);
  else if (legend->scale.curve == EMBER_CURVE_SQRT)
    /* Translators: what the colours of a heat map count, and that their steps are those of its square root */
    curved = g_strdup_printf (_ ("%s, square-root scale"), counted);
  else
    curved = g_strdup (counted);
  if (!legend->is_clipped)
    return g_steal_pointer (&curved);
  /* Translators: what the colours of a heat map count, and the percentile of its cells that has the strongest colour */
  return g_strdup_printf (_ ("%s, clipped at %.4g %%"), curved, legend->style->clip);
}

/* Ends where what was drawn before ends; the plain word is better than none.
 * @room: how much there is */
static void
draw_caption (Legend *legend,
              double room)
{
  g_autofree char *caption = dup_caption (legend);

  if (room < ember_heatmap_text_measure (&legend->text, caption))
    {
      g_free (caption);
      caption = g_strdup (legend->is_time ? _ ("waiting") : _ ("samples"));
    }
  if (room >= ember_heatmap_text_measure (&legend->text, caption))
    draw_text (legend, caption);
}

double
ember_heatmap_legend_draw (cairo_t *cr,
                           const EmberHeatmap *heatmap,
                           const EmberHeatmapStyle *style,
                           const EmberHeatmapGeometry *geometry)
{
  const cairo_rectangle_t plot = ember_heatmap_geometry_get_plot (geometry);
  const char *no_data = _ ("no data");
  Legend legend;
  uint32_t n_boxes;
  double room, scale_width, no_data_width, marking_width, x;

  init_legend (&legend, cr, heatmap, style);
  n_boxes = get_n_boxes (&legend);
  room = plot.width - (style->title != NULL ? plot.width / 3 : 0);
  marking_width = get_marking_width (&legend);
  room -= marking_width;
  scale_width = get_scale_width (&legend, n_boxes);
  no_data_width = legend.box_width + 3 * GAP + ember_heatmap_text_measure (&legend.text, no_data);
  legend.top = round (plot.y - GAP - legend.height);
  legend.x = round (style->is_rtl ? plot.x : plot.x + plot.width);
  x = legend.x;
  if (room >= scale_width + no_data_width)
    {
      draw_text (&legend, no_data);
      take (&legend, GAP * 0.75);
      draw_no_data (&legend);
      take (&legend, 2 * GAP);
    }
  if (room >= scale_width)
    {
      const double left = floor (take (&legend, scale_width));

      draw_boxes (&legend, left, n_boxes);
      if (n_boxes <= legend.scale.top)
        draw_ramp (&legend, left + n_boxes * legend.box_width, n_boxes);
      draw_frame (&legend, left, scale_width);
      take (&legend, GAP * 0.75);
    }
  draw_caption (&legend, room - fabs (legend.x - x));
  if (style->marking != NULL && room >= 0)
    draw_marking (&legend);
  ember_heatmap_text_clear (&legend.text);
  return fabs (legend.x - x);
}

/* Lines stand on the picture's own raster, so that hatched areas side by side join. */
static void
stroke_hatch (cairo_t *cr,
              const cairo_rectangle_t *area)
{
  cairo_set_line_width (cr, 1);
  for (double x = floor ((area->x + area->y) / HATCH_STEP) * HATCH_STEP; x <= area->x + area->width + area->y + area->height; x += HATCH_STEP)
    {
      cairo_move_to (cr, x - area->y, area->y);
      cairo_line_to (cr, x - area->y - area->height, area->y + area->height);
    }
  cairo_stroke (cr);
}

/* How many pixels of an image a step of the hatch has; 0 where these are no whole pixels, or @cr draws no pixels. */
static int
get_step_px (cairo_t *cr)
{
  cairo_surface_t *target = cairo_get_group_target (cr);
  cairo_matrix_t matrix;
  double x_scale, y_scale, step_px;

  if (cairo_surface_get_type (target) != CAIRO_SURFACE_TYPE_IMAGE)
    return 0;
  cairo_surface_get_device_scale (target, &x_scale, &y_scale);
  cairo_get_matrix (cr, &matrix);
  step_px = HATCH_STEP * x_scale * matrix.xx;
  if (x_scale * matrix.xx != y_scale * matrix.yy || matrix.xy != 0 || matrix.yx != 0 || step_px < 1 || step_px > 256 || step_px != floor (step_px))
    return 0;
  return (int) step_px;
}

/* The hatch repeats after a step to either side: one square of it is drawn, and the rest copied. */
static void
copy_hatch (cairo_t *cr,
            const EmberColor *color,
            int step_px)
{
  cairo_surface_t *tile = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, step_px, step_px);
  cairo_t *tile_cr = cairo_create (tile);
  cairo_matrix_t matrix;

  cairo_scale (tile_cr, step_px / HATCH_STEP, step_px / HATCH_STEP);
  cairo_set_source_rgba (tile_cr, color->red, color->green, color->blue, color->alpha);
  stroke_hatch (tile_cr, &(cairo_rectangle_t){ -HATCH_STEP, -HATCH_STEP, 3 * HATCH_STEP, 3 * HATCH_STEP });
  cairo_destroy (tile_cr);
  cairo_set_source_surface (cr, tile, 0, 0);
  cairo_matrix_init_scale (&matrix, step_px / HATCH_STEP, step_px / HATCH_STEP);
  cairo_pattern_set_matrix (cairo_get_source (cr), &matrix);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_REPEAT);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
  cairo_surface_destroy (tile);
}

void
ember_heatmap_hatch_draw (cairo_t *cr,
                          const EmberTheme *theme,
                          const cairo_rectangle_t *area)
{
  const EmberColor color = ember_color_mix (theme->background, theme->dim_text, theme->is_high_contrast ? 0.8 : 0.3);
  const int step_px = get_step_px (cr);

  cairo_save (cr);
  cairo_rectangle (cr, area->x, area->y, area->width, area->height);
  cairo_clip (cr);
  ember_color_set_source (cr, color);
  if (step_px > 0)
    copy_hatch (cr, &color, step_px);
  else
    stroke_hatch (cr, area);
  cairo_restore (cr);
}
