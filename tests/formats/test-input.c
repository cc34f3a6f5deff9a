/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/input.h"

#include <gio/gunixinputstream.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "formats/format.h"
#include "support/compress.h"

typedef GBytes *(*Compress) (GBytes *bytes);

static const Compress compressors[] = { compress_gzip, compress_zstd, compress_xz };

/* A megabyte of numbers, so that buffers end in the middle of it. */
static GBytes *
make_content (void)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; text->len < (1 << 20); i++)
    g_string_append_printf (text, "%d\n", i * 7919);
  return g_string_free_to_bytes (text);
}

static EmberInput *
open_bytes (GBytes *bytes,
            EmberProgress *progress,
            GCancellable *cancellable)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);

  return ember_input_new (stream, (int64_t) g_bytes_get_size (bytes), progress, cancellable);
}

/* Everything there is, read in steps of @step bytes; @error may be set behind it. */
static GBytes *
read_all (EmberInput *input,
          size_t step,
          GError **error)
{
  GByteArray *all = g_byte_array_new ();
  g_autofree uint8_t *buffer = g_malloc (step);
  gssize n;

  while ((n = ember_input_read (input, buffer, step, error)) > 0)
    g_byte_array_append (all, buffer, (guint) n);
  g_assert_cmpuint (ember_input_get_position (input), ==, all->len);
  return g_byte_array_free_to_bytes (all);
}

static void
assert_reads_as (GBytes *stored,
                 GBytes *content)
{
  static const size_t steps[] = { 100, 65536, 3 << 20 };

  for (size_t i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (EmberInput) input = open_bytes (stored, NULL, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) read = read_all (input, steps[i], &error);

      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (read, content));
    }
}

static void
test_plain_bytes_come_as_they_are (void)
{
  g_autoptr (GBytes) content = make_content ();

  assert_reads_as (content, content);
}

static void
test_each_compression_is_undone (void)
{
  g_autoptr (GBytes) content = make_content ();

  for (size_t i = 0; i < G_N_ELEMENTS (compressors); i++)
    {
      g_autoptr (GBytes) stored = compressors[i](content);

      assert_reads_as (stored, content);
    }
}

static void
test_frames_behind_each_other_are_one_text (void)
{
  g_autoptr (GBytes) content = make_content ();
  g_autoptr (GBytes) twice = compress_join (content, content);

  for (size_t i = 0; i < G_N_ELEMENTS (compressors); i++)
    {
      g_autoptr (GBytes) frame = compressors[i](content);
      g_autoptr (GBytes) stored = compress_join (frame, frame);

      assert_reads_as (stored, twice);
    }
}

static void
test_zeros_behind_a_frame_are_padding (void)
{
  static const uint8_t zeros[4096];
  g_autoptr (GBytes) content = make_content ();
  g_autoptr (GBytes) padding = g_bytes_new_static (zeros, sizeof zeros);

  for (size_t i = 0; i < G_N_ELEMENTS (compressors); i++)
    {
      g_autoptr (GBytes) frame = compressors[i](content);
      g_autoptr (GBytes) stored = compress_join (frame, padding);

      assert_reads_as (stored, content);
    }
}

static void
test_compressions_inside_each_other_are_undone (void)
{
  g_autoptr (GBytes) content = make_content ();
  g_autoptr (GBytes) gzipped = compress_gzip (content);
  g_autoptr (GBytes) zipped_twice = compress_zstd (gzipped);
  g_autoptr (GBytes) stored = compress_xz (zipped_twice);

  assert_reads_as (stored, content);
}

static void
test_five_compressions_are_refused (void)
{
  g_autoptr (GBytes) stored = make_content ();
  g_autoptr (EmberInput) input = NULL;
  g_autoptr (GError) error = NULL;
  size_t n;

  for (int i = 0; i < 5; i++)
    {
      GBytes *inner = stored;

      stored = compress_gzip (inner);
      g_bytes_unref (inner);
    }
  input = open_bytes (stored, NULL, NULL);
  g_assert_null (ember_input_peek (input, 10, &n, &error));
  g_assert_error (error, EMBER_FORMAT_ERROR, EMBER_FORMAT_ERROR_NOT_A_PROFILE);
  g_assert_cmpstr (error->message, ==, "The file is compressed in more than 4 layers");
}

static void
test_what_comes_before_a_cut_is_kept (void)
{
  static const char *const messages[] = {
    "The gzip data is cut off: its end is missing",
    "The zstd data is cut off: its end is missing",
    "The xz data is cut off: its end is missing",
  };
  g_autoptr (GBytes) content = make_content ();

  for (size_t i = 0; i < G_N_ELEMENTS (compressors); i++)
    {
      g_autoptr (GBytes) stored = compressors[i](content);
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (stored, 0, g_bytes_get_size (stored) * 3 / 4);
      g_autoptr (EmberInput) input = open_bytes (cut, NULL, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) read = read_all (input, 10000, &error);

      g_assert_error (error, EMBER_FORMAT_ERROR, EMBER_FORMAT_ERROR_DAMAGED);
      g_assert_cmpstr (error->message, ==, messages[i]);
      g_assert_cmpuint (g_bytes_get_size (read), >, 100000);
      g_assert_cmpmem (g_bytes_get_data (read, NULL), g_bytes_get_size (read), g_bytes_get_data (content, NULL), g_bytes_get_size (read));
    }
}

static void
test_what_comes_before_damage_is_kept (void)
{
  g_autoptr (GBytes) content = make_content ();

  for (size_t i = 0; i < G_N_ELEMENTS (compressors); i++)
    {
      g_autoptr (GBytes) stored = compressors[i](content);
      gsize n;
      uint8_t *bytes = g_bytes_unref_to_data (g_steal_pointer (&stored), &n);
      g_autoptr (GBytes) damaged = NULL;
      g_autoptr (EmberInput) input = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) read = NULL;

      memset (bytes + n / 2, 0xa5, 64);
      damaged = g_bytes_new_take (bytes, n);
      input = open_bytes (damaged, NULL, NULL);
      read = read_all (input, 10000, &error);
      g_assert_error (error, EMBER_FORMAT_ERROR, EMBER_FORMAT_ERROR_DAMAGED);
      g_assert_true (strstr (error->message, "is damaged") != NULL);
      g_assert_cmpuint (g_bytes_get_size (read), <, g_bytes_get_size (content));
    }
}

static void
test_a_zstd_window_of_a_gigabyte_is_refused (void)
{
  /* Magic, then a frame header: no content size, window of 2^30 bytes. */
  static const uint8_t frame[] = { 0x28, 0xb5, 0x2f, 0xfd, 0x00, 20 << 3, 1, 0, 0 };
  g_autoptr (GBytes) stored = g_bytes_new_static (frame, sizeof frame);
  g_autoptr (EmberInput) input = open_bytes (stored, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) read = read_all (input, 100, &error);

  g_assert_cmpuint (g_bytes_get_size (read), ==, 0);
  g_assert_error (error, EMBER_FORMAT_ERROR, EMBER_FORMAT_ERROR_DAMAGED);
  g_assert_true (strstr (error->message, "more than 128 MiB") != NULL);
}

static void
test_looking_ahead_takes_nothing (void)
{
  g_autoptr (GBytes) content = make_content ();
  g_autoptr (GBytes) stored = compress_zstd (content);
  g_autoptr (EmberInput) input = open_bytes (stored, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) read = NULL;
  static const size_t wanted[] = { 1, 10, EMBER_INPUT_PEEK_BYTES, 3 };

  for (size_t i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      size_t n;
      const uint8_t *bytes = ember_input_peek (input, wanted[i], &n, &error);

      g_assert_cmpmem (bytes, n, g_bytes_get_data (content, NULL), wanted[i]);
    }
  g_assert_true (ember_input_is_compressed (input));
  g_assert_false (ember_input_can_seek (input));
  read = read_all (input, 777, &error);
  g_assert_true (g_bytes_equal (read, content));
}

static void
test_a_short_input_can_be_looked_at (void)
{
  g_autoptr (GBytes) content = g_bytes_new_static ("abc", 3);
  g_autoptr (EmberInput) input = open_bytes (content, NULL, NULL);
  g_autoptr (GError) error = NULL;
  size_t n;
  const uint8_t *bytes = ember_input_peek (input, EMBER_INPUT_PEEK_BYTES, &n, &error);

  g_assert_cmpmem (bytes, n, "abc", 3);
}

static void
test_a_seek_reads_from_there (void)
{
  g_autoptr (GBytes) content = make_content ();
  g_autoptr (EmberInput) input = open_bytes (content, NULL, NULL);
  g_autoptr (GError) error = NULL;
  char bytes[4];
  size_t n;

  ember_input_peek (input, 100, &n, &error);
  g_assert_true (ember_input_can_seek (input));
  g_assert_true (ember_input_seek (input, 500000, &error));
  g_assert_cmpint (ember_input_read (input, bytes, 4, &error), ==, 4);
  g_assert_cmpmem (bytes, 4, (const char *) g_bytes_get_data (content, NULL) + 500000, 4);
  g_assert_true (ember_input_seek (input, 10, &error));
  g_assert_cmpint (ember_input_read (input, bytes, 4, &error), ==, 4);
  g_assert_cmpmem (bytes, 4, (const char *) g_bytes_get_data (content, NULL) + 10, 4);
  g_assert_cmpuint (ember_input_get_position (input), ==, 14);
}

static void
test_a_file_that_shrinks_is_an_error (void)
{
  g_autoptr (GBytes) content = make_content ();
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (content);
  g_autoptr (EmberInput) input = ember_input_new (stream, 5000000, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) read = read_all (input, 65536, &error);
  g_autofree char *message = g_strdup_printf ("The file became shorter while it was read: it ends at byte %zu instead of 5000000",
                                              g_bytes_get_size (content));

  g_assert_true (g_bytes_equal (read, content));
  g_assert_error (error, EMBER_FORMAT_ERROR, EMBER_FORMAT_ERROR_SHRANK);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_cancelling_is_an_error (void)
{
  g_autoptr (GBytes) content = make_content ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (EmberInput) input = open_bytes (content, NULL, cancellable);
  g_autoptr (GError) error = NULL;
  char byte;

  g_assert_cmpint (ember_input_read (input, &byte, 1, &error), ==, 1);
  g_cancellable_cancel (cancellable);
  g_autofree char *rest = g_malloc (1 << 20);
  g_assert_cmpint (ember_input_read (input, rest, 1 << 20, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_stopping_is_the_end (void)
{
  g_autoptr (GBytes) content = make_content ();
  g_autoptr (GBytes) stored = compress_gzip (content);
  g_autoptr (EmberProgress) progress = ember_progress_new ();
  g_autoptr (EmberInput) input = open_bytes (stored, progress, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *buffer = g_malloc (2 << 20);

  g_assert_cmpint (ember_input_read (input, buffer, 100000, &error), ==, 100000);
  ember_progress_stop (progress);
  g_assert_cmpint (ember_input_read (input, buffer, 2 << 20, &error), >=, 0);
  g_assert_no_error (error);
  g_assert_true (ember_input_was_stopped (input));
}

static void *
stop_worker (void *data)
{
  g_usleep (20000);
  ember_progress_stop (data);
  return NULL;
}

static void
test_a_reader_that_waits_is_woken (void)
{
  int ends[2];
  g_autoptr (EmberProgress) progress = ember_progress_new ();
  g_autoptr (EmberInput) input = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  GThread *thread;
  char bytes[10];
  gssize n;

  g_assert_cmpint (pipe (ends), ==, 0);
  g_assert_cmpint (write (ends[1], "abc", 3), ==, 3);
  stream = g_unix_input_stream_new (ends[0], TRUE);
  input = ember_input_new (stream, -1, progress, NULL);
  thread = g_thread_new ("stop", stop_worker, progress);
  n = ember_input_read (input, bytes, 10, &error);
  /* On a busy machine it may be stopped before it begins. */
  g_assert_true (n == 3 || n == 0);
  g_assert_true (ember_input_was_stopped (input));
  g_assert_false (ember_input_can_seek (input));
  g_thread_join (thread);
  close (ends[1]);
}

static void
test_progress_tells_stored_bytes (void)
{
  g_autoptr (GBytes) content = make_content ();
  g_autoptr (GBytes) stored = compress_gzip (content);
  g_autoptr (EmberProgress) progress = ember_progress_new ();
  g_autoptr (EmberInput) input = open_bytes (stored, progress, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) read = read_all (input, 65536, &error);

  g_assert_nonnull (read);
  g_assert_cmpint (ember_progress_get_state (progress).n_bytes, ==, g_bytes_get_size (stored));
  g_assert_cmpint (ember_progress_get_state (progress).n_bytes_total, ==, g_bytes_get_size (stored));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/input/plain-bytes-come-as-they-are", test_plain_bytes_come_as_they_are);
  g_test_add_func ("/input/each-compression-is-undone", test_each_compression_is_undone);
  g_test_add_func ("/input/frames-behind-each-other-are-one-text", test_frames_behind_each_other_are_one_text);
  g_test_add_func ("/input/zeros-behind-a-frame-are-padding", test_zeros_behind_a_frame_are_padding);
  g_test_add_func ("/input/compressions-inside-each-other-are-undone", test_compressions_inside_each_other_are_undone);
  g_test_add_func ("/input/five-compressions-are-refused", test_five_compressions_are_refused);
  g_test_add_func ("/input/what-comes-before-a-cut-is-kept", test_what_comes_before_a_cut_is_kept);
  g_test_add_func ("/input/what-comes-before-damage-is-kept", test_what_comes_before_damage_is_kept);
  g_test_add_func ("/input/a-zstd-window-of-a-gigabyte-is-refused", test_a_zstd_window_of_a_gigabyte_is_refused);
  g_test_add_func ("/input/looking-ahead-takes-nothing", test_looking_ahead_takes_nothing);
  g_test_add_func ("/input/a-short-input-can-be-looked-at", test_a_short_input_can_be_looked_at);
  g_test_add_func ("/input/a-seek-reads-from-there", test_a_seek_reads_from_there);
  g_test_add_func ("/input/a-file-that-shrinks-is-an-error", test_a_file_that_shrinks_is_an_error);
  g_test_add_func ("/input/cancelling-is-an-error", test_cancelling_is_an_error);
  g_test_add_func ("/input/stopping-is-the-end", test_stopping_is_the_end);
  g_test_add_func ("/input/a-reader-that-waits-is-woken", test_a_reader_that_waits_is_woken);
  g_test_add_func ("/input/progress-tells-stored-bytes", test_progress_tells_stored_bytes);
  return g_test_run ();
}
