/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/format.h"

#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/compress.h"
#include "support/read-text.h"
#include "support/temp-folder.h"

#define READS "Emberscope reads the text of “perf script” and folded stacks, also compressed with gzip, zstd or xz"

typedef struct
{
  const char *bytes;
  gssize n;
  EmberFormatError code;
  const char *message; /* its beginning */
} Refused;

static void
test_what_is_no_profile_is_named (void)
{
  static const Refused table[] = {
    { "", 0, EMBER_FORMAT_ERROR_EMPTY, "The file is empty" },
    { "\x7f"
      "ELF\2\1\1",
      7, EMBER_FORMAT_ERROR_NOT_A_PROFILE, "This is a program or library (ELF). " },
    { "\x89PNG\r\n\x1a\n", 8, EMBER_FORMAT_ERROR_NOT_A_PROFILE, "This is a PNG image. " },
    { "BZh91AY", 7, EMBER_FORMAT_ERROR_NOT_A_PROFILE, "This is compressed with bzip2; decompress it and open the result. " },
    { "\0\0\0\0", 4, EMBER_FORMAT_ERROR_NOT_A_PROFILE, "This is nothing but zero bytes. " },
    { "{\"a\":1}", 7, EMBER_FORMAT_ERROR_NOT_A_PROFILE, "This is JSON, or something like it. " },
    { "Dear reader,\nhello", 18, EMBER_FORMAT_ERROR_NOT_A_PROFILE, "This is text that is no recording (it begins with “Dear reader,”). " },
    { "\1\2\3\0x", 5, EMBER_FORMAT_ERROR_NOT_A_PROFILE, "This is binary data of an unknown kind (it begins with the bytes 01 02 03 00 78). " },
    { "# ========\n# captured on: now\n# ========\n", 41, EMBER_FORMAT_ERROR_EMPTY, "The recording holds no samples" },
    { "a 1 99999999999.000000: x:\n", 27, EMBER_FORMAT_ERROR_DAMAGED, "Nothing in the recording can be read; line 1: the time stamp is out of bounds" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EmberProfile) profile = read_text (table[i].bytes, table[i].n, &error);

      g_assert_null (profile);
      g_assert_error (error, EMBER_FORMAT_ERROR, (gint) table[i].code);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, table[i].message));
    }
}

#define H "a 1 [000] 1.000000: x:\n"
#define F "\t10 main (/bin/a)\n"

typedef struct
{
  const char *text;
  uint64_t n_samples;
  const char *notice;
} Damaged;

static void
test_damage_is_skipped_and_its_first_line_told (void)
{
  static const Damaged table[] = {
    { H F "\n" H F "\n", 2, "" },
    { H F "\n" H F, 2, "" },
    { H "\n" H "\n", 2, "" },
    { H F "\ngarbage\n\n" H F "\n", 2, "Skipped 1 damaged record, in line 4: the header of a sample was expected" },
    { H F "\n" H "\t(garbage\n" F "\n" H F "\n", 2, "Skipped 1 damaged record, in line 5: a stack frame was expected" },
    { H F "garbage\n" F "\n" H F "\n", 1, "Skipped 1 damaged record, in line 3: a stack frame was expected" },
    { H F "\na 1 [000] 99999999999.000000: x:\n" F "\n" H F "\n\nfoo\n", 2, "Skipped 2 damaged records, the first in line 4: the time stamp is out of bounds" },
    { H F "\n" F "\n" H F "\n", 2, "Skipped 1 damaged record, in line 4: the header of a sample was expected" },
    { "\xef\xbb\xbf" H F "\n", 1, "" },
    { H F "a 2 [000] 1.000001: PERF_RECORD_COMM: x\n" H F "\n", 2, "" },
    { H F " insn: 01 d7\n" H F "  file.c:3\n\n", 2, "" },
    { H F "\r\n" H F "\r\n", 2, "" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EmberProfile) profile = read_text (table[i].text, -1, &error);

      g_test_message ("%s", table[i].text);
      g_assert_no_error (error);
      g_assert_cmpuint (ember_profile_get_n_samples (profile), ==, table[i].n_samples);
      g_assert_cmpstr (read_text_get_notice (profile), ==, table[i].notice);
    }
}

static void
test_many_damaged_records_are_counted_in_groups (void)
{
  g_autoptr (GString) text = g_string_new (H F "\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberProfile) profile = NULL;

  for (int i = 0; i < 1200; i++)
    g_string_append (text, "garbage\n\n");
  profile = read_text (text->str, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read_text_get_notice (profile), ==, "Skipped 1,200 damaged records, the first in line 4: the header of a sample was expected");
}

static EmberProfile *
read_path (const char *path,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  int64_t size_bytes;
  g_autoptr (GInputStream) stream = ember_format_open (file, &size_bytes, cancellable, error);

  return stream != NULL ? ember_format_read (stream, size_bytes, NULL, NULL, cancellable, error) : NULL;
}

static void
test_what_cannot_be_opened_is_told (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_path ("/nonexistent/file", NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (read_path (g_get_tmp_dir (), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_clear_error (&error);
  g_assert_null (read_path ("/dev/null", NULL, &error));
  g_assert_error (error, EMBER_FORMAT_ERROR, EMBER_FORMAT_ERROR_EMPTY);
  g_clear_error (&error);
  g_assert_null (read_path ("/dev/zero", NULL, &error));
  g_assert_error (error, EMBER_FORMAT_ERROR, EMBER_FORMAT_ERROR_NOT_A_PROFILE);
}

static void
test_an_unreadable_file_is_told (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  const int fd = g_file_open_tmp ("emberscope-XXXXXX", &path, NULL);

  close (fd);
  g_chmod (path, 0);
  if (geteuid () == 0)
    g_test_skip ("root may read everything");
  else
    {
      g_assert_null (read_path (path, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
    }
  g_unlink (path);
}

static void
test_a_file_that_shrinks_is_no_profile (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (EmberProfile) profile = NULL;
  int64_t size_bytes;
  const int fd = g_file_open_tmp ("emberscope-XXXXXX", &path, NULL);

  close (fd);
  g_assert_true (g_file_set_contents (path, H F "\n" H F "\n", -1, NULL));
  file = g_file_new_for_path (path);
  stream = ember_format_open (file, &size_bytes, NULL, &error);
  g_assert_cmpint (truncate (path, 40), ==, 0);
  profile = ember_format_read (stream, size_bytes, NULL, NULL, NULL, &error);
  g_assert_null (profile);
  g_assert_error (error, EMBER_FORMAT_ERROR, EMBER_FORMAT_ERROR_SHRANK);
  g_unlink (path);
}

static void *
write_worker (void *data)
{
  const int fd = open (data, O_WRONLY | O_CLOEXEC);

  g_assert_cmpint (write (fd, H F "\n", strlen (H F "\n")), >, 0);
  g_usleep (10000);
  g_assert_cmpint (write (fd, H F "\n", strlen (H F "\n")), >, 0);
  close (fd);
  return NULL;
}

static void *
cancel_worker (void *data)
{
  g_usleep (20000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_a_fifo_is_read_and_can_be_cancelled (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = temp_folder_new ();
  g_autofree char *path = g_build_filename (folder, "fifo", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (EmberProfile) profile = NULL;
  GThread *thread;

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  thread = g_thread_new ("write", write_worker, path);
  profile = read_path (path, NULL, &error);
  g_thread_join (thread);
  g_assert_no_error (error);
  g_assert_cmpuint (ember_profile_get_n_samples (profile), ==, 2);

  /* Nobody writes to it now. */
  thread = g_thread_new ("cancel", cancel_worker, cancellable);
  g_assert_null (read_path (path, cancellable, &error));
  g_thread_join (thread);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  temp_folder_delete (folder);
}

/* A gzip bomb: a sound beginning, a line of 200 MB, a sound end. */
static void
test_a_bomb_costs_no_memory (void)
{
  g_autoptr (GBytes) zipped = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberProfile) profile = NULL;
  GByteArray *array = g_byte_array_new ();

  g_byte_array_append (array, (const guint8 *) H F "\n", strlen (H F "\n"));
  g_byte_array_set_size (array, 200 << 20);
  memset (array->data + strlen (H F "\n"), 'x', array->len - strlen (H F "\n"));
  g_byte_array_append (array, (const guint8 *) "\n\n" H F "\n", strlen ("\n\n" H F "\n"));
  {
    g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (array);

    zipped = compress_zstd (bytes);
  }
  g_assert_cmpuint (g_bytes_get_size (zipped), <, 1 << 20);
  profile = read_text (g_bytes_get_data (zipped, NULL), (gssize) g_bytes_get_size (zipped), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ember_profile_get_n_samples (profile), ==, 2);
  g_assert_cmpstr (read_text_get_notice (profile), ==, "Skipped 1 damaged record, in line 4: the line is longer than 1 MiB");
}

static void
test_a_cancelled_reading_gives_nothing (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (H F "\n", strlen (H F "\n"), NULL);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (ember_format_read (stream, -1, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/format/what-is-no-profile-is-named", test_what_is_no_profile_is_named);
  g_test_add_func ("/format/damage-is-skipped-and-its-first-line-told", test_damage_is_skipped_and_its_first_line_told);
  g_test_add_func ("/format/many-damaged-records-are-counted-in-groups", test_many_damaged_records_are_counted_in_groups);
  g_test_add_func ("/format/what-cannot-be-opened-is-told", test_what_cannot_be_opened_is_told);
  g_test_add_func ("/format/an-unreadable-file-is-told", test_an_unreadable_file_is_told);
  g_test_add_func ("/format/a-file-that-shrinks-is-no-profile", test_a_file_that_shrinks_is_no_profile);
  g_test_add_func ("/format/a-fifo-is-read-and-can-be-cancelled", test_a_fifo_is_read_and_can_be_cancelled);
  g_test_add_func ("/format/a-bomb-costs-no-memory", test_a_bomb_costs_no_memory);
  g_test_add_func ("/format/a-cancelled-reading-gives-nothing", test_a_cancelled_reading_gives_nothing);
  return g_test_run ();
}
