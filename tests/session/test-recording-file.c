/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/recording-file.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/temp-folder.h"

static void
test_a_file_has_name_folder_and_size (void)
{
  char *folder = temp_folder_new ();
  g_autofree char *path = g_build_filename (folder, "a b.data", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  EmberRecordingFile info;

  g_assert_true (g_file_set_contents (path, "12345", 5, NULL));
  ember_recording_file_init (&info, file);
  g_assert_cmpstr (info.name, ==, "a b.data");
  g_assert_cmpstr (info.folder, ==, folder);
  g_assert_cmpint (info.size_bytes, ==, 5);
  ember_recording_file_clear (&info);
  g_unlink (path);
  ember_recording_file_init (&info, file);
  g_assert_cmpstr (info.name, ==, "a b.data");
  g_assert_cmpint (info.size_bytes, ==, -1);
  ember_recording_file_clear (&info);
  temp_folder_delete (folder);
}

static void
test_standard_input_has_nothing (void)
{
  EmberRecordingFile info;

  ember_recording_file_init (&info, NULL);
  g_assert_null (info.name);
  g_assert_null (info.folder);
  g_assert_cmpint (info.size_bytes, ==, -1);
  ember_recording_file_clear (&info);
}

static void
test_paths_of_the_document_portal_are_not_shown (void)
{
  static const struct
  {
    const char *path;
    gboolean is_handed_over;
  } cases[] = {
    { "/run/user/1000/doc/2a9f/perf.data", TRUE },
    { "/run/flatpak/doc/2a9f/perf.data", TRUE },
    { "/run/user/1000/docs/perf.data", FALSE },
    { "/run/user/perf.data", FALSE },
    { "/home/a/run/user/1000/doc/perf.data", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (cases[i].path);
      EmberRecordingFile info;

      g_assert_cmpint (ember_recording_file_is_handed_over (cases[i].path), ==, cases[i].is_handed_over);
      ember_recording_file_init (&info, file);
      g_assert_cmpstr (info.name, ==, "perf.data");
      g_assert_cmpint (info.folder == NULL, ==, cases[i].is_handed_over);
      ember_recording_file_clear (&info);
    }
}

static void
test_it_tells_when_it_was_written (void)
{
  g_autofree char *path = NULL;
  const int fd = g_file_open_tmp ("ember-recording-file-XXXXXX", &path, NULL);
  const struct timespec times[2] = { { .tv_sec = 5 }, { .tv_sec = 1234567890 } };
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_cmpint (futimens (fd, times), ==, 0);
  g_assert_cmpint (ember_recording_file_get_written (file), ==, 1234567890);
  g_close (fd, NULL);
  g_file_delete (file, NULL, NULL);
  g_assert_cmpint (ember_recording_file_get_written (file), ==, 0);
}

static void
test_it_tells_when_standard_input_was_written (void)
{
  g_autofree char *path = NULL;
  const int fd = g_file_open_tmp ("ember-recording-file-XXXXXX", &path, NULL);
  const struct timespec times[2] = { { .tv_sec = 5 }, { .tv_sec = 1234567890 } };
  const int old = dup (STDIN_FILENO);
  int ends[2];

  g_assert_cmpint (futimens (fd, times), ==, 0);
  g_assert_cmpint (dup2 (fd, STDIN_FILENO), ==, STDIN_FILENO);
  g_assert_cmpint (ember_recording_file_get_written (NULL), ==, 1234567890);
  g_assert_cmpint (pipe (ends), ==, 0);
  g_assert_cmpint (dup2 (ends[0], STDIN_FILENO), ==, STDIN_FILENO);
  g_assert_cmpint (ember_recording_file_get_written (NULL), ==, 0);
  dup2 (old, STDIN_FILENO);
  close (old);
  close (ends[0]);
  close (ends[1]);
  g_close (fd, NULL);
  g_unlink (path);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recording-file/a-file-has-name-folder-and-size", test_a_file_has_name_folder_and_size);
  g_test_add_func ("/recording-file/standard-input-has-nothing", test_standard_input_has_nothing);
  g_test_add_func ("/recording-file/paths-of-the-document-portal-are-not-shown", test_paths_of_the_document_portal_are_not_shown);
  g_test_add_func ("/recording-file/it-tells-when-it-was-written", test_it_tells_when_it_was_written);
  g_test_add_func ("/recording-file/it-tells-when-standard-input-was-written", test_it_tells_when_standard_input_was_written);
  return g_test_run ();
}
