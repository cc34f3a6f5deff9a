/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/atomic-file.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/temp-folder.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer mode)
{
  fixture->folder = temp_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "out.svg", NULL);
}

static void
tear_down (Fixture *fixture,
           gconstpointer mode)
{
  temp_folder_delete (fixture->folder);
  g_free (fixture->path);
}

static EmberAtomicFile *
begin (const Fixture *fixture,
       gconstpointer mode,
       const char *text)
{
  g_autoptr (GError) error = NULL;
  EmberAtomicFile *file = ember_atomic_file_new (fixture->path, (EmberAtomicFileMode) GPOINTER_TO_INT (mode), &error);

  g_assert_no_error (error);
  ember_output_text (ember_atomic_file_get_output (file), text);
  return file;
}

static void
put (const char *path,
     const char *text)
{
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* The one file in the folder is the target, and it holds @text. */
static void
check_alone (const Fixture *fixture,
             const char *text)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  g_autofree char *content = NULL;
  int n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  g_assert_cmpint (n, ==, text != NULL);
  if (text == NULL)
    return;
  g_assert_true (g_file_get_contents (fixture->path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, text);
}

static int
get_mode (const char *path)
{
  struct stat info;

  g_assert_cmpint (stat (path, &info), ==, 0);
  return info.st_mode & 07777;
}

static void
test_a_new_file_appears_whole (Fixture *fixture,
                               gconstpointer mode)
{
  g_autoptr (GError) error = NULL;
  const mode_t old_mask = umask (027);
  EmberAtomicFile *file = begin (fixture, mode, "new");

  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_true (ember_atomic_file_commit (file, &error));
  g_assert_no_error (error);
  umask (old_mask);
  check_alone (fixture, "new");
  g_assert_cmpint (get_mode (fixture->path), ==, 0640);
}

static void
test_an_old_file_is_replaced_and_its_permissions_kept (Fixture *fixture,
                                                       gconstpointer mode)
{
  g_autoptr (GError) error = NULL;

  put (fixture->path, "old");
  g_assert_cmpint (g_chmod (fixture->path, 0604), ==, 0);
  g_assert_true (ember_atomic_file_commit (begin (fixture, mode, "new"), &error));
  g_assert_no_error (error);
  check_alone (fixture, "new");
  g_assert_cmpint (get_mode (fixture->path), ==, 0604);
}

static void
test_until_it_is_whole_the_old_file_stays (Fixture *fixture,
                                           gconstpointer mode)
{
  EmberAtomicFile *file;
  g_autofree char *content = NULL;

  put (fixture->path, "old");
  file = begin (fixture, mode, "new");
  g_assert_cmpint (ember_output_flush (ember_atomic_file_get_output (file)), ==, 0);
  g_assert_true (g_file_get_contents (fixture->path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "old");
  ember_atomic_file_free (file);
  check_alone (fixture, "old");
}

/* A limit of the file size stands in for a disk that is full. */
static void
test_a_full_disk_keeps_the_old_file (Fixture *fixture,
                                     gconstpointer mode)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *large = g_strnfill (1000000, 'x');
  g_autofree char *expected = g_strdup_printf ("“%s” cannot be written: File too large", fixture->path);
  EmberAtomicFile *file;
  struct rlimit old_limit;
  struct rlimit limit;

  put (fixture->path, "old");
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old_limit), ==, 0);
  limit = (struct rlimit){ 100000, old_limit.rlim_max };
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  file = begin (fixture, mode, large);
  g_assert_false (ember_atomic_file_commit (file, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old_limit), ==, 0);
  g_assert_cmpstr (error->message, ==, expected);
  check_alone (fixture, "old");
}

static void
test_a_folder_in_its_place_stays (Fixture *fixture,
                                  gconstpointer mode)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *expected = g_strdup_printf ("“%s” cannot be written: it is no regular file", fixture->path);

  g_assert_cmpint (g_mkdir (fixture->path, 0755), ==, 0);
  g_assert_null (ember_atomic_file_new (fixture->path, (EmberAtomicFileMode) GPOINTER_TO_INT (mode), &error));
  g_assert_cmpstr (error->message, ==, expected);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_IS_DIR));
}

static void
test_a_device_is_not_replaced (Fixture *fixture,
                               gconstpointer mode)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (symlink ("/dev/null", fixture->path), ==, 0);
  g_assert_null (ember_atomic_file_new (fixture->path, (EmberAtomicFileMode) GPOINTER_TO_INT (mode), &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST);
}

static void
test_a_folder_without_room_for_files_is_told (Fixture *fixture,
                                              gconstpointer mode)
{
  const struct
  {
    const char *path;
    const char *message;
  } cases[] = {
    { "/nowhere/at/all/out.svg", "“/nowhere/at/all/out.svg” cannot be written: No such file or directory" },
    { "/dev/null/out.svg", "“/dev/null/out.svg” cannot be written: Not a directory" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ember_atomic_file_new (cases[i].path, (EmberAtomicFileMode) GPOINTER_TO_INT (mode), &error));
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static void
test_a_link_is_followed_and_stays (Fixture *fixture,
                                   gconstpointer mode)
{
  g_autofree char *target = g_build_filename (fixture->folder, "target", NULL);
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;

  put (target, "old");
  g_assert_cmpint (symlink ("target", fixture->path), ==, 0);
  g_assert_true (ember_atomic_file_commit (begin (fixture, mode, "new"), &error));
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_get_contents (target, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "new");
}

/* A vanished folder fails the very last step. */
static void
test_a_failure_at_the_end_is_told (Fixture *fixture,
                                   gconstpointer mode)
{
  g_autofree char *inner = g_build_filename (fixture->folder, "inner", NULL);
  g_autofree char *moved = g_build_filename (fixture->folder, "moved", NULL);
  g_autofree char *path = g_build_filename (inner, "out.svg", NULL);
  g_autofree char *old = g_build_filename (moved, "out.svg", NULL);
  g_autoptr (GError) error = NULL;
  EmberAtomicFile *file;

  g_assert_cmpint (g_mkdir (inner, 0755), ==, 0);
  put (path, "old");
  file = ember_atomic_file_new (path, (EmberAtomicFileMode) GPOINTER_TO_INT (mode), &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_rename (inner, moved), ==, 0);
  g_assert_false (ember_atomic_file_commit (file, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_true (g_file_test (old, G_FILE_TEST_IS_REGULAR));
  g_assert_cmpint (g_unlink (old), ==, 0);
}

static void
add (const char *name,
     void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *unnamed = g_strdup_printf ("/atomic-file/%s", name);
  g_autofree char *named = g_strdup_printf ("/atomic-file/with-a-hidden-name/%s", name);

  g_test_add (unnamed, Fixture, GINT_TO_POINTER (EMBER_ATOMIC_FILE_DEFAULT), set_up, test, tear_down);
  g_test_add (named, Fixture, GINT_TO_POINTER (EMBER_ATOMIC_FILE_NAMED), set_up, test, tear_down);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("a-new-file-appears-whole", test_a_new_file_appears_whole);
  add ("an-old-file-is-replaced-and-its-permissions-kept", test_an_old_file_is_replaced_and_its_permissions_kept);
  add ("until-it-is-whole-the-old-file-stays", test_until_it_is_whole_the_old_file_stays);
  add ("a-full-disk-keeps-the-old-file", test_a_full_disk_keeps_the_old_file);
  add ("a-folder-in-its-place-stays", test_a_folder_in_its_place_stays);
  add ("a-device-is-not-replaced", test_a_device_is_not_replaced);
  add ("a-folder-without-room-for-files-is-told", test_a_folder_without_room_for_files_is_told);
  add ("a-link-is-followed-and-stays", test_a_link_is_followed_and_stays);
  add ("a-failure-at-the-end-is-told", test_a_failure_at_the_end_is_told);
  return g_test_run ();
}
