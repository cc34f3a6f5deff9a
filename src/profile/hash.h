/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* Hashes @size_bytes bytes; equal on every machine, not meant to resist attack
 * beyond spreading well. About 8 bytes a cycle.
 * Method: 64 × 64 → 128 bit multiply and fold, as in wyhash (Wang Yi, 2019). */
uint64_t ember_hash_bytes (const void *bytes,
                           size_t size_bytes);

/* Mixes two words into one hash. */
static inline uint64_t
ember_hash_pair (uint64_t a,
                 uint64_t b)
{
  const __uint128_t product = (__uint128_t) (a ^ UINT64_C (0xa0761d6478bd642f)) * (b ^ UINT64_C (0xe7037ed1a0b428db));

  return (uint64_t) product ^ (uint64_t) (product >> 64);
}
