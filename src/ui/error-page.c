/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/error-page.h"

#include <glib/gi18n.h>

#include "ui/command-line.h"
#include "ui/template.h"

struct _EmberErrorPage
{
  GtkWidget parent_instance;

  GtkLabel *title;
  GtkLabel *text;
  EmberCommandLine *help_line;
  GtkWidget *open_button;
};

G_DEFINE_FINAL_TYPE (EmberErrorPage, ember_error_page, GTK_TYPE_WIDGET)

static gboolean
ember_error_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (EMBER_ERROR_PAGE (widget)->open_button);
}

static void
ember_error_page_dispose (GObject *object)
{
  ember_template_dispose (GTK_WIDGET (object), EMBER_TYPE_ERROR_PAGE);
  G_OBJECT_CLASS (ember_error_page_parent_class)->dispose (object);
}

static void
ember_error_page_class_init (EmberErrorPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ember_error_page_dispose;
  widget_class->grab_focus = ember_error_page_grab_focus;
  g_type_ensure (EMBER_TYPE_COMMAND_LINE);
  gtk_widget_class_set_css_name (widget_class, "errorpage");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/error-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberErrorPage, title);
  gtk_widget_class_bind_template_child (widget_class, EmberErrorPage, text);
  gtk_widget_class_bind_template_child (widget_class, EmberErrorPage, help_line);
  gtk_widget_class_bind_template_child (widget_class, EmberErrorPage, open_button);
}

static void
ember_error_page_init (EmberErrorPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
ember_error_page_set_error (EmberErrorPage *self,
                            const char *file_name,
                            const char *message,
                            const char *command)
{
  /* Translators: %s is the name of a file. */
  g_autofree char *title = g_strdup_printf (_ ("“%s” could not be opened"), file_name);
  /* On the command line messages end without one. */
  g_autofree char *sentence = g_strconcat (message, g_str_has_suffix (message, ".") ? "" : ".", NULL);

  g_return_if_fail (EMBER_IS_ERROR_PAGE (self));

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->text, sentence);
  ember_command_line_set_text (self->help_line, command);
  gtk_widget_set_visible (GTK_WIDGET (self->help_line), command != NULL);
}
