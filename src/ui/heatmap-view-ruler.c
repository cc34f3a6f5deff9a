/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/heatmap-view-ruler.h"

#include <glib/gi18n.h>
#include <math.h>

#include "session/ruler-words.h"
#include "ui/heatmap-view-private.h"
#include "ui/heatmap-view-zoom.h"
#include "ui/widget-theme.h"

#define SEPARATOR " · "
#define LINE 2.0
#define CASING 2.0
#define KNOB 4.0
#define PADDING 6.0F
#define DISTANCE 12.0F
#define MAX_SPACING 10

typedef struct
{
  EmberRuler ruler;
  EmberHeatmapGrid grid;
  EmberTableSet *set;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  ember_table_set_free (request->set);
  g_free (request);
}

static gpointer
read_work (gconstpointer data,
           GCancellable *cancellable)
{
  const Request *request = data;
  const EmberSamplingClock clock = ember_sampling_clock_new (request->set);
  EmberRulerReading *reading = g_new0 (EmberRulerReading, 1);

  if (ember_ruler_read (&request->ruler, request->set, &request->grid, &clock, cancellable, reading))
    return reading;
  g_free (reading);
  return NULL;
}

static void
tell (EmberHeatmapView *self)
{
  EmberHeatmapRuler *ruler = &self->ruler;

  g_clear_pointer (&ruler->words, g_free);
  if (ruler->is_laid)
    ruler->words = ember_ruler_words_dup (&ruler->reading, &ruler->grid, self->set != NULL ? self->set->profile : NULL, "\n");
  ember_heatmap_view_update_words (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
read_cb (gpointer result,
         gpointer user_data)
{
  EmberHeatmapView *self = user_data;

  if (result == NULL)
    return;
  self->ruler.reading = *(EmberRulerReading *) result;
  g_free (result);
  tell (self);
}

/* As drawn at once, and snapped when that is worked out. */
static void
read_ruler (EmberHeatmapView *self)
{
  EmberHeatmapRuler *ruler = &self->ruler;
  Request *request;

  ruler->reading = ember_ruler_read_drawn (&ruler->ruler, &ruler->grid);
  tell (self);
  if (self->set == NULL)
    return;
  request = g_new0 (Request, 1);
  request->ruler = ruler->ruler;
  request->grid = ruler->grid;
  request->set = ember_table_set_copy (self->set);
  ember_latest_push (ruler->work, request);
}

static void
lay (EmberHeatmapView *self,
     EmberCell from,
     EmberCell to)
{
  EmberHeatmapRuler *ruler = &self->ruler;

  ruler->is_laid = true;
  ruler->ruler.from = from;
  ruler->ruler.to = to;
  ruler->grid = self->heatmap->grid;
  read_ruler (self);
}

static void
take_off (EmberHeatmapView *self)
{
  ember_latest_cancel (self->ruler.work);
  self->ruler.is_laid = self->ruler.is_dragged = false;
  self->ruler.ruler.spacing = 0;
  tell (self);
}

static bool
can_lay (const EmberHeatmapView *self)
{
  return self->ruler.is_on && self->set != NULL && ember_heatmap_view_has_cells (self);
}

void
ember_heatmap_view_update_ruler (EmberHeatmapView *self)
{
  EmberHeatmapRuler *ruler = &self->ruler;

  if (!ruler->is_laid)
    return;
  if (!can_lay (self))
    take_off (self);
  else
    lay (self, ember_heatmap_grid_clamp (&self->heatmap->grid, ember_heatmap_grid_get_cell (&ruler->grid, ruler->ruler.from).begin_ns),
         ember_heatmap_grid_clamp (&self->heatmap->grid, ember_heatmap_grid_get_cell (&ruler->grid, ruler->ruler.to).begin_ns));
}

/* One that sees the press before the gestures of ranges do, and leaves it to them unless the ruler is on. */
static void
drag_begin_cb (GtkGestureDrag *gesture,
               double x,
               double y,
               EmberHeatmapView *self)
{
  EmberCell cell;

  if (!can_lay (self) || !ember_heatmap_geometry_find (&self->geometry, x, y, &cell))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->ruler.is_dragged = true;
  self->ruler.ruler.spacing = 0;
  lay (self, cell, cell);
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double offset_x,
                double offset_y,
                EmberHeatmapView *self)
{
  const EmberRuler *ruler = &self->ruler.ruler;
  EmberCell cell;
  double x, y;

  if (!self->ruler.is_dragged || !gtk_gesture_drag_get_start_point (gesture, &x, &y))
    return;
  cell = ember_heatmap_geometry_clamp (&self->geometry, x + offset_x, y + offset_y);
  if (cell.column != ruler->to.column || cell.row != ruler->to.row)
    lay (self, ruler->from, cell);
}

static void
drag_end_cb (GtkGestureDrag *gesture,
             double offset_x,
             double offset_y,
             EmberHeatmapView *self)
{
  self->ruler.is_dragged = false;
}

void
ember_heatmap_view_set_ruler_on (EmberHeatmapView *self,
                                 bool is_on)
{
  if (self->ruler.is_on == is_on)
    return;
  self->ruler.is_on = is_on;
  if (!is_on)
    take_off (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "heatmap.copy-reading", is_on);
  ember_heatmap_view_update_words (self);
  g_object_notify (G_OBJECT (self), "ruler");
}

static void
toggle_cb (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  EmberHeatmapView *self = EMBER_HEATMAP_VIEW (widget);

  ember_heatmap_view_set_ruler_on (self, !self->ruler.is_on);
}

static void
copy_cb (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  EmberHeatmapView *self = EMBER_HEATMAP_VIEW (widget);

  if (self->ruler.words != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->ruler.words);
}

/* From one each ten columns to ten a column. */
static void
change_spacing_cb (GtkWidget *widget,
                   const char *name,
                   GVariant *parameter)
{
  EmberHeatmapView *self = EMBER_HEATMAP_VIEW (widget);
  EmberHeatmapRuler *ruler = &self->ruler;
  const double spacing = ruler->reading.spacing;
  const int place = (int) round (spacing >= 1 ? spacing - 1 : 1 - 1 / MAX (spacing, 0.01)) + g_variant_get_int32 (parameter);

  if (!ruler->is_laid || spacing <= 0)
    return;
  ruler->ruler.spacing = place >= 0 ? MIN (place + 1, MAX_SPACING) : 1.0 / MIN (1 - place, MAX_SPACING);
  read_ruler (self);
}

bool
ember_heatmap_view_move_ruler (EmberHeatmapView *self,
                               const char *direction,
                               bool is_first)
{
  EmberRuler *ruler = &self->ruler.ruler;

  if (!can_lay (self))
    return false;
  if (!self->ruler.is_laid)
    lay (self, self->cursor, self->cursor);
  self->cursor = is_first ? ruler->from : ruler->to;
  self->cursor = ember_heatmap_view_get_moved_cursor (self, direction);
  ember_heatmap_view_show_cell (self, self->cursor);
  lay (self, is_first ? self->cursor : ruler->from, is_first ? ruler->to : self->cursor);
  return true;
}

bool
ember_heatmap_view_end_ruler (EmberHeatmapView *self)
{
  if (!self->ruler.is_on)
    return false;
  if (self->ruler.is_laid)
    take_off (self);
  else
    ember_heatmap_view_set_ruler_on (self, false);
  return true;
}

char *
ember_heatmap_view_dup_reading (EmberHeatmapView *self)
{
  g_auto (GStrv) lines = self->ruler.words != NULL ? g_strsplit (self->ruler.words, "\n", -1) : NULL;

  if (lines != NULL)
    return g_strjoinv (SEPARATOR, lines);
  return self->ruler.is_on ? g_strdup (_ ("Ruler: drag along a line of the heat map")) : NULL;
}

void
ember_heatmap_view_clear_ruler (EmberHeatmapView *self)
{
  g_clear_pointer (&self->ruler.work, ember_latest_free);
  g_clear_pointer (&self->ruler.words, g_free);
}

void
ember_heatmap_view_class_init_ruler (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "heatmap.toggle-ruler", NULL, toggle_cb);
  gtk_widget_class_install_action (widget_class, "heatmap.copy-reading", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "heatmap.change-spacing", "i", change_spacing_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_m, 0, "heatmap.toggle-ruler", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "heatmap.copy-reading", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_comma, 0, "heatmap.change-spacing", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_period, 0, "heatmap.change-spacing", "i", 1);
}

void
ember_heatmap_view_init_ruler (EmberHeatmapView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->ruler.work = ember_latest_new (read_work, read_cb, self, request_free, g_free);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "heatmap.copy-reading", FALSE);
}

/* The middle of a column, at a height in rows. */
static graphene_point_t
get_point (EmberHeatmapView *self,
           uint32_t column,
           double row)
{
  const cairo_rectangle_t low = ember_heatmap_geometry_get_cell (&self->geometry, (EmberCell){ column, 0 });
  const double y = low.y + low.height;
  const double top = ember_heatmap_geometry_get_row_y (&self->geometry, self->geometry.grid.n_rows);

  return GRAPHENE_POINT_INIT ((float) (low.x + low.width / 2), (float) (y + (top - y) * row / self->geometry.grid.n_rows));
}

static void
draw_line (EmberHeatmapView *self,
           GtkSnapshot *snapshot,
           graphene_point_t from,
           graphene_point_t to)
{
  const EmberColor colors[] = { self->style.theme.background, self->style.theme.selection };
  const double widths[] = { LINE + CASING, LINE };
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) self->geometry.width, (float) self->geometry.height);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);

  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  for (int i = 0; i < 2; i++)
    {
      const GdkRGBA rgba = ember_color_to_rgba (colors[i]);

      gdk_cairo_set_source_rgba (cr, &rgba);
      cairo_set_line_width (cr, widths[i]);
      cairo_move_to (cr, from.x, from.y);
      cairo_line_to (cr, to.x, to.y);
      cairo_stroke (cr);
      cairo_arc (cr, from.x, from.y, KNOB + (1 - i) * CASING / 2, 0, 2 * G_PI);
      cairo_fill (cr);
      cairo_arc (cr, to.x, to.y, KNOB + (1 - i) * CASING / 2, 0, 2 * G_PI);
      cairo_fill (cr);
    }
  cairo_destroy (cr);
}

/* Beside the second end, where there is room. */
static void
draw_words (EmberHeatmapView *self,
            GtkSnapshot *snapshot,
            graphene_point_t from,
            graphene_point_t to)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->ruler.words);
  const cairo_rectangle_t plot = ember_heatmap_geometry_get_plot (&self->geometry);
  const GdkRGBA text = ember_color_to_rgba (self->style.theme.text);
  const GdkRGBA ground = ember_color_to_rgba (self->style.theme.background);
  const GdkRGBA line = ember_color_to_rgba (self->style.theme.selection);
  const float widths[4] = { 1, 1, 1, 1 };
  const GdkRGBA colors[4] = { line, line, line, line };
  graphene_rect_t box;
  GskRoundedRect rounded;
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  box = GRAPHENE_RECT_INIT (to.x + DISTANCE, to.y + DISTANCE, (float) width + 2 * PADDING, (float) height + 2 * PADDING);
  if (box.origin.x + box.size.width > (float) (plot.x + plot.width))
    box.origin.x = MAX (MIN (from.x, to.x) - DISTANCE - box.size.width, (float) plot.x);
  box.origin.y = MAX (MIN (box.origin.y, (float) (plot.y + plot.height) - box.size.height), (float) plot.y);
  gsk_rounded_rect_init_from_rect (&rounded, &box, 4);
  gtk_snapshot_append_color (snapshot, &ground, &box);
  gtk_snapshot_append_border (snapshot, &rounded, widths, colors);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (box.origin.x + PADDING, box.origin.y + PADDING));
  gtk_snapshot_append_layout (snapshot, layout, &text);
  gtk_snapshot_restore (snapshot);
}

void
ember_heatmap_view_draw_ruler (EmberHeatmapView *self,
                               GtkSnapshot *snapshot)
{
  const EmberHeatmapRuler *ruler = &self->ruler;
  graphene_point_t from, to;

  if (!ruler->is_laid || ruler->words == NULL || !ember_heatmap_grid_equal (&ruler->grid, &self->geometry.grid))
    return;
  from = get_point (self, ruler->ruler.from.column, ruler->reading.begin_row);
  to = get_point (self, ruler->ruler.to.column, ruler->reading.end_row);
  draw_line (self, snapshot, from, to);
  draw_words (self, snapshot, from, to);
}
