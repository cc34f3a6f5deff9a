/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/file-mark.h"

#include <string.h>
#include <sys/stat.h>

#include "support/temp-folder.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->folder = temp_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "file", NULL);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  temp_folder_delete (fixture->folder);
  g_free (fixture->path);
}

/* @changed: where one byte is another, or -1 */
static EmberFileMark
mark_of (Fixture *fixture,
         size_t size_bytes,
         ssize_t changed)
{
  g_autofree char *content = g_malloc (size_bytes + 1);
  EmberFileMark mark;

  memset (content, 'a', size_bytes);
  if (changed >= 0)
    content[changed] = 'b';
  g_assert_true (g_file_set_contents (fixture->path, content, (gssize) size_bytes, NULL));
  g_assert_true (ember_file_mark_take (fixture->path, &mark, NULL));
  g_assert_cmpuint (mark.size_bytes, ==, size_bytes);
  g_assert_cmpuint (strlen (mark.hash), ==, 64);
  return mark;
}

static void
test_a_change_at_either_end_is_seen (Fixture *fixture,
                                     gconstpointer data)
{
  const size_t size_bytes = 3 * EMBER_FILE_MARK_PART_BYTES;
  const ssize_t seen[] = { 0, EMBER_FILE_MARK_PART_BYTES - 1, 2 * EMBER_FILE_MARK_PART_BYTES, 3 * EMBER_FILE_MARK_PART_BYTES - 1 };
  const EmberFileMark before = mark_of (fixture, size_bytes, -1);
  const EmberFileMark same = mark_of (fixture, size_bytes, -1);
  const EmberFileMark longer = mark_of (fixture, size_bytes + 1, -1);

  g_assert_cmpstr (before.hash, ==, same.hash);
  g_assert_cmpstr (before.hash, !=, longer.hash);
  for (size_t i = 0; i < G_N_ELEMENTS (seen); i++)
    {
      const EmberFileMark after = mark_of (fixture, size_bytes, seen[i]);

      g_assert_cmpstr (before.hash, !=, after.hash);
    }
}

static void
test_small_files_are_read_whole_and_once (Fixture *fixture,
                                          gconstpointer data)
{
  const EmberFileMark empty = mark_of (fixture, 0, -1);
  const EmberFileMark small = mark_of (fixture, 10, -1);
  const EmberFileMark changed = mark_of (fixture, 10, 5);
  /* sha256sum of "aaaaaaaaaa10" */
  g_autofree char *expected = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "aaaaaaaaaa10", -1);

  g_assert_cmpstr (empty.hash, !=, small.hash);
  g_assert_cmpstr (small.hash, ==, expected);
  g_assert_cmpstr (small.hash, !=, changed.hash);
}

static void
test_what_is_no_file_has_no_mark (Fixture *fixture,
                                  gconstpointer data)
{
  EmberFileMark mark;
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) folder = NULL;
  g_autoptr (GError) pipe = NULL;

  g_assert_false (ember_file_mark_take (fixture->path, &mark, &missing));
  g_assert_error (missing, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_false (ember_file_mark_take (fixture->folder, &mark, &folder));
  g_assert_error (folder, G_FILE_ERROR, G_FILE_ERROR_ISDIR);
  g_assert_cmpint (mkfifo (fixture->path, 0600), ==, 0);
  g_assert_false (ember_file_mark_take (fixture->path, &mark, &pipe));
  g_assert_error (pipe, G_FILE_ERROR, G_FILE_ERROR_INVAL);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/file-mark/a-change-at-either-end-is-seen", Fixture, NULL, set_up, test_a_change_at_either_end_is_seen, tear_down);
  g_test_add ("/file-mark/small-files-are-read-whole-and-once", Fixture, NULL, set_up, test_small_files_are_read_whole_and_once, tear_down);
  g_test_add ("/file-mark/what-is-no-file-has-no-mark", Fixture, NULL, set_up, test_what_is_no_file_has_no_mark, tear_down);
  return g_test_run ();
}
