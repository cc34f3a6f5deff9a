/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/change-legend.h"

#include <glib/gi18n.h>
#include <math.h>

#include "paint/flame-colors.h"
#include "ui/widget-theme.h"

#define SWATCH_GAP_PX 5
#define ENTRY_GAP_PX 14

struct _EmberChangeLegend
{
  GtkWidget parent_instance;

  PangoLayout *words[EMBER_N_CHANGE_NAMES]; /* NULL before they are measured */
  EmberColor colors[EMBER_N_CHANGE_NAMES];
  EmberColor text;
};

G_DEFINE_FINAL_TYPE (EmberChangeLegend, ember_change_legend, GTK_TYPE_WIDGET)

static void
drop_words (EmberChangeLegend *self)
{
  for (int i = 0; i < EMBER_N_CHANGE_NAMES; i++)
    g_clear_object (&self->words[i]);
}

static void
update (EmberChangeLegend *self)
{
  g_autofree EmberFlameColors *colors = g_new (EmberFlameColors, 1);
  EmberTheme theme;

  if (self->words[0] != NULL)
    return;
  ember_widget_theme_init (&theme, GTK_WIDGET (self));
  ember_flame_colors_init (colors, &theme);
  self->text = theme.dim_text;
  for (int i = 0; i < EMBER_N_CHANGE_NAMES; i++)
    {
      uint32_t step;

      self->words[i] = gtk_widget_create_pango_layout (GTK_WIDGET (self), ember_change_name_get (i, &step));
      self->colors[i] = ember_color_from_rgb (colors->changes[EMBER_FLAME_SHADE_PLAIN][step] & 0xffffff);
    }
}

static double
get_entry_width (PangoLayout *words,
                 double *swatch_px,
                 int *height)
{
  int width;

  pango_layout_get_pixel_size (words, &width, height);
  *swatch_px = round (*height * 0.65);
  return *swatch_px + SWATCH_GAP_PX + width;
}

static void
ember_change_legend_measure (GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  EmberChangeLegend *self = EMBER_CHANGE_LEGEND (widget);
  double width = 0;
  int height = 0;

  update (self);
  for (int i = 0; i < EMBER_N_CHANGE_NAMES; i++)
    {
      double swatch_px;

      width += get_entry_width (self->words[i], &swatch_px, &height) + (i > 0 ? ENTRY_GAP_PX : 0);
    }
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? (int) ceil (width) : height;
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 0 : height;
}

static void
ember_change_legend_snapshot (GtkWidget *widget,
                              GtkSnapshot *snapshot)
{
  EmberChangeLegend *self = EMBER_CHANGE_LEGEND (widget);
  const GdkRGBA text = ember_color_to_rgba (self->text);
  double x = 0;

  for (int i = 0; i < EMBER_N_CHANGE_NAMES && self->words[i] != NULL; i++)
    {
      const GdkRGBA color = ember_color_to_rgba (self->colors[i]);
      double swatch_px;
      int height;
      const double width = get_entry_width (self->words[i], &swatch_px, &height);

      if (x + width > gtk_widget_get_width (widget))
        return;
      gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT ((float) x, (float) round ((height - swatch_px) / 2), (float) swatch_px, (float) swatch_px));
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (x + swatch_px + SWATCH_GAP_PX), 0));
      gtk_snapshot_append_layout (snapshot, self->words[i], &text);
      gtk_snapshot_restore (snapshot);
      x += width + ENTRY_GAP_PX;
    }
}

static void
ember_change_legend_css_changed (GtkWidget *widget,
                                 GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (ember_change_legend_parent_class)->css_changed (widget, change);
  drop_words (EMBER_CHANGE_LEGEND (widget));
  gtk_widget_queue_resize (widget);
}

static void
ember_change_legend_dispose (GObject *object)
{
  drop_words (EMBER_CHANGE_LEGEND (object));
  G_OBJECT_CLASS (ember_change_legend_parent_class)->dispose (object);
}

static void
ember_change_legend_class_init (EmberChangeLegendClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ember_change_legend_dispose;
  widget_class->measure = ember_change_legend_measure;
  widget_class->snapshot = ember_change_legend_snapshot;
  widget_class->css_changed = ember_change_legend_css_changed;
  gtk_widget_class_set_css_name (widget_class, "changelegend");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ember_change_legend_init (EmberChangeLegend *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), _ ("Widths are of the range. Blue shrank, red grew, and the paler a colour, the more it may be chance."));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Colours: blue shrank or is gone, grey is the same, red grew or is new"), -1);
}
