/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/flame-view-steps.h"

/* A found frame narrower than this is looked at closer. */
#define MIN_REVEALED_PX 24.0

/* Which way a key leads. */
typedef enum
{
  WALK_UP,
  WALK_DOWN,
  WALK_LEFT,
  WALK_RIGHT,
  WALK_ROOT,
} Walk;

void
ember_flame_view_set_cursor (EmberFlameView *self,
                             EmberStackId id)
{
  const bool is_moved = !self->has_cursor || self->cursor != id;

  self->has_cursor = true;
  self->cursor = id;
  ember_flame_view_update_summary (self);
  ember_flame_view_update_words (self);
  ember_flame_view_update_actions (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (is_moved)
    ember_flame_view_tell_cursor (self);
}

void
ember_flame_view_reveal (EmberFlameView *self,
                         EmberStackId id)
{
  const EmberStacks *stacks = ember_flame_graph_get_stacks (self->graph);
  const EmberFlameBox *box = ember_flame_layout_find_stack (&self->layout, id);
  EmberStackId around = id;

  if (ember_flame_graph_get_total (self->graph, self->measure, id) == 0)
    return;
  if (box == NULL || MIN (box->end_px, self->geometry.width_px) - MAX (box->begin_px, 0) < MIN (MIN_REVEALED_PX, box->end_px - box->begin_px))
    {
      const double total = (double) ember_flame_graph_get_total (self->graph, self->measure, id);

      /* The widest surroundings in which it is wide enough. */
      while (around != EMBER_STACK_ROOT)
        {
          const EmberStackId parent = ember_stacks_get_parent (stacks, around);

          if (total / (double) ember_flame_graph_get_total (self->graph, self->measure, parent) * self->geometry.width_px < MIN_REVEALED_PX)
            break;
          around = parent;
        }
      ember_flame_view_zoom_to (self, around);
    }
  ember_flame_view_set_cursor (self, id);
  ember_flame_view_show_row (self, ember_stacks_get_depth (stacks, id));
}

static bool
find_widest_child (EmberFlameView *self,
                   const EmberFlameBox *parent,
                   EmberStackId *child)
{
  const EmberStacks *stacks = ember_flame_graph_get_stacks (self->graph);
  const uint32_t row = ember_stacks_get_depth (stacks, parent->id) + 1;
  const EmberFlameBox *boxes;
  double widest_px = 0;
  uint32_t n;

  if (row >= ember_flame_layout_get_n_rows (&self->layout))
    return false;
  boxes = ember_flame_layout_get_row (&self->layout, row, &n);
  for (uint32_t i = 0; i < n; i++)
    {
      const double width_px = MIN (boxes[i].end_px, self->geometry.width_px) - MAX (boxes[i].begin_px, 0);

      if (boxes[i].is_merged || ember_stacks_get_parent (stacks, boxes[i].id) != parent->id || width_px <= widest_px)
        continue;
      widest_px = width_px;
      *child = boxes[i].id;
    }
  return widest_px > 0;
}

static bool
find_neighbour (EmberFlameView *self,
                const EmberFlameBox *box,
                int step,
                EmberStackId *neighbour)
{
  const uint32_t row = ember_stacks_get_depth (ember_flame_graph_get_stacks (self->graph), box->id);
  uint32_t n;
  const EmberFlameBox *boxes = ember_flame_layout_get_row (&self->layout, row, &n);

  for (ptrdiff_t i = box - boxes + step; i >= 0 && i < (ptrdiff_t) n; i += step)
    if (!boxes[i].is_merged)
      {
        *neighbour = boxes[i].id;
        return true;
      }
  return false;
}

/* Where a key leads from @box. */
static bool
find_step (EmberFlameView *self,
           const EmberFlameBox *box,
           Walk walk,
           EmberStackId *id)
{
  const bool is_to_root = walk == (self->geometry.is_icicle ? WALK_UP : WALK_DOWN);

  switch (walk)
    {
    case WALK_UP:
    case WALK_DOWN:
      if (!is_to_root)
        return find_widest_child (self, box, id);
      *id = ember_stacks_get_parent (ember_flame_graph_get_stacks (self->graph), box->id);
      return box->id != EMBER_STACK_ROOT;
    case WALK_LEFT:
      return find_neighbour (self, box, -1, id);
    case WALK_RIGHT:
      return find_neighbour (self, box, 1, id);
    case WALK_ROOT:
    default:
      *id = EMBER_STACK_ROOT;
      return true;
    }
}

static gboolean
walk_cb (GtkWidget *widget,
         GVariant *args,
         gpointer user_data)
{
  EmberFlameView *self = EMBER_FLAME_VIEW (widget);
  const EmberFlameBox *box;
  EmberStackId id = EMBER_STACK_ROOT;

  if (ember_flame_layout_get_n_rows (&self->layout) == 0)
    return FALSE;
  self->has_pointer = false;
  self->is_cursor_shown = true;
  box = self->has_cursor ? ember_flame_layout_find_stack (&self->layout, self->cursor) : NULL;
  if (box == NULL)
    id = self->anchor.id;
  else if (!find_step (self, box, (Walk) g_variant_get_int32 (args), &id))
    {
      gtk_widget_error_bell (widget);
      return TRUE;
    }
  ember_flame_view_set_cursor (self, id);
  ember_flame_view_show_row (self, ember_stacks_get_depth (ember_flame_graph_get_stacks (self->graph), id));
  return TRUE;
}

/* @args: parts of the view to the right */
static gboolean
pan_cb (GtkWidget *widget,
        GVariant *args,
        gpointer user_data)
{
  EmberFlameView *self = EMBER_FLAME_VIEW (widget);
  const EmberFlameSpan span = self->geometry.span;
  const double length = span.end - span.begin;
  const double begin = CLAMP (span.begin + g_variant_get_double (args) * length, 0, 1 - length);

  if (begin == span.begin)
    return TRUE;
  ember_flame_view_push_place (self, true);
  ember_flame_view_zoom_to_span (self, (EmberFlameSpan){ begin, begin + length }, false);
  return TRUE;
}

/* @args: pages away from the top of the window */
static gboolean
page_cb (GtkWidget *widget,
         GVariant *args,
         gpointer user_data)
{
  EmberFlameView *self = EMBER_FLAME_VIEW (widget);

  gtk_adjustment_set_value (self->adjustment, gtk_adjustment_get_value (self->adjustment) + g_variant_get_double (args) * gtk_adjustment_get_page_increment (self->adjustment));
  return TRUE;
}

/* Escape goes on to the window where nothing is zoomed. */
static gboolean
escape_cb (GtkWidget *widget,
           GVariant *args,
           gpointer user_data)
{
  return ember_flame_view_is_zoomed (EMBER_FLAME_VIEW (widget)) && gtk_widget_activate_action (widget, "flame.reset-zoom", NULL);
}

static gboolean
enter_cb (GtkWidget *widget,
          GVariant *args,
          gpointer user_data)
{
  return gtk_widget_activate_action (widget, "flame.zoom", NULL);
}

static void
add_walk (GtkWidgetClass *widget_class,
          guint key,
          guint keypad_key,
          Walk walk)
{
  gtk_widget_class_add_binding (widget_class, key, 0, walk_cb, "i", walk);
  gtk_widget_class_add_binding (widget_class, keypad_key, 0, walk_cb, "i", walk);
}

void
ember_flame_view_class_init_keys (GtkWidgetClass *widget_class)
{
  add_walk (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, WALK_UP);
  add_walk (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, WALK_DOWN);
  add_walk (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, WALK_LEFT);
  add_walk (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, WALK_RIGHT);
  add_walk (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, WALK_ROOT);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_SHIFT_MASK, pan_cb, "d", -0.1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, GDK_SHIFT_MASK, pan_cb, "d", 0.1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Up, 0, page_cb, "d", -1.0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Down, 0, page_cb, "d", 1.0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "flame.zoom", NULL);
  /* Menus show the last key of an action: the others are bound to functions. */
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, enter_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, 0, enter_cb, NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "flame.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_ALT_MASK, "flame.forward", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_plus, 0, "flame.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_equal, 0, "flame.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Add, 0, "flame.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_minus, 0, "flame.zoom-out", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Subtract, 0, "flame.zoom-out", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, 0, "flame.next-match", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_SHIFT_MASK, "flame.previous-match", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, 0, "flame.show-when", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, 0, "flame.show-around", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "flame.copy-name", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "flame.copy-stack", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "flame.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "flame.menu", NULL);
}
