/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/comparison-bar.h"

#include <glib/gi18n.h>

#include "session/selection.h"
#include "ui/baseline-swatch.h"
#include "ui/change-legend.h"
#include "ui/template.h"
#include "ui/yielding-layout.h"

struct _EmberComparisonBar
{
  GtkWidget parent_instance;

  GtkLabel *label;
  GtkWidget *gone_button;
  GtkDropDown *basis_choice;
  GtkDropDown *normalization_choice;

  EmberSession *session;
  EmberComparison *comparison;
};

G_DEFINE_FINAL_TYPE (EmberComparisonBar, ember_comparison_bar, GTK_TYPE_WIDGET)

/* Returns: (transfer full): what a session shows, before it is read a dash */
static char *
dup_range_words (EmberSession *session,
                 EmberTimeRange range,
                 EmberBand band)
{
  const EmberTableSet *set = ember_session_get_table_set (session);
  EmberSelection selection;

  if (set == NULL)
    return g_strdup ("–");
  selection = ember_selection_new_banded (set, range, band);
  return ember_selection_dup_words (&selection);
}

static char *
dup_file_name (EmberSession *session)
{
  GFile *file = ember_session_get_file (session);
  g_autofree char *name = file != NULL ? g_file_get_basename (file) : NULL;

  return name != NULL ? g_filename_display_name (name) : g_strdup (_ ("Standard input"));
}

static char *
dup_words (EmberComparisonBar *self)
{
  EmberSession *other = ember_comparison_get_other (self->comparison);
  const EmberTimeRange baseline = ember_comparison_get_baseline (self->comparison);
  g_autofree char *range = dup_range_words (other != NULL ? other : self->session, baseline, (EmberBand){ 0 });
  g_autofree char *name = NULL;

  if (other == NULL)
    /* Translators: %s is a range, its length, its samples */
    return g_strdup_printf (_ ("Compared with %s"), range);
  name = dup_file_name (other);
  if (ember_comparison_is_flipped (self->comparison))
    /* Translators: the name of a file, and a range of it */
    return g_strdup_printf (_ ("Flipped: the graph is of %s · %s"), name, range);
  /* Translators: the name of a file, and a range of it */
  return g_strdup_printf (_ ("Compared with %s · %s"), name, range);
}

/* Both ranges, one a line. */
static char *
dup_tooltip (EmberComparisonBar *self)
{
  EmberSession *other = ember_comparison_get_other (self->comparison);
  g_autofree char *range = dup_range_words (self->session, ember_session_get_range (self->session), ember_session_get_band (self->session));
  g_autofree char *baseline = dup_range_words (other != NULL ? other : self->session, ember_comparison_get_baseline (self->comparison), (EmberBand){ 0 });
  const bool is_flipped = ember_comparison_is_flipped (self->comparison);

  /* Translators: two ranges in words */
  return g_strdup_printf (_ ("Range: %s\nBaseline: %s"), is_flipped ? baseline : range, is_flipped ? range : baseline);
}

static void
update (EmberComparisonBar *self)
{
  const gboolean is_active = ember_comparison_is_active (self->comparison);
  g_autofree char *words = is_active ? dup_words (self) : g_strdup ("");
  g_autofree char *tooltip = is_active ? dup_tooltip (self) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), is_active);
  gtk_label_set_text (self->label, words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), tooltip);
}

static void
ember_comparison_bar_dispose (GObject *object)
{
  EmberComparisonBar *self = EMBER_COMPARISON_BAR (object);

  ember_template_dispose (GTK_WIDGET (self), EMBER_TYPE_COMPARISON_BAR);
  g_clear_object (&self->session);
  g_clear_object (&self->comparison);
  G_OBJECT_CLASS (ember_comparison_bar_parent_class)->dispose (object);
}

static void
ember_comparison_bar_class_init (EmberComparisonBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ember_comparison_bar_dispose;
  g_type_ensure (EMBER_TYPE_BASELINE_SWATCH);
  g_type_ensure (EMBER_TYPE_CHANGE_LEGEND);
  g_type_ensure (EMBER_TYPE_YIELDING_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "comparisonbar");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/comparison-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberComparisonBar, label);
  gtk_widget_class_bind_template_child (widget_class, EmberComparisonBar, gone_button);
  gtk_widget_class_bind_template_child (widget_class, EmberComparisonBar, basis_choice);
  gtk_widget_class_bind_template_child (widget_class, EmberComparisonBar, normalization_choice);
}

static void
ember_comparison_bar_init (EmberComparisonBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ember_comparison_bar_set_can_show_gone (self, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
ember_comparison_bar_set_can_show_gone (EmberComparisonBar *self,
                                        gboolean can_show_gone)
{
  g_return_if_fail (EMBER_IS_COMPARISON_BAR (self));

  gtk_widget_set_sensitive (self->gone_button, can_show_gone);
  gtk_widget_set_tooltip_text (self->gone_button, can_show_gone ? _ ("Show what the baseline has and the range has not")
                                                                : _ ("What only the baseline has is shown in the flame graph that is not inverted"));
}

void
ember_comparison_bar_bind (EmberComparisonBar *self,
                           EmberSession *session,
                           EmberComparison *comparison)
{
  g_return_if_fail (EMBER_IS_COMPARISON_BAR (self) && self->comparison == NULL);

  self->session = g_object_ref (session);
  self->comparison = g_object_ref (comparison);
  g_object_bind_property (comparison, "basis", self->basis_choice, "selected", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (comparison, "normalization", self->normalization_choice, "selected", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (comparison, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (comparison, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::range", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::table-set", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
