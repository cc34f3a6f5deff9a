/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <math.h>
#include <pango/pangocairo.h>

#include "paint/flame-colors.h"
#include "paint/flame-painter.h"
#include "paint/source-color.h"

/* The whole picture of an export: what the window shows beside the boxes is drawn here. */

#define MARGIN_PX 12.0

static double
get_line_px (const EmberTheme *theme)
{
  return ceil (theme->font_px * 1.5);
}

static double
get_head_px (const EmberFlameStyle *style)
{
  return style->title != NULL ? MARGIN_PX + get_line_px (style->theme) + MARGIN_PX / 2 : MARGIN_PX;
}

static double
get_foot_px (const EmberFlameStyle *style)
{
  return MARGIN_PX + get_line_px (style->theme);
}

static PangoLayout *
create_text (cairo_t *cr,
             const EmberTheme *theme,
             const char *text,
             bool is_bold)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *description = pango_font_description_new ();
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  pango_font_description_set_family (description, theme->font_family);
  pango_font_description_set_absolute_size (description, (is_bold ? theme->font_px * 1.1 : theme->font_px * 0.9) * PANGO_SCALE);
  if (is_bold)
    pango_font_description_set_weight (description, PANGO_WEIGHT_SEMIBOLD);
  pango_layout_set_font_description (layout, description);
  pango_layout_set_text (layout, valid, -1);
  pango_font_description_free (description);
  return layout;
}

static void
draw_title (cairo_t *cr,
            const EmberFlameStyle *style,
            double width_px)
{
  g_autoptr (PangoLayout) layout = create_text (cr, style->theme, style->title, true);

  pango_layout_set_width (layout, (int) ((width_px - 2 * MARGIN_PX) * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_MIDDLE);
  ember_color_set_source (cr, style->theme->text);
  cairo_move_to (cr, MARGIN_PX, MARGIN_PX);
  pango_cairo_show_layout (cr, layout);
}

static uint32_t
find_hues (const EmberFlameLayout *layout)
{
  EmberProfile *profile = ember_flame_graph_get_profile (layout->graph);
  const EmberStacks *stacks = ember_flame_graph_get_stacks (layout->graph);
  uint32_t hues = 0;

  for (size_t i = 0; i < layout->boxes.n; i++)
    {
      const EmberFlameBox *box = (const EmberFlameBox *) layout->boxes.data + i;

      hues |= 1u << ember_flame_hue_get (profile, ember_stacks_get_frame (stacks, box->id));
    }
  return hues & ~(1u << EMBER_FLAME_HUE_ROOT);
}

/* Swatch and word; returns where the next one begins. */
static double
draw_key_entry (cairo_t *cr,
                const EmberTheme *theme,
                EmberColor fill,
                const char *name,
                double x_px,
                double y_px)
{
  g_autoptr (PangoLayout) layout = create_text (cr, theme, name, false);
  const double swatch_px = round (theme->font_px * 0.75);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  ember_color_set_source (cr, fill);
  cairo_rectangle (cr, x_px, round (y_px + (height - swatch_px) / 2), swatch_px, swatch_px);
  cairo_fill (cr);
  ember_color_set_source (cr, theme->dim_text);
  cairo_move_to (cr, x_px + swatch_px + 5, y_px);
  pango_cairo_show_layout (cr, layout);
  return x_px + swatch_px + 5 + width + 16;
}

static void
draw_key (cairo_t *cr,
          const EmberFlameLayout *layout,
          const EmberTheme *theme,
          double y_px)
{
  g_autofree EmberFlameColors *colors = g_new (EmberFlameColors, 1);
  const uint32_t hues = find_hues (layout);
  double x_px = MARGIN_PX;

  ember_flame_colors_init (colors, theme);
  for (int hue = 0; hue < EMBER_N_FLAME_HUES; hue++)
    if (hues >> hue & 1)
      x_px = draw_key_entry (cr, theme, ember_color_from_rgb (colors->fills[EMBER_FLAME_SHADE_PLAIN][hue][12] & 0xffffff), ember_flame_hue_get_name (hue), x_px, y_px);
  draw_key_entry (cr, theme, ember_color_from_rgb (colors->merged[1] & 0xffffff), _ ("too narrow to draw, merged"), x_px, y_px);
}

/* The whole scale, from gone to new. */
static void
draw_change_key (cairo_t *cr,
                 const EmberTheme *theme,
                 double y_px)
{
  g_autofree EmberFlameColors *colors = g_new (EmberFlameColors, 1);
  double x_px = MARGIN_PX;

  ember_flame_colors_init (colors, theme);
  for (uint32_t i = 0; i < EMBER_N_CHANGE_NAMES; i++)
    {
      uint32_t step;
      const char *name = ember_change_name_get (i, &step);

      x_px = draw_key_entry (cr, theme, ember_color_from_rgb (colors->changes[EMBER_FLAME_SHADE_PLAIN][step] & 0xffffff), name, x_px, y_px);
    }
  draw_key_entry (cr, theme, ember_color_from_rgb (colors->merged[1] & 0xffffff), _ ("too narrow to draw, merged"), x_px, y_px);
}

static void
draw_empty (cairo_t *cr,
            const EmberTheme *theme,
            const EmberFlameGeometry *geometry)
{
  g_autoptr (PangoLayout) layout = create_text (cr, theme, _ ("No samples in this range"), true);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  ember_color_set_source (cr, theme->dim_text);
  cairo_move_to (cr, round ((geometry->width_px - width) / 2), round ((geometry->height_px - height) / 2));
  pango_cairo_show_layout (cr, layout);
}

static void
outline_marked (cairo_t *cr,
                const EmberFlameLayout *layout,
                const EmberFlameStyle *style,
                const EmberFlameGeometry *geometry)
{
  const EmberFlameOutline outline = ember_flame_outline_of_mark (style->marked, style->theme);

  ember_flame_painter_outline (cr, layout, geometry, &outline);
}

void
ember_flame_painter_draw (cairo_t *cr,
                          EmberFlameGraph *graph,
                          const EmberFlameStyle *style,
                          const EmberFlameGeometry *geometry)
{
  g_autoptr (EmberFlamePainter) painter = ember_flame_painter_new ();
  const double head_px = get_head_px (style);
  EmberFlameGeometry inner = *geometry;
  EmberFlameLayout layout;

  cairo_save (cr);
  ember_color_set_source (cr, style->theme->background);
  cairo_rectangle (cr, 0, 0, geometry->width_px, geometry->height_px);
  cairo_fill (cr);
  if (style->title != NULL)
    draw_title (cr, style, geometry->width_px);
  inner.width_px = MAX (geometry->width_px - 2 * MARGIN_PX, 1);
  inner.height_px = MAX (geometry->height_px - head_px - get_foot_px (style), 1);
  if (inner.row_px <= 0)
    inner.row_px = ember_flame_painter_get_row_px (style->theme);
  ember_flame_layout_init (&layout);
  ember_flame_layout_update (&layout, graph, style->measure, style->order, inner.span, inner.width_px, 1 / style->scale);
  if (ember_flame_layout_get_n_rows (&layout) > 0)
    {
      const double key_px = geometry->height_px - get_foot_px (style) + MARGIN_PX / 2;

      if (style->difference != NULL)
        draw_change_key (cr, style->theme, key_px);
      else
        draw_key (cr, &layout, style->theme, key_px);
      cairo_translate (cr, MARGIN_PX, head_px);
      ember_flame_painter_draw_rows (painter, cr, &layout, &inner, style);
      if (style->marked != NULL)
        outline_marked (cr, &layout, style, &inner);
    }
  else
    {
      draw_empty (cr, style->theme, geometry);
    }
  ember_flame_layout_clear (&layout);
  cairo_restore (cr);
}

double
ember_flame_painter_measure (EmberFlameGraph *graph,
                             const EmberFlameStyle *style,
                             EmberFlameSpan span,
                             double width_px)
{
  EmberFlameLayout layout;
  uint32_t n_rows;

  ember_flame_layout_init (&layout);
  ember_flame_layout_update (&layout, graph, style->measure, style->order, span, MAX (width_px - 2 * MARGIN_PX, 1), 1 / style->scale);
  n_rows = ember_flame_layout_get_n_rows (&layout);
  ember_flame_layout_clear (&layout);
  return get_head_px (style) + MAX (n_rows, 5) * ember_flame_painter_get_row_px (style->theme) + get_foot_px (style);
}

/* Where the common row of both sides begins. */
static double
get_common_px (EmberFlameGraph *callers,
               const EmberFlameStyle *style,
               double width_px)
{
  return ember_flame_painter_measure (callers, style, EMBER_FLAME_SPAN_ALL, width_px) - get_foot_px (style) - ember_flame_painter_get_row_px (style->theme);
}

/* The callees' picture is laid over the callers' from the common row on. */
void
ember_flame_painter_draw_around (cairo_t *cr,
                                 EmberFlameGraph *callers,
                                 EmberFlameGraph *callees,
                                 const EmberDifference *callees_difference,
                                 const EmberFlameStyle *style,
                                 const EmberFlameGeometry *geometry)
{
  const double common_px = get_common_px (callers, style, geometry->width_px);
  EmberFlameStyle below_style = *style;
  EmberFlameGeometry above = *geometry;
  EmberFlameGeometry below = *geometry;
  double top_px;

  below_style.title = NULL;
  below_style.difference = callees_difference;
  top_px = common_px - get_head_px (&below_style);
  above.height_px = ember_flame_painter_measure (callers, style, EMBER_FLAME_SPAN_ALL, geometry->width_px);
  above.is_icicle = false;
  below.height_px = geometry->height_px - top_px;
  below.is_icicle = true;
  ember_flame_painter_draw (cr, callers, style, &above);
  cairo_save (cr);
  cairo_rectangle (cr, 0, common_px, geometry->width_px, geometry->height_px - common_px);
  cairo_clip (cr);
  cairo_translate (cr, 0, top_px);
  ember_flame_painter_draw (cr, callees, &below_style, &below);
  cairo_restore (cr);
}

double
ember_flame_painter_measure_around (EmberFlameGraph *callers,
                                    EmberFlameGraph *callees,
                                    const EmberFlameStyle *style,
                                    double width_px)
{
  EmberFlameStyle below_style = *style;

  below_style.title = NULL;
  return get_common_px (callers, style, width_px) - get_head_px (&below_style) +
         ember_flame_painter_measure (callees, &below_style, EMBER_FLAME_SPAN_ALL, width_px);
}
