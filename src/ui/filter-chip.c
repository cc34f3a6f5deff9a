/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/filter-chip.h"

#include <glib/gi18n.h>

#include "analysis/filter-words.h"
#include "profile/amount-text.h"

#define MAX_WIDTH_CHARS 36

struct _EmberFilterChip
{
  GtkWidget parent_instance;

  GtkWidget *toggle;
  GtkLabel *words_label;
  GtkLabel *count_label;
  GtkWidget *remove_button;
  char *words;
  gboolean adds; /* an event or idle samples, which are no part of what is shown without it */
};

enum
{
  SIGNAL_SWITCHED,
  SIGNAL_REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmberFilterChip, ember_filter_chip, GTK_TYPE_WIDGET)

static void
toggled_cb (EmberFilterChip *self)
{
  g_signal_emit (self, signals[SIGNAL_SWITCHED], 0, gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->toggle)));
}

static void
remove_cb (EmberFilterChip *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVED], 0);
}

static gboolean
delete_key_cb (GtkWidget *widget,
               GVariant *parameter,
               gpointer user_data)
{
  remove_cb (EMBER_FILTER_CHIP (widget));
  return TRUE;
}

static void
ember_filter_chip_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (ember_filter_chip_parent_class)->dispose (object);
}

static void
ember_filter_chip_finalize (GObject *object)
{
  g_free (EMBER_FILTER_CHIP (object)->words);
  G_OBJECT_CLASS (ember_filter_chip_parent_class)->finalize (object);
}

static void
ember_filter_chip_class_init (EmberFilterChipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ember_filter_chip_dispose;
  object_class->finalize = ember_filter_chip_finalize;
  signals[SIGNAL_SWITCHED] = g_signal_new ("switched", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[SIGNAL_REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "filterchip");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, delete_key_cb, NULL);
}

static GtkLabel *
add_label (GtkWidget *box,
           const char *style_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, style_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
ember_filter_chip_init (EmberFilterChip *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->toggle = gtk_toggle_button_new ();
  self->words_label = add_label (box, "words");
  gtk_label_set_ellipsize (self->words_label, PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (self->words_label, MAX_WIDTH_CHARS);
  self->count_label = add_label (box, "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->count_label), "dim-label");
  gtk_button_set_child (GTK_BUTTON (self->toggle), box);
  self->remove_button = gtk_button_new_from_icon_name ("window-close-symbolic");
  gtk_widget_set_parent (self->toggle, GTK_WIDGET (self));
  gtk_widget_set_parent (self->remove_button, GTK_WIDGET (self));
  g_signal_connect_swapped (self->toggle, "toggled", G_CALLBACK (toggled_cb), self);
  g_signal_connect_swapped (self->remove_button, "clicked", G_CALLBACK (remove_cb), self);
}

GtkWidget *
ember_filter_chip_new (void)
{
  return g_object_new (EMBER_TYPE_FILTER_CHIP, NULL);
}

void
ember_filter_chip_set_condition (EmberFilterChip *self,
                                 const EmberFilterCondition *condition,
                                 const EmberProfile *profile)
{
  g_autofree char *removal = NULL;

  g_return_if_fail (EMBER_IS_FILTER_CHIP (self));

  g_free (self->words);
  self->words = ember_filter_words_dup_condition (condition, profile);
  self->adds = condition->kind == EMBER_FILTER_EVENT || condition->kind == EMBER_FILTER_IDLE;
  gtk_label_set_text (self->words_label, self->words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, self->words, -1);
  /* Translators: %s is a filter, as "comm java" */
  removal = g_strdup_printf (_ ("Remove the filter “%s”"), self->words);
  gtk_widget_set_tooltip_text (self->remove_button, removal);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove_button), GTK_ACCESSIBLE_PROPERTY_LABEL, removal, -1);
  g_signal_handlers_block_by_func (self->toggle, toggled_cb, self);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->toggle), condition->is_enabled);
  g_signal_handlers_unblock_by_func (self->toggle, toggled_cb, self);
  if (condition->is_enabled)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "off");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "off");
}

void
ember_filter_chip_set_count (EmberFilterChip *self,
                             const uint64_t *n_samples,
                             uint64_t n_all)
{
  g_autofree char *count = NULL;
  g_autofree char *samples = NULL;
  g_autofree char *share = NULL;
  g_autofree char *tooltip = NULL;

  g_return_if_fail (EMBER_IS_FILTER_CHIP (self));

  count = n_samples != NULL ? ember_amount_text_dup (*n_samples) : g_strdup ("…");
  gtk_label_set_text (self->count_label, count);
  if (n_samples == NULL)
    {
      gtk_widget_set_tooltip_text (self->toggle, self->words);
      return;
    }
  samples = ember_amount_text_dup_samples (*n_samples);
  share = ember_amount_text_dup_share (*n_samples, n_all, 1);
  if (self->adds)
    /* Translators: a filter, as "event cycles"; the samples that it shows, as "412 samples" */
    tooltip = g_strdup_printf (_ ("%s\nShows %s by itself\nClick to switch it off or on"), self->words, samples);
  else
    /* Translators: a filter, as "comm java"; the samples that it leaves, as "412 samples"; their part of all, as "12.3 %" */
    tooltip = g_strdup_printf (_ ("%s\nLeaves %s by itself, %s of all\nClick to switch it off or on"),
                               self->words, samples, share);
  gtk_widget_set_tooltip_text (self->toggle, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, samples, -1);
}

void
ember_filter_chip_set_missing (EmberFilterChip *self,
                               const char *why)
{
  g_autofree char *tooltip = NULL;

  g_return_if_fail (EMBER_IS_FILTER_CHIP (self));

  tooltip = g_strdup_printf ("%s\n%s", self->words, why);
  gtk_label_set_text (self->count_label, "–");
  gtk_widget_set_tooltip_text (self->toggle, tooltip);
  gtk_widget_add_css_class (GTK_WIDGET (self), "off");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, why, -1);
}
