/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paint/heatmap-text.h"

#include <math.h>

#include "paint/source-color.h"

static PangoFontDescription *
create_font (const EmberTheme *theme,
             double size,
             bool is_bold)
{
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family (font, theme->font_family);
  pango_font_description_set_absolute_size (font, theme->font_px * size * PANGO_SCALE);
  if (is_bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  return font;
}

void
ember_heatmap_text_init (EmberHeatmapText *text,
                         const EmberTheme *theme,
                         double size,
                         bool is_bold)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr (PangoFontDescription) font = create_font (theme, size, is_bold);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  PangoRectangle extents;

  pango_context_set_round_glyph_positions (context, FALSE);
  text->layout = pango_layout_new (context);
  g_object_unref (context);
  pango_layout_set_font_description (text->layout, font);
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (text->layout, attributes);
  pango_layout_set_single_paragraph_mode (text->layout, TRUE);
  pango_layout_set_text (text->layout, "0", -1);
  pango_layout_get_extents (text->layout, NULL, &extents);
  text->height = (double) extents.height / PANGO_SCALE;
}

void
ember_heatmap_text_clear (EmberHeatmapText *text)
{
  g_clear_object (&text->layout);
}

double
ember_heatmap_text_measure (EmberHeatmapText *text,
                            const char *string)
{
  PangoRectangle extents;

  pango_layout_set_width (text->layout, -1);
  pango_layout_set_text (text->layout, string, -1);
  pango_layout_get_extents (text->layout, NULL, &extents);
  return (double) extents.width / PANGO_SCALE;
}

void
ember_heatmap_text_draw (EmberHeatmapText *text,
                         cairo_t *cr,
                         const char *string,
                         EmberColor color,
                         double x,
                         double y,
                         double most)
{
  double device_x = x;
  double device_y = y;

  cairo_user_to_device (cr, &device_x, &device_y);
  device_x = round (device_x);
  device_y = round (device_y);
  cairo_device_to_user (cr, &device_x, &device_y);
  pango_layout_set_text (text->layout, string, -1);
  pango_layout_set_ellipsize (text->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (text->layout, most > 0 ? (int) (most * PANGO_SCALE) : -1);
  ember_color_set_source (cr, color);
  cairo_move_to (cr, device_x, device_y);
  pango_cairo_show_layout (cr, text->layout);
}
