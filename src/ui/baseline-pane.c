/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/baseline-pane.h"

#include <glib/gi18n.h>

#include "ui/baseline-swatch.h"
#include "ui/template.h"

struct _EmberBaselinePane
{
  GtkWidget parent_instance;

  GtkLabel *name;
  GtkProgressBar *progress_bar;
  GtkStack *stack;
  EmberHeatmapView *heatmap_view;
  GtkLabel *message;

  EmberComparison *comparison;
  EmberSession *other; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (EmberBaselinePane, ember_baseline_pane, GTK_TYPE_WIDGET)

/* Returns: (transfer full) (nullable): what stands in place of a heat map */
static char *
dup_message (EmberBaselinePane *self)
{
  const EmberProfile *profile = ember_session_get_profile (self->other);

  if (ember_session_get_state (self->other) == EMBER_SESSION_FAILED)
    return g_strdup (ember_session_get_error (self->other)->message);
  if (profile != NULL && !ember_profile_has_times (profile))
    return g_strdup (_ ("This recording has no time stamps; all of it is compared."));
  if (profile == NULL && ember_session_get_heatmap (self->other) == NULL)
    return g_strdup (_ ("Reading…"));
  return NULL;
}

static void
update (EmberBaselinePane *self)
{
  g_autofree char *message = NULL;

  ember_heatmap_view_set_heatmap (self->heatmap_view, self->other != NULL ? ember_session_get_heatmap (self->other) : NULL);
  ember_heatmap_view_set_table_set (self->heatmap_view, self->other != NULL ? ember_session_get_table_set (self->other) : NULL);
  if (self->other == NULL)
    return;
  message = dup_message (self);
  gtk_label_set_text (self->message, message != NULL ? message : "");
  gtk_stack_set_visible_child_name (self->stack, message != NULL ? "message" : "heatmap");
}

static void
progress_cb (EmberBaselinePane *self)
{
  const EmberLoadProgress progress = ember_session_get_progress (self->other);

  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), ember_session_get_state (self->other) == EMBER_SESSION_LOADING);
  if (progress.n_bytes_total > 0)
    gtk_progress_bar_set_fraction (self->progress_bar, MIN ((double) progress.n_bytes / (double) progress.n_bytes_total, 1));
  else
    gtk_progress_bar_pulse (self->progress_bar);
  update (self);
}

static void
range_cb (EmberBaselinePane *self)
{
  const EmberTimeRange range = ember_session_get_range (self->other);

  if (!ember_time_range_equal (ember_heatmap_view_get_selection (self->heatmap_view), range))
    ember_heatmap_view_set_selection (self->heatmap_view, range);
}

static void
selection_changed_cb (EmberHeatmapView *view,
                      gboolean is_preview,
                      gpointer user_data)
{
  EmberBaselinePane *self = user_data;

  if (self->other != NULL)
    ember_session_set_range (self->other, ember_heatmap_view_get_selection (view));
}

static void
forget_other (EmberBaselinePane *self)
{
  if (self->other != NULL)
    g_signal_handlers_disconnect_by_data (self->other, self);
  g_clear_object (&self->other);
}

static void
show_name (EmberBaselinePane *self)
{
  GFile *file = ember_session_get_file (self->other);
  g_autofree char *base = file != NULL ? g_file_get_basename (file) : NULL;
  g_autofree char *name = base != NULL ? g_filename_display_name (base) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_parse_name (file) : NULL;

  gtk_label_set_text (self->name, name != NULL ? name : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), path);
}

static void
other_changed_cb (EmberBaselinePane *self)
{
  static const struct
  {
    const char *signal;
    GCallback callback;
  } handlers[] = {
    { "notify::heatmap", G_CALLBACK (update) },
    { "notify::table-set", G_CALLBACK (update) },
    { "notify::profile", G_CALLBACK (update) },
    { "notify::range", G_CALLBACK (range_cb) },
    { "notify::progress", G_CALLBACK (progress_cb) },
    { "notify::state", G_CALLBACK (progress_cb) },
  };
  EmberSession *other = ember_comparison_get_other (self->comparison);

  forget_other (self);
  gtk_widget_set_visible (GTK_WIDGET (self), other != NULL);
  if (other == NULL)
    {
      update (self);
      return;
    }
  self->other = g_object_ref (other);
  for (size_t i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_swapped (other, handlers[i].signal, handlers[i].callback, self);
  show_name (self);
  range_cb (self);
  progress_cb (self);
}

static void
ember_baseline_pane_dispose (GObject *object)
{
  EmberBaselinePane *self = EMBER_BASELINE_PANE (object);

  forget_other (self);
  ember_template_dispose (GTK_WIDGET (self), EMBER_TYPE_BASELINE_PANE);
  g_clear_object (&self->comparison);
  G_OBJECT_CLASS (ember_baseline_pane_parent_class)->dispose (object);
}

static void
ember_baseline_pane_class_init (EmberBaselinePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ember_baseline_pane_dispose;
  g_type_ensure (EMBER_TYPE_BASELINE_SWATCH);
  g_type_ensure (EMBER_TYPE_HEATMAP_VIEW);
  gtk_widget_class_set_css_name (widget_class, "baselinepane");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/baseline-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberBaselinePane, name);
  gtk_widget_class_bind_template_child (widget_class, EmberBaselinePane, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, EmberBaselinePane, stack);
  gtk_widget_class_bind_template_child (widget_class, EmberBaselinePane, heatmap_view);
  gtk_widget_class_bind_template_child (widget_class, EmberBaselinePane, message);
}

static void
ember_baseline_pane_init (EmberBaselinePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect (self->heatmap_view, "selection-changed", G_CALLBACK (selection_changed_cb), self);
}

void
ember_baseline_pane_bind (EmberBaselinePane *self,
                          EmberComparison *comparison)
{
  g_return_if_fail (EMBER_IS_BASELINE_PANE (self) && self->comparison == NULL);

  self->comparison = g_object_ref (comparison);
  g_signal_connect_object (comparison, "notify::other", G_CALLBACK (other_changed_cb), self, G_CONNECT_SWAPPED);
  other_changed_cb (self);
}

EmberHeatmapView *
ember_baseline_pane_get_heatmap_view (EmberBaselinePane *self)
{
  g_return_val_if_fail (EMBER_IS_BASELINE_PANE (self), NULL);

  return self->heatmap_view;
}
