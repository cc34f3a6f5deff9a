/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widget-theme.h"

#include <string.h>

#define INTERFACE_CONTRAST_MORE 2

static EmberColor
to_color (const GdkRGBA *rgba)
{
  return (EmberColor){ rgba->red, rgba->green, rgba->blue, rgba->alpha };
}

/* A colour the theme names, or @fallback in a theme that does not. */
static EmberColor
look_up (GtkStyleContext *context,
         const char *name,
         EmberColor fallback)
{
  GdkRGBA rgba;

  return gtk_style_context_lookup_color (context, name, &rgba) ? to_color (&rgba) : fallback;
}

static void
init_font (EmberTheme *theme,
           GtkWidget *widget)
{
  const PangoFontDescription *font = pango_context_get_font_description (gtk_widget_get_pango_context (widget));
  const double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;
  const char *family = pango_font_description_get_family (font);

  if (family != NULL)
    g_strlcpy (theme->font_family, family, sizeof theme->font_family);
  if (size > 0)
    theme->font_px = pango_font_description_get_size_is_absolute (font) ? size : size * 96 / 72;
}

/* GTK 4.20 has a setting for it, of the type GtkInterfaceContrast. */
static bool
wants_more_contrast (GtkSettings *settings)
{
  int contrast = 0;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (settings), "gtk-interface-contrast") != NULL)
    g_object_get (settings, "gtk-interface-contrast", &contrast, NULL);
  return contrast == INTERFACE_CONTRAST_MORE;
}

static bool
has_high_contrast (GtkWidget *widget)
{
  GtkSettings *settings = gtk_widget_get_settings (widget);
  const char *forced = g_getenv ("GTK_THEME");
  g_autofree char *name = NULL;

  if (wants_more_contrast (settings))
    return true;
  g_object_get (settings, "gtk-theme-name", &name, NULL);
  if (forced != NULL)
    return strstr (forced, "-hc") != NULL || g_str_has_prefix (forced, "HighContrast");
  return name != NULL && (strstr (name, "-hc") != NULL || g_str_has_prefix (name, "HighContrast"));
}

void
ember_widget_theme_init (EmberTheme *theme,
                         GtkWidget *widget)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  GdkRGBA rgba;
  EmberColor text;

  gtk_style_context_get_color (context, &rgba);
  text = to_color (&rgba);
  if (ember_color_get_luminance (text) > 0.4)
    ember_theme_init_dark (theme);
  else
    ember_theme_init_light (theme);
  theme->is_high_contrast = has_high_contrast (widget);
  theme->text = text;
  theme->selection = text;
  theme->baseline = theme->is_high_contrast ? text : theme->baseline;
  theme->background = look_up (context, "theme_bg_color", theme->background);
  theme->dim_text = theme->is_high_contrast ? text : ember_color_mix (text, theme->background, 0.3);
  theme->grid = theme->is_high_contrast ? text : look_up (context, "borders", theme->grid);
  theme->focus = look_up (context, "theme_selected_bg_color", theme->focus);
  init_font (theme, widget);
}

GdkRGBA
ember_color_to_rgba (EmberColor color)
{
  return (GdkRGBA){ (float) color.red, (float) color.green, (float) color.blue, (float) color.alpha };
}
