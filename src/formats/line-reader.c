/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/line-reader.h"

#include <string.h>

#define BUFFER_BYTES (2 * EMBER_LINE_MAX_BYTES)

void
ember_line_reader_init (EmberLineReader *reader,
                        EmberInput *input)
{
  *reader = (EmberLineReader){ .input = input, .buffer = g_malloc (BUFFER_BYTES) };
}

void
ember_line_reader_clear (EmberLineReader *reader)
{
  g_free (reader->buffer);
}

/* Moves the rest to the front and reads behind it. */
static bool
refill (EmberLineReader *reader,
        GError **error)
{
  gssize n;

  memmove (reader->buffer, reader->buffer + reader->begin, reader->end - reader->begin);
  reader->end -= reader->begin;
  reader->begin = 0;
  n = ember_input_read (reader->input, reader->buffer + reader->end, BUFFER_BYTES - reader->end, error);
  if (n < 0)
    return false;
  reader->has_ended = n == 0;
  reader->end += (size_t) n;
  return true;
}

/* Drops bytes up to the newline, which may be far away.
 * Returns: false with @error set */
static bool
skip_rest (EmberLineReader *reader,
           GError **error)
{
  for (;;)
    {
      const char *newline = memchr (reader->buffer + reader->begin, '\n', reader->end - reader->begin);

      if (newline != NULL)
        {
          reader->begin = (size_t) (newline - reader->buffer) + 1;
          return true;
        }
      reader->begin = reader->end;
      if (reader->has_ended)
        return true;
      if (!refill (reader, error))
        return false;
    }
}

static int
skip_long_line (EmberLineReader *reader,
                EmberLine *line,
                GError **error)
{
  if (!skip_rest (reader, error))
    return -1;
  *line = (EmberLine){ "", 0, true };
  return 1;
}

int
ember_line_reader_next (EmberLineReader *reader,
                        EmberLine *line,
                        GError **error)
{
  const char *begin = reader->buffer + reader->begin;
  const char *newline = memchr (begin, '\n', reader->end - reader->begin);
  size_t n;

  if (newline == NULL && !reader->has_ended && reader->end - reader->begin <= EMBER_LINE_MAX_BYTES)
    {
      if (!refill (reader, error))
        return -1;
      return ember_line_reader_next (reader, line, error);
    }
  n = newline != NULL ? (size_t) (newline - begin) : reader->end - reader->begin;
  if (newline == NULL && n == 0)
    return 0;
  reader->n_lines++;
  if (n > EMBER_LINE_MAX_BYTES)
    return skip_long_line (reader, line, error);
  reader->begin += n + (newline != NULL);
  if (n > 0 && begin[n - 1] == '\r')
    n--;
  *line = (EmberLine){ begin, n, false };
  return 1;
}
