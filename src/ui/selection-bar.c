/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/selection-bar.h"

#include "session/selection.h"
#include "ui/settings.h"
#include "ui/template.h"

struct _EmberSelectionBar
{
  GtkWidget parent_instance;

  GtkLabel *label;
  GtkWidget *clear_button;
  GtkDropDown *merge_choice;
  GtkWidget *baseline_button;
  GtkDropDown *order_choice;
};

G_DEFINE_FINAL_TYPE (EmberSelectionBar, ember_selection_bar, GTK_TYPE_WIDGET)

static void
changed_cb (EmberSelectionBar *self,
            GParamSpec *pspec,
            EmberSession *session)
{
  const EmberTableSet *set = ember_session_get_table_set (session);
  const EmberTimeRange range = ember_session_get_range (session);
  g_autofree char *words = NULL;

  if (set != NULL)
    {
      const EmberSelection selection = ember_selection_new (set, range);

      words = ember_selection_dup_words (&selection);
    }
  gtk_label_set_text (self->label, words != NULL ? words : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), words);
  gtk_widget_set_visible (self->clear_button, !ember_time_range_is_empty (range));
  gtk_widget_set_visible (self->baseline_button, !ember_time_range_is_empty (range));
}

static void
ember_selection_bar_dispose (GObject *object)
{
  ember_template_dispose (GTK_WIDGET (object), EMBER_TYPE_SELECTION_BAR);
  G_OBJECT_CLASS (ember_selection_bar_parent_class)->dispose (object);
}

static void
ember_selection_bar_class_init (EmberSelectionBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ember_selection_bar_dispose;
  gtk_widget_class_set_css_name (widget_class, "selectionbar");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/selection-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberSelectionBar, label);
  gtk_widget_class_bind_template_child (widget_class, EmberSelectionBar, clear_button);
  gtk_widget_class_bind_template_child (widget_class, EmberSelectionBar, merge_choice);
  gtk_widget_class_bind_template_child (widget_class, EmberSelectionBar, baseline_button);
  gtk_widget_class_bind_template_child (widget_class, EmberSelectionBar, order_choice);
}

static void
ember_selection_bar_init (EmberSelectionBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
ember_selection_bar_bind (EmberSelectionBar *self,
                          EmberSession *session,
                          GSettings *settings)
{
  g_return_if_fail (EMBER_IS_SELECTION_BAR (self));

  g_signal_connect_object (session, "notify::range", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::table-set", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  ember_settings_bind_choice (settings, "merge-level", self->merge_choice, ember_merge_level_words);
  ember_settings_bind_choice (settings, "sibling-order", self->order_choice, ember_settings_orders);
  changed_cb (self, NULL, session);
}

const char *
ember_selection_bar_get_words (EmberSelectionBar *self)
{
  return gtk_label_get_text (self->label);
}
