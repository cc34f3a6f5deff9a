/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/decoder.h"

#include <glib/gi18n.h>
#include <lzma.h>
#include <string.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "formats/format.h"

/* What `zstd --ultra -22` and `xz -9` make fits; `zstd --long=31` does not. */
#define MAX_MEMORY_BYTES (UINT64_C (128) << 20)

struct _EmberDecoder
{
  EmberCompression compression;
  GConverter *gzip;
  ZSTD_DStream *zstd;
  lzma_stream xz;
};

static bool
is_zstd (const uint8_t *bytes,
         size_t n)
{
  static const uint8_t skippable[] = { 0x2a, 0x4d, 0x18 };

  if (n < 4)
    return false;
  return memcmp (bytes, "\x28\xb5\x2f\xfd", 4) == 0 || ((bytes[0] & 0xf0) == 0x50 && memcmp (bytes + 1, skippable, 3) == 0);
}

EmberCompression
ember_compression_recognise (const uint8_t *bytes,
                             size_t n)
{
  if (n >= 3 && memcmp (bytes, "\x1f\x8b\x08", 3) == 0)
    return EMBER_COMPRESSION_GZIP;
  if (is_zstd (bytes, n))
    return EMBER_COMPRESSION_ZSTD;
  if (n >= 6 && memcmp (bytes, "\xfd"
                               "7zXZ\0",
                        6) == 0)
    return EMBER_COMPRESSION_XZ;
  return EMBER_COMPRESSION_NONE;
}

const char *
ember_compression_get_name (EmberCompression compression)
{
  static const char *const names[] = { "", "gzip", "zstd", "xz" };

  return names[compression];
}

static void
begin_xz_stream (EmberDecoder *decoder)
{
  if (lzma_stream_decoder (&decoder->xz, MAX_MEMORY_BYTES, 0) != LZMA_OK)
    g_error ("out of memory: xz decoder");
}

EmberDecoder *
ember_decoder_new (EmberCompression compression)
{
  EmberDecoder *decoder = g_new0 (EmberDecoder, 1);

  decoder->compression = compression;
  switch (compression)
    {
    case EMBER_COMPRESSION_GZIP:
      decoder->gzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
      break;
    case EMBER_COMPRESSION_ZSTD:
      decoder->zstd = ZSTD_createDStream ();
      if (decoder->zstd == NULL)
        g_error ("out of memory: zstd decoder");
      break;
    case EMBER_COMPRESSION_XZ:
      begin_xz_stream (decoder);
      break;
    case EMBER_COMPRESSION_NONE:
    default:
      g_assert_not_reached ();
    }
  return decoder;
}

void
ember_decoder_free (EmberDecoder *decoder)
{
  g_clear_object (&decoder->gzip);
  ZSTD_freeDStream (decoder->zstd);
  lzma_end (&decoder->xz);
  g_free (decoder);
}

static EmberDecoderStatus
fail (EmberDecoder *decoder,
      const char *why,
      GError **error)
{
  g_set_error (error, EMBER_FORMAT_ERROR, EMBER_FORMAT_ERROR_DAMAGED,
               /* Translators: the first %s is gzip, zstd or xz, the second what that library says. */
               _ ("The %s data is damaged (%s)"), ember_compression_get_name (decoder->compression), why);
  return EMBER_DECODER_FAILED;
}

static EmberDecoderStatus
fail_for_memory (EmberDecoder *decoder,
                 GError **error)
{
  g_set_error (error, EMBER_FORMAT_ERROR, EMBER_FORMAT_ERROR_DAMAGED,
               /* Translators: %s is zstd or xz. */
               _ ("Decompressing this %s data needs more than 128 MiB of memory; decompress it first and open the result"),
               ember_compression_get_name (decoder->compression));
  return EMBER_DECODER_FAILED;
}

static EmberDecoderStatus
decode_gzip (EmberDecoder *decoder,
             const uint8_t *in,
             size_t *n_in,
             uint8_t *out,
             size_t *n_out,
             GError **error)
{
  g_autoptr (GError) problem = NULL;
  gsize n_read = 0;
  gsize n_written = 0;
  const GConverterResult result = g_converter_convert (decoder->gzip, in, *n_in, out, *n_out, G_CONVERTER_NO_FLAGS,
                                                       &n_read, &n_written, &problem);

  *n_in = result == G_CONVERTER_ERROR ? 0 : n_read;
  *n_out = result == G_CONVERTER_ERROR ? 0 : n_written;
  if (result == G_CONVERTER_FINISHED)
    {
      g_converter_reset (decoder->gzip);
      return EMBER_DECODER_FRAME_ENDS;
    }
  if (result == G_CONVERTER_ERROR && !g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    return fail (decoder, problem->message, error);
  return EMBER_DECODER_GOES_ON;
}

static EmberDecoderStatus
decode_zstd (EmberDecoder *decoder,
             const uint8_t *in,
             size_t *n_in,
             uint8_t *out,
             size_t *n_out,
             GError **error)
{
  ZSTD_inBuffer source = { in, *n_in, 0 };
  ZSTD_outBuffer target = { out, *n_out, 0 };
  const size_t left = ZSTD_decompressStream (decoder->zstd, &target, &source);

  *n_in = source.pos;
  *n_out = target.pos;
  if (ZSTD_getErrorCode (left) == ZSTD_error_frameParameter_windowTooLarge)
    return fail_for_memory (decoder, error);
  if (ZSTD_isError (left))
    return fail (decoder, ZSTD_getErrorName (left), error);
  return left == 0 ? EMBER_DECODER_FRAME_ENDS : EMBER_DECODER_GOES_ON;
}

static const char *
describe_lzma (lzma_ret result)
{
  if (result == LZMA_DATA_ERROR)
    return "corrupt data";
  if (result == LZMA_FORMAT_ERROR)
    return "not an xz stream";
  return "unsupported options";
}

static EmberDecoderStatus
decode_xz (EmberDecoder *decoder,
           const uint8_t *in,
           size_t *n_in,
           uint8_t *out,
           size_t *n_out,
           GError **error)
{
  lzma_stream *xz = &decoder->xz;
  lzma_ret result;

  xz->next_in = in;
  xz->avail_in = *n_in;
  xz->next_out = out;
  xz->avail_out = *n_out;
  result = lzma_code (xz, LZMA_RUN);
  *n_in -= xz->avail_in;
  *n_out -= xz->avail_out;
  if (result == LZMA_STREAM_END)
    {
      begin_xz_stream (decoder);
      return EMBER_DECODER_FRAME_ENDS;
    }
  if (result == LZMA_OK || result == LZMA_BUF_ERROR)
    return EMBER_DECODER_GOES_ON;
  if (result == LZMA_MEMLIMIT_ERROR || result == LZMA_MEM_ERROR)
    return fail_for_memory (decoder, error);
  return fail (decoder, describe_lzma (result), error);
}

EmberDecoderStatus
ember_decoder_decode (EmberDecoder *decoder,
                      const uint8_t *in,
                      size_t *n_in,
                      uint8_t *out,
                      size_t *n_out,
                      GError **error)
{
  if (decoder->compression == EMBER_COMPRESSION_GZIP)
    return decode_gzip (decoder, in, n_in, out, n_out, error);
  if (decoder->compression == EMBER_COMPRESSION_ZSTD)
    return decode_zstd (decoder, in, n_in, out, n_out, error);
  return decode_xz (decoder, in, n_in, out, n_out, error);
}
