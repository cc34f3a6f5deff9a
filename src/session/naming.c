/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/naming.h"

#include "session/recording-file.h"
#include "symbols/debuginfod.h"
#include "symbols/host-path.h"
#include "symbols/symbolizer.h"

#define SANDBOX_INFO "/.flatpak-info"

struct _EmberNamingProgress
{
  EmberSymbolizerProgress images;
};

typedef struct
{
  EmberProfile *profile;
  EmberProgress *progress;
  EmberNamingOptions options;
  char **folders; /* of the options */
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  ember_profile_unref (request->profile);
  g_clear_pointer (&request->progress, ember_progress_unref);
  g_clear_pointer (&request->options.count, ember_naming_progress_unref);
  g_clear_object (&request->options.fetching);
  g_clear_object (&request->options.recording);
  g_strfreev (request->folders);
  g_free (request);
}

EmberNamingProgress *
ember_naming_progress_new (void)
{
  return g_atomic_rc_box_new0 (EmberNamingProgress);
}

EmberNamingProgress *
ember_naming_progress_ref (EmberNamingProgress *progress)
{
  return g_atomic_rc_box_acquire (progress);
}

void
ember_naming_progress_unref (EmberNamingProgress *progress)
{
  g_atomic_rc_box_release (progress);
}

void
ember_naming_progress_get (EmberNamingProgress *progress,
                           guint *n_done,
                           guint *n_all)
{
  *n_done = (guint) g_atomic_int_get (&progress->images.n_images_done);
  *n_all = (guint) g_atomic_int_get (&progress->images.n_images);
}

bool
ember_naming_is_needed (const EmberProfile *profile)
{
  return ember_symbolizer_is_needed (profile);
}

char *
ember_naming_dup_debuginfod_obstacle (void)
{
  return ember_debuginfod_dup_obstacle (SANDBOX_INFO, g_getenv ("DEBUGINFOD_URLS"));
}

bool
ember_naming_sees_maps (const char *root)
{
  g_autofree char *maps = ember_host_path_dup (root, "/tmp");

  return maps != NULL;
}

static bool
lacks_map (const EmberProfile *profile)
{
  uint32_t n = 0;
  const EmberUnresolved *unresolved = profile != NULL ? ember_profile_get_unresolved (profile, &n) : NULL;

  for (uint32_t i = 0; i < n; i++)
    if (unresolved[i].reason == EMBER_UNRESOLVED_NOT_FOUND && unresolved[i].image != EMBER_IMAGE_NONE &&
        ember_images_get (ember_profile_get_images (profile), unresolved[i].image)->kind == EMBER_IMAGE_PERF_MAP)
      return true;
  return false;
}

char *
ember_naming_dup_sandbox_command (const char *root,
                                  const EmberProfile *profile)
{
  g_autofree char *programs = ember_host_path_dup (root, "/usr/bin");
  const bool wants_maps = lacks_map (profile) && !ember_naming_sees_maps (root);

  if (programs != NULL && !wants_maps)
    return NULL;
  return g_strconcat ("flatpak override --user",
                      programs == NULL ? " --filesystem=host-os:ro" : "",
                      wants_maps ? " --filesystem=/tmp:ro" : "",
                      " " EMBER_APP_ID, NULL);
}

EmberProfile *
ember_naming_sync (EmberProfile *profile,
                   const EmberNamingOptions *options,
                   EmberProgress *progress,
                   GCancellable *cancellable,
                   GError **error)
{
  const EmberSymbolizerOptions symbolizer_options = {
    .folders = options != NULL ? options->folders : NULL,
    .keep_addresses = options != NULL && options->keep_addresses,
    .asks_servers = options != NULL && options->asks_servers,
    .with_inlined = options != NULL && options->with_inlined,
    .takes_samples = options != NULL && options->takes_samples,
    .written_s = options != NULL ? ember_recording_file_get_written (options->recording) : 0,
    .progress = options != NULL && options->count != NULL ? &options->count->images : NULL,
    .fetching = options != NULL ? options->fetching : NULL,
  };

  ember_progress_set_phase (progress, EMBER_PHASE_NAMING);
  return ember_symbolizer_resolve (profile, &symbolizer_options, cancellable, error);
}

static void
naming_worker (GTask *task,
               gpointer source,
               gpointer data,
               GCancellable *cancellable)
{
  const Request *request = data;
  GError *error = NULL;
  EmberProfile *named = ember_naming_sync (request->profile, &request->options, request->progress, cancellable, &error);

  if (named != NULL)
    g_task_return_pointer (task, named, (GDestroyNotify) ember_profile_unref);
  else
    g_task_return_error (task, error);
}

void
ember_naming_async (EmberProfile *profile,
                    const EmberNamingOptions *options,
                    EmberProgress *progress,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->profile = ember_profile_ref (profile);
  request->progress = progress != NULL ? ember_progress_ref (progress) : NULL;
  if (options != NULL)
    {
      request->options = *options;
      request->folders = g_strdupv ((char **) options->folders);
      request->options.folders = (const char *const *) request->folders;
      if (options->recording != NULL)
        g_object_ref (options->recording);
      if (options->count != NULL)
        ember_naming_progress_ref (options->count);
      if (options->fetching != NULL)
        g_object_ref (options->fetching);
    }
  g_task_set_source_tag (task, ember_naming_async);
  g_task_set_name (task, "name");
  g_task_set_task_data (task, request, request_free);
  g_task_run_in_thread (task, naming_worker);
}

EmberProfile *
ember_naming_finish (GAsyncResult *result,
                     GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ember_naming_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
