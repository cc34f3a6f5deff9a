/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/export-dialog.h"

#include <glib/gi18n.h>

#include "session/selection.h"
#include "ui/export-capture.h"
#include "ui/export-saving.h"
#include "ui/file-chooser.h"
#include "ui/heatmap-view-small.h"
#include "ui/widget-theme.h"

struct _EmberExportDialog
{
  GtkWindow parent_instance;

  GtkDropDown *content_choice;
  GtkLabel *kind_label;
  GtkDropDown *kind_choice;
  GtkCheckButton *dark_choice;
  GtkLabel *summary;

  EmberWindow *window;
};

G_DEFINE_FINAL_TYPE (EmberExportDialog, ember_export_dialog, GTK_TYPE_WINDOW)

/* Without times there is no heat map to choose. */
static const EmberExportContent contents[] = {
  EMBER_EXPORT_FLAME_GRAPH,
  EMBER_EXPORT_TABLE,
  EMBER_EXPORT_FOLDED,
  EMBER_EXPORT_FUNCTIONS,
  EMBER_EXPORT_HEAT_MAP,
  EMBER_EXPORT_COUNTS,
};
#define N_CONTENTS_WITHOUT_TIMES 4

static EmberExportContent
get_content (EmberExportDialog *self)
{
  const guint row = gtk_drop_down_get_selected (self->content_choice);

  return contents[MIN (row, G_N_ELEMENTS (contents) - 1)];
}

static EmberComparison *
get_comparison (EmberExportDialog *self)
{
  return ember_recording_page_get_comparison (ember_window_get_recording_page (self->window));
}

static EmberHeatmapView *
get_heatmap_view (EmberExportDialog *self)
{
  return ember_recording_page_get_heatmap_view (ember_window_get_recording_page (self->window));
}

static void
fill_contents (EmberExportDialog *self)
{
  const char *labels[] = { _ ("Flame graph"), _ ("Table of functions"), _ ("Folded stacks (text)"), _ ("Functions (CSV)"),
                           _ ("Heat map"), _ ("Counts of the heat map (CSV)"), NULL };
  g_autoptr (GtkStringList) list = NULL;

  if (ember_session_get_heatmap (ember_window_get_session (self->window)) == NULL)
    labels[N_CONTENTS_WITHOUT_TIMES] = NULL;
  list = gtk_string_list_new (labels);
  gtk_drop_down_set_model (self->content_choice, G_LIST_MODEL (list));
}

/* What of the recording goes into the file: all that is seen of a heat map, whatever is selected. */
static void
content_changed_cb (EmberExportDialog *self)
{
  EmberSession *session = ember_window_get_session (self->window);
  const EmberExportContent content = get_content (self);
  const gboolean is_picture = ember_export_content_is_picture (content);
  const gboolean is_of_all = content == EMBER_EXPORT_HEAT_MAP || content == EMBER_EXPORT_COUNTS;
  const EmberDifference *difference = is_of_all ? NULL : ember_comparison_get_difference (get_comparison (self));
  const EmberHeatmapSeen seen = is_of_all ? ember_heatmap_view_get_seen (get_heatmap_view (self)) : (EmberHeatmapSeen){ 0 };
  const EmberTimeRange range = is_of_all ? seen.range : ember_session_get_range (session);
  const EmberBand band = is_of_all ? seen.band : ember_session_get_band (session);
  const EmberSelection selection = ember_selection_new_banded (ember_session_get_table_set (session), range, band);
  g_autofree char *words = difference != NULL ? ember_export_capture_dup_comparison (self->window, difference) : ember_selection_dup_words (&selection);

  gtk_label_set_text (self->summary, words);
  gtk_widget_set_sensitive (GTK_WIDGET (self->kind_choice), is_picture);
  gtk_widget_set_sensitive (GTK_WIDGET (self->kind_label), is_picture);
  gtk_widget_set_sensitive (GTK_WIDGET (self->dark_choice), is_picture);
}

/* Returns: (nullable): NULL where a reload has left nothing to write */
static EmberExportJob *
create_job (EmberExportDialog *self)
{
  EmberExportJob *job = ember_export_capture (self->window, get_content (self));

  if (job != NULL)
    {
      job->kind = (EmberPictureKind) gtk_drop_down_get_selected (self->kind_choice);
      job->is_dark = gtk_check_button_get_active (self->dark_choice);
    }
  return job;
}

static void
chosen_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (EmberExportDialog) self = user_data;
  g_autofree char *trouble = NULL;
  g_autoptr (GListModel) files = ember_file_chooser_finish (result, &trouble);
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;

  if (self->window != NULL && trouble != NULL)
    ember_window_set_notice (self->window, trouble);
  if (file != NULL && self->window != NULL)
    ember_export_dialog_save (self, file);
}

static void
save_action_cb (GtkWidget *widget,
                const char *name,
                GVariant *parameter)
{
  EmberExportDialog *self = EMBER_EXPORT_DIALOG (widget);
  EmberExportJob *job = create_job (self);
  g_autofree char *suggestion = job != NULL ? ember_export_capture_dup_name (self->window, job) : NULL;

  if (job == NULL)
    return;
  ember_file_chooser_save (GTK_WINDOW (self), _ ("Export"), suggestion, ember_session_get_file (ember_window_get_session (self->window)), chosen_cb, g_object_ref (self));
  ember_export_job_free (job);
}

static void
ember_export_dialog_dispose (GObject *object)
{
  EmberExportDialog *self = EMBER_EXPORT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), EMBER_TYPE_EXPORT_DIALOG);
  g_clear_object (&self->window);
  G_OBJECT_CLASS (ember_export_dialog_parent_class)->dispose (object);
}

static void
ember_export_dialog_class_init (EmberExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ember_export_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberExportDialog, content_choice);
  gtk_widget_class_bind_template_child (widget_class, EmberExportDialog, kind_label);
  gtk_widget_class_bind_template_child (widget_class, EmberExportDialog, kind_choice);
  gtk_widget_class_bind_template_child (widget_class, EmberExportDialog, dark_choice);
  gtk_widget_class_bind_template_child (widget_class, EmberExportDialog, summary);
  gtk_widget_class_install_action (widget_class, "export.save", NULL, save_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ember_export_dialog_init (EmberExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Whoever looks at the table wants it, and not the graph behind it. */
static void
choose_what_is_shown (EmberExportDialog *self)
{
  g_autofree char *view = NULL;

  g_object_get (ember_window_get_recording_page (self->window), "view", &view, NULL);
  for (guint row = 0; row < G_N_ELEMENTS (contents); row++)
    if (contents[row] == EMBER_EXPORT_FUNCTIONS && g_str_equal (view, "functions"))
      gtk_drop_down_set_selected (self->content_choice, row);
}

EmberExportDialog *
ember_export_dialog_new (EmberWindow *window)
{
  EmberExportDialog *self = g_object_new (EMBER_TYPE_EXPORT_DIALOG, "transient-for", window, NULL);
  EmberTheme theme;

  self->window = g_object_ref (window);
  fill_contents (self);
  choose_what_is_shown (self);
  ember_widget_theme_init (&theme, GTK_WIDGET (window));
  gtk_check_button_set_active (self->dark_choice, theme.is_dark);
  g_signal_connect_swapped (self->content_choice, "notify::selected", G_CALLBACK (content_changed_cb), self);
  content_changed_cb (self);
  return self;
}

void
ember_export_dialog_save (EmberExportDialog *self,
                          GFile *file)
{
  EmberExportJob *job;

  g_return_if_fail (EMBER_IS_EXPORT_DIALOG (self));

  job = create_job (self);
  if (job != NULL)
    ember_export_saving_begin (self->window, job, file);
  gtk_window_destroy (GTK_WINDOW (self));
}
