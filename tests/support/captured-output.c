/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/captured-output.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

void
captured_output_begin (EmberOutput *output)
{
  const int fd = memfd_create ("captured-output", MFD_CLOEXEC);

  g_assert_cmpint (fd, >=, 0);
  ember_output_init (output, fd);
}

char *
captured_output_end (EmberOutput *output)
{
  struct stat info;
  char *text;

  g_assert_cmpint (ember_output_flush (output), ==, 0);
  g_assert_cmpint (fstat (output->fd, &info), ==, 0);
  text = g_malloc ((gsize) info.st_size + 1);
  g_assert_cmpint (pread (output->fd, text, (size_t) info.st_size, 0), ==, info.st_size);
  text[info.st_size] = '\0';
  close (output->fd);
  ember_output_clear (output);
  return text;
}
