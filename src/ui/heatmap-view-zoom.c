/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/heatmap-view-zoom.h"

#include <gtk/gtk.h>
#include <math.h>

#include "ui/heatmap-overview.h"
#include "ui/widget-theme.h"

#define WHEEL_STEP 1.25

/* Pixels of a touchpad that zoom as much as one step of a wheel. */
#define STEP_PX 30.0

/* How much of what is seen a step of a wheel or of a key moves. */
#define PAN_PART 0.1

/* Dragging so near to the end of what is seen scrolls on. */
#define SCROLL_ZONE 12.0

static void
take_zoom (EmberHeatmapView *self)
{
  ember_heatmap_view_update (self);
  ember_heatmap_view_update_hover (self);
  ember_heatmap_view_update_label (self);
  ember_heatmap_view_emit_zoom (self);
}

static int
measure_bar (GtkWidget *bar,
             GtkOrientation orientation)
{
  int size;

  gtk_widget_measure (bar, orientation, -1, &size, NULL, NULL, NULL);
  return size;
}

/* The overview stands below also where all is seen, so that rows stay where they are when less is. */
static void
place (EmberHeatmapView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const int height = gtk_widget_get_height (widget) - (self->style.is_bare ? 0 : measure_bar (self->overview, GTK_ORIENTATION_VERTICAL));

  ember_heatmap_painter_place_part (&self->geometry, self->heatmap, &self->style, MAX (gtk_widget_get_width (widget), 1), MAX (height, 1),
                                    gtk_widget_get_scale_factor (widget), &self->zoom);
}

/* The bar of the rows stands in the margin of the picture that has no labels. */
static void
place_bars (EmberHeatmapView *self)
{
  const cairo_rectangle_t plot = ember_heatmap_geometry_get_plot (&self->geometry);
  const int width = measure_bar (self->row_bar, GTK_ORIENTATION_HORIZONTAL);
  const int height = measure_bar (self->overview, GTK_ORIENTATION_VERTICAL);
  const GtkAllocation below = { (int) plot.x, gtk_widget_get_height (GTK_WIDGET (self)) - height, (int) plot.width, height };
  const GtkAllocation beside = { self->style.is_rtl ? (int) plot.x - width - 1 : (int) (plot.x + plot.width) + 1, (int) plot.y, width, (int) plot.height };

  if (gtk_widget_get_child_visible (self->overview))
    gtk_widget_size_allocate (self->overview, &below, -1);
  if (gtk_widget_get_child_visible (self->row_bar))
    gtk_widget_size_allocate (self->row_bar, &beside, -1);
}

static void
window_changed_cb (EmberHeatmapView *self,
                   double begin,
                   double end)
{
  const EmberHeatmapGrid *grid = &self->geometry.grid;
  const double total = (double) grid->column_ns * grid->n_columns;
  const double seen = (double) self->geometry.plot_width / (double) self->geometry.content_width;

  /* What is only moved stays as long, to the nanosecond. */
  if (fabs (end - begin - seen) < 1e-9)
    self->zoom.begin_ns = begin * total;
  else
    ember_heatmap_zoom_to_range (&self->zoom, &self->geometry,
                                 (EmberTimeRange){ grid->origin_ns + (int64_t) (begin * total), grid->origin_ns + (int64_t) ceil (end * total) });
  take_zoom (self);
}

static void
scrolled_cb (EmberHeatmapView *self)
{
  const double upper = MAX (gtk_adjustment_get_upper (self->row_adjustment), 1);
  const double below = upper - gtk_adjustment_get_value (self->row_adjustment) - gtk_adjustment_get_page_size (self->row_adjustment);

  self->zoom.low = MAX (below, 0) / upper;
  take_zoom (self);
}

static void
configure_bars (EmberHeatmapView *self)
{
  const EmberHeatmapGeometry *geometry = &self->geometry;
  const double scale = geometry->scale;
  const double content = (double) geometry->content_height / scale;
  const double page = (double) geometry->plot_height / scale;
  const int64_t above = geometry->content_height - geometry->plot_height - geometry->scroll_up;

  ember_heatmap_overview_set_heatmap (EMBER_HEATMAP_OVERVIEW (self->overview), self->heatmap);
  ember_heatmap_overview_set_window (EMBER_HEATMAP_OVERVIEW (self->overview), (double) geometry->scroll / (double) geometry->content_width,
                                     (double) (geometry->scroll + geometry->plot_width) / (double) geometry->content_width);
  g_signal_handlers_block_by_func (self->row_adjustment, scrolled_cb, self);
  gtk_adjustment_configure (self->row_adjustment, (double) above / scale, 0, content, 20, page * 0.9, page);
  g_signal_handlers_unblock_by_func (self->row_adjustment, scrolled_cb, self);
}

/* Rows stay about as high as they were when all were seen. */
static void
update_row_factor (EmberHeatmapView *self)
{
  const uint32_t row_factor = ember_heatmap_zoom_get_row_factor (&self->zoom);

  if (self->row_factor == row_factor)
    return;
  self->row_factor = row_factor;
  g_object_notify (G_OBJECT (self), "row-factor");
}

void
ember_heatmap_view_update (EmberHeatmapView *self)
{
  ember_heatmap_view_drop_nodes (self);
  if (self->heatmap == NULL)
    {
      gtk_widget_set_child_visible (self->overview, FALSE);
      gtk_widget_set_child_visible (self->row_bar, FALSE);
      return;
    }
  ember_widget_theme_init (&self->style.theme, GTK_WIDGET (self));
  self->style.is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  place (self);
  gtk_widget_set_child_visible (self->overview, !self->style.is_bare && ember_heatmap_view_has_cells (self));
  gtk_widget_set_child_visible (self->row_bar, !self->style.is_bare && self->geometry.content_height > self->geometry.plot_height);
  configure_bars (self);
  place_bars (self);
  update_row_factor (self);
}

void
ember_heatmap_view_show_cell (EmberHeatmapView *self,
                              EmberCell cell)
{
  ember_heatmap_zoom_show_cell (&self->zoom, &self->geometry, cell);
  take_zoom (self);
}

/* How far from its middle what is seen is pulled by a pointer that drags at its end; 0: not. */
static double
get_pull (double begin,
          double end,
          double at)
{
  const double before = begin + SCROLL_ZONE - at;
  const double behind = at - (end - SCROLL_ZONE);

  if (before > 0)
    return -2 - before / 2;
  return behind > 0 ? 2 + behind / 2 : 0;
}

static bool
is_dragging (const EmberHeatmapView *self)
{
  return self->active->kind != EMBER_PICK_IDLE && self->active->kind != EMBER_PICK_PRESSED &&
         (self->active->kind != EMBER_PICK_FLOATING || self->has_pointer);
}

/* Returns: whether it went on */
static bool
pull (EmberHeatmapView *self)
{
  const cairo_rectangle_t plot = ember_heatmap_geometry_get_plot (&self->geometry);
  const EmberHeatmapGeometry before = self->geometry;

  if (!is_dragging (self))
    return false;
  ember_heatmap_zoom_pan (&self->zoom, &self->geometry,
                          get_pull (plot.x, plot.x + plot.width, self->pointer_x),
                          -get_pull (plot.y, plot.y + plot.height, self->pointer_y));
  ember_heatmap_view_update (self);
  ember_heatmap_view_emit_zoom (self);
  return self->geometry.scroll != before.scroll || self->geometry.scroll_up != before.scroll_up;
}

static gboolean
scroll_tick_cb (GtkWidget *widget,
                GdkFrameClock *clock,
                gpointer user_data)
{
  EmberHeatmapView *self = EMBER_HEATMAP_VIEW (widget);

  if (!pull (self))
    {
      self->scroll_tick = 0;
      return G_SOURCE_REMOVE;
    }
  ember_heatmap_view_move_pick (self);
  return G_SOURCE_CONTINUE;
}

void
ember_heatmap_view_pull (EmberHeatmapView *self)
{
  const cairo_rectangle_t plot = ember_heatmap_geometry_get_plot (&self->geometry);

  if (self->scroll_tick == 0 && is_dragging (self) && ember_heatmap_zoom_is_part (&self->geometry) &&
      (get_pull (plot.x, plot.x + plot.width, self->pointer_x) != 0 || get_pull (plot.y, plot.y + plot.height, self->pointer_y) != 0))
    self->scroll_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_tick_cb, NULL, NULL);
}

void
ember_heatmap_view_stop_input (EmberHeatmapView *self)
{
  if (self->scroll_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->scroll_tick);
  self->scroll_tick = 0;
}

static void
pan (EmberHeatmapView *self,
     double dx,
     double dy)
{
  ember_heatmap_zoom_pan (&self->zoom, &self->geometry, dx, dy);
  take_zoom (self);
}

/* Time at @x unless the point is at the labels of the rows; these at @y there, or @with_rows. */
static void
zoom_at (EmberHeatmapView *self,
         double x,
         double y,
         double factor,
         bool with_rows)
{
  const cairo_rectangle_t plot = ember_heatmap_geometry_get_plot (&self->geometry);
  const bool is_beside = x < plot.x || x >= plot.x + plot.width;

  if (with_rows || is_beside)
    ember_heatmap_zoom_rows (&self->zoom, &self->geometry, y, factor);
  if (!is_beside)
    ember_heatmap_zoom_time (&self->zoom, &self->geometry, x, factor);
  take_zoom (self);
}

/* The wheel zooms, with Control in both directions; with Shift it pans, as sideways it always does. */
static gboolean
scroll_cb (EmberHeatmapView *self,
           double dx,
           double dy,
           GtkEventControllerScroll *controller)
{
  const bool is_wheel = gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_WHEEL;
  const GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  const cairo_rectangle_t plot = ember_heatmap_geometry_get_plot (&self->geometry);
  const double step_px = is_wheel ? plot.width * PAN_PART : 1;

  /* Among many maps the wheel alone is for going from one to the next. */
  if (!ember_heatmap_view_has_cells (self) || (self->style.is_bare && (state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) == 0 && fabs (dx) <= fabs (dy)))
    return GDK_EVENT_PROPAGATE;
  if ((state & GDK_SHIFT_MASK) != 0 && (state & GDK_CONTROL_MASK) != 0)
    pan (self, 0, -(dy != 0 ? dy : dx) * (is_wheel ? plot.height * PAN_PART : 1));
  else if ((state & GDK_SHIFT_MASK) != 0)
    pan (self, (dy != 0 ? dy : dx) * step_px, 0);
  else if (dx != 0 && fabs (dx) > fabs (dy))
    pan (self, dx * step_px, 0);
  else
    zoom_at (self, self->pointer_x, self->pointer_y, pow (WHEEL_STEP, is_wheel ? -dy : -dy / STEP_PX), !self->style.is_bare && (state & GDK_CONTROL_MASK) != 0);
  return GDK_EVENT_STOP;
}

/* Two fingers are no drag of the first one. */
static void
pinch_begin_cb (EmberHeatmapView *self,
                GdkEventSequence *sequence,
                GtkGesture *pinch)
{
  self->pinch_scale = 1;
  gtk_gesture_set_state (pinch, GTK_EVENT_SEQUENCE_CLAIMED);
  ember_heatmap_view_take_result (self, self->active, ember_heatmap_pick_cancel (self->active));
}

static void
pinch_cb (EmberHeatmapView *self,
          double scale,
          GtkGesture *pinch)
{
  double x, y;

  if (!ember_heatmap_view_has_cells (self) || scale <= 0 || !gtk_gesture_get_bounding_box_center (pinch, &x, &y))
    return;
  zoom_at (self, x, y, scale / self->pinch_scale, false);
  self->pinch_scale = scale;
}

static void
pan_begin_cb (EmberHeatmapView *self,
              double x,
              double y)
{
  self->pan_x = self->pan_y = 0;
  if (ember_heatmap_view_has_cells (self))
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
}

static void
pan_update_cb (EmberHeatmapView *self,
               double offset_x,
               double offset_y)
{
  if (!ember_heatmap_view_has_cells (self))
    return;
  pan (self, self->pan_x - offset_x, offset_y - self->pan_y);
  self->pan_x = offset_x;
  self->pan_y = offset_y;
}

static void
pan_end_cb (EmberHeatmapView *self)
{
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), self->pointer_shape);
}

/* Where keys zoom: at the cursor if it was used last and is seen, else in the middle. */
static void
get_focus_point (EmberHeatmapView *self,
                 double *x,
                 double *y)
{
  const cairo_rectangle_t plot = ember_heatmap_geometry_get_plot (&self->geometry);
  const cairo_rectangle_t cell = ember_heatmap_geometry_get_cell (&self->geometry, self->cursor);
  const double cell_x = cell.x + cell.width / 2;
  const double cell_y = cell.y + cell.height / 2;
  const bool is_seen = self->is_cursor_shown && cell_x >= plot.x && cell_x < plot.x + plot.width && cell_y >= plot.y && cell_y < plot.y + plot.height;

  *x = is_seen ? cell_x : plot.x + plot.width / 2;
  *y = is_seen ? cell_y : plot.y + plot.height / 2;
}

static void
zoom_cb (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  EmberHeatmapView *self = EMBER_HEATMAP_VIEW (widget);
  gboolean with_rows;
  int steps;
  double x, y;

  if (!ember_heatmap_view_has_cells (self))
    return;
  g_variant_get (parameter, "(ib)", &steps, &with_rows);
  get_focus_point (self, &x, &y);
  zoom_at (self, x, y, pow (WHEEL_STEP, 2 * steps), with_rows);
}

static void
zoom_out_cb (GtkWidget *widget,
             const char *name,
             GVariant *parameter)
{
  EmberHeatmapView *self = EMBER_HEATMAP_VIEW (widget);

  self->zoom = (EmberHeatmapZoom){ 0 };
  take_zoom (self);
}

static void
zoom_to_selection_cb (GtkWidget *widget,
                      const char *name,
                      GVariant *parameter)
{
  EmberHeatmapView *self = EMBER_HEATMAP_VIEW (widget);

  if (!ember_heatmap_view_has_cells (self))
    return;
  ember_heatmap_zoom_to_range (&self->zoom, &self->geometry, ember_heatmap_pick_get_range (&self->pick));
  take_zoom (self);
}

static void
pan_cb (GtkWidget *widget,
        const char *name,
        GVariant *parameter)
{
  EmberHeatmapView *self = EMBER_HEATMAP_VIEW (widget);
  const cairo_rectangle_t plot = ember_heatmap_geometry_get_plot (&self->geometry);
  int right, up;

  if (!ember_heatmap_view_has_cells (self))
    return;
  g_variant_get (parameter, "(ii)", &right, &up);
  pan (self, right * plot.width * PAN_PART, up * plot.height * PAN_PART);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    int steps;
  } zooms[] = { { GDK_KEY_plus, 1 }, { GDK_KEY_equal, 1 }, { GDK_KEY_KP_Add, 1 }, { GDK_KEY_minus, -1 }, { GDK_KEY_KP_Subtract, -1 } };
  static const struct
  {
    guint key;
    int right, up;
  } pans[] = {
    { GDK_KEY_Left, -1, 0 },
    { GDK_KEY_Right, 1, 0 },
    { GDK_KEY_Up, 0, 1 },
    { GDK_KEY_Down, 0, -1 },
    { GDK_KEY_KP_Left, -1, 0 },
    { GDK_KEY_KP_Right, 1, 0 },
    { GDK_KEY_KP_Up, 0, 1 },
    { GDK_KEY_KP_Down, 0, -1 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (zooms); i++)
    for (int j = 0; j < 4; j++)
      gtk_widget_class_add_binding_action (widget_class, zooms[i].key, (j & 1 ? GDK_CONTROL_MASK : 0) | (j & 2 ? GDK_SHIFT_MASK : 0),
                                           "heatmap.zoom", "(ib)", zooms[i].steps, (j & 1) != 0);
  for (size_t i = 0; i < G_N_ELEMENTS (pans); i++)
    gtk_widget_class_add_binding_action (widget_class, pans[i].key, GDK_CONTROL_MASK, "heatmap.pan", "(ii)", pans[i].right, pans[i].up);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0, 0, "heatmap.zoom-out", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_0, 0, "heatmap.zoom-out", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, 0, "heatmap.zoom-to-selection", NULL);
}

void
ember_heatmap_view_class_init_zoom (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "heatmap.zoom", "(ib)", zoom_cb);
  gtk_widget_class_install_action (widget_class, "heatmap.zoom-out", NULL, zoom_out_cb);
  gtk_widget_class_install_action (widget_class, "heatmap.zoom-to-selection", NULL, zoom_to_selection_cb);
  gtk_widget_class_install_action (widget_class, "heatmap.pan", "(ii)", pan_cb);
  add_keys (widget_class);
}

static void
create_bars (EmberHeatmapView *self)
{
  self->overview = ember_heatmap_overview_new ();
  self->row_adjustment = g_object_ref_sink (gtk_adjustment_new (0, 0, 0, 0, 0, 0));
  self->row_bar = gtk_scrollbar_new (GTK_ORIENTATION_VERTICAL, self->row_adjustment);
  gtk_widget_set_parent (self->overview, GTK_WIDGET (self));
  gtk_widget_set_parent (self->row_bar, GTK_WIDGET (self));
  gtk_widget_set_child_visible (self->overview, FALSE);
  gtk_widget_set_child_visible (self->row_bar, FALSE);
  g_signal_connect_object (self->overview, "window-changed", G_CALLBACK (window_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->row_adjustment, "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
}

void
ember_heatmap_view_init_zoom (EmberHeatmapView *self)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  create_bars (self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), GDK_BUTTON_MIDDLE);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect_swapped (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (pan_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (pan_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (pan_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (pinch));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}
