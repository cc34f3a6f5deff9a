/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum
{
  EMBER_COMPRESSION_NONE,
  EMBER_COMPRESSION_GZIP,
  EMBER_COMPRESSION_ZSTD,
  EMBER_COMPRESSION_XZ,
} EmberCompression;

/* Tells the compression by the first bytes; six are enough. */
EmberCompression ember_compression_recognise (const uint8_t *bytes,
                                              size_t n);

/* Returns: (transfer none): "gzip", "zstd", "xz" */
const char *ember_compression_get_name (EmberCompression compression);

/* EmberDecoder: takes frame after frame (a gzip member, a zstd frame, an xz
 * stream) of one compression apart. Needs at most 128 MiB, whatever the bytes say. */
typedef struct _EmberDecoder EmberDecoder;

EmberDecoder *ember_decoder_new (EmberCompression compression);

void ember_decoder_free (EmberDecoder *decoder);

typedef enum
{
  EMBER_DECODER_GOES_ON,
  EMBER_DECODER_FRAME_ENDS, /* the next byte, if any, begins another frame */
  EMBER_DECODER_FAILED,     /* with an error set */
} EmberDecoderStatus;

/* Moves on by at least one byte of either side, unless it needs more input than there is.
 * @n_in, @n_out: (inout): bytes there are; then bytes used */
EmberDecoderStatus ember_decoder_decode (EmberDecoder *decoder,
                                         const uint8_t *in,
                                         size_t *n_in,
                                         uint8_t *out,
                                         size_t *n_out,
                                         GError **error);
