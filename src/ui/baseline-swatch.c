/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/baseline-swatch.h"

#include "ui/widget-theme.h"

struct _EmberBaselineSwatch
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (EmberBaselineSwatch, ember_baseline_swatch, GTK_TYPE_WIDGET)

/* A change of class is a change of style, too, so only a real one is made. */
static void
set_class (GtkWidget *widget,
           const char *name,
           bool is_set)
{
  if (is_set == (bool) gtk_widget_has_css_class (widget, name))
    return;
  if (is_set)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
update (GtkWidget *widget)
{
  EmberTheme theme;

  ember_widget_theme_init (&theme, widget);
  set_class (widget, "on-dark", theme.is_dark);
  set_class (widget, "high-contrast", theme.is_high_contrast);
}

static void
ember_baseline_swatch_css_changed (GtkWidget *widget,
                                   GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (ember_baseline_swatch_parent_class)->css_changed (widget, change);
  update (widget);
}

static void
ember_baseline_swatch_class_init (EmberBaselineSwatchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->css_changed = ember_baseline_swatch_css_changed;
  gtk_widget_class_set_css_name (widget_class, "baselineswatch");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
ember_baseline_swatch_init (EmberBaselineSwatch *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}
