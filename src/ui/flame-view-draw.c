/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <math.h>

#include "ui/flame-view-steps.h"
#include "ui/widget-theme.h"

static EmberFlameStyle
get_style (EmberFlameView *self)
{
  return (EmberFlameStyle){
    .theme = &self->theme,
    .search = self->search,
    .difference = self->difference,
    .basis = self->basis,
    .measure = self->measure,
    .order = self->order,
    .scale = gtk_widget_get_scale_factor (GTK_WIDGET (self)),
  };
}

static double
get_scrollbar_px (EmberFlameView *self)
{
  int width;

  if (!self->has_scrollbar)
    return 0;
  gtk_widget_measure (self->scrollbar, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  return width;
}

/* What is never scrolled into sight. */
static double
get_hidden_px (EmberFlameView *self)
{
  return self->hides_root ? self->geometry.row_px : 0;
}

static void
update_adjustment (EmberFlameView *self)
{
  const double page_px = self->geometry.height_px;
  const double hidden_px = get_hidden_px (self);
  const double upper_px = MAX (ember_flame_layout_get_n_rows (&self->layout) * self->geometry.row_px - hidden_px, page_px);
  const double value_px = round (CLAMP (self->geometry.scroll_px - hidden_px, 0, upper_px - page_px));

  self->geometry.scroll_px = hidden_px + value_px;
  self->is_adjusting = true;
  gtk_adjustment_configure (self->adjustment,
                            self->geometry.is_icicle ? value_px : upper_px - page_px - value_px,
                            0, upper_px, 3 * self->geometry.row_px, page_px * 0.9, page_px);
  self->is_adjusting = false;
  if (gtk_widget_get_child_visible (self->scrollbar) == self->has_scrollbar)
    return;
  gtk_widget_set_child_visible (self->scrollbar, self->has_scrollbar);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
ember_flame_view_redraw (EmberFlameView *self)
{
  g_clear_pointer (&self->rows, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
update_layout (EmberFlameView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->geometry.width_px = MAX (gtk_widget_get_width (widget) - get_scrollbar_px (self), 1);
  ember_flame_layout_update (&self->layout, self->graph, self->measure, self->order, self->geometry.span, self->geometry.width_px, 1.0 / gtk_widget_get_scale_factor (widget));
}

void
ember_flame_view_update (EmberFlameView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const double height_px = MAX (gtk_widget_get_height (widget), 1);

  ember_widget_theme_init (&self->theme, widget);
  self->geometry.row_px = ember_flame_painter_get_row_px (&self->theme);
  if (height_px != self->geometry.height_px)
    self->has_scrollbar = false;
  self->geometry.height_px = height_px;
  if (self->graph == NULL)
    {
      ember_flame_layout_clear (&self->layout);
      ember_flame_layout_init (&self->layout);
    }
  else
    {
      update_layout (self);
      if (!self->has_scrollbar && ember_flame_layout_get_n_rows (&self->layout) * self->geometry.row_px - get_hidden_px (self) > height_px)
        {
          self->has_scrollbar = true;
          update_layout (self);
        }
    }
  update_adjustment (self);
  ember_flame_view_redraw (self);
  ember_flame_view_update_words (self);
}

void
ember_flame_view_set_scroll (EmberFlameView *self,
                             double scroll_px)
{
  self->geometry.scroll_px = scroll_px;
  update_adjustment (self);
  ember_flame_view_redraw (self);
  ember_flame_view_update_words (self);
}

void
ember_flame_view_show_row (EmberFlameView *self,
                           uint32_t row)
{
  const double begin_px = row * self->geometry.row_px;
  const double margin_px = MIN (2 * self->geometry.row_px, self->geometry.height_px / 4);
  double scroll_px = self->geometry.scroll_px;

  scroll_px = MIN (scroll_px, MAX (begin_px - margin_px, 0));
  scroll_px = MAX (scroll_px, begin_px + self->geometry.row_px + margin_px - self->geometry.height_px);
  if (scroll_px != self->geometry.scroll_px)
    ember_flame_view_set_scroll (self, scroll_px);
}

bool
ember_flame_view_has_cursor_in_use (EmberFlameView *self)
{
  const bool is_menu_open = self->menu != NULL && gtk_widget_get_visible (self->menu);

  return self->has_cursor && (self->is_at_match || is_menu_open || gtk_widget_has_focus (GTK_WIDGET (self)));
}

const EmberFlameBox *
ember_flame_view_find_box (EmberFlameView *self,
                           double x_px,
                           double y_px)
{
  uint32_t row;

  if (x_px < 0 || x_px >= self->geometry.width_px || y_px < 0 || y_px >= self->geometry.height_px)
    return NULL;
  return ember_flame_geometry_find_row (&self->geometry, y_px, &row) ? ember_flame_layout_find (&self->layout, row, x_px) : NULL;
}

static uint32_t
get_row (EmberFlameView *self,
         const EmberFlameBox *box)
{
  return ember_stacks_get_depth (ember_flame_graph_get_stacks (self->graph), box->id) + box->is_merged;
}

GdkRectangle
ember_flame_view_get_rectangle (EmberFlameView *self,
                                const EmberFlameBox *box)
{
  const int begin = (int) round (MAX (box->begin_px, 0));
  const int end = (int) round (MIN (box->end_px, self->geometry.width_px));

  return (GdkRectangle){
    begin,
    (int) ember_flame_geometry_get_y (&self->geometry, get_row (self, box)),
    MAX (end - begin, 1),
    (int) self->geometry.row_px,
  };
}

static GskRenderNode *
create_rows (EmberFlameView *self)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  const EmberFlameStyle style = get_style (self);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) self->geometry.width_px, (float) self->geometry.height_px));

  ember_flame_painter_draw_rows (self->painter, cr, &self->layout, &self->geometry, &style);
  ember_flame_view_outline_mark (self, cr);
  cairo_destroy (cr);
  return gtk_snapshot_free_to_node (snapshot);
}

static void
snapshot_border (GtkSnapshot *snapshot,
                 const GdkRectangle *rectangle,
                 EmberColor color,
                 float width)
{
  const GdkRGBA rgba = ember_color_to_rgba (color);
  const float widths[4] = { width, width, width, width };
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT ((float) rectangle->x, (float) rectangle->y, (float) MAX (rectangle->width - 1, 1), (float) rectangle->height - 1), 0);
  gtk_snapshot_append_border (snapshot, &outline, widths, (GdkRGBA[4]){ rgba, rgba, rgba, rgba });
}

static void
snapshot_hover (EmberFlameView *self,
                GtkSnapshot *snapshot)
{
  const EmberStacks *stacks = ember_flame_graph_get_stacks (self->graph);
  const GdkRectangle rectangle = ember_flame_view_get_rectangle (self, &self->hover);
  cairo_t *cr;

  if (!self->hover.is_merged && self->hover.id != EMBER_STACK_ROOT)
    {
      const EmberFlameOutline outline = {
        .frame = ember_stacks_get_frame (stacks, self->hover.id),
        .color = self->theme.text,
        .line_px = 1,
      };

      cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) self->geometry.width_px, (float) self->geometry.height_px));
      ember_flame_painter_outline (cr, &self->layout, &self->geometry, &outline);
      cairo_destroy (cr);
    }
  snapshot_border (snapshot, &rectangle, self->theme.text, 1);
}

static void
snapshot_cursor (EmberFlameView *self,
                 GtkSnapshot *snapshot)
{
  const EmberFlameBox *box = ember_flame_layout_find_stack (&self->layout, self->cursor);
  GdkRectangle rectangle;

  if (box == NULL)
    return;
  rectangle = ember_flame_view_get_rectangle (self, box);
  snapshot_border (snapshot, &rectangle, self->theme.focus, 2);
}

static void
snapshot_empty (EmberFlameView *self,
                GtkSnapshot *snapshot)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), _ ("No samples in this range"));
  const GdkRGBA rgba = ember_color_to_rgba (self->theme.dim_text);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) round ((self->geometry.width_px - width) / 2), (float) round ((self->geometry.height_px - height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, &rgba);
  gtk_snapshot_restore (snapshot);
}

void
ember_flame_view_snapshot (GtkWidget *widget,
                           GtkSnapshot *snapshot)
{
  EmberFlameView *self = EMBER_FLAME_VIEW (widget);
  const GdkRGBA background = ember_color_to_rgba (self->theme.background);

  if (self->graph == NULL)
    return;
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget), (float) gtk_widget_get_height (widget)));
  gtk_snapshot_append_color (snapshot, &background, &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget), (float) gtk_widget_get_height (widget)));
  if (ember_flame_layout_get_n_rows (&self->layout) == 0)
    {
      snapshot_empty (self, snapshot);
    }
  else
    {
      if (self->rows == NULL)
        self->rows = create_rows (self);
      if (self->rows != NULL)
        gtk_snapshot_append_node (snapshot, self->rows);
      if (self->has_hover)
        snapshot_hover (self, snapshot);
      if (self->is_cursor_shown && ember_flame_view_has_cursor_in_use (self))
        snapshot_cursor (self, snapshot);
      gtk_widget_snapshot_child (widget, self->scrollbar, snapshot);
    }
  gtk_snapshot_pop (snapshot);
}
