/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/export-saving.h"

#include <glib/gi18n.h>

/* A file that is being written, and the window that will be told. */
typedef struct
{
  EmberWindow *window;
  GFile *file;
} Saving;

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

void
ember_export_saving_begin (EmberWindow *window,
                           EmberExportJob *job,
                           GFile *file)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->window = g_object_ref (window);
  saving->file = g_object_ref (file);
  ember_export_job_write_async (job, file, write_done_cb, saving);
}
