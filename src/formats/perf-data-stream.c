/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-stream.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <zstd.h>

#include "formats/format.h"

#define HEADER_BYTES EMBER_PERF_RECORD_HEADER_BYTES
#define BLOCK_BYTES ((size_t) 1 << 18)

/* Bytes [begin, end) of a buffer of BLOCK_BYTES. */
typedef struct
{
  uint8_t *bytes;
  size_t begin;
  size_t end;
} Window;

struct _EmberPerfStream
{
  EmberInput *input;
  bool is_swapped;
  bool has_ended;
  bool is_cut_off; /* the input ended before the data section */
  uint64_t left;
  uint64_t position; /* of the window's begin in the file */
  Window raw;
  Window inflated;
  ZSTD_DStream *decoder;  /* nullable */
  const uint8_t *chunk;   /* what is left of a compressed record in the raw window */
  size_t chunk_left;      /* bytes of it */
  bool has_more_inflated; /* the decoder holds back output for want of room */
  uint64_t chunk_position;
};

EmberPerfStream *
ember_perf_stream_new (EmberInput *input,
                       uint64_t size_bytes,
                       bool is_swapped)
{
  EmberPerfStream *stream = g_new0 (EmberPerfStream, 1);

  stream->input = input;
  stream->is_swapped = is_swapped;
  stream->left = size_bytes;
  stream->position = ember_input_get_position (input);
  stream->raw.bytes = g_malloc (BLOCK_BYTES);
  return stream;
}

void
ember_perf_stream_free (EmberPerfStream *stream)
{
  ZSTD_freeDStream (stream->decoder);
  g_free (stream->raw.bytes);
  g_free (stream->inflated.bytes);
  g_free (stream);
}

static void
move_to_front (Window *window)
{
  memmove (window->bytes, window->bytes + window->begin, window->end - window->begin);
  window->end -= window->begin;
  window->begin = 0;
}

/* Has at least @n_wanted bytes in the raw window, if the data section has them.
 * Returns: bytes there are, -1 with @error set */
static gssize
fill_raw (EmberPerfStream *stream,
          size_t n_wanted,
          GError **error)
{
  Window *raw = &stream->raw;
  size_t n_room;
  gssize n;

  if (raw->end - raw->begin >= n_wanted || stream->left == 0)
    return (gssize) (raw->end - raw->begin);
  move_to_front (raw);
  n_room = (size_t) MIN (BLOCK_BYTES - raw->end, stream->left);
  n = ember_input_read (stream->input, raw->bytes + raw->end, n_room, error);
  if (n < 0)
    return -1;
  raw->end += (size_t) n;
  stream->is_cut_off = (size_t) n < n_room && stream->left != UINT64_MAX;
  stream->left = (size_t) n < n_room ? 0 : stream->left == UINT64_MAX ? UINT64_MAX
                                                                      : stream->left - (size_t) n;
  return (gssize) raw->end;
}

/* What can be wrong with a data section. */
typedef enum
{
  DAMAGE_BAD_SIZE,
  DAMAGE_CUT_OFF,
  DAMAGE_BAD_ZSTD,
} Damage;

static const char *
describe (Damage damage)
{
  switch (damage)
    {
    case DAMAGE_BAD_SIZE:
      return _ ("no record can be as small as that one says it is");
    case DAMAGE_CUT_OFF:
      return _ ("the record is cut off");
    case DAMAGE_BAD_ZSTD:
      return _ ("compressed data cannot be read");
    default:
      g_assert_not_reached ();
    }
}

static int
fail (EmberPerfStream *stream,
      uint64_t position,
      Damage damage,
      GError **error)
{
  stream->has_ended = true;
  /* Translators: the number is a position in a file, %s says what is wrong there. */
  g_set_error (error, EMBER_FORMAT_ERROR, EMBER_FORMAT_ERROR_DAMAGED, _ ("The recording is damaged at byte %" PRIu64 ": %s"),
               position, describe (damage));
  return -1;
}

/* @n: bytes from the record's header on
 * Returns: its size; 0 if not even the header is whole */
static size_t
parse_header (const EmberPerfStream *stream,
              const uint8_t *at,
              size_t n,
              EmberPerfRecord *record)
{
  EmberPerfBytes bytes = ember_perf_bytes (at, n, stream->is_swapped);
  size_t size_bytes;

  if (n < HEADER_BYTES)
    return 0;
  record->type = ember_perf_bytes_take_u32 (&bytes);
  record->misc = ember_perf_bytes_take_u16 (&bytes);
  size_bytes = ember_perf_bytes_take_u16 (&bytes);
  record->body = ember_perf_bytes (at + HEADER_BYTES, size_bytes >= HEADER_BYTES ? size_bytes - HEADER_BYTES : 0,
                                   stream->is_swapped);
  return size_bytes;
}

/* Returns: 1 with a record, 0 where the window holds no whole one, -1 with @error set */
static int
take_inflated (EmberPerfStream *stream,
               EmberPerfRecord *record,
               GError **error)
{
  Window *window = &stream->inflated;
  const size_t n = window->end - window->begin;
  const size_t size_bytes = parse_header (stream, window->bytes + window->begin, n, record);

  if (n < HEADER_BYTES)
    return 0;
  if (size_bytes < HEADER_BYTES)
    return fail (stream, stream->chunk_position, DAMAGE_BAD_SIZE, error);
  if (size_bytes > n)
    return 0;
  record->position = stream->chunk_position;
  record->is_packed = true;
  window->begin += size_bytes;
  return 1;
}

/* Decompresses what fits into the window.
 * Returns: false with @error set */
static bool
inflate (EmberPerfStream *stream,
         GError **error)
{
  ZSTD_inBuffer in = { stream->chunk, stream->chunk_left, 0 };
  ZSTD_outBuffer out = { 0 };
  size_t status;

  move_to_front (&stream->inflated);
  out = (ZSTD_outBuffer){ stream->inflated.bytes, BLOCK_BYTES, stream->inflated.end };
  status = ZSTD_decompressStream (stream->decoder, &out, &in);
  if (ZSTD_isError (status))
    {
      fail (stream, stream->chunk_position, DAMAGE_BAD_ZSTD, error);
      return false;
    }
  stream->chunk += in.pos;
  stream->chunk_left -= in.pos;
  stream->has_more_inflated = out.pos == BLOCK_BYTES;
  if (in.pos == 0 && out.pos == stream->inflated.end)
    stream->chunk_left = 0;
  stream->inflated.end = out.pos;
  return true;
}

static void
step_over (EmberPerfStream *stream,
           size_t size_bytes)
{
  stream->raw.begin += size_bytes;
  stream->position += size_bytes;
}

static void
begin_chunk (EmberPerfStream *stream,
             const EmberPerfRecord *record)
{
  EmberPerfBytes body = record->body;

  if (record->type == EMBER_PERF_RECORD_COMPRESSED2)
    {
      const uint64_t n = ember_perf_bytes_take_u64 (&body);

      body = ember_perf_bytes_take_piece (&body, n);
    }
  if (stream->decoder == NULL)
    {
      stream->decoder = ZSTD_createDStream ();
      ZSTD_DCtx_setParameter (stream->decoder, ZSTD_d_windowLogMax, 27);
      stream->inflated.bytes = g_malloc (BLOCK_BYTES);
    }
  stream->chunk = body.at;
  stream->chunk_left = ember_perf_bytes_get_left (&body);
  stream->chunk_position = record->position;
}

/* Steps over bytes that follow a record and are not in its size.
 * Returns: false with @error set */
static bool
skip_bytes (EmberPerfStream *stream,
            uint64_t size_bytes,
            GError **error)
{
  while (size_bytes > 0)
    {
      const gssize n = fill_raw (stream, 1, error);
      const size_t n_skipped = (size_t) MIN (size_bytes, (uint64_t) MAX (n, 0));

      if (n < 0)
        return false;
      if (n == 0)
        {
          fail (stream, stream->position, DAMAGE_CUT_OFF, error);
          return false;
        }
      step_over (stream, n_skipped);
      size_bytes -= n_skipped;
    }
  return true;
}

/* Some records are followed by data whose size is in their body. */
static uint64_t
get_trailing_bytes (const EmberPerfRecord *record)
{
  EmberPerfBytes body = record->body;

  if (record->type == EMBER_PERF_RECORD_AUXTRACE)
    return ember_perf_bytes_take_u64 (&body);
  if (record->type == EMBER_PERF_RECORD_TRACING_DATA)
    return ((uint64_t) ember_perf_bytes_take_u32 (&body) + 7) & ~UINT64_C (7);
  return 0;
}

/* Makes what follows a record its body.
 * Returns: as ember_perf_stream_next() */
static int
take_trailing (EmberPerfStream *stream,
               EmberPerfRecord *record,
               size_t size_bytes,
               GError **error)
{
  const gssize n = fill_raw (stream, size_bytes, error);

  if (n < 0)
    return -1;
  if ((size_t) n < size_bytes)
    return fail (stream, stream->position, DAMAGE_CUT_OFF, error);
  record->body = ember_perf_bytes (stream->raw.bytes + stream->raw.begin, size_bytes, record->body.is_swapped);
  step_over (stream, size_bytes);
  return 1;
}

/* Returns: as ember_perf_stream_next(), the record as it is stored */
static int
take_raw (EmberPerfStream *stream,
          EmberPerfRecord *record,
          GError **error)
{
  gssize n = fill_raw (stream, HEADER_BYTES, error);
  size_t size_bytes;

  if (n < 0 || (n == 0 && !stream->is_cut_off))
    return (int) n;
  size_bytes = parse_header (stream, stream->raw.bytes + stream->raw.begin, (size_t) n, record);
  if (n >= HEADER_BYTES && size_bytes < HEADER_BYTES)
    return fail (stream, stream->position, DAMAGE_BAD_SIZE, error);
  if (n >= HEADER_BYTES)
    n = fill_raw (stream, size_bytes, error);
  if (n < 0)
    return -1;
  if (n < HEADER_BYTES || (size_t) n < size_bytes)
    return fail (stream, stream->position, DAMAGE_CUT_OFF, error);
  parse_header (stream, stream->raw.bytes + stream->raw.begin, (size_t) n, record);
  record->position = stream->position;
  record->is_packed = false;
  step_over (stream, size_bytes);
  return 1;
}

/* The data section is over; compressed data may end within a record. */
static int
end (EmberPerfStream *stream,
     GError **error)
{
  if (stream->inflated.begin < stream->inflated.end)
    return fail (stream, stream->chunk_position, DAMAGE_CUT_OFF, error);
  stream->has_ended = true;
  return 0;
}

int
ember_perf_stream_next (EmberPerfStream *stream,
                        EmberPerfRecord *record,
                        GError **error)
{
  while (!stream->has_ended)
    {
      const bool has_inflated = stream->inflated.end - stream->inflated.begin >= HEADER_BYTES;
      int status = has_inflated ? take_inflated (stream, record, error) : 0;
      uint64_t n_trailing;

      if (status != 0)
        return status;
      if (stream->chunk_left > 0 || stream->has_more_inflated)
        {
          if (!inflate (stream, error))
            return -1;
          continue;
        }
      status = take_raw (stream, record, error);
      if (status <= 0)
        return status < 0 ? status : end (stream, error);
      if (record->type == EMBER_PERF_RECORD_COMPRESSED || record->type == EMBER_PERF_RECORD_COMPRESSED2)
        {
          begin_chunk (stream, record);
          continue;
        }
      n_trailing = get_trailing_bytes (record);
      if (n_trailing == 0)
        return 1;
      if (record->type == EMBER_PERF_RECORD_TRACING_DATA && n_trailing <= BLOCK_BYTES)
        return take_trailing (stream, record, (size_t) n_trailing, error);
      if (!skip_bytes (stream, n_trailing, error))
        return -1;
    }
  return 0;
}
