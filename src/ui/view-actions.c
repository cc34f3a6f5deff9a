/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/view-actions.h"

#include <glib/gi18n.h>

#include "export/atomic-file.h"
#include "session/view-command.h"
#include "session/view-file.h"
#include "session/view-text.h"
#include "ui/file-chooser.h"
#include "ui/recent.h"
#include "ui/view-capture.h"

/* A file that is being written, and who will be told. */
typedef struct
{
  EmberWindow *window;
  GFile *file;
  EmberView *view;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_object_unref (saving->window);
  g_object_unref (saving->file);
  ember_view_free (saving->view);
  g_free (saving);
}

static bool
write_view (EmberView *view,
            const char *path,
            GError **error)
{
  g_autofree char *text = NULL;
  EmberAtomicFile *file;

  ember_view_file_mark (view);
  text = ember_view_text_format (view);
  file = ember_atomic_file_new (path, EMBER_ATOMIC_FILE_DEFAULT, error);
  if (file == NULL)
    return false;
  ember_output_text (ember_atomic_file_get_output (file), text);
  return ember_atomic_file_commit (file, error);
}

static void
save_worker (GTask *task,
             gpointer source,
             gpointer data,
             GCancellable *cancellable)
{
  Saving *saving = data;
  g_autofree char *path = g_file_get_path (saving->file);
  GError *error = NULL;

  if (path == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s", _ ("Only files on this computer can be written"));
  else if (write_view (saving->view, path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
save_done_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  Saving *saving = g_task_get_task_data (G_TASK (result));
  g_autofree char *base = g_file_get_basename (saving->file);
  g_autofree char *name = g_filename_display_name (base);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      ember_recent_add (saving->file);
      /* Translators: %s is the name of a file. */
      text = g_strdup_printf (_ ("Saved “%s”."), name);
    }
  else
    {
      /* Translators: the name of a file, and a sentence that says why. */
      text = g_strdup_printf (_ ("“%s” could not be saved: %s"), name, error->message);
    }
  ember_window_set_notice (saving->window, text);
}

void
ember_view_actions_save (EmberWindow *window,
                         GFile *file)
{
  Saving *saving = g_new0 (Saving, 1);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, save_done_cb, NULL);

  saving->window = g_object_ref (window);
  saving->file = g_object_ref (file);
  saving->view = ember_view_capture (window);
  g_task_set_source_tag (task, ember_view_actions_save);
  g_task_set_task_data (task, saving, saving_free);
  g_task_run_in_thread (task, save_worker);
}

static void
chosen_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (EmberWindow) window = user_data;
  g_autofree char *trouble = NULL;
  g_autoptr (GListModel) files = ember_file_chooser_finish (result, &trouble);
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;

  if (trouble != NULL)
    ember_window_set_notice (window, trouble);
  else if (file != NULL && ember_session_get_profile (ember_window_get_session (window)) != NULL)
    ember_view_actions_save (window, file);
}

/* "recording.txt.gz" becomes "recording.emberview". */
static void
save_view_cb (GSimpleAction *action,
              GVariant *parameter,
              gpointer user_data)
{
  g_autofree char *name = ember_window_dup_file_name (user_data);
  char *dot = name[0] != '\0' ? strchr (name + 1, '.') : NULL;
  g_autofree char *suggestion = NULL;

  if (dot != NULL)
    *dot = '\0';
  suggestion = g_strconcat (name, ".emberview", NULL);
  ember_file_chooser_save (user_data, _ ("Save View"), suggestion, ember_session_get_file (ember_window_get_session (user_data)),
                           chosen_cb, g_object_ref (user_data));
}

static void
copy_command_cb (GSimpleAction *action,
                 GVariant *parameter,
                 gpointer user_data)
{
  g_autoptr (EmberView) view = ember_view_capture (user_data);
  g_autofree char *command = ember_view_command_new (view, ember_session_get_symbol_folders (ember_window_get_session (user_data)));
  g_autofree char *valid = g_utf8_make_valid (command, -1);
  g_autofree char *text = NULL;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (user_data), valid);
  /* Translators: %s is a line for a terminal */
  text = g_strdup_printf (_ ("Copied: %s"), valid);
  ember_window_set_notice (user_data, text);
}

/* There is something to look at. */
static void
profile_changed_cb (EmberWindow *window)
{
  static const char *const names[] = { "save-view", "copy-command" };
  EmberSession *session = ember_window_get_session (window);
  GFile *file = ember_session_get_file (session);
  const gboolean has_file = ember_session_get_profile (session) != NULL && file != NULL && g_file_peek_path (file) != NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    ember_window_enable_action (window, names[i], has_file);
}

void
ember_view_actions_add (EmberWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "save-view", .activate = save_view_cb },
    { .name = "copy-command", .activate = copy_command_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
  g_signal_connect_object (ember_window_get_session (window), "notify::profile", G_CALLBACK (profile_changed_cb), window, G_CONNECT_SWAPPED);
  profile_changed_cb (window);
}
