/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/recording-dialog.h"

#include <glib/gi18n.h>

#include "session/latest.h"
#include "session/recording-facts.h"

/* How long the button shows that it has copied. */
#define COPIED_MS 1500

struct _EmberRecordingDialog
{
  GtkWindow parent_instance;

  GtkButton *copy_button;
  GtkGrid *grid;

  EmberSession *session;
  EmberLatest *work;
  GPtrArray *facts; /* EmberRecordingFact; NULL until they are known */
  guint copied_id;
};

typedef struct
{
  EmberProfile *profile;
  GFile *file; /* (nullable) */
} Request;

G_DEFINE_FINAL_TYPE (EmberRecordingDialog, ember_recording_dialog, GTK_TYPE_WINDOW)

static void
request_free (gpointer data)
{
  Request *request = data;

  ember_profile_unref (request->profile);
  g_clear_object (&request->file);
  g_free (request);
}

/* Counts all samples and asks the file system. */
static gpointer
facts_work (gconstpointer data,
            GCancellable *cancellable)
{
  const Request *request = data;
  const EmberRecordingCounts counts = ember_recording_counts_new (request->profile);
  EmberRecordingFile file;
  GPtrArray *facts;

  ember_recording_file_init (&file, request->file);
  facts = ember_recording_facts_new (request->profile, &counts, &file);
  ember_recording_file_clear (&file);
  return facts;
}

static GtkWidget *
new_heading (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  return label;
}

static GtkWidget *
new_key (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static GtkWidget *
new_value (const char *text,
           GtkWidget *key)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "numeric");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_RELATION_LABELLED_BY, key, NULL, -1);
  return label;
}

static void
clear_grid (EmberRecordingDialog *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

static void
fill_grid (EmberRecordingDialog *self)
{
  const char *section = NULL;
  int row = 0;

  for (guint i = 0; i < self->facts->len; i++, row++)
    {
      const EmberRecordingFact *fact = g_ptr_array_index (self->facts, i);
      GtkWidget *key = new_key (fact->label);

      if (fact->section != section)
        gtk_grid_attach (self->grid, new_heading (fact->section), 0, row++, 2, 1);
      section = fact->section;
      gtk_grid_attach (self->grid, key, 0, row, 1, 1);
      gtk_grid_attach (self->grid, new_value (fact->value, key), 1, row, 1, 1);
    }
}

static void
facts_done_cb (gpointer result,
               gpointer user_data)
{
  EmberRecordingDialog *self = user_data;

  g_clear_pointer (&self->facts, g_ptr_array_unref);
  self->facts = result;
  clear_grid (self);
  fill_grid (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "recording.copy", TRUE);
}

static void
profile_changed_cb (EmberRecordingDialog *self)
{
  EmberProfile *profile = ember_session_get_profile (self->session);
  GFile *file = ember_session_get_file (self->session);
  Request *request;

  if (profile == NULL)
    return;
  request = g_new0 (Request, 1);
  request->profile = ember_profile_ref (profile);
  request->file = file != NULL ? g_object_ref (file) : NULL;
  ember_latest_push (self->work, request);
}

static gboolean
copied_timeout_cb (gpointer user_data)
{
  EmberRecordingDialog *self = user_data;

  self->copied_id = 0;
  gtk_button_set_label (self->copy_button, _ ("Co_py All"));
  return G_SOURCE_REMOVE;
}

static void
copy_action_cb (GtkWidget *widget,
                const char *name,
                GVariant *parameter)
{
  EmberRecordingDialog *self = EMBER_RECORDING_DIALOG (widget);
  g_autofree char *text = ember_recording_facts_dup_text (self->facts);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  gtk_button_set_label (self->copy_button, _ ("Copied"));
  g_clear_handle_id (&self->copied_id, g_source_remove);
  self->copied_id = g_timeout_add (COPIED_MS, copied_timeout_cb, self);
}

static void
ember_recording_dialog_dispose (GObject *object)
{
  EmberRecordingDialog *self = EMBER_RECORDING_DIALOG (object);

  g_clear_handle_id (&self->copied_id, g_source_remove);
  g_clear_pointer (&self->work, ember_latest_free);
  g_clear_pointer (&self->facts, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBER_TYPE_RECORDING_DIALOG);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (ember_recording_dialog_parent_class)->dispose (object);
}

static void
ember_recording_dialog_class_init (EmberRecordingDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ember_recording_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/emberscope/Emberscope/ui/recording-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EmberRecordingDialog, copy_button);
  gtk_widget_class_bind_template_child (widget_class, EmberRecordingDialog, grid);
  gtk_widget_class_install_action (widget_class, "recording.copy", NULL, copy_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ember_recording_dialog_init (EmberRecordingDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "recording.copy", FALSE);
  self->work = ember_latest_new (facts_work, facts_done_cb, self, request_free, (GDestroyNotify) g_ptr_array_unref);
}

EmberRecordingDialog *
ember_recording_dialog_new (GtkWindow *parent,
                            EmberSession *session)
{
  EmberRecordingDialog *self = g_object_new (EMBER_TYPE_RECORDING_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::profile", G_CALLBACK (profile_changed_cb), self, G_CONNECT_SWAPPED);
  profile_changed_cb (self);
  return self;
}
