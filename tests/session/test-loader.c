/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/loader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/temp-folder.h"

typedef struct
{
  char *folder;
  char *path;
  GFile *file;
} Place;

static void
place_set_up (Place *place,
              gconstpointer data)
{
  place->folder = temp_folder_new ();
  place->path = g_build_filename (place->folder, "recording", NULL);
  place->file = g_file_new_for_path (place->path);
}

static void
place_tear_down (Place *place,
                 gconstpointer data)
{
  temp_folder_delete (place->folder);
  g_object_unref (place->file);
  g_free (place->path);
}

static void
write_recording (Place *place)
{
  g_assert_true (g_file_set_contents (place->path, "a;b 2\na;c 3\n", -1, NULL));
}

static void
result_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_assert_null (*(GAsyncResult **) user_data);
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static EmberProfile *
wait_for (GAsyncResult **result,
          GError **error)
{
  EmberProfile *profile;

  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  profile = ember_load_finish (*result, error);
  g_clear_object (result);
  return profile;
}

static void
test_a_file_is_read_whole (Place *place,
                           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberProfile) profile = NULL;

  write_recording (place);
  profile = ember_load_sync (place->file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ember_profile_get_n_samples (profile), ==, 2);
}

static void
test_standard_input_is_read_where_no_file_is_given (Place *place,
                                                    gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberProfile) profile = NULL;
  const int saved = dup (STDIN_FILENO);
  int pipe_fds[2];

  g_assert_cmpint (pipe (pipe_fds), ==, 0);
  g_assert_cmpint (write (pipe_fds[1], "a;b 2\n", 6), ==, 6);
  close (pipe_fds[1]);
  dup2 (pipe_fds[0], STDIN_FILENO);
  profile = ember_load_sync (NULL, NULL, NULL, NULL, &error);
  dup2 (saved, STDIN_FILENO);
  close (saved);
  close (pipe_fds[0]);
  g_assert_no_error (error);
  g_assert_cmpuint (ember_profile_get_n_samples (profile), ==, 1);
}

static void
test_a_missing_file_is_not_found (Place *place,
                                  gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ember_load_sync (place->file, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_async_gives_what_sync_gives (Place *place,
                                  gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberProgress) progress = ember_progress_new ();
  g_autoptr (EmberProfile) profile = NULL;
  GAsyncResult *result = NULL;

  write_recording (place);
  ember_load_async (place->file, NULL, progress, NULL, result_cb, &result);
  g_assert_null (result);
  profile = wait_for (&result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ember_profile_get_n_samples (profile), ==, 2);
  g_assert_cmpint (ember_progress_get_state (progress).n_bytes, ==, 12);
}

static void
test_a_fifo_that_nobody_writes_can_be_cancelled (Place *place,
                                                 gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *result = NULL;

  g_assert_cmpint (mkfifo (place->path, 0600), ==, 0);
  ember_load_async (place->file, NULL, NULL, cancellable, result_cb, &result);
  g_usleep (20000);
  g_cancellable_cancel (cancellable);
  g_assert_null (wait_for (&result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_stopping_keeps_what_came (Place *place,
                               gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberProgress) progress = ember_progress_new ();
  g_autoptr (EmberProfile) profile = NULL;
  GAsyncResult *result = NULL;
  int fd;

  g_assert_cmpint (mkfifo (place->path, 0600), ==, 0);
  ember_load_async (place->file, NULL, progress, NULL, result_cb, &result);
  fd = open (place->path, O_WRONLY);
  g_assert_cmpint (write (fd, "a;b 2\na;c 3\n", 12), ==, 12);
  while (ember_progress_get_state (progress).n_bytes < 12)
    g_usleep (1000);
  ember_progress_stop (progress);
  profile = wait_for (&result, &error);
  close (fd);
  g_assert_no_error (error);
  g_assert_cmpuint (ember_profile_get_n_samples (profile), ==, 2);
}

static void
add (const char *name,
     void (*test) (Place *place, gconstpointer data))
{
  g_test_add (name, Place, NULL, place_set_up, test, place_tear_down);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/loader/a-file-is-read-whole", test_a_file_is_read_whole);
  add ("/loader/standard-input-is-read-where-no-file-is-given", test_standard_input_is_read_where_no_file_is_given);
  add ("/loader/a-missing-file-is-not-found", test_a_missing_file_is_not_found);
  add ("/loader/async-gives-what-sync-gives", test_async_gives_what_sync_gives);
  add ("/loader/a-fifo-that-nobody-writes-can-be-cancelled", test_a_fifo_that_nobody_writes_can_be_cancelled);
  add ("/loader/stopping-keeps-what-came", test_stopping_keeps_what_came);
  return g_test_run ();
}
