/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-script-cutter.h"

#include <string.h>

#include "formats/perf-script-line.h"

#define NO_BORDER SIZE_MAX

void
ember_perf_script_chunk_init (EmberPerfScriptChunk *chunk)
{
  *chunk = (EmberPerfScriptChunk){ 0 };
  ember_column_init (&chunk->buffer, 1);
}

void
ember_perf_script_chunk_clear (EmberPerfScriptChunk *chunk)
{
  ember_column_clear (&chunk->buffer);
}

void
ember_perf_script_cutter_init (EmberPerfScriptCutter *cutter,
                               EmberInput *input,
                               size_t chunk_bytes)
{
  *cutter = (EmberPerfScriptCutter){ .input = input, .chunk_bytes = chunk_bytes };
}

void
ember_perf_script_cutter_clear (EmberPerfScriptCutter *cutter)
{
  g_free (cutter->rest);
}

static void
reserve (EmberPerfScriptChunk *chunk,
         size_t capacity)
{
  if (capacity > chunk->buffer.n)
    ember_column_grow (&chunk->buffer, capacity - chunk->buffer.n);
  chunk->bytes = chunk->buffer.data;
}

static void
keep_rest (EmberPerfScriptCutter *cutter,
           const char *bytes,
           size_t n)
{
  cutter->rest = g_realloc (cutter->rest, MAX (n, 1));
  memcpy (cutter->rest, bytes, n);
  cutter->n_rest = n;
}

/* What --header writes at the beginning is not cut, even where it reads as a sample.
 * Returns: where the last record of the chunk begins, as far as whole lines tell; NO_BORDER
 * where that is the begin of the chunk */
static size_t
find_last_border (const EmberPerfScriptChunk *chunk)
{
  const char *bytes = chunk->bytes;
  const size_t n = chunk->n;
  const char *newline = memrchr (bytes, '\n', n);

  while (newline != NULL)
    {
      const char *before = memrchr (bytes, '\n', (size_t) (newline - bytes));
      const char *line = before != NULL ? before + 1 : bytes;

      if (*line != '\t' && (*line != '#' || chunk->sequence > 0))
        {
          const EmberPerfScriptLine kind = ember_perf_script_line_classify (line, newline);

          if (kind == EMBER_PERF_SCRIPT_LINE_BLANK)
            return (size_t) (newline + 1 - bytes);
          if (kind == EMBER_PERF_SCRIPT_LINE_HEADER && line > bytes)
            return (size_t) (line - bytes);
        }
      newline = before;
    }
  return NO_BORDER;
}

/* The first border among the whole lines of @bytes; a header at the very beginning counts. */
static size_t
find_first_border (const char *bytes,
                   size_t n)
{
  const char *end = bytes + n;
  const char *line = bytes;
  const char *newline;

  while (line < end && (newline = memchr (line, '\n', (size_t) (end - line))) != NULL)
    {
      const EmberPerfScriptLine kind = ember_perf_script_line_classify (line, newline);

      if (kind == EMBER_PERF_SCRIPT_LINE_BLANK)
        return (size_t) (newline + 1 - bytes);
      if (kind == EMBER_PERF_SCRIPT_LINE_HEADER)
        return (size_t) (line - bytes);
      line = newline + 1;
    }
  return NO_BORDER;
}

static uint64_t
count_newlines (const char *bytes,
                size_t n)
{
  const char *end = bytes + n;
  uint64_t count = 0;

  for (const char *at = bytes; at < end && (at = memchr (at, '\n', (size_t) (end - at))) != NULL; at++)
    count++;
  return count;
}

/* Notes the first line that is too long by itself, if it is among the first @n bytes behind
 * what was dropped. */
static void
note_long_line (EmberPerfScriptChunk *chunk,
                size_t n)
{
  const char *end = chunk->bytes + n;
  uint64_t n_before = chunk->n_dropped;

  for (const char *line = chunk->bytes; line < end && !chunk->has_long_line; n_before++)
    {
      const char *newline = memchr (line, '\n', (size_t) (end - line));
      const char *line_end = newline != NULL ? newline : end;

      chunk->has_long_line = (size_t) (line_end - line) > EMBER_PERF_SCRIPT_MAX_LINE_BYTES;
      if (chunk->has_long_line)
        chunk->n_before_long_line = n_before;
      line = line_end + 1;
    }
}

/* Reads until the chunk's buffer is full or the input ends.
 * Returns: false with @error set */
static bool
fill (EmberPerfScriptCutter *cutter,
      EmberPerfScriptChunk *chunk,
      size_t capacity,
      GError **error)
{
  while (chunk->n < capacity && !cutter->has_ended)
    {
      const gssize n = ember_input_read (cutter->input, chunk->bytes + chunk->n, capacity - chunk->n, error);

      if (n <= 0)
        cutter->has_ended = true;
      if (n < 0)
        return false;
      chunk->n += (size_t) n;
    }
  return true;
}

/* Keeps the last line if it has no end yet, but of a very long one only so much that it
 * still is too long. */
static void
drop_whole_lines (EmberPerfScriptChunk *chunk)
{
  const char *newline = memrchr (chunk->bytes, '\n', chunk->n);
  const size_t n_whole = newline != NULL ? (size_t) (newline + 1 - chunk->bytes) : 0;

  chunk->n_dropped += count_newlines (chunk->bytes, n_whole);
  chunk->n -= n_whole;
  memmove (chunk->bytes, chunk->bytes + n_whole, chunk->n);
  if (chunk->n > EMBER_PERF_SCRIPT_MAX_LINE_BYTES)
    {
      chunk->n = EMBER_PERF_SCRIPT_MAX_LINE_BYTES + 1;
      memset (chunk->bytes, '?', chunk->n);
    }
}

/* The buffer is full and holds no border: everything up to the next one goes.
 * Returns: false with @error set */
static bool
drop_record (EmberPerfScriptCutter *cutter,
             EmberPerfScriptChunk *chunk,
             GError **error)
{
  size_t border;
  bool is_fine = true;

  chunk->is_too_long = true;
  do
    {
      note_long_line (chunk, chunk->n);
      drop_whole_lines (chunk);
      is_fine = fill (cutter, chunk, EMBER_PERF_SCRIPT_MAX_RECORD_BYTES, error);
      border = find_first_border (chunk->bytes, chunk->n);
    }
  while (is_fine && border == NO_BORDER && !cutter->has_ended);
  if (border == NO_BORDER)
    border = chunk->n;
  note_long_line (chunk, border);
  chunk->n_dropped += count_newlines (chunk->bytes, border);
  keep_rest (cutter, chunk->bytes + border, chunk->n - border);
  chunk->n = 0;
  return is_fine;
}

static size_t
choose_first_capacity (const EmberPerfScriptCutter *cutter)
{
  size_t capacity = MIN (cutter->chunk_bytes, EMBER_PERF_SCRIPT_MAX_RECORD_BYTES);

  while (capacity <= cutter->n_rest && capacity < EMBER_PERF_SCRIPT_MAX_RECORD_BYTES)
    capacity = MIN (capacity * 2, EMBER_PERF_SCRIPT_MAX_RECORD_BYTES);
  return capacity;
}

/* Takes what the last cut left. */
static void
begin_chunk (EmberPerfScriptCutter *cutter,
             EmberPerfScriptChunk *chunk,
             size_t capacity)
{
  reserve (chunk, MAX (capacity, cutter->n_rest));
  if (cutter->n_rest > 0)
    memcpy (chunk->bytes, cutter->rest, cutter->n_rest);
  chunk->n = cutter->n_rest;
  chunk->n_dropped = 0;
  chunk->is_too_long = false;
  chunk->has_long_line = false;
  cutter->n_rest = 0;
}

bool
ember_perf_script_cutter_next (EmberPerfScriptCutter *cutter,
                               EmberPerfScriptChunk *chunk,
                               GError **error)
{
  size_t capacity = choose_first_capacity (cutter);

  begin_chunk (cutter, chunk, capacity);
  chunk->sequence = cutter->next_sequence++;
  for (;;)
    {
      const bool is_fine = fill (cutter, chunk, capacity, error);
      size_t border;

      if (!is_fine)
        return false;
      if (cutter->has_ended)
        return chunk->n > 0;
      border = find_last_border (chunk);
      if (border != NO_BORDER)
        {
          keep_rest (cutter, chunk->bytes + border, chunk->n - border);
          chunk->n = border;
          return true;
        }
      if (capacity == EMBER_PERF_SCRIPT_MAX_RECORD_BYTES)
        return drop_record (cutter, chunk, error);
      capacity = MIN (capacity * 2, EMBER_PERF_SCRIPT_MAX_RECORD_BYTES);
      reserve (chunk, capacity);
    }
}
