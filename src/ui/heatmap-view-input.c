/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>
#include <math.h>

#include "paint/heatmap-chrome.h"
#include "ui/heatmap-view-private.h"
#include "ui/heatmap-view-zoom.h"

/* A press so near to a border of the selection drags it. */
#define EDGE_DISTANCE 4.0

static bool
can_select (const EmberHeatmapView *self)
{
  return self->set != NULL && ember_heatmap_view_has_cells (self);
}

/* A border of the selection, or else of the baseline. */
static EmberHeatmapHit
hit_edge (EmberHeatmapView *self,
          double x,
          double y)
{
  const EmberHeatmapPick *picks[] = { &self->pick, &self->baseline_pick };
  EmberHeatmapHit hit = { EMBER_HEATMAP_HIT_NOTHING };
  EmberHeatmapSelection selection;

  if (self->active->kind != EMBER_PICK_IDLE || !can_select (self))
    return hit;
  for (size_t i = 0; i < G_N_ELEMENTS (picks) && hit.kind == EMBER_HEATMAP_HIT_NOTHING; i++)
    {
      ember_heatmap_selection_init (&selection, &self->geometry, picks[i]->chosen);
      hit.edge = ember_heatmap_selection_find_edge (&selection, x, y, EDGE_DISTANCE, &hit.is_upright);
      if (hit.edge == EMBER_HEATMAP_EDGE_NONE)
        continue;
      hit.kind = EMBER_HEATMAP_HIT_EDGE;
      hit.cell = ember_heatmap_geometry_clamp (&self->geometry, x, y);
      hit.is_of_baseline = picks[i] == &self->baseline_pick;
    }
  return hit;
}

static EmberHeatmapHit
hit_test (EmberHeatmapView *self,
          double x,
          double y)
{
  const cairo_rectangle_t plot = ember_heatmap_geometry_get_plot (&self->geometry);
  const double bottom = plot.y + plot.height;
  EmberHeatmapHit hit = { EMBER_HEATMAP_HIT_NOTHING };

  if (!ember_heatmap_view_has_cells (self))
    return hit;
  if (!self->style.is_bare && y >= bottom && y < bottom + ember_heatmap_chrome_get_label_height (&self->style.theme))
    {
      hit.kind = EMBER_HEATMAP_HIT_COLUMN;
      hit.cell = ember_heatmap_geometry_clamp (&self->geometry, x, y);
      hit.cell.row = 0;
      if (!ember_heatmap_chrome_find_label (&self->style, &self->geometry, x, &hit.cell.column) && (x < plot.x || x >= plot.x + plot.width))
        hit.kind = EMBER_HEATMAP_HIT_NOTHING;
      return hit;
    }
  if (x < plot.x - EDGE_DISTANCE || x > plot.x + plot.width + EDGE_DISTANCE)
    return hit;
  hit = hit_edge (self, x, y);
  if (hit.kind == EMBER_HEATMAP_HIT_NOTHING && ember_heatmap_geometry_find (&self->geometry, x, y, &hit.cell))
    hit.kind = EMBER_HEATMAP_HIT_CELL;
  return hit;
}

static void
update_pointer_shape (EmberHeatmapView *self)
{
  const char *shape = NULL;

  if (self->active->kind == EMBER_PICK_IDLE && self->hover.kind == EMBER_HEATMAP_HIT_EDGE)
    shape = self->hover.is_upright ? "ew-resize" : "ns-resize";
  else if (self->active->kind != EMBER_PICK_EDGE && self->hover.kind == EMBER_HEATMAP_HIT_COLUMN && can_select (self))
    shape = "pointer";
  else if (self->active->kind != EMBER_PICK_EDGE && self->hover.kind == EMBER_HEATMAP_HIT_CELL && can_select (self))
    shape = "crosshair";
  else if (self->active->kind == EMBER_PICK_EDGE)
    shape = self->pointer_shape;
  if (shape == self->pointer_shape)
    return;
  self->pointer_shape = shape;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), shape);
}

void
ember_heatmap_view_update_hover (EmberHeatmapView *self)
{
  const EmberHeatmapHit last = self->hover;

  self->hover = self->has_pointer ? hit_test (self, self->pointer_x, self->pointer_y) : (EmberHeatmapHit){ EMBER_HEATMAP_HIT_NOTHING };
  update_pointer_shape (self);
  if (last.kind == self->hover.kind && last.cell.column == self->hover.cell.column && last.cell.row == self->hover.cell.row)
    return;
  ember_heatmap_view_update_words (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
ember_heatmap_view_move_pick (EmberHeatmapView *self)
{
  const EmberCell cell = ember_heatmap_geometry_clamp (&self->geometry, self->pointer_x, self->pointer_y);

  ember_heatmap_view_take_result (self, self->active, ember_heatmap_pick_move (self->active, cell));
}

static void
take_pointer (EmberHeatmapView *self,
              double x,
              double y)
{
  self->pointer_x = x;
  self->pointer_y = y;
  if (self->active->kind != EMBER_PICK_IDLE && ember_heatmap_view_has_cells (self))
    {
      ember_heatmap_view_move_pick (self);
      ember_heatmap_view_pull (self);
    }
  ember_heatmap_view_update_hover (self);
}

static void
motion_cb (GtkEventControllerMotion *controller,
           double x,
           double y,
           EmberHeatmapView *self)
{
  if (self->has_pointer && x == self->pointer_x && y == self->pointer_y)
    return;
  self->has_pointer = true;
  if (self->is_cursor_shown)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  self->is_cursor_shown = false;
  take_pointer (self, x, y);
}

static void
leave_cb (GtkEventControllerMotion *controller,
          EmberHeatmapView *self)
{
  self->has_pointer = false;
  ember_heatmap_view_update_hover (self);
}

static void
pressed_cb (GtkGestureClick *gesture,
            int n_press,
            double x,
            double y,
            EmberHeatmapView *self)
{
  const GdkModifierType modifiers = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  const bool is_baseline = self->takes_baseline && (modifiers & GDK_CONTROL_MASK) != 0;
  EmberHeatmapHit hit = hit_test (self, x, y);
  EmberPickResult result = EMBER_PICK_NOTHING;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->is_extending = false;
  self->is_cursor_shown = false;
  if (!can_select (self))
    return;
  self->pointer_x = x;
  self->pointer_y = y;
  if (hit.kind == EMBER_HEATMAP_HIT_EDGE && (n_press > 1 || (is_baseline && !hit.is_of_baseline)))
    hit.kind = EMBER_HEATMAP_HIT_CELL;
  if (self->active->kind == EMBER_PICK_IDLE)
    self->active = is_baseline || (hit.kind == EMBER_HEATMAP_HIT_EDGE && hit.is_of_baseline) ? &self->baseline_pick : &self->pick;
  self->banding.is_kept = hit.kind == EMBER_HEATMAP_HIT_EDGE && !hit.is_of_baseline;
  if (hit.kind == EMBER_HEATMAP_HIT_EDGE)
    result = ember_heatmap_pick_press_edge (self->active, hit.edge, hit.cell);
  else if (hit.kind == EMBER_HEATMAP_HIT_COLUMN)
    result = ember_heatmap_pick_press_column (self->active, hit.cell.column);
  else if (hit.kind == EMBER_HEATMAP_HIT_CELL)
    result = ember_heatmap_pick_press (self->active, hit.cell, n_press);
  if (hit.kind != EMBER_HEATMAP_HIT_NOTHING)
    self->cursor = hit.cell;
  ember_heatmap_view_take_result (self, self->active, result);
  ember_heatmap_view_update_hover (self);
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double offset_x,
                double offset_y,
                EmberHeatmapView *self)
{
  double x, y;

  if (gtk_gesture_drag_get_start_point (gesture, &x, &y) && self->active->kind != EMBER_PICK_FLOATING)
    take_pointer (self, x + offset_x, y + offset_y);
}

static void
drag_end_cb (GtkGestureDrag *gesture,
             double offset_x,
             double offset_y,
             EmberHeatmapView *self)
{
  ember_heatmap_view_take_result (self, self->active, ember_heatmap_pick_release (self->active));
  ember_heatmap_view_update_hover (self);
}

static void
drag_cancel_cb (GtkGesture *gesture,
                GdkEventSequence *sequence,
                EmberHeatmapView *self)
{
  ember_heatmap_view_take_result (self, self->active, ember_heatmap_pick_cancel (self->active));
}

static void
focus_cb (GtkEventControllerFocus *controller,
          EmberHeatmapView *self)
{
  /* A focus that comes with the window was not asked for. */
  self->is_cursor_shown = self->is_tabbed_to || (self->is_cursor_shown && !self->has_pointer);
  self->is_extending = false;
  ember_heatmap_view_update_words (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
clear_selection_cb (GtkWidget *widget,
                    const char *name,
                    GVariant *parameter)
{
  EmberHeatmapView *self = EMBER_HEATMAP_VIEW (widget);

  if (self->active->kind != EMBER_PICK_IDLE)
    {
      ember_heatmap_view_take_result (self, self->active, ember_heatmap_pick_cancel (self->active));
    }
  else if (!ember_heatmap_view_cancel_band (self) && !ember_heatmap_view_end_ruler (self) && !ember_heatmap_view_clear_band (self))
    {
      EmberHeatmapPick *pick = ember_time_range_is_empty (self->pick.chosen) ? &self->baseline_pick : &self->pick;

      ember_heatmap_view_take_result (self, pick, ember_heatmap_pick_choose (pick, (EmberTimeRange){ 0, 0 }));
    }
  self->is_extending = false;
  ember_heatmap_view_update_hover (self);
}

static void
select_all_cb (GtkWidget *widget,
               const char *name,
               GVariant *parameter)
{
  EmberHeatmapView *self = EMBER_HEATMAP_VIEW (widget);

  if (can_select (self))
    ember_heatmap_view_take_result (self, &self->pick, ember_heatmap_pick_choose (&self->pick, ember_heatmap_grid_get_range (&self->geometry.grid)));
}

static void
select_cell_cb (GtkWidget *widget,
                const char *name,
                GVariant *parameter)
{
  EmberHeatmapView *self = EMBER_HEATMAP_VIEW (widget);

  if (!can_select (self))
    return;
  if (self->active->kind != EMBER_PICK_IDLE)
    ember_heatmap_view_take_result (self, self->active, ember_heatmap_pick_confirm (self->active));
  else
    ember_heatmap_view_take_result (self, &self->pick, ember_heatmap_pick_choose_cells (&self->pick, self->cursor, self->cursor));
}

static void
step_selection_cb (GtkWidget *widget,
                   const char *name,
                   GVariant *parameter)
{
  EmberHeatmapView *self = EMBER_HEATMAP_VIEW (widget);
  gboolean is_alone;
  int direction;

  g_variant_get (parameter, "(ib)", &direction, &is_alone);
  if (can_select (self) && self->active->kind == EMBER_PICK_IDLE)
    ember_heatmap_view_step (self, direction, is_alone);
}

/* Columns of a page: what is seen of a map that scrolls, else a tenth of it. */
static int64_t
get_page (const EmberHeatmapView *self)
{
  uint32_t begin, end;

  ember_heatmap_geometry_get_visible_columns (&self->geometry, &begin, &end);
  return end - begin < self->geometry.grid.n_columns ? end - begin : MAX (end / 10, 1);
}

/* A cursor that was left behind where nobody sees it goes on from the nearest cell that is seen. */
static EmberCell
get_seen_cursor (const EmberHeatmapView *self)
{
  uint32_t columns[2];
  uint32_t rows[2];

  ember_heatmap_geometry_get_visible_columns (&self->geometry, &columns[0], &columns[1]);
  ember_heatmap_geometry_get_visible_rows (&self->geometry, &rows[0], &rows[1]);
  return (EmberCell){ CLAMP (self->cursor.column, columns[0], columns[1] - 1), CLAMP (self->cursor.row, rows[0], rows[1] - 1) };
}

EmberCell
ember_heatmap_view_get_moved_cursor (const EmberHeatmapView *self,
                                     const char *direction)
{
  const struct
  {
    const char *direction;
    int64_t columns, rows;
  } moves[] = {
    { "left", -1, 0 },
    { "right", 1, 0 },
    { "up", 0, 1 },
    { "down", 0, -1 },
    { "first", -INT32_MAX, 0 },
    { "last", INT32_MAX, 0 },
    { "previous-page", -get_page (self), 0 },
    { "next-page", get_page (self), 0 },
  };
  EmberCell cell = get_seen_cursor (self);

  for (size_t i = 0; i < G_N_ELEMENTS (moves); i++)
    if (g_str_equal (direction, moves[i].direction))
      {
        cell.column = (uint32_t) CLAMP (cell.column + moves[i].columns, 0, (int64_t) self->geometry.grid.n_columns - 1);
        cell.row = (uint32_t) CLAMP (cell.row + moves[i].rows, 0, (int64_t) self->geometry.grid.n_rows - 1);
      }
  return cell;
}

static void
move_cursor_cb (GtkWidget *widget,
                const char *name,
                GVariant *parameter)
{
  EmberHeatmapView *self = EMBER_HEATMAP_VIEW (widget);
  const char *direction;
  gboolean is_extending;

  if (!ember_heatmap_view_has_cells (self))
    return;
  g_variant_get (parameter, "(&sb)", &direction, &is_extending);
  if (ember_heatmap_view_move_ruler (self, direction, is_extending))
    return;
  if (is_extending && !self->is_extending)
    self->extend_from = self->cursor;
  self->is_extending = is_extending;
  self->is_cursor_shown = true;
  self->cursor = ember_heatmap_view_get_moved_cursor (self, direction);
  ember_heatmap_view_show_cell (self, self->cursor);
  if (self->active->kind == EMBER_PICK_FLOATING)
    ember_heatmap_view_take_result (self, self->active, ember_heatmap_pick_move (self->active, self->cursor));
  else if (is_extending && can_select (self))
    ember_heatmap_view_take_result (self, &self->pick, ember_heatmap_pick_choose_cells (&self->pick, self->extend_from, self->cursor));
  ember_heatmap_view_update_words (self);
  gtk_widget_queue_draw (widget);
}

static void
add_move (GtkWidgetClass *widget_class,
          guint key,
          guint keypad_key,
          const char *direction)
{
  for (int i = 0; i < 4; i++)
    gtk_widget_class_add_binding_action (widget_class, i % 2 == 0 ? key : keypad_key, i < 2 ? 0 : GDK_SHIFT_MASK,
                                         "heatmap.move-cursor", "(sb)", direction, i >= 2);
}

void
ember_heatmap_view_class_init_input (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "heatmap.clear-selection", NULL, clear_selection_cb);
  gtk_widget_class_install_action (widget_class, "heatmap.select-all", NULL, select_all_cb);
  gtk_widget_class_install_action (widget_class, "heatmap.select-cell", NULL, select_cell_cb);
  gtk_widget_class_install_action (widget_class, "heatmap.move-cursor", "(sb)", move_cursor_cb);
  gtk_widget_class_install_action (widget_class, "heatmap.step-selection", "(ib)", step_selection_cb);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "heatmap.clear-selection", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, GDK_CONTROL_MASK, "heatmap.select-all", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "heatmap.select-cell", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, 0, "heatmap.select-cell", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_space, 0, "heatmap.select-cell", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_bracketleft, 0, "heatmap.step-selection", "(ib)", -1, FALSE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_bracketright, 0, "heatmap.step-selection", "(ib)", 1, FALSE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_braceleft, GDK_SHIFT_MASK, "heatmap.step-selection", "(ib)", -1, TRUE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_braceright, GDK_SHIFT_MASK, "heatmap.step-selection", "(ib)", 1, TRUE);
  add_move (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, "left");
  add_move (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, "right");
  add_move (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, "up");
  add_move (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, "down");
  add_move (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, "first");
  add_move (widget_class, GDK_KEY_End, GDK_KEY_KP_End, "last");
  add_move (widget_class, GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, "previous-page");
  add_move (widget_class, GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, "next-page");
}

static void
add_gestures (EmberHeatmapView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_gesture_group (drag, click);
}

void
ember_heatmap_view_init_input (EmberHeatmapView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  add_gestures (self);
  g_signal_connect (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (focus, "enter", G_CALLBACK (focus_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (focus_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}
