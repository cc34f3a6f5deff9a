/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* EmberPerfBytes: a piece of a perf.data file that is read from front to back.
 *
 * Nothing is read beyond the end: what is missing reads as 0 and sets
 * `is_short`, so a parser may check once, when it is done. A value; the bytes
 * are borrowed.
 */
typedef struct
{
  const uint8_t *at;
  const uint8_t *end;
  bool is_swapped; /* the file has the other byte order */
  bool is_short;   /* more was asked for than there is */
} EmberPerfBytes;

static inline EmberPerfBytes
ember_perf_bytes (const void *data,
                  size_t size_bytes,
                  bool is_swapped)
{
  const uint8_t *begin = size_bytes > 0 ? data : (const void *) "";

  return (EmberPerfBytes){ begin, begin + size_bytes, is_swapped, false };
}

static inline size_t
ember_perf_bytes_get_left (const EmberPerfBytes *bytes)
{
  return (size_t) (bytes->end - bytes->at);
}

/* Returns: (nullable): @size_bytes of them, stepped over; NULL if there are less */
static inline const uint8_t *
ember_perf_bytes_take (EmberPerfBytes *bytes,
                       uint64_t size_bytes)
{
  const uint8_t *taken = bytes->at;

  if (size_bytes > ember_perf_bytes_get_left (bytes))
    {
      bytes->is_short = true;
      bytes->at = bytes->end;
      return NULL;
    }
  bytes->at += size_bytes;
  return taken;
}

static inline uint16_t
ember_perf_bytes_take_u16 (EmberPerfBytes *bytes)
{
  const uint8_t *taken = ember_perf_bytes_take (bytes, 2);
  uint16_t value = 0;

  if (taken != NULL)
    memcpy (&value, taken, 2);
  return bytes->is_swapped ? GUINT16_SWAP_LE_BE (value) : value;
}

static inline uint32_t
ember_perf_bytes_take_u32 (EmberPerfBytes *bytes)
{
  const uint8_t *taken = ember_perf_bytes_take (bytes, 4);
  uint32_t value = 0;

  if (taken != NULL)
    memcpy (&value, taken, 4);
  return bytes->is_swapped ? GUINT32_SWAP_LE_BE (value) : value;
}

static inline uint64_t
ember_perf_bytes_take_u64 (EmberPerfBytes *bytes)
{
  const uint8_t *taken = ember_perf_bytes_take (bytes, 8);
  uint64_t value = 0;

  if (taken != NULL)
    memcpy (&value, taken, 8);
  return bytes->is_swapped ? GUINT64_SWAP_LE_BE (value) : value;
}

/* A piece of its own at the front, stepped over; empty and short if there is less. */
static inline EmberPerfBytes
ember_perf_bytes_take_piece (EmberPerfBytes *bytes,
                             uint64_t size_bytes)
{
  const uint8_t *taken = ember_perf_bytes_take (bytes, size_bytes);

  return ember_perf_bytes (taken != NULL ? taken : bytes->end, taken != NULL ? (size_t) size_bytes : 0, bytes->is_swapped);
}

/* Text up to a NUL or the end of the bytes.
 * @size_bytes: (out): its length */
static inline const char *
ember_perf_bytes_take_text (EmberPerfBytes *bytes,
                            size_t *size_bytes)
{
  const char *text = (const char *) bytes->at;
  const size_t left = ember_perf_bytes_get_left (bytes);

  *size_bytes = strnlen (text, left);
  bytes->at += MIN (*size_bytes + 1, left);
  return text;
}
