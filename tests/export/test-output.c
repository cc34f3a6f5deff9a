/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/output.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* A file that only its descriptor knows. */
static int
open_scratch (void)
{
  g_autofree char *name = NULL;
  const int fd = g_file_open_tmp (NULL, &name, NULL);

  g_assert_cmpint (fd, >=, 0);
  unlink (name);
  return fd;
}

static GString *
read_back (int fd)
{
  GString *text = g_string_new (NULL);
  char bytes[4096];
  ssize_t n;

  g_assert_cmpint (lseek (fd, 0, SEEK_SET), ==, 0);
  while ((n = read (fd, bytes, sizeof bytes)) > 0)
    g_string_append_len (text, bytes, n);
  return text;
}

static void
test_numbers_are_written_in_digits (void)
{
  const int fd = open_scratch ();
  EmberOutput output;
  g_autoptr (GString) text = NULL;

  ember_output_init (&output, fd);
  ember_output_uint (&output, 0);
  ember_output_char (&output, ' ');
  ember_output_uint (&output, UINT64_MAX);
  ember_output_char (&output, ' ');
  ember_output_int (&output, INT64_MIN);
  ember_output_text (&output, " ");
  ember_output_int (&output, -1);
  g_assert_cmpint (ember_output_flush (&output), ==, 0);
  ember_output_clear (&output);

  text = read_back (fd);
  g_assert_cmpstr (text->str, ==, "0 18446744073709551615 -9223372036854775808 -1");
  close (fd);
}

static void
test_a_name_stays_on_its_line (void)
{
  const int fd = open_scratch ();
  EmberOutput output;
  g_autoptr (GString) text = NULL;

  ember_output_init (&output, fd);
  ember_output_line_text (&output, "a\nb\tc\033[1md\177é");
  g_assert_cmpint (ember_output_flush (&output), ==, 0);
  ember_output_clear (&output);

  text = read_back (fd);
  g_assert_cmpstr (text->str, ==, "a b c [1md é");
  close (fd);
}

static void
test_more_than_the_buffer_comes_out_in_order (void)
{
  const int fd = open_scratch ();
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autoptr (GString) text = NULL;
  g_autofree char *large = g_strnfill (300000, 'x');
  EmberOutput output;

  ember_output_init (&output, fd);
  for (uint32_t i = 0; i < 100000; i++)
    {
      ember_output_uint (&output, i);
      ember_output_char (&output, '\n');
      g_string_append_printf (expected, "%u\n", i);
      if (i == 50000)
        {
          ember_output_text (&output, large);
          g_string_append (expected, large);
        }
    }
  g_assert_cmpint (ember_output_flush (&output), ==, 0);
  ember_output_clear (&output);

  text = read_back (fd);
  g_assert_true (g_string_equal (text, expected));
  close (fd);
}

static void
test_a_full_disk_is_an_error (void)
{
  const int fd = open ("/dev/full", O_WRONLY);
  EmberOutput output;

  ember_output_init (&output, fd);
  ember_output_text (&output, "text");
  g_assert_cmpint (ember_output_flush (&output), ==, ENOSPC);
  ember_output_text (&output, "more");
  g_assert_cmpint (ember_output_flush (&output), ==, ENOSPC);
  ember_output_clear (&output);
  close (fd);
}

static void
test_a_pipe_that_nobody_reads_is_told (void)
{
  int fds[2];
  EmberOutput output;

  signal (SIGPIPE, SIG_IGN);
  g_assert_cmpint (pipe (fds), ==, 0);
  close (fds[0]);
  ember_output_init (&output, fds[1]);
  ember_output_text (&output, "text");
  g_assert_cmpint (ember_output_flush (&output), ==, EPIPE);
  ember_output_clear (&output);
  close (fds[1]);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/output/numbers-are-written-in-digits", test_numbers_are_written_in_digits);
  g_test_add_func ("/output/a-name-stays-on-its-line", test_a_name_stays_on_its_line);
  g_test_add_func ("/output/more-than-the-buffer-comes-out-in-order", test_more_than_the_buffer_comes_out_in_order);
  g_test_add_func ("/output/a-full-disk-is-an-error", test_a_full_disk_is_an_error);
  g_test_add_func ("/output/a-pipe-that-nobody-reads-is-told", test_a_pipe_that_nobody_reads_is_told);
  return g_test_run ();
}
