/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/loader.h"

#include <gio/gunixinputstream.h>
#include <unistd.h>

#include "session/recording-file.h"
#include "session/scene-file.h"
#include "symbols/unwinder.h"

typedef struct
{
  GFile *file;
  EmberReadOptions options;
  char **symbol_folders; /* (nullable): of the options */
  EmberProgress *progress;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_object (&request->file);
  g_strfreev (request->symbol_folders);
  g_clear_pointer (&request->progress, ember_progress_unref);
  g_free (request);
}

/* A classic picture takes some hundredths of a second, so nothing cuts it short. */
static EmberProfile *
record_scene (const EmberScene *scene,
              GCancellable *cancellable,
              GError **error)
{
  EmberProfile *profile = ember_scene_record (scene, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    g_clear_pointer (&profile, ember_profile_unref);
  return profile;
}

EmberProfile *
ember_load_sync (GFile *file,
                 const EmberReadOptions *options,
                 EmberProgress *progress,
                 GCancellable *cancellable,
                 GError **error)
{
  const EmberScene *scene = ember_scene_file_get_scene (file);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (EmberUnwinder) unwinder = ember_unwinder_new (options != NULL ? options->symbol_folders : NULL, ember_recording_file_get_written (file));
  EmberReadOptions with_unwinder = { 0 };

  if (scene != NULL)
    return record_scene (scene, cancellable, error);
  if (options != NULL)
    with_unwinder = *options;
  with_unwinder.unwind = ember_unwinder_unwind;
  with_unwinder.unwinder = unwinder;
  if (file != NULL)
    return ember_format_read_file (file, &with_unwinder, progress, cancellable, error);
  stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  return ember_format_read (stream, -1, &with_unwinder, progress, cancellable, error);
}

static void
load_worker (GTask *task,
             gpointer source,
             gpointer data,
             GCancellable *cancellable)
{
  const Request *request = data;
  GError *error = NULL;
  EmberProfile *profile = ember_load_sync (request->file, &request->options, request->progress, cancellable, &error);

  if (profile != NULL)
    g_task_return_pointer (task, profile, (GDestroyNotify) ember_profile_unref);
  else
    g_task_return_error (task, error);
}

void
ember_load_async (GFile *file,
                  const EmberReadOptions *options,
                  EmberProgress *progress,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->file = file != NULL ? g_object_ref (file) : NULL;
  request->options = options != NULL ? *options : (EmberReadOptions){ 0 };
  request->symbol_folders = g_strdupv ((char **) request->options.symbol_folders);
  request->options.symbol_folders = (const char *const *) request->symbol_folders;
  request->progress = progress != NULL ? ember_progress_ref (progress) : NULL;
  g_task_set_source_tag (task, ember_load_async);
  g_task_set_name (task, "load");
  g_task_set_task_data (task, request, request_free);
  g_task_run_in_thread (task, load_worker);
}

EmberProfile *
ember_load_finish (GAsyncResult *result,
                   GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ember_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
