/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "ui/flame-view-steps.h"

#define KEY_ZOOM_STEP 1.5

/* The frame that an action means: the cursor's, or the zoomed one. */
static EmberStackId
get_meant (EmberFlameView *self)
{
  return self->has_cursor ? self->cursor : self->anchor.id;
}

static void
zoom_cb (GtkWidget *widget,
         const char *action,
         GVariant *parameter)
{
  EmberFlameView *self = EMBER_FLAME_VIEW (widget);

  ember_flame_view_zoom_to (self, get_meant (self));
}

static void
reset_zoom_cb (GtkWidget *widget,
               const char *action,
               GVariant *parameter)
{
  ember_flame_view_zoom_to (EMBER_FLAME_VIEW (widget), EMBER_STACK_ROOT);
}

static void
go_cb (GtkWidget *widget,
       const char *action,
       GVariant *parameter)
{
  ember_flame_view_go (EMBER_FLAME_VIEW (widget), g_str_equal (action, "flame.forward"));
}

static void
zoom_step_cb (GtkWidget *widget,
              const char *action,
              GVariant *parameter)
{
  EmberFlameView *self = EMBER_FLAME_VIEW (widget);
  const EmberFlameBox *box = self->has_cursor ? ember_flame_layout_find_stack (&self->layout, self->cursor) : NULL;
  double x_px = self->geometry.width_px / 2;

  if (self->graph == NULL)
    return;
  if (box != NULL)
    x_px = (MAX (box->begin_px, 0) + MIN (box->end_px, self->geometry.width_px)) / 2;
  ember_flame_view_zoom_at (self, x_px, g_str_equal (action, "flame.zoom-in") ? KEY_ZOOM_STEP : 1 / KEY_ZOOM_STEP);
}

static void
copy_name_cb (GtkWidget *widget,
              const char *action,
              GVariant *parameter)
{
  EmberFlameView *self = EMBER_FLAME_VIEW (widget);
  g_autofree char *name = NULL;

  if (self->graph == NULL)
    return;
  name = ember_flame_view_dup_name (self, get_meant (self));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), name);
}

/* From the comm to the frame with ';' between, as folded stacks are written. */
static void
copy_stack_cb (GtkWidget *widget,
               const char *action,
               GVariant *parameter)
{
  EmberFlameView *self = EMBER_FLAME_VIEW (widget);
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->graph == NULL)
    return;
  for (EmberStackId id = get_meant (self); id != EMBER_STACK_ROOT; id = ember_stacks_get_parent (ember_flame_graph_get_stacks (self->graph), id))
    {
      g_autofree char *name = ember_flame_view_dup_name (self, id);

      if (text->len > 0)
        g_string_prepend_c (text, ';');
      g_string_prepend (text, name);
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text->str);
}

static void
search_this_cb (GtkWidget *widget,
                const char *action,
                GVariant *parameter)
{
  EmberFlameView *self = EMBER_FLAME_VIEW (widget);
  g_autofree char *name = NULL;

  if (self->graph == NULL)
    return;
  name = ember_flame_view_dup_name (self, get_meant (self));
  g_object_set (self, "search-is-regex", FALSE, "search-text", name, NULL);
}

static void
show_when_cb (GtkWidget *widget,
              const char *action,
              GVariant *parameter)
{
  EmberFlameView *self = EMBER_FLAME_VIEW (widget);

  ember_flame_view_ask_when (self, get_meant (self));
}

static void
filter_cb (GtkWidget *widget,
           const char *action,
           GVariant *parameter)
{
  EmberFlameView *self = EMBER_FLAME_VIEW (widget);

  ember_flame_view_ask_filter (self, get_meant (self), g_str_has_suffix (action, "-module"), g_str_has_prefix (action, "flame.hide-"));
}

static void
show_around_cb (GtkWidget *widget,
                const char *action,
                GVariant *parameter)
{
  EmberFlameView *self = EMBER_FLAME_VIEW (widget);
  EmberFrameId frame;

  if (self->graph == NULL)
    return;
  frame = ember_stacks_get_frame (ember_flame_graph_get_stacks (self->graph), get_meant (self));
  if (frame != 0)
    ember_flame_view_ask_around (self, frame);
}

static void
step_match_cb (GtkWidget *widget,
               const char *action,
               GVariant *parameter)
{
  ember_flame_view_step_match (EMBER_FLAME_VIEW (widget), g_str_equal (action, "flame.next-match"));
}

static void
menu_cb (GtkWidget *widget,
         const char *action,
         GVariant *parameter)
{
  EmberFlameView *self = EMBER_FLAME_VIEW (widget);
  const EmberFlameBox *box;
  GdkRectangle rectangle;

  if (ember_flame_layout_get_n_rows (&self->layout) == 0)
    return;
  if (!self->has_cursor)
    ember_flame_view_set_cursor (self, self->anchor.id);
  box = ember_flame_layout_find_stack (&self->layout, self->cursor);
  if (box == NULL)
    return;
  rectangle = ember_flame_view_get_rectangle (self, box);
  ember_flame_view_open_menu (self, rectangle.x + rectangle.width / 2.0, CLAMP (rectangle.y + rectangle.height / 2.0, 0, self->geometry.height_px));
}

/* The root is no function, and comms are of no module. */
static void
update_filter_actions (EmberFlameView *self)
{
  static const char *const by_function[] = { "flame.only-this", "flame.hide-this" };
  static const char *const by_module[] = { "flame.only-module", "flame.hide-module" };
  const EmberStackId id = get_meant (self);
  bool is_named = false;
  bool has_module = false;

  if (self->graph != NULL)
    {
      const EmberProfile *profile = ember_flame_graph_get_profile (self->graph);
      const EmberFrameId frame = ember_stacks_get_frame (ember_flame_graph_get_stacks (self->graph), id);

      is_named = frame != 0;
      has_module = is_named && ember_profile_get_frame_module (profile, frame)[0] != '\0';
    }
  for (int i = 0; i < 2; i++)
    {
      gtk_widget_action_set_enabled (GTK_WIDGET (self), by_function[i], is_named);
      gtk_widget_action_set_enabled (GTK_WIDGET (self), by_module[i], has_module);
    }
}

static GMenuModel *
create_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) zoom = g_menu_new ();
  g_autoptr (GMenu) places = g_menu_new ();
  g_autoptr (GMenu) copy = g_menu_new ();
  g_autoptr (GMenu) filter = g_menu_new ();
  g_autoptr (GMenu) picture = g_menu_new ();

  g_menu_append (zoom, _ ("_Zoom to This Frame"), "flame.zoom");
  g_menu_append (zoom, _ ("_Show Everything"), "flame.reset-zoom");
  g_menu_append (places, _ ("_Back"), "flame.back");
  g_menu_append (places, _ ("_Forward"), "flame.forward");
  g_menu_append (copy, _ ("_Copy Name"), "flame.copy-name");
  g_menu_append (copy, _ ("Copy S_tack"), "flame.copy-stack");
  g_menu_append (copy, _ ("Search for This _Name"), "flame.search-this");
  g_menu_append (copy, _ ("Show _When It Ran"), "flame.show-when");
  g_menu_append (copy, _ ("Callers _and Callees"), "flame.show-around");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (zoom));
  g_menu_append (filter, _ ("_Only Stacks with This"), "flame.only-this");
  g_menu_append (filter, _ ("_Hide Stacks with This"), "flame.hide-this");
  g_menu_append (filter, _ ("Only Stacks with Its _Module"), "flame.only-module");
  g_menu_append (filter, _ ("Hide Stacks with Its Mo_dule"), "flame.hide-module");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (copy));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (filter));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (places));
  g_menu_append (picture, _ ("Copy _Picture"), "win.copy-picture('flamegraph')");
  g_menu_append (picture, _ ("Sa_ve Picture…"), "win.save-picture('flamegraph')");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (picture));
  return G_MENU_MODEL (menu);
}

void
ember_flame_view_open_menu (EmberFlameView *self,
                            double x_px,
                            double y_px)
{
  const GdkRectangle at = { (int) x_px, (int) y_px, 1, 1 };

  if (self->menu == NULL)
    {
      g_autoptr (GMenuModel) model = create_menu ();

      self->menu = gtk_popover_menu_new_from_model (model);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }
  update_filter_actions (self);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &at);
  gtk_popover_popup (GTK_POPOVER (self->menu));
  ember_flame_view_update_words (self);
}

void
ember_flame_view_update_actions (EmberFlameView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const bool has_graph = self->graph != NULL;

  gtk_widget_action_set_enabled (widget, "flame.zoom", has_graph);
  gtk_widget_action_set_enabled (widget, "flame.reset-zoom", has_graph && ember_flame_view_is_zoomed (self));
  gtk_widget_action_set_enabled (widget, "flame.back", has_graph && self->back->len > 0);
  gtk_widget_action_set_enabled (widget, "flame.forward", has_graph && self->forward->len > 0);
  gtk_widget_action_set_enabled (widget, "flame.copy-name", has_graph);
  gtk_widget_action_set_enabled (widget, "flame.copy-stack", has_graph);
  gtk_widget_action_set_enabled (widget, "flame.search-this", has_graph);
  gtk_widget_action_set_enabled (widget, "flame.show-around", has_graph);
  gtk_widget_action_set_enabled (widget, "flame.show-when", has_graph && ember_profile_has_times (ember_flame_graph_get_profile (self->graph)));
  gtk_widget_action_set_enabled (widget, "flame.next-match", self->search != NULL);
  gtk_widget_action_set_enabled (widget, "flame.previous-match", self->search != NULL);
}

void
ember_flame_view_class_init_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "flame.zoom", NULL, zoom_cb);
  gtk_widget_class_install_action (widget_class, "flame.reset-zoom", NULL, reset_zoom_cb);
  gtk_widget_class_install_action (widget_class, "flame.back", NULL, go_cb);
  gtk_widget_class_install_action (widget_class, "flame.forward", NULL, go_cb);
  gtk_widget_class_install_action (widget_class, "flame.zoom-in", NULL, zoom_step_cb);
  gtk_widget_class_install_action (widget_class, "flame.zoom-out", NULL, zoom_step_cb);
  gtk_widget_class_install_action (widget_class, "flame.copy-name", NULL, copy_name_cb);
  gtk_widget_class_install_action (widget_class, "flame.copy-stack", NULL, copy_stack_cb);
  gtk_widget_class_install_action (widget_class, "flame.search-this", NULL, search_this_cb);
  gtk_widget_class_install_action (widget_class, "flame.show-when", NULL, show_when_cb);
  gtk_widget_class_install_action (widget_class, "flame.show-around", NULL, show_around_cb);
  gtk_widget_class_install_action (widget_class, "flame.only-this", NULL, filter_cb);
  gtk_widget_class_install_action (widget_class, "flame.hide-this", NULL, filter_cb);
  gtk_widget_class_install_action (widget_class, "flame.only-module", NULL, filter_cb);
  gtk_widget_class_install_action (widget_class, "flame.hide-module", NULL, filter_cb);
  gtk_widget_class_install_action (widget_class, "flame.next-match", NULL, step_match_cb);
  gtk_widget_class_install_action (widget_class, "flame.previous-match", NULL, step_match_cb);
  gtk_widget_class_install_action (widget_class, "flame.menu", NULL, menu_cb);
  gtk_widget_class_install_property_action (widget_class, "flame.icicle", "is-icicle");
  gtk_widget_class_install_property_action (widget_class, "flame.order", "sibling-order");
  gtk_widget_class_install_property_action (widget_class, "flame.measure", "measure");
}
