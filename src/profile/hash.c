/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/hash.h"

#include <string.h>

static uint64_t
read_word (const unsigned char *bytes)
{
  uint64_t word;

  memcpy (&word, bytes, sizeof word);
  return word;
}

/* The last 0 to 8 bytes as one word. */
static uint64_t
read_tail (const unsigned char *bytes,
           size_t n)
{
  uint64_t word = 0;

  memcpy (&word, bytes, n);
  return word;
}

uint64_t
ember_hash_bytes (const void *bytes,
                  size_t size_bytes)
{
  const unsigned char *at = bytes;
  size_t left = size_bytes;
  uint64_t hash = size_bytes;

  while (left > 16)
    {
      hash = ember_hash_pair (read_word (at) ^ hash, read_word (at + 8));
      at += 16;
      left -= 16;
    }
  if (left > 8)
    return ember_hash_pair (read_word (at) ^ hash, read_tail (at + 8, left - 8));
  if (left > 0)
    return ember_hash_pair (read_tail (at, left) ^ hash, 0);
  return ember_hash_pair (hash, 0);
}
