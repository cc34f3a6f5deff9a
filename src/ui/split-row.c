/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/split-row.h"

#include <glib/gi18n.h>

#include "analysis/split-words.h"
#include "ui/heatmap-view-small.h"
#include "ui/template.h"
#include "ui/thread-picks.h"

struct _EmberSplitRow
{
  GtkWidget parent_instance;

  GtkWidget *button;
  GtkLabel *name;
  GtkLabel *amount;
  EmberHeatmapView *heatmap_view;
  GdkModifierType modifiers; /* of the last press */
};

enum
{
  SIGNAL_PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmberSplitRow, ember_split_row, GTK_TYPE_WIDGET)

static void
pick (EmberSplitRow *self,
      EmberThreadPick how)
{
  if (gtk_widget_get_sensitive (self->button))
    g_signal_emit (self, signals[SIGNAL_PICKED], 0, (int) how);
}

static void
clicked_cb (EmberSplitRow *self)
{
  pick (self, (self->modifiers & GDK_ALT_MASK) != 0       ? EMBER_THREAD_PICK_EXCLUDE
              : (self->modifiers & GDK_CONTROL_MASK) != 0 ? EMBER_THREAD_PICK_ADD
                                                          : EMBER_THREAD_PICK_ONLY);
}

/* Sees events before the button does, which does not tell what was held. */
static gboolean
event_cb (EmberSplitRow *self,
          GdkEvent *event)
{
  const GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_BUTTON_PRESS || type == GDK_KEY_PRESS || type == GDK_TOUCH_BEGIN)
    self->modifiers = gdk_event_get_modifier_state (event);
  return GDK_EVENT_PROPAGATE;
}

static gboolean
key_cb (GtkWidget *widget,
        GVariant *how,
        gpointer user_data)
{
  pick (EMBER_SPLIT_ROW (widget), (EmberThreadPick) g_variant_get_int32 (how));
  return TRUE;
}

static void
ember_split_row_dispose (GObject *object)
{
  ember_template_dispose (GTK_WIDGET (object), EMBER_TYPE_SPLIT_ROW);
  G_OBJECT_CLASS (ember_split_row_parent_class)->dispose (object);
}

static void
ember_split_row_class_init (EmberSplitRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ember_split_row_dispose;
  g_type_ensure (EMBER_TYPE_HEATMAP_VIEW);
  signals[SIGNAL_PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_css_name (widget_class, "splitrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/split-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberSplitRow, button);
  gtk_widget_class_bind_template_child (widget_class, EmberSplitRow, name);
  gtk_widget_class_bind_template_child (widget_class, EmberSplitRow, amount);
  gtk_widget_class_bind_template_child (widget_class, EmberSplitRow, heatmap_view);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, key_cb, "i", EMBER_THREAD_PICK_ADD);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_ALT_MASK, key_cb, "i", EMBER_THREAD_PICK_EXCLUDE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, key_cb, "i", EMBER_THREAD_PICK_EXCLUDE);
}

static void
ember_split_row_init (EmberSplitRow *self)
{
  GtkEventController *events = gtk_event_controller_legacy_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  ember_heatmap_view_set_is_small (self->heatmap_view, TRUE);
  ember_heatmap_view_set_takes_band (self->heatmap_view, TRUE);
  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (events, "event", G_CALLBACK (event_cb), self);
  gtk_widget_add_controller (self->button, events);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked_cb), self);
}

GtkWidget *
ember_split_row_new (void)
{
  return g_object_new (EMBER_TYPE_SPLIT_ROW, NULL);
}

void
ember_split_row_set_part (EmberSplitRow *self,
                          EmberSplit *split,
                          uint32_t part,
                          const EmberTableSet *set)
{
  g_autofree char *name = ember_split_dup_name (split, part);
  g_autofree char *amount = ember_split_dup_amount (split, part);
  g_autofree char *label = g_strjoin (", ", name, amount, NULL);
  EmberFilterCondition condition;
  const gboolean is_named = ember_split_get_condition (split, part, &condition);

  g_return_if_fail (EMBER_IS_SPLIT_ROW (self));

  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->amount, amount);
  gtk_widget_set_sensitive (self->button, is_named);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  ember_heatmap_view_set_heatmap (self->heatmap_view, split->parts[part].heatmap);
  ember_heatmap_view_set_table_set (self->heatmap_view, set);
}

char *
ember_split_row_dup_name (EmberSplitRow *self)
{
  g_return_val_if_fail (EMBER_IS_SPLIT_ROW (self), NULL);

  return g_strdup (gtk_label_get_text (self->name));
}

EmberHeatmapView *
ember_split_row_get_heatmap_view (EmberSplitRow *self)
{
  g_return_val_if_fail (EMBER_IS_SPLIT_ROW (self), NULL);

  return self->heatmap_view;
}

GtkWidget *
ember_split_row_get_label (EmberSplitRow *self)
{
  g_return_val_if_fail (EMBER_IS_SPLIT_ROW (self), NULL);

  return self->button;
}
