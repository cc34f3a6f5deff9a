/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/export-dialog.h"

#include <glib/gi18n.h>

#include "export/caption.h"
#include "session/selection.h"
#include "ui/export-job.h"
#include "ui/file-chooser.h"
#include "ui/settings.h"

struct _EmberExportDialog
{
  GtkWindow parent_instance;

  GtkDropDown *content_choice;
  GtkLabel *kind_label;
  GtkDropDown *kind_choice;
  GtkLabel *summary;

  EmberWindow *window;
  GSettings *settings;
};

/* A file that is being written, and the window that will be told. */
typedef struct
{
  EmberWindow *window;
  GFile *file;
} Saving;

G_DEFINE_FINAL_TYPE (EmberExportDialog, ember_export_dialog, GTK_TYPE_WINDOW)

/* Parts of pictures have their place in GSettings; strings are the order of the enums. */
static int
get_choice (GSettings *settings,
            const char *key,
            const char *const *values)
{
  g_autofree char *value = g_settings_get_string (settings, key);

  for (int i = 0; values[i] != NULL; i++)
    if (g_str_equal (values[i], value))
      return i;
  return 0;
}

/* Without times there is no heat map to choose. */
static const EmberExportContent contents[] = {
  EMBER_EXPORT_FLAME_GRAPH,
  EMBER_EXPORT_FOLDED,
  EMBER_EXPORT_FUNCTIONS,
  EMBER_EXPORT_HEAT_MAP,
  EMBER_EXPORT_COUNTS,
};
#define N_CONTENTS_WITHOUT_TIMES 3

static EmberExportContent
get_content (EmberExportDialog *self)
{
  const guint row = gtk_drop_down_get_selected (self->content_choice);

  return contents[MIN (row, G_N_ELEMENTS (contents) - 1)];
}

static char *
dup_caption (EmberExportDialog *self)
{
  EmberSession *session = ember_window_get_session (self->window);
  const EmberTimeRange range = ember_session_get_range (session);
  const char *event = ember_session_get_event_name (session);
  g_autofree char *name = ember_window_dup_file_name (self->window);
  g_autofree char *caption = ember_caption_new (name, ember_session_get_table_set (session),
                                                ember_time_range_is_empty (range) ? EMBER_TIME_RANGE_ALL : range, event != NULL ? event : "");

  return ember_caption_add_filter (caption, ember_session_get_filter (session),
                                   get_content (self) == EMBER_EXPORT_FLAME_GRAPH ? ember_session_get_merge_level (session) : EMBER_MERGE_COMM);
}

static EmberComparison *
get_comparison (EmberExportDialog *self)
{
  return ember_recording_page_get_comparison (ember_window_get_recording_page (self->window));
}

static char *
dup_other_name (EmberExportDialog *self)
{
  EmberSession *other = ember_comparison_get_other (get_comparison (self));
  g_autofree char *name = other != NULL ? g_file_get_basename (ember_session_get_file (other)) : NULL;

  return name != NULL ? g_filename_display_name (name) : NULL;
}

/* What the graph is of, and what that is compared with. */
static char *
dup_compared_caption (EmberExportDialog *self,
                      const EmberDifference *difference)
{
  EmberSession *session = ember_window_get_session (self->window);
  const char *event = ember_session_get_event_name (session);
  const gboolean is_flipped = ember_comparison_is_flipped (get_comparison (self));
  g_autofree char *own = ember_window_dup_file_name (self->window);
  g_autofree char *other = dup_other_name (self);
  g_autofree char *caption = ember_caption_new (is_flipped ? other : own, ember_flame_graph_get_set (difference->range),
                                                ember_flame_graph_get_range (difference->range), event != NULL ? event : "");
  g_autofree char *filtered = ember_caption_add_filter (caption, ember_session_get_filter (session), ember_session_get_merge_level (session));

  return ember_caption_add_baseline (filtered, is_flipped ? own : other, ember_flame_graph_get_set (difference->baseline),
                                     ember_flame_graph_get_range (difference->baseline), difference->normalization);
}

static void
fill_contents (EmberExportDialog *self)
{
  const char *labels[] = { _ ("Flame graph"), _ ("Folded stacks (text)"), _ ("Functions (CSV)"),
                           _ ("Heat map"), _ ("Counts of the heat map (CSV)"), NULL };
  g_autoptr (GtkStringList) list = NULL;

  if (ember_session_get_heatmap (ember_window_get_session (self->window)) == NULL)
    labels[N_CONTENTS_WITHOUT_TIMES] = NULL;
  list = gtk_string_list_new (labels);
  gtk_drop_down_set_model (self->content_choice, G_LIST_MODEL (list));
}

/* What of the recording goes into the file; heat maps show all of it. */
static void
content_changed_cb (EmberExportDialog *self)
{
  EmberSession *session = ember_window_get_session (self->window);
  const EmberExportContent content = get_content (self);
  const gboolean is_picture = content == EMBER_EXPORT_FLAME_GRAPH || content == EMBER_EXPORT_HEAT_MAP;
  const gboolean is_of_all = content == EMBER_EXPORT_HEAT_MAP || content == EMBER_EXPORT_COUNTS;
  const EmberDifference *difference = is_of_all ? NULL : ember_comparison_get_difference (get_comparison (self));
  const EmberTimeRange range = is_of_all ? (EmberTimeRange){ 0, 0 } : ember_session_get_range (session);
  const EmberSelection selection = ember_selection_new (ember_session_get_table_set (session), range);
  g_autofree char *words = difference != NULL ? dup_compared_caption (self, difference) : ember_selection_dup_words (&selection);

  gtk_label_set_text (self->summary, words);
  gtk_widget_set_sensitive (GTK_WIDGET (self->kind_choice), is_picture);
  gtk_widget_set_sensitive (GTK_WIDGET (self->kind_label), is_picture);
}

/* Returns: (nullable): NULL where a reload has left nothing to write */
static EmberExportJob *
create_job (EmberExportDialog *self)
{
  EmberSession *session = ember_window_get_session (self->window);
  EmberFlameView *view = ember_recording_page_get_flame_view (ember_window_get_recording_page (self->window));
  EmberComparison *comparison = get_comparison (self);
  EmberDifference *difference = ember_comparison_get_difference (comparison);
  EmberFlameGraph *graph = ember_comparison_get_graph (comparison);
  EmberFlameGraph *shown = ember_flame_view_get_graph (view);
  EmberExportJob *job;

  if (graph == NULL)
    return NULL;
  /* A picture shows what the window shows, also where that is a turned graph, which nothing is compared on. */
  if (get_content (self) == EMBER_EXPORT_FLAME_GRAPH && shown != NULL && ember_flame_graph_get_stacks (shown) != ember_flame_graph_get_stacks (graph))
    {
      graph = shown;
      difference = NULL;
    }
  job = ember_export_job_new (graph, difference, ember_session_get_heatmap (session));
  job->basis = ember_comparison_get_basis (comparison);
  g_object_get (view, "search-text", &job->search_text, "search-is-regex", &job->search_is_regex, NULL);
  job->content = get_content (self);
  job->kind = (EmberPictureKind) gtk_drop_down_get_selected (self->kind_choice);
  job->palette = (EmberPalette) get_choice (self->settings, "palette", ember_settings_palettes);
  job->order = (EmberFlameOrder) get_choice (self->settings, "sibling-order", ember_settings_orders);
  job->is_icicle = g_settings_get_boolean (self->settings, "is-icicle");
  if (difference != NULL && job->content == EMBER_EXPORT_FLAME_GRAPH)
    job->caption = dup_compared_caption (self, difference);
  else
    job->caption = dup_caption (self);
  return job;
}

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->window);
  g_object_unref (saving->file);
  g_free (saving);
}

static void
write_done_cb (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  Saving *saving = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *base = g_file_get_basename (saving->file);
  g_autofree char *name = g_filename_display_name (base);
  g_autofree char *text = NULL;

  if (ember_export_job_write_finish (result, &error))
    /* Translators: %s is the name of a file. */
    text = g_strdup_printf (_ ("Saved “%s”."), name);
  else
    /* Translators: the name of a file, and a sentence that says why. */
    text = g_strdup_printf (_ ("“%s” could not be saved: %s"), name, error->message);
  ember_window_set_notice (saving->window, text);
  saving_free (saving);
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

/* "recording.txt.gz" is exported as "recording.svg". */
static char *
dup_suggestion (EmberExportDialog *self,
                const EmberExportJob *job)
{
  g_autofree char *name = ember_window_dup_file_name (self->window);
  char *dot = strchr (name + 1, '.');

  if (dot != NULL)
    *dot = '\0';
  return g_strconcat (name, job->content == EMBER_EXPORT_HEAT_MAP ? "-heatmap." : ".", ember_export_job_get_extension (job), NULL);
}

static void
save_action_cb (GtkWidget *widget,
                const char *name,
                GVariant *parameter)
{
  EmberExportDialog *self = EMBER_EXPORT_DIALOG (widget);
  EmberExportJob *job = create_job (self);
  g_autofree char *suggestion = job != NULL ? dup_suggestion (self, job) : NULL;

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
  g_clear_object (&self->settings);
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
  gtk_widget_class_bind_template_child (widget_class, EmberExportDialog, summary);
  gtk_widget_class_install_action (widget_class, "export.save", NULL, save_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ember_export_dialog_init (EmberExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EmberExportDialog *
ember_export_dialog_new (EmberWindow *window,
                         GSettings *settings)
{
  EmberExportDialog *self = g_object_new (EMBER_TYPE_EXPORT_DIALOG, "transient-for", window, NULL);

  self->window = g_object_ref (window);
  self->settings = g_object_ref (settings);
  fill_contents (self);
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
    {
      Saving *saving = g_new0 (Saving, 1);

      saving->window = g_object_ref (self->window);
      saving->file = g_object_ref (file);
      ember_export_job_write_async (job, file, write_done_cb, saving);
    }
  gtk_window_destroy (GTK_WINDOW (self));
}
