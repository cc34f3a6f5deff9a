/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/output.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define BUFFER_SIZE ((size_t) 256 * 1024)

void
ember_output_init (EmberOutput *output,
                   int fd)
{
  *output = (EmberOutput){ .buffer = g_malloc (BUFFER_SIZE), .fd = fd };
}

void
ember_output_clear (EmberOutput *output)
{
  g_clear_pointer (&output->buffer, g_free);
}

static void
write_all (EmberOutput *output,
           const char *bytes,
           size_t size_bytes)
{
  while (size_bytes > 0 && output->error == 0)
    {
      const ssize_t n = write (output->fd, bytes, size_bytes);

      if (n >= 0)
        {
          bytes += n;
          size_bytes -= (size_t) n;
        }
      else if (errno != EINTR)
        output->error = errno;
    }
}

int
ember_output_flush (EmberOutput *output)
{
  write_all (output, output->buffer, output->n_bytes);
  output->n_bytes = 0;
  return output->error;
}

void
ember_output_write (EmberOutput *output,
                    const void *bytes,
                    size_t size_bytes)
{
  if (output->n_bytes + size_bytes > BUFFER_SIZE)
    ember_output_flush (output);
  if (size_bytes > BUFFER_SIZE)
    {
      write_all (output, bytes, size_bytes);
      return;
    }
  memcpy (output->buffer + output->n_bytes, bytes, size_bytes);
  output->n_bytes += size_bytes;
}

void
ember_output_text (EmberOutput *output,
                   const char *text)
{
  ember_output_write (output, text, strlen (text));
}

void
ember_output_line_text (EmberOutput *output,
                        const char *text)
{
  for (; *text != '\0'; text++)
    ember_output_char (output, g_ascii_iscntrl (*text) ? ' ' : *text);
}

void
ember_output_char (EmberOutput *output,
                   char c)
{
  if (output->n_bytes == BUFFER_SIZE)
    ember_output_flush (output);
  output->buffer[output->n_bytes++] = c;
}

void
ember_output_uint (EmberOutput *output,
                   uint64_t number)
{
  char digits[20];
  size_t first = sizeof digits;

  do
    {
      digits[--first] = (char) ('0' + number % 10);
      number /= 10;
    }
  while (number > 0);
  ember_output_write (output, digits + first, sizeof digits - first);
}

void
ember_output_int (EmberOutput *output,
                  int64_t number)
{
  if (number < 0)
    ember_output_char (output, '-');
  ember_output_uint (output, number < 0 ? -(uint64_t) number : (uint64_t) number);
}
