/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/load-bar.h"

#include <glib/gi18n.h>

#include "profile/amount-text.h"
#include "ui/template.h"

struct _EmberLoadBar
{
  GtkWidget parent_instance;

  GtkLabel *label;
  GtkProgressBar *progress_bar;
};

G_DEFINE_FINAL_TYPE (EmberLoadBar, ember_load_bar, GTK_TYPE_WIDGET)

static void
ember_load_bar_dispose (GObject *object)
{
  ember_template_dispose (GTK_WIDGET (object), EMBER_TYPE_LOAD_BAR);
  G_OBJECT_CLASS (ember_load_bar_parent_class)->dispose (object);
}

static void
ember_load_bar_class_init (EmberLoadBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ember_load_bar_dispose;
  gtk_widget_class_set_css_name (widget_class, "loadbar");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/load-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberLoadBar, label);
  gtk_widget_class_bind_template_child (widget_class, EmberLoadBar, progress_bar);
}

static void
ember_load_bar_init (EmberLoadBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
ember_load_bar_set_progress (EmberLoadBar *self,
                             guint64 done_bytes,
                             guint64 total_bytes,
                             guint64 n_samples)
{
  g_autofree char *done = g_format_size (done_bytes);
  g_autofree char *total = g_format_size (total_bytes);
  g_autofree char *samples = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (EMBER_IS_LOAD_BAR (self));

  samples = ember_amount_text_dup_samples (n_samples);
  if (total_bytes > 0)
    {
      /* Translators: "12.5 MB of 200 MB read · 5,120 samples" */
      text = g_strdup_printf (_ ("%s of %s read · %s"), done, total, samples);
      gtk_progress_bar_set_fraction (self->progress_bar, MIN (1.0, (double) done_bytes / total_bytes));
    }
  else
    {
      /* Translators: "12.5 MB read · 5,120 samples" */
      text = g_strdup_printf (_ ("%s read · %s"), done, samples);
      gtk_progress_bar_pulse (self->progress_bar);
    }
  gtk_label_set_text (self->label, text);
}
