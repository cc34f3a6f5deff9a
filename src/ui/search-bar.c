/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/search-bar.h"

#include "ui/template.h"

struct _EmberSearchBar
{
  GtkWidget parent_instance;

  GtkWidget *bar;
  GtkSearchEntry *entry;
  GtkToggleButton *regex_toggle;
  GtkWidget *walk_buttons;
  GtkLabel *summary;
  GtkWidget *close_button;
  GtkWidget *flame_view;
  GtkWidget *target; /* borrowed: gets the focus back */
  gboolean is_open;
  gboolean is_pinned;
};

enum
{
  PROP_IS_OPEN = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmberSearchBar, ember_search_bar, GTK_TYPE_WIDGET)

static void
set_open (EmberSearchBar *self,
          gboolean open)
{
  if (self->is_open == open)
    return;
  self->is_open = open;
  gtk_widget_set_visible (self->bar, open || self->is_pinned);
  if (!open)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_OPEN]);
}

static void
close_and_return (EmberSearchBar *self)
{
  set_open (self, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_grab_focus (self->target);
}

static void
close_action_cb (GtkWidget *widget,
                 const char *name,
                 GVariant *parameter)
{
  close_and_return (EMBER_SEARCH_BAR (widget));
}

static void
next_action_cb (GtkWidget *widget,
                const char *name,
                GVariant *parameter)
{
  EmberSearchBar *self = EMBER_SEARCH_BAR (widget);

  gtk_widget_activate_action (self->flame_view, "flame.next-match", NULL);
}

static void
previous_action_cb (GtkWidget *widget,
                    const char *name,
                    GVariant *parameter)
{
  EmberSearchBar *self = EMBER_SEARCH_BAR (widget);

  gtk_widget_activate_action (self->flame_view, "flame.previous-match", NULL);
}

/* GtkSearchEntry has signals for Enter but not for Shift+Enter. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint key,
                guint code,
                GdkModifierType state,
                gpointer user_data)
{
  EmberSearchBar *self = user_data;
  const gboolean is_enter = key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_ISO_Enter;

  if (key == GDK_KEY_Escape)
    close_and_return (self);
  else if (is_enter && (state & GDK_SHIFT_MASK) != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "search.previous", NULL);
  else if (is_enter && self->is_pinned)
    gtk_widget_grab_focus (self->target);
  else if (is_enter)
    gtk_widget_activate_action (GTK_WIDGET (self), "search.next", NULL);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
search_changed_cb (GtkSearchEntry *entry,
                   gpointer user_data)
{
  EmberSearchBar *self = user_data;

  g_object_set (self->flame_view, "search-text", gtk_editable_get_text (GTK_EDITABLE (entry)), NULL);
}

/* "Search for this" in the graph's menu sets the text there. */
static void
text_changed_cb (EmberSearchBar *self)
{
  g_autofree char *text = NULL;

  g_object_get (self->flame_view, "search-text", &text, NULL);
  if (g_strcmp0 (text != NULL ? text : "", gtk_editable_get_text (GTK_EDITABLE (self->entry))) == 0)
    return;
  set_open (self, TRUE);
  /* What is replaced is deleted first, which is no search for nothing. */
  g_signal_handlers_block_by_func (self->entry, search_changed_cb, self);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
  g_signal_handlers_unblock_by_func (self->entry, search_changed_cb, self);
}

static void
result_changed_cb (EmberSearchBar *self)
{
  g_autofree char *summary = NULL;
  g_autofree char *error = NULL;
  gboolean is_bad;

  g_object_get (self->flame_view, "search-summary", &summary, "search-error", &error, NULL);
  is_bad = error != NULL && error[0] != '\0';
  gtk_label_set_text (self->summary, is_bad ? error : summary != NULL ? summary
                                                                      : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->summary), is_bad ? error : NULL);
  if (is_bad)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
      gtk_widget_add_css_class (GTK_WIDGET (self->summary), "error");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
      gtk_widget_remove_css_class (GTK_WIDGET (self->summary), "error");
    }
}

static void
ember_search_bar_get_property (GObject *object,
                               guint id,
                               GValue *value,
                               GParamSpec *pspec)
{
  EmberSearchBar *self = EMBER_SEARCH_BAR (object);

  if (id == PROP_IS_OPEN)
    g_value_set_boolean (value, self->is_open);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ember_search_bar_set_property (GObject *object,
                               guint id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  EmberSearchBar *self = EMBER_SEARCH_BAR (object);

  if (id != PROP_IS_OPEN)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  else if (g_value_get_boolean (value))
    ember_search_bar_open (self);
  else if (self->is_open)
    close_and_return (self);
}

static void
ember_search_bar_dispose (GObject *object)
{
  EmberSearchBar *self = EMBER_SEARCH_BAR (object);

  ember_template_dispose (GTK_WIDGET (self), EMBER_TYPE_SEARCH_BAR);
  g_clear_object (&self->flame_view);
  G_OBJECT_CLASS (ember_search_bar_parent_class)->dispose (object);
}

static void
ember_search_bar_class_init (EmberSearchBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ember_search_bar_get_property;
  object_class->set_property = ember_search_bar_set_property;
  object_class->dispose = ember_search_bar_dispose;
  properties[PROP_IS_OPEN] = g_param_spec_boolean ("is-open", NULL, NULL, FALSE,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "functionsearch");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/search-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberSearchBar, bar);
  gtk_widget_class_bind_template_child (widget_class, EmberSearchBar, entry);
  gtk_widget_class_bind_template_child (widget_class, EmberSearchBar, regex_toggle);
  gtk_widget_class_bind_template_child (widget_class, EmberSearchBar, walk_buttons);
  gtk_widget_class_bind_template_child (widget_class, EmberSearchBar, summary);
  gtk_widget_class_bind_template_child (widget_class, EmberSearchBar, close_button);
  gtk_widget_class_install_action (widget_class, "search.close", NULL, close_action_cb);
  gtk_widget_class_install_action (widget_class, "search.next", NULL, next_action_cb);
  gtk_widget_class_install_action (widget_class, "search.previous", NULL, previous_action_cb);
}

static void
ember_search_bar_init (EmberSearchBar *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
}

void
ember_search_bar_bind (EmberSearchBar *self,
                       GtkWidget *flame_view)
{
  g_return_if_fail (EMBER_IS_SEARCH_BAR (self) && self->flame_view == NULL);

  self->flame_view = g_object_ref (flame_view);
  self->target = flame_view;
  g_signal_connect (self->entry, "search-changed", G_CALLBACK (search_changed_cb), self);
  g_object_bind_property (self->regex_toggle, "active", flame_view, "search-is-regex", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_signal_connect_object (flame_view, "notify::search-text", G_CALLBACK (text_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (flame_view, "notify::search-summary", G_CALLBACK (result_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (flame_view, "notify::search-error", G_CALLBACK (result_changed_cb), self, G_CONNECT_SWAPPED);
}

void
ember_search_bar_open (EmberSearchBar *self)
{
  g_return_if_fail (EMBER_IS_SEARCH_BAR (self));

  set_open (self, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

void
ember_search_bar_set_target (EmberSearchBar *self,
                             GtkWidget *target,
                             gboolean is_pinned)
{
  g_return_if_fail (EMBER_IS_SEARCH_BAR (self));

  self->target = target;
  self->is_pinned = is_pinned;
  gtk_widget_set_visible (self->walk_buttons, !is_pinned);
  gtk_widget_set_visible (self->close_button, !is_pinned);
  set_open (self, self->is_open || gtk_editable_get_text (GTK_EDITABLE (self->entry))[0] != '\0');
  gtk_widget_set_visible (self->bar, self->is_open || is_pinned);
}
