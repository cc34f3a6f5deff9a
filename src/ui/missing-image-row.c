/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/missing-image-row.h"

#include <glib/gi18n.h>

#include "ui/command-line.h"
#include "ui/template.h"

struct _EmberMissingImageRow
{
  GtkWidget parent_instance;

  GtkLabel *name;
  GtkLabel *amount;
  GtkLabel *path;
  GtkLabel *build_id;
  GtkLabel *reason;
  EmberCommandLine *command;
};

G_DEFINE_FINAL_TYPE (EmberMissingImageRow, ember_missing_image_row, GTK_TYPE_WIDGET)

static void
ember_missing_image_row_dispose (GObject *object)
{
  ember_template_dispose (GTK_WIDGET (object), EMBER_TYPE_MISSING_IMAGE_ROW);
  G_OBJECT_CLASS (ember_missing_image_row_parent_class)->dispose (object);
}

static void
ember_missing_image_row_class_init (EmberMissingImageRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ember_missing_image_row_dispose;
  g_type_ensure (EMBER_TYPE_COMMAND_LINE);
  gtk_widget_class_set_css_name (widget_class, "missingimage");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/missing-image-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberMissingImageRow, name);
  gtk_widget_class_bind_template_child (widget_class, EmberMissingImageRow, amount);
  gtk_widget_class_bind_template_child (widget_class, EmberMissingImageRow, path);
  gtk_widget_class_bind_template_child (widget_class, EmberMissingImageRow, build_id);
  gtk_widget_class_bind_template_child (widget_class, EmberMissingImageRow, reason);
  gtk_widget_class_bind_template_child (widget_class, EmberMissingImageRow, command);
}

static void
ember_missing_image_row_init (EmberMissingImageRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ember_missing_image_row_new (void)
{
  return g_object_new (EMBER_TYPE_MISSING_IMAGE_ROW, NULL);
}

static void
show_text (GtkLabel *label,
           const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && text[0] != '\0');
}

void
ember_missing_image_row_set_image (EmberMissingImageRow *self,
                                   EmberMissingImage *image)
{
  const char *command = ember_missing_image_get_command (image);
  g_autofree char *name = ember_missing_image_dup_name (image);
  g_autofree char *amount = ember_missing_image_dup_amount (image);
  g_autofree char *path = ember_missing_image_dup_path (image);
  g_autofree char *build_id = ember_missing_image_dup_build_id (image);
  /* Translators: %s is a long number that tells builds of a file apart. */
  g_autofree char *identity = build_id[0] != '\0' ? g_strdup_printf (_ ("build-id %s"), build_id) : NULL;

  g_return_if_fail (EMBER_IS_MISSING_IMAGE_ROW (self));

  show_text (self->name, name);
  show_text (self->amount, amount);
  show_text (self->path, path);
  show_text (self->build_id, identity);
  show_text (self->reason, ember_missing_image_get_reason (image));
  ember_command_line_set_text (self->command, command != NULL ? command : "");
  gtk_widget_set_visible (GTK_WIDGET (self->command), command != NULL);
}
