/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/when-view.h"

#include <glib/gi18n.h>

#include "paint/when-strip.h"
#include "ui/widget-theme.h"

#define MIN_WIDTH_PX 40
#define NATURAL_WIDTH_PX 120
#define HEIGHT_PX 16

struct _EmberWhenView
{
  GtkWidget parent_instance;

  EmberWhenStrips *strips; /* (nullable) */
  uint32_t group;
  EmberTimeRange marked;
};

G_DEFINE_FINAL_TYPE (EmberWhenView, ember_when_view, GTK_TYPE_WIDGET)

static void
ember_when_view_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH_PX : HEIGHT_PX;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? NATURAL_WIDTH_PX : HEIGHT_PX;
}

static double
get_part (const EmberWhenStrips *strips,
          int64_t time_ns)
{
  return (double) (time_ns - strips->range.begin_ns) / (double) (strips->range.end_ns - strips->range.begin_ns);
}

static void
ember_when_view_snapshot (GtkWidget *widget,
                          GtkSnapshot *snapshot)
{
  EmberWhenView *self = EMBER_WHEN_VIEW (widget);
  const int width_px = gtk_widget_get_width (widget);
  const int height_px = gtk_widget_get_height (widget);
  const int y_px = (height_px - HEIGHT_PX) / 2;
  EmberWhenStrip strip = { 0 };
  EmberTheme theme;
  cairo_t *cr;

  if (self->strips == NULL || width_px <= 0)
    return;
  strip.counts = ember_when_strips_get (self->strips, self->group);
  strip.n_counts = self->strips->n_buckets;
  if (!ember_time_range_is_empty (self->marked))
    {
      strip.mark_begin = get_part (self->strips, self->marked.begin_ns);
      strip.mark_end = get_part (self->strips, self->marked.end_ns);
    }
  ember_widget_theme_init (&theme, widget);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, y_px, width_px, HEIGHT_PX));
  cairo_translate (cr, 0, y_px);
  ember_when_strip_draw (cr, &strip, &theme, width_px, HEIGHT_PX);
  cairo_destroy (cr);
}

static void
ember_when_view_dispose (GObject *object)
{
  g_clear_pointer (&EMBER_WHEN_VIEW (object)->strips, ember_when_strips_unref);
  G_OBJECT_CLASS (ember_when_view_parent_class)->dispose (object);
}

static void
ember_when_view_class_init (EmberWhenViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ember_when_view_dispose;
  widget_class->measure = ember_when_view_measure;
  widget_class->snapshot = ember_when_view_snapshot;
  gtk_widget_class_set_css_name (widget_class, "whenview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ember_when_view_init (EmberWhenView *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("When it ran"), -1);
}

GtkWidget *
ember_when_view_new (void)
{
  return g_object_new (EMBER_TYPE_WHEN_VIEW, NULL);
}

void
ember_when_view_set (EmberWhenView *self,
                     EmberWhenStrips *strips,
                     uint32_t group,
                     EmberTimeRange marked)
{
  g_return_if_fail (EMBER_IS_WHEN_VIEW (self));
  g_return_if_fail (strips == NULL || group < strips->n_groups);

  if (strips != NULL)
    ember_when_strips_ref (strips);
  g_clear_pointer (&self->strips, ember_when_strips_unref);
  self->strips = strips;
  self->group = group;
  self->marked = marked;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
