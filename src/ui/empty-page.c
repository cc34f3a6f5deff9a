/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/empty-page.h"

#include "ui/command-line.h"
#include "ui/scene-picture.h"
#include "ui/template.h"

struct _EmberEmptyPage
{
  GtkWidget parent_instance;

  EmberCommandLine *record_line;
  GtkWidget *open_button;
};

G_DEFINE_FINAL_TYPE (EmberEmptyPage, ember_empty_page, GTK_TYPE_WIDGET)

static gboolean
ember_empty_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (EMBER_EMPTY_PAGE (widget)->open_button);
}

static void
ember_empty_page_dispose (GObject *object)
{
  ember_template_dispose (GTK_WIDGET (object), EMBER_TYPE_EMPTY_PAGE);
  G_OBJECT_CLASS (ember_empty_page_parent_class)->dispose (object);
}

static void
ember_empty_page_class_init (EmberEmptyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ember_empty_page_dispose;
  widget_class->grab_focus = ember_empty_page_grab_focus;
  g_type_ensure (EMBER_TYPE_COMMAND_LINE);
  g_type_ensure (EMBER_TYPE_SCENE_PICTURE);
  gtk_widget_class_set_css_name (widget_class, "emptypage");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/empty-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberEmptyPage, record_line);
  gtk_widget_class_bind_template_child (widget_class, EmberEmptyPage, open_button);
}

static void
ember_empty_page_init (EmberEmptyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ember_command_line_set_text (self->record_line, "perf record -F 499 -a -g -- sleep 20");
}
