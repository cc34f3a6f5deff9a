/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/heatmap-view-private.h"

/* What a key goes through; whatever else is typed stands between two of them. */
static const double clips[] = { EMBER_CLIP_NOTHING, 99.9, 99, 95 };

static void
next_scale_cb (GtkWidget *widget,
               const char *name,
               GVariant *parameter)
{
  EmberHeatmapView *self = EMBER_HEATMAP_VIEW (widget);

  g_object_set (self, "scale", ((int) self->style.curve + 1) % EMBER_N_CURVES, NULL);
}

static void
next_clip_cb (GtkWidget *widget,
              const char *name,
              GVariant *parameter)
{
  EmberHeatmapView *self = EMBER_HEATMAP_VIEW (widget);
  size_t next = 0;

  while (next < G_N_ELEMENTS (clips) && clips[next] >= self->style.clip)
    next++;
  g_object_set (self, "clip", clips[next % G_N_ELEMENTS (clips)], NULL);
}

void
ember_heatmap_view_class_init_scale (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "heatmap.next-scale", NULL, next_scale_cb);
  gtk_widget_class_install_action (widget_class, "heatmap.next-clip", NULL, next_clip_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, 0, "heatmap.next-scale", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, GDK_SHIFT_MASK, "heatmap.next-clip", NULL);
}
