/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/command-line.h"

#include <glib/gi18n.h>

#include "ui/template.h"

/* How long the button shows that it has copied. */
#define COPIED_MS 1500

struct _EmberCommandLine
{
  GtkWidget parent_instance;

  GtkLabel *label;
  GtkButton *copy_button;
  guint copied_id;
};

enum
{
  PROP_TEXT = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmberCommandLine, ember_command_line, GTK_TYPE_WIDGET)

static gboolean
copied_timeout_cb (gpointer user_data)
{
  EmberCommandLine *self = user_data;

  self->copied_id = 0;
  gtk_button_set_icon_name (self->copy_button, "edit-copy-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->copy_button), _ ("Copy"));
  return G_SOURCE_REMOVE;
}

static void
copy_action_cb (GtkWidget *widget,
                const char *name,
                GVariant *parameter)
{
  EmberCommandLine *self = EMBER_COMMAND_LINE (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), gtk_label_get_text (self->label));
  gtk_button_set_icon_name (self->copy_button, "object-select-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->copy_button), _ ("Copied"));
  g_clear_handle_id (&self->copied_id, g_source_remove);
  self->copied_id = g_timeout_add (COPIED_MS, copied_timeout_cb, self);
}

static void
ember_command_line_get_property (GObject *object,
                                 guint id,
                                 GValue *value,
                                 GParamSpec *pspec)
{
  EmberCommandLine *self = EMBER_COMMAND_LINE (object);

  if (id == PROP_TEXT)
    g_value_set_string (value, gtk_label_get_text (self->label));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ember_command_line_set_property (GObject *object,
                                 guint id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  if (id == PROP_TEXT)
    ember_command_line_set_text (EMBER_COMMAND_LINE (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ember_command_line_dispose (GObject *object)
{
  EmberCommandLine *self = EMBER_COMMAND_LINE (object);

  g_clear_handle_id (&self->copied_id, g_source_remove);
  ember_template_dispose (GTK_WIDGET (self), EMBER_TYPE_COMMAND_LINE);
  G_OBJECT_CLASS (ember_command_line_parent_class)->dispose (object);
}

static void
ember_command_line_class_init (EmberCommandLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ember_command_line_get_property;
  object_class->set_property = ember_command_line_set_property;
  object_class->dispose = ember_command_line_dispose;
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "",
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "commandline");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/command-line.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberCommandLine, label);
  gtk_widget_class_bind_template_child (widget_class, EmberCommandLine, copy_button);
  gtk_widget_class_install_action (widget_class, "command-line.copy", NULL, copy_action_cb);
}

static void
ember_command_line_init (EmberCommandLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
ember_command_line_set_text (EmberCommandLine *self,
                             const char *text)
{
  g_return_if_fail (EMBER_IS_COMMAND_LINE (self));

  if (g_strcmp0 (gtk_label_get_text (self->label), text) == 0)
    return;
  gtk_label_set_text (self->label, text != NULL ? text : "");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}
