/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

#include "paint/heatmap-band.h"
#include "ui/heatmap-view-private.h"
#include "ui/heatmap-view-zoom.h"
#include "ui/widget-theme.h"

#define LINE 2.0F
#define CASING 1.0F
#define DIM 0.5F

static bool
can_band (const EmberHeatmapView *self)
{
  return self->banding.is_taken && self->set != NULL && ember_heatmap_view_has_cells (self) && self->active->kind == EMBER_PICK_IDLE;
}

static void
choose_rectangle (EmberHeatmapView *self,
                  EmberCell from,
                  EmberCell to,
                  bool is_preview)
{
  EmberBand band;
  const EmberTimeRange range = ember_heatmap_band_of_cells (&self->geometry.grid, from, to, &band);

  ember_heatmap_pick_choose (&self->pick, range);
  self->banding.band = band;
  ember_heatmap_view_emit_selection (self, is_preview);
}

/* One that sees the press before the gestures of ranges do, and leaves it to them unless Alt is held. */
static void
drag_begin_cb (GtkGestureDrag *gesture,
               double x,
               double y,
               EmberHeatmapView *self)
{
  const GdkModifierType modifiers = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  if (!can_band (self) || (modifiers & GDK_ALT_MASK) == 0 || !ember_heatmap_geometry_find (&self->geometry, x, y, &self->banding.from))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->banding.range_before = self->pick.chosen;
  self->banding.band_before = self->banding.band;
  self->banding.is_dragged = true;
  self->cursor = self->banding.from;
  choose_rectangle (self, self->banding.from, self->banding.from, true);
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double offset_x,
                double offset_y,
                EmberHeatmapView *self)
{
  EmberCell cell;
  double x, y;

  if (!self->banding.is_dragged || !gtk_gesture_drag_get_start_point (gesture, &x, &y))
    return;
  cell = ember_heatmap_geometry_clamp (&self->geometry, x + offset_x, y + offset_y);
  if (cell.column == self->cursor.column && cell.row == self->cursor.row)
    return;
  self->cursor = cell;
  choose_rectangle (self, self->banding.from, cell, true);
}

static void
drag_end_cb (GtkGestureDrag *gesture,
             double offset_x,
             double offset_y,
             EmberHeatmapView *self)
{
  if (!self->banding.is_dragged)
    return;
  self->banding.is_dragged = false;
  ember_heatmap_view_emit_selection (self, false);
}

bool
ember_heatmap_view_cancel_band (EmberHeatmapView *self)
{
  if (!self->banding.is_dragged)
    return false;
  self->banding.is_dragged = false;
  ember_heatmap_pick_choose (&self->pick, self->banding.range_before);
  self->banding.band = self->banding.band_before;
  ember_heatmap_view_emit_selection (self, false);
  return true;
}

bool
ember_heatmap_view_clear_band (EmberHeatmapView *self)
{
  if (!ember_band_is_active (&self->banding.band) || !ember_time_range_is_empty (self->pick.chosen))
    return false;
  self->banding.band = (EmberBand){ 0 };
  ember_heatmap_view_emit_selection (self, false);
  return true;
}

static void
drag_cancel_cb (GtkGesture *gesture,
                GdkEventSequence *sequence,
                EmberHeatmapView *self)
{
  ember_heatmap_view_cancel_band (self);
}

static void
extend_band_cb (GtkWidget *widget,
                const char *name,
                GVariant *parameter)
{
  EmberHeatmapView *self = EMBER_HEATMAP_VIEW (widget);

  if (!can_band (self))
    return;
  if (!self->is_extending)
    self->extend_from = self->cursor;
  self->is_extending = true;
  self->is_cursor_shown = true;
  self->cursor = ember_heatmap_view_get_moved_cursor (self, g_variant_get_string (parameter, NULL));
  ember_heatmap_view_show_cell (self, self->cursor);
  choose_rectangle (self, self->extend_from, self->cursor, false);
  ember_heatmap_view_update_words (self);
}

void
ember_heatmap_view_class_init_band (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    const char *direction;
  } moves[] = {
    { GDK_KEY_Left, "left" },
    { GDK_KEY_Right, "right" },
    { GDK_KEY_Up, "up" },
    { GDK_KEY_Down, "down" },
    { GDK_KEY_Home, "first" },
    { GDK_KEY_End, "last" },
  };

  gtk_widget_class_install_action (widget_class, "heatmap.extend-band", "s", extend_band_cb);
  for (size_t i = 0; i < G_N_ELEMENTS (moves); i++)
    gtk_widget_class_add_binding_action (widget_class, moves[i].key, GDK_ALT_MASK | GDK_SHIFT_MASK, "heatmap.extend-band", "s", moves[i].direction);
}

void
ember_heatmap_view_init_band (EmberHeatmapView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

EmberBand
ember_heatmap_view_get_band (EmberHeatmapView *self)
{
  g_return_val_if_fail (EMBER_IS_HEATMAP_VIEW (self), ((EmberBand){ 0 }));

  return self->banding.band;
}

void
ember_heatmap_view_set_takes_band (EmberHeatmapView *self,
                                   gboolean takes_band)
{
  g_return_if_fail (EMBER_IS_HEATMAP_VIEW (self));

  self->banding.is_taken = takes_band;
}

static graphene_rect_t
to_rect (const cairo_rectangle_t *r,
         float grown)
{
  return GRAPHENE_RECT_INIT ((float) r->x - grown, (float) r->y - grown, (float) r->width + 2 * grown, (float) r->height + 2 * grown);
}

static void
append_frame (GtkSnapshot *snapshot,
              EmberColor color,
              const cairo_rectangle_t *r,
              float grown,
              float width)
{
  const GdkRGBA rgba = ember_color_to_rgba (color);
  const graphene_rect_t rect = to_rect (r, grown);
  const float widths[4] = { width, width, width, width };
  const GdkRGBA colors[4] = { rgba, rgba, rgba, rgba };
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect (&rounded, &rect, 0);
  gtk_snapshot_append_border (snapshot, &rounded, widths, colors);
}

void
ember_heatmap_view_draw_band (EmberHeatmapView *self,
                              GtkSnapshot *snapshot,
                              EmberTimeRange range,
                              const EmberBand *band,
                              EmberColor color,
                              bool dims)
{
  const EmberTheme *theme = &self->style.theme;
  GdkRGBA dim = ember_color_to_rgba (theme->background);
  g_auto (EmberHeatmapBand) shape = { 0 };

  dim.alpha = DIM;
  ember_heatmap_band_init (&shape, &self->geometry, ember_time_range_is_empty (range) ? ember_heatmap_grid_get_range (&self->geometry.grid) : range, band);
  for (guint i = 0; dims && i < shape.outside->len; i++)
    {
      const graphene_rect_t rect = to_rect (&g_array_index (shape.outside, cairo_rectangle_t, i), 0);

      gtk_snapshot_append_color (snapshot, &dim, &rect);
    }
  for (guint i = 0; i < shape.inside->len; i++)
    append_frame (snapshot, theme->background, &g_array_index (shape.inside, cairo_rectangle_t, i), LINE + CASING, CASING);
  for (guint i = 0; i < shape.inside->len; i++)
    append_frame (snapshot, color, &g_array_index (shape.inside, cairo_rectangle_t, i), LINE, LINE);
}
