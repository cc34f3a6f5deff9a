/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/heatmap-overview.h"

#include <glib/gi18n.h>
#include <math.h>

#include "paint/when-strip.h"
#include "ui/widget-theme.h"

#define HEIGHT_PX 18
#define LEAST_WIDTH_PX 40

/* A press so near to an end of the window drags it. */
#define EDGE_PX 5.0

/* However little is seen, so much of the window can be taken hold of. */
#define LEAST_WINDOW_PX 6.0

typedef enum
{
  DRAG_NOTHING,
  DRAG_WINDOW,
  DRAG_BEGIN,
  DRAG_END,
} Drag;

struct _EmberHeatmapOverview
{
  GtkWidget parent_instance;

  EmberHeatmap *heatmap; /* (nullable) */
  double begin;
  double end;
  Drag drag;
  double drag_begin; /* the window when the drag began */
  double drag_end;
  const char *pointer_shape; /* static */
};

enum
{
  WINDOW_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmberHeatmapOverview, ember_heatmap_overview, GTK_TYPE_WIDGET)

static double
get_width (EmberHeatmapOverview *self)
{
  return MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1);
}

/* The window as it is drawn: never too narrow to be seen. */
static void
get_window (EmberHeatmapOverview *self,
            double *begin_px,
            double *end_px)
{
  const double width = get_width (self);
  const double missing = MAX (LEAST_WINDOW_PX - (self->end - self->begin) * width, 0);

  *begin_px = CLAMP (self->begin * width - missing / 2, 0, MAX (width - LEAST_WINDOW_PX, 0));
  *end_px = MIN (MAX (self->end * width + missing / 2, *begin_px + LEAST_WINDOW_PX), width);
}

static Drag
hit_test (EmberHeatmapOverview *self,
          double x)
{
  double begin_px, end_px;
  double inside;

  get_window (self, &begin_px, &end_px);
  /* Of a narrow window a third is left to be moved by. */
  inside = MIN (EDGE_PX, (end_px - begin_px) / 3);
  if (x >= begin_px - EDGE_PX && x < begin_px + inside)
    return DRAG_BEGIN;
  if (x >= end_px - inside && x < end_px + EDGE_PX)
    return DRAG_END;
  return x >= begin_px && x < end_px ? DRAG_WINDOW : DRAG_NOTHING;
}

/* Where all is seen, there is no window to tell. */
static bool
shows_part (EmberHeatmapOverview *self)
{
  return self->begin > 0 || self->end < 1;
}

static void
change (EmberHeatmapOverview *self,
        double begin,
        double end)
{
  ember_heatmap_overview_set_window (self, begin, end);
  g_signal_emit (self, signals[WINDOW_CHANGED], 0, begin, end);
}

static void
move_window (EmberHeatmapOverview *self,
             double begin)
{
  const double length = self->drag_end - self->drag_begin;
  const double at = CLAMP (begin, 0, 1 - length);

  change (self, at, at + length);
}

static void
drag_begin_cb (EmberHeatmapOverview *self,
               double x,
               double y,
               GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  self->drag = hit_test (self, x);
  self->drag_begin = self->begin;
  self->drag_end = self->end;
  if (self->drag != DRAG_NOTHING)
    return;
  move_window (self, x / get_width (self) - (self->end - self->begin) / 2);
  self->drag = DRAG_WINDOW;
  self->drag_begin = self->begin;
  self->drag_end = self->end;
}

static void
drag_update_cb (EmberHeatmapOverview *self,
                double offset_x,
                double offset_y)
{
  const double moved = offset_x / get_width (self);
  const double least = 1 / get_width (self);

  if (self->drag == DRAG_WINDOW)
    move_window (self, self->drag_begin + moved);
  else if (self->drag == DRAG_BEGIN)
    change (self, CLAMP (self->drag_begin + moved, 0, MAX (self->drag_end - least, 0)), self->drag_end);
  else if (self->drag == DRAG_END)
    change (self, self->drag_begin, CLAMP (self->drag_end + moved, MIN (self->drag_begin + least, 1), 1));
}

static void
drag_end_cb (EmberHeatmapOverview *self)
{
  self->drag = DRAG_NOTHING;
}

static void
motion_cb (EmberHeatmapOverview *self,
           double x,
           double y)
{
  const Drag drag = self->drag != DRAG_NOTHING ? self->drag : hit_test (self, x);
  const char *shape = drag == DRAG_WINDOW && !shows_part (self) ? NULL : drag == DRAG_BEGIN || drag == DRAG_END ? "ew-resize"
                                                                     : drag == DRAG_WINDOW                      ? "grab"
                                                                                                                : NULL;

  if (shape == self->pointer_shape)
    return;
  self->pointer_shape = shape;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), shape);
}

static void
draw_bars (EmberHeatmapOverview *self,
           cairo_t *cr,
           const EmberTheme *theme)
{
  uint32_t n;
  const uint64_t *totals = ember_heatmap_summary_get_totals (self->heatmap->summary, &n);
  g_autofree uint32_t *counts = g_new (uint32_t, MAX (n, 1));
  EmberWhenStrip strip = { 0 };
  uint64_t most = 1;

  for (uint32_t i = 0; i < n; i++)
    most = MAX (most, totals[i]);
  for (uint32_t i = 0; i < n; i++)
    counts[i] = (uint32_t) ((double) totals[i] / (double) most * 1e6);
  strip.counts = counts;
  strip.n_counts = n;
  if (shows_part (self))
    {
      double begin_px, end_px;

      get_window (self, &begin_px, &end_px);
      strip.mark_begin = begin_px / get_width (self);
      strip.mark_end = end_px / get_width (self);
    }
  ember_when_strip_draw (cr, &strip, theme, get_width (self), HEIGHT_PX);
}

static void
draw_window (EmberHeatmapOverview *self,
             cairo_t *cr,
             const EmberTheme *theme)
{
  double begin_px, end_px;

  get_window (self, &begin_px, &end_px);
  cairo_set_line_width (cr, 1);
  cairo_set_source_rgba (cr, theme->grid.red, theme->grid.green, theme->grid.blue, theme->grid.alpha);
  cairo_rectangle (cr, 0.5, 0.5, get_width (self) - 1, HEIGHT_PX - 1);
  cairo_stroke (cr);
  if (!shows_part (self))
    return;
  cairo_set_line_width (cr, 2);
  cairo_set_source_rgba (cr, theme->selection.red, theme->selection.green, theme->selection.blue, theme->selection.alpha);
  cairo_rectangle (cr, round (begin_px) + 1, 1, MAX (round (end_px) - round (begin_px) - 2, 1), HEIGHT_PX - 2);
  cairo_stroke (cr);
}

static void
ember_heatmap_overview_snapshot (GtkWidget *widget,
                                 GtkSnapshot *snapshot)
{
  EmberHeatmapOverview *self = EMBER_HEATMAP_OVERVIEW (widget);
  EmberTheme theme;
  cairo_t *cr;

  if (self->heatmap == NULL || self->heatmap->summary == NULL)
    return;
  ember_widget_theme_init (&theme, widget);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) get_width (self), HEIGHT_PX));
  draw_bars (self, cr, &theme);
  draw_window (self, cr, &theme);
  cairo_destroy (cr);
}

static void
ember_heatmap_overview_measure (GtkWidget *widget,
                                GtkOrientation orientation,
                                int for_size,
                                int *minimum,
                                int *natural,
                                int *minimum_baseline,
                                int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH_PX : HEIGHT_PX;
}

static void
ember_heatmap_overview_dispose (GObject *object)
{
  g_clear_pointer (&EMBER_HEATMAP_OVERVIEW (object)->heatmap, ember_heatmap_unref);
  G_OBJECT_CLASS (ember_heatmap_overview_parent_class)->dispose (object);
}

static void
ember_heatmap_overview_class_init (EmberHeatmapOverviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ember_heatmap_overview_dispose;
  widget_class->measure = ember_heatmap_overview_measure;
  widget_class->snapshot = ember_heatmap_overview_snapshot;
  signals[WINDOW_CHANGED] = g_signal_new ("window-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  gtk_widget_class_set_css_name (widget_class, "heatmapoverview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ember_heatmap_overview_init (EmberHeatmapOverview *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->end = 1;
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Overview of the recording"), -1);
}

GtkWidget *
ember_heatmap_overview_new (void)
{
  return g_object_new (EMBER_TYPE_HEATMAP_OVERVIEW, NULL);
}

void
ember_heatmap_overview_set_heatmap (EmberHeatmapOverview *self,
                                    EmberHeatmap *heatmap)
{
  g_return_if_fail (EMBER_IS_HEATMAP_OVERVIEW (self));

  if (self->heatmap == heatmap)
    return;
  g_clear_pointer (&self->heatmap, ember_heatmap_unref);
  self->heatmap = heatmap != NULL ? ember_heatmap_ref (heatmap) : NULL;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
ember_heatmap_overview_set_window (EmberHeatmapOverview *self,
                                   double begin,
                                   double end)
{
  g_return_if_fail (EMBER_IS_HEATMAP_OVERVIEW (self));

  if (self->begin == begin && self->end == end)
    return;
  self->begin = begin;
  self->end = end;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
