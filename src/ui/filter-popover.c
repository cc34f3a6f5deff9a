/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/filter-popover.h"

#include <glib/gi18n.h>

#include "analysis/filter-text.h"

struct _EmberFilterPopover
{
  GtkPopover parent_instance;

  GtkDropDown *sense_choice;
  GtkDropDown *kind_choice;
  GtkDropDown *match_choice;
  GtkWidget *entry;
  GtkLabel *error_label;

  EmberSession *session;
};

G_DEFINE_FINAL_TYPE (EmberFilterPopover, ember_filter_popover, GTK_TYPE_POPOVER)

/* The rows of kind_choice, in the words of EmberFilterText; those of match_choice. */
static const char *const kinds[] = { "comm", "pid", "tid", "cpu", "frame", "module" };
static const char *const matches[] = { "=", "==", "~" };
#define N_KINDS_OF_ONE_MATCH 4

static gboolean
is_of_stack (EmberFilterPopover *self)
{
  return gtk_drop_down_get_selected (self->kind_choice) >= N_KINDS_OF_ONE_MATCH;
}

static gboolean
parse (EmberFilterPopover *self,
       EmberFilterCondition *condition,
       GError **error)
{
  g_autofree char *value = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  const guint kind = gtk_drop_down_get_selected (self->kind_choice);
  const guint match = is_of_stack (self) ? gtk_drop_down_get_selected (self->match_choice) : 0;
  const gboolean is_excluding = gtk_drop_down_get_selected (self->sense_choice) == 1;
  g_autofree char *text = NULL;

  if (g_str_equal (kinds[kind], "comm") || match == 1)
    text = g_strdup_printf ("%s%s%s%s", kinds[kind], is_excluding ? "!" : "", matches[match], value);
  else
    text = g_strdup_printf ("%s%s%s%s", kinds[kind], is_excluding ? "!" : "", matches[match], g_strstrip (value));
  return ember_filter_text_parse (text, condition, error);
}

/* The parser speaks about its own text; of numbers there is only one thing to say. */
static char *
dup_reason (EmberFilterPopover *self,
            const GError *error)
{
  return g_strdup (is_of_stack (self) ? error->message : _ ("This must be a number, or -1 for what the file does not tell"));
}

static void
update (EmberFilterPopover *self)
{
  EmberFilterCondition condition = { 0 };
  const gboolean is_empty = gtk_editable_get_text (GTK_EDITABLE (self->entry))[0] == '\0';
  g_autoptr (GError) error = NULL;
  const gboolean is_good = !is_empty && parse (self, &condition, &error);
  g_autofree char *reason = error != NULL ? dup_reason (self, error) : NULL;

  g_free (condition.text);
  gtk_widget_set_visible (GTK_WIDGET (self->match_choice), is_of_stack (self));
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), reason != NULL);
  gtk_label_set_text (self->error_label, reason != NULL ? reason : "");
  if (reason != NULL)
    gtk_widget_add_css_class (self->entry, "error");
  else
    gtk_widget_remove_css_class (self->entry, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               reason != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "filter.add", is_good);
}

static void
add_cb (GtkWidget *widget,
        const char *name,
        GVariant *parameter)
{
  EmberFilterPopover *self = EMBER_FILTER_POPOVER (widget);
  EmberFilterCondition condition;
  g_autoptr (EmberFilter) filter = NULL;

  if (!parse (self, &condition, NULL))
    return;
  filter = ember_filter_with (ember_session_get_filter (self->session), &condition);
  g_free (condition.text);
  ember_session_set_filter (self->session, filter);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
activate_cb (EmberFilterPopover *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "filter.add", NULL);
}

static void
ember_filter_popover_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ember_filter_popover_parent_class)->map (widget);
  gtk_widget_grab_focus (EMBER_FILTER_POPOVER (widget)->entry);
}

static void
ember_filter_popover_dispose (GObject *object)
{
  EmberFilterPopover *self = EMBER_FILTER_POPOVER (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), EMBER_TYPE_FILTER_POPOVER);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (ember_filter_popover_parent_class)->dispose (object);
}

static void
ember_filter_popover_class_init (EmberFilterPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ember_filter_popover_dispose;
  widget_class->map = ember_filter_popover_map;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/filter-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberFilterPopover, sense_choice);
  gtk_widget_class_bind_template_child (widget_class, EmberFilterPopover, kind_choice);
  gtk_widget_class_bind_template_child (widget_class, EmberFilterPopover, match_choice);
  gtk_widget_class_bind_template_child (widget_class, EmberFilterPopover, entry);
  gtk_widget_class_bind_template_child (widget_class, EmberFilterPopover, error_label);
  gtk_widget_class_install_action (widget_class, "filter.add", NULL, add_cb);
}

static void
ember_filter_popover_init (EmberFilterPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->sense_choice, "notify::selected", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->kind_choice, "notify::selected", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->match_choice, "notify::selected", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_cb), self);
  update (self);
}

void
ember_filter_popover_bind (EmberFilterPopover *self,
                           EmberSession *session)
{
  g_return_if_fail (EMBER_IS_FILTER_POPOVER (self) && self->session == NULL);

  self->session = g_object_ref (session);
}
