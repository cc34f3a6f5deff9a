/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/file-chooser.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "ui/chooser-portal.h"

/* A dialog is kept alive by its task and forgotten with it. */
static void
response_cb (GtkNativeDialog *dialog,
             int response,
             gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  if (response == GTK_RESPONSE_ACCEPT)
    g_task_return_pointer (task, gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog)), g_object_unref);
  else
    g_task_return_pointer (task, NULL, NULL);
  gtk_native_dialog_destroy (dialog);
}

static void
portal_found_cb (GObject *source,
                 GAsyncResult *result,
                 gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (ember_chooser_portal_find_finish (result, &error))
    {
      gtk_native_dialog_show (g_task_get_task_data (task));
      return;
    }
  gtk_native_dialog_destroy (g_task_get_task_data (task));
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
show (GtkFileChooserNative *dialog,
      GAsyncReadyCallback callback,
      gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  GApplication *application = g_application_get_default ();

  g_task_set_source_tag (task, ember_file_chooser_finish);
  g_task_set_task_data (task, dialog, g_object_unref);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  if (ember_chooser_portal_is_used ())
    ember_chooser_portal_find (application != NULL ? g_application_get_dbus_connection (application) : NULL, portal_found_cb, task);
  else
    gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
add_filter (GtkFileChooser *chooser,
            const char *name,
            const char *const *patterns)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (gsize i = 0; patterns[i] != NULL; i++)
    gtk_file_filter_add_pattern (filter, patterns[i]);
  gtk_file_chooser_add_filter (chooser, filter);
}

/* Without this the dialog shows what was used last by other programs, or nothing. */
static void
set_folder (GtkFileChooser *chooser,
            GFile *near)
{
  g_autoptr (GFile) folder = near != NULL && g_file_is_native (near) ? g_file_get_parent (near) : NULL;

  if (folder == NULL || g_access (g_file_peek_path (folder), W_OK) != 0)
    {
      g_autofree char *path = g_get_current_dir ();

      g_clear_object (&folder);
      folder = g_file_new_for_path (path);
    }
  gtk_file_chooser_set_current_folder (chooser, folder, NULL);
}

void
ember_file_chooser_open (GtkWindow *parent,
                         GFile *near,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  static const char *const all[] = { "*", NULL };
  static const char *const recordings[] = {
    "*.txt", "*.perf", "*.script", "*.stacks", "*.folded", "*.collapsed", "*.data", "perf.data*", "out.*",
    "*.gz", "*.zst", "*.xz", NULL
  };
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_ ("Open a Recording"), parent,
                                                              GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), NULL);

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  /* Formats are told by content, so any name may be right: nothing is hidden unless asked for. */
  add_filter (GTK_FILE_CHOOSER (dialog), _ ("All files"), all);
  add_filter (GTK_FILE_CHOOSER (dialog), _ ("Recordings by name"), recordings);
  set_folder (GTK_FILE_CHOOSER (dialog), near);
  show (dialog, callback, user_data);
}

void
ember_file_chooser_save (GtkWindow *parent,
                         const char *title,
                         const char *name,
                         GFile *near,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SAVE,
                                                              _ ("_Save"), NULL);

  set_folder (GTK_FILE_CHOOSER (dialog), near);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  show (dialog, callback, user_data);
}

void
ember_file_chooser_choose_folder (GtkWindow *parent,
                                  const char *title,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  show (gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Choose"), NULL), callback, user_data);
}

GListModel *
ember_file_chooser_finish (GAsyncResult *result,
                           char **trouble)
{
  g_autoptr (GError) error = NULL;
  GListModel *files;

  g_return_val_if_fail (g_async_result_is_tagged (result, ember_file_chooser_finish), NULL);

  files = g_task_propagate_pointer (G_TASK (result), &error);
  *trouble = error != NULL ? g_strdup (error->message) : NULL;
  return files;
}
