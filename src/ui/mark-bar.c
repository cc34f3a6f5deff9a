/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/mark-bar.h"

#include <glib/gi18n.h>

#include "profile/amount-text.h"
#include "ui/template.h"
#include "ui/widget-theme.h"

struct _EmberMarkBar
{
  GtkWidget parent_instance;

  GtkWidget *bar;
  GtkWidget *swatch;
  GtkLabel *label;
  GtkWidget *densest_button;
  GtkWidget *clear_button;

  EmberSession *session;
  EmberMarker *marker;
  GtkWidget *flame_view;
};

G_DEFINE_FINAL_TYPE (EmberMarkBar, ember_mark_bar, GTK_TYPE_WIDGET)

static char *
dup_words (EmberMarkBar *self)
{
  const uint64_t n_all = ember_marker_get_n_samples (self->marker);
  const uint64_t n_matches = ember_marker_get_n_matches (self->marker);
  g_autofree char *name = ember_marker_dup_label (self->marker);
  g_autofree char *samples = NULL;
  g_autofree char *share = NULL;

  if (ember_marker_get_matches (self->marker) == NULL)
    return g_steal_pointer (&name);
  samples = ember_amount_text_dup_samples (n_matches);
  share = ember_amount_text_dup_share (n_matches, n_all, 1);
  /* Translators: a function, or what is searched for; its samples ("412 samples"); their part of all ("12.3 %") */
  return g_strdup_printf (_ ("%s · %s · %s"), name, samples, share);
}

/* CSS does not tell dark from light. */
static void
update_swatch (EmberMarkBar *self)
{
  EmberTheme theme;

  ember_widget_theme_init (&theme, GTK_WIDGET (self));
  if (theme.is_dark)
    gtk_widget_add_css_class (self->swatch, "on-dark");
  else
    gtk_widget_remove_css_class (self->swatch, "on-dark");
}

static void
update (EmberMarkBar *self)
{
  const gboolean is_marked = ember_marker_get_mark (self->marker) != NULL && ember_session_get_heatmap (self->session) != NULL;
  const gboolean has_stretch = !ember_time_range_is_empty (ember_marker_get_stretch (self->marker));
  g_autofree char *words = is_marked ? dup_words (self) : NULL;

  update_swatch (self);
  gtk_widget_set_visible (self->bar, is_marked);
  gtk_label_set_text (self->label, words != NULL ? words : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), words);
  gtk_widget_set_visible (self->clear_button, ember_marker_has_picked (self->marker));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "mark.select-densest", is_marked && has_stretch);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "mark.clear", ember_marker_has_picked (self->marker));
}

static void
search_changed_cb (EmberMarkBar *self)
{
  g_autofree char *text = NULL;
  g_autoptr (EmberMark) mark = NULL;
  gboolean is_regex;

  g_object_get (self->flame_view, "search-text", &text, "search-is-regex", &is_regex, NULL);
  if (text != NULL && text[0] != '\0')
    mark = ember_mark_new_search (text, is_regex);
  ember_marker_set_search (self->marker, mark);
}

static void
select_densest_cb (GtkWidget *widget,
                   const char *name,
                   GVariant *parameter)
{
  EmberMarkBar *self = EMBER_MARK_BAR (widget);

  ember_session_set_range (self->session, ember_marker_get_stretch (self->marker));
}

static void
clear_cb (GtkWidget *widget,
          const char *name,
          GVariant *parameter)
{
  ember_marker_pick (EMBER_MARK_BAR (widget)->marker, NULL);
}

static void
ember_mark_bar_dispose (GObject *object)
{
  EmberMarkBar *self = EMBER_MARK_BAR (object);

  ember_template_dispose (GTK_WIDGET (self), EMBER_TYPE_MARK_BAR);
  g_clear_object (&self->session);
  g_clear_object (&self->marker);
  g_clear_object (&self->flame_view);
  G_OBJECT_CLASS (ember_mark_bar_parent_class)->dispose (object);
}

static void
ember_mark_bar_class_init (EmberMarkBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ember_mark_bar_dispose;
  gtk_widget_class_set_css_name (widget_class, "markbar");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/mark-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberMarkBar, bar);
  gtk_widget_class_bind_template_child (widget_class, EmberMarkBar, swatch);
  gtk_widget_class_bind_template_child (widget_class, EmberMarkBar, label);
  gtk_widget_class_bind_template_child (widget_class, EmberMarkBar, densest_button);
  gtk_widget_class_bind_template_child (widget_class, EmberMarkBar, clear_button);
  gtk_widget_class_install_action (widget_class, "mark.select-densest", NULL, select_densest_cb);
  gtk_widget_class_install_action (widget_class, "mark.clear", NULL, clear_cb);
}

static void
ember_mark_bar_init (EmberMarkBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
ember_mark_bar_bind (EmberMarkBar *self,
                     EmberSession *session,
                     EmberMarker *marker,
                     GtkWidget *flame_view)
{
  g_return_if_fail (EMBER_IS_MARK_BAR (self) && self->marker == NULL);

  self->session = g_object_ref (session);
  self->marker = g_object_ref (marker);
  self->flame_view = g_object_ref (flame_view);
  g_signal_connect_object (flame_view, "notify::search-text", G_CALLBACK (search_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (flame_view, "notify::search-is-regex", G_CALLBACK (search_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (marker, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::heatmap", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  search_changed_cb (self);
  update (self);
}
