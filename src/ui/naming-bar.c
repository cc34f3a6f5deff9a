/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/naming-bar.h"

#include <glib/gi18n.h>

#include "ui/template.h"

/* Times that naming tells how far it is before it is worth a word. */
#define N_TOLD_UNSEEN 4

struct _EmberNamingBar
{
  GtkWidget parent_instance;

  GtkLabel *label;

  EmberOpening *opening; /* (nullable): of the session */
  guint n_told;
};

G_DEFINE_FINAL_TYPE (EmberNamingBar, ember_naming_bar, GTK_TYPE_WIDGET)

static char *
dup_text (EmberNamingState state)
{
  if (state.n_all == 0)
    return g_strdup (_ ("Resolving names…"));
  if (state.asks_servers)
    /* Translators: of so many programs and libraries, as "3 of 12". */
    return g_strdup_printf (_ ("Asking servers for symbols… %u of %u"), state.n_done, state.n_all);
  /* Translators: of so many programs and libraries, as "3 of 12". */
  return g_strdup_printf (_ ("Resolving names… %u of %u"), state.n_done, state.n_all);
}

static void
naming_progressed_cb (EmberNamingBar *self)
{
  const EmberNamingState state = ember_opening_get_naming (self->opening);
  g_autofree char *text = state.is_busy ? dup_text (state) : NULL;

  self->n_told = state.is_busy ? self->n_told + 1 : 0;
  /* The words stay for the moment in which it goes. */
  if (text != NULL)
    gtk_label_set_text (self->label, text);
  gtk_widget_set_visible (GTK_WIDGET (self), self->n_told >= N_TOLD_UNSEEN);
}

static void
stop_action_cb (GtkWidget *widget,
                const char *name,
                GVariant *parameter)
{
  ember_opening_stop_naming (EMBER_NAMING_BAR (widget)->opening);
}

static void
ember_naming_bar_dispose (GObject *object)
{
  g_clear_object (&EMBER_NAMING_BAR (object)->opening);
  ember_template_dispose (GTK_WIDGET (object), EMBER_TYPE_NAMING_BAR);
  G_OBJECT_CLASS (ember_naming_bar_parent_class)->dispose (object);
}

static void
ember_naming_bar_class_init (EmberNamingBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ember_naming_bar_dispose;
  gtk_widget_class_set_css_name (widget_class, "namingbar");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/naming-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberNamingBar, label);
  gtk_widget_class_install_action (widget_class, "naming.stop", NULL, stop_action_cb);
}

static void
ember_naming_bar_init (EmberNamingBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
ember_naming_bar_bind (EmberNamingBar *self,
                       EmberSession *session)
{
  g_return_if_fail (EMBER_IS_NAMING_BAR (self) && self->opening == NULL);

  self->opening = g_object_ref (ember_session_get_opening (session));
  g_signal_connect_object (self->opening, "naming-progressed", G_CALLBACK (naming_progressed_cb), self, G_CONNECT_SWAPPED);
}
