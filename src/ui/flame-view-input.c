/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "ui/flame-view-steps.h"

/* A press that moves less than this is a click. */
#define CLICK_SLOP_PX 4.0
#define BUTTON_BACK 8
#define BUTTON_FORWARD 9
#define WHEEL_STEP 1.25
/* Pixels of a touchpad that zoom as much as one step of a wheel. */
#define STEP_PX 30.0

static void
motion_cb (EmberFlameView *self,
           double x_px,
           double y_px)
{
  /* GTK says it again when something below a resting pointer was drawn anew. */
  if (x_px == self->pointer_x && y_px == self->pointer_y)
    return;
  self->has_pointer = true;
  self->is_cursor_shown = false;
  self->is_at_match = false;
  self->pointer_x = x_px;
  self->pointer_y = y_px;
  ember_flame_view_update_words (self);
}

static void
leave_cb (EmberFlameView *self)
{
  self->has_pointer = false;
  self->pointer_x = -1;
  ember_flame_view_update_words (self);
}

static void
click_at (EmberFlameView *self,
          double x_px,
          double y_px)
{
  const EmberFlameBox *found = ember_flame_view_find_box (self, x_px, y_px);
  EmberFlameBox box;

  if (found == NULL)
    return;
  box = *found;
  if (!box.is_merged)
    {
      ember_flame_view_set_cursor (self, box.id);
      ember_flame_view_zoom_to (self, box.id);
      return;
    }
  ember_flame_view_push_place (self, false);
  ember_flame_view_zoom_to_span (self,
                                 (EmberFlameSpan){ ember_flame_geometry_find_part (&self->geometry, box.begin_px), ember_flame_geometry_find_part (&self->geometry, box.end_px) },
                                 true);
}

static void
drag_begin_cb (EmberFlameView *self,
               double x_px,
               double y_px)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->is_panning = false;
  self->drag_span = self->geometry.span;
  self->drag_scroll_px = self->geometry.scroll_px;
}

static void
drag_update_cb (EmberFlameView *self,
                double offset_x,
                double offset_y)
{
  const double length = self->drag_span.end - self->drag_span.begin;
  const double begin = CLAMP (self->drag_span.begin - offset_x / self->geometry.width_px * length, 0, 1 - length);

  if (!self->is_panning)
    {
      if (hypot (offset_x, offset_y) < CLICK_SLOP_PX || self->graph == NULL)
        return;
      self->is_panning = true;
      ember_flame_view_push_place (self, false);
      gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
    }
  ember_flame_view_zoom_to_span (self, (EmberFlameSpan){ begin, begin + length }, false);
  ember_flame_view_set_scroll (self, self->drag_scroll_px + (self->geometry.is_icicle ? -offset_y : offset_y));
}

static void
drag_end_cb (EmberFlameView *self,
             double offset_x,
             double offset_y)
{
  double x_px, y_px;

  if (self->is_panning)
    {
      self->is_panning = false;
      gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
      /* A drag that could not move anything is no place to go back to. */
      if (self->back->len > 0 && self->geometry.span.begin == self->drag_span.begin)
        g_array_set_size (self->back, self->back->len - 1);
      ember_flame_view_update_actions (self);
    }
  else if (gtk_gesture_drag_get_start_point (GTK_GESTURE_DRAG (self->drag), &x_px, &y_px))
    {
      click_at (self, x_px, y_px);
    }
}

static void
drag_cancel_cb (EmberFlameView *self)
{
  self->is_panning = false;
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
}

static void
pressed_cb (EmberFlameView *self,
            int n_presses,
            double x_px,
            double y_px,
            GtkGestureClick *click)
{
  const guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (click));
  const EmberFlameBox *box = ember_flame_view_find_box (self, x_px, y_px);

  if (button == BUTTON_BACK || button == BUTTON_FORWARD)
    {
      gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
      ember_flame_view_go (self, button == BUTTON_FORWARD);
    }
  else if (button == GDK_BUTTON_SECONDARY && box != NULL)
    {
      gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
      gtk_widget_grab_focus (GTK_WIDGET (self));
      ember_flame_view_set_cursor (self, box->id);
      ember_flame_view_open_menu (self, x_px, y_px);
    }
}

static void
scroll_sideways (EmberFlameView *self,
                 double px)
{
  const EmberFlameSpan span = self->geometry.span;
  const double length = span.end - span.begin;
  const double begin = CLAMP (span.begin + px / self->geometry.width_px * length, 0, 1 - length);

  if (begin == span.begin)
    return;
  ember_flame_view_push_place (self, true);
  ember_flame_view_zoom_to_span (self, (EmberFlameSpan){ begin, begin + length }, false);
}

/* The wheel zooms, with Shift it scrolls; sideways always pans. */
static gboolean
scroll_cb (EmberFlameView *self,
           double dx,
           double dy,
           GtkEventControllerScroll *controller)
{
  const bool is_wheel = gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_WHEEL;
  const double step_px = is_wheel ? 3 * self->geometry.row_px : 1;
  const GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if (self->graph == NULL)
    return FALSE;
  if (state & GDK_SHIFT_MASK)
    {
      gtk_adjustment_set_value (self->adjustment, gtk_adjustment_get_value (self->adjustment) + (dy != 0 ? dy : dx) * step_px);
      return TRUE;
    }
  if (dx != 0)
    scroll_sideways (self, dx * step_px);
  if (dy != 0)
    ember_flame_view_zoom_at (self, self->has_pointer ? self->pointer_x : self->geometry.width_px / 2, pow (WHEEL_STEP, is_wheel ? -dy : -dy / STEP_PX));
  return TRUE;
}

static void
pinch_begin_cb (EmberFlameView *self)
{
  self->pinch_scale = 1;
  gtk_gesture_set_state (self->drag, GTK_EVENT_SEQUENCE_DENIED);
  ember_flame_view_push_place (self, false);
}

static void
pinch_cb (EmberFlameView *self,
          double scale,
          GtkGesture *pinch)
{
  double x_px, y_px;

  if (self->graph == NULL || scale <= 0 || !gtk_gesture_get_bounding_box_center (pinch, &x_px, &y_px))
    return;
  self->last_push_us = g_get_monotonic_time ();
  ember_flame_view_zoom_at (self, x_px, scale / self->pinch_scale);
  self->pinch_scale = scale;
}

static void
add_controller (EmberFlameView *self,
                GtkEventController *controller)
{
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

void
ember_flame_view_init_input (EmberFlameView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  self->drag = gtk_gesture_drag_new ();
  g_signal_connect_swapped (self->drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (self->drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (self->drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (self->drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect_swapped (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  add_controller (self, motion);
  add_controller (self, scroll);
  add_controller (self, GTK_EVENT_CONTROLLER (click));
  add_controller (self, GTK_EVENT_CONTROLLER (self->drag));
  add_controller (self, GTK_EVENT_CONTROLLER (pinch));
}
