/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/compress.h"

#include <gio/gio.h>
#include <lzma.h>
#include <zstd.h>

GBytes *
compress_gzip (GBytes *bytes)
{
  g_autoptr (GConverter) compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6));
  g_autoptr (GInputStream) source = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GInputStream) converted = g_converter_input_stream_new (source, compressor);
  g_autoptr (GOutputStream) target = g_memory_output_stream_new_resizable ();

  g_assert_cmpint (g_output_stream_splice (target, converted, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL), >=, 0);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (target));
}

GBytes *
compress_zstd (GBytes *bytes)
{
  const size_t room = ZSTD_compressBound (g_bytes_get_size (bytes));
  char *target = g_malloc (room);
  const size_t n = ZSTD_compress (target, room, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), 3);

  g_assert_false (ZSTD_isError (n));
  return g_bytes_new_take (target, n);
}

GBytes *
compress_xz (GBytes *bytes)
{
  const size_t room = lzma_stream_buffer_bound (g_bytes_get_size (bytes));
  uint8_t *target = g_malloc (room);
  size_t n = 0;

  g_assert_cmpint (lzma_easy_buffer_encode (1, LZMA_CHECK_CRC64, NULL, g_bytes_get_data (bytes, NULL),
                                            g_bytes_get_size (bytes), target, &n, room),
                   ==, LZMA_OK);
  return g_bytes_new_take (target, n);
}

GBytes *
compress_join (GBytes *first,
               GBytes *second)
{
  GByteArray *array = g_byte_array_new ();

  g_byte_array_append (array, g_bytes_get_data (first, NULL), (guint) g_bytes_get_size (first));
  g_byte_array_append (array, g_bytes_get_data (second, NULL), (guint) g_bytes_get_size (second));
  return g_byte_array_free_to_bytes (array);
}
