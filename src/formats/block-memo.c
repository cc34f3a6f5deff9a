/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/block-memo.h"

#include <glib.h>
#include <string.h>

struct _EmberBlockMemoSlot
{
  EmberBlockHash hash; /* both zero: free */
  EmberBlockValue value;
};

void
ember_block_memo_init (EmberBlockMemo *memo,
                       uint32_t n_slots)
{
  g_assert ((n_slots & (n_slots - 1)) == 0);
  memo->n_slots = n_slots;
  memo->slots = g_new0 (struct _EmberBlockMemoSlot, n_slots);
  for (size_t i = 0; i < G_N_ELEMENTS (memo->secrets); i++)
    memo->secrets[i] = (uint64_t) g_random_int () << 32 | g_random_int ();
}

void
ember_block_memo_clear (EmberBlockMemo *memo)
{
  g_clear_pointer (&memo->slots, g_free);
}

static uint64_t
multiply (uint64_t a,
          uint64_t b)
{
  const __uint128_t product = (__uint128_t) a * b;

  return (uint64_t) product ^ (uint64_t) (product >> 64);
}

static uint64_t
read_word (const char *bytes)
{
  uint64_t word;

  memcpy (&word, bytes, sizeof word);
  return word;
}

/* 16 bytes a round go into two lanes with their own secrets; what is left over is read once
 * more together with the bytes before it. */
EmberBlockHash
ember_block_memo_hash (const EmberBlockMemo *memo,
                       const char *bytes,
                       size_t n,
                       uint32_t salt)
{
  const uint64_t *secrets = memo->secrets;
  EmberBlockHash hash = { n ^ secrets[2], salt ^ secrets[3] };
  size_t at = 0;
  uint64_t a = 0;
  uint64_t b = 0;

  for (; n - at > 16; at += 16)
    {
      a = read_word (bytes + at);
      b = read_word (bytes + at + 8);
      hash.low = multiply (a ^ secrets[0] ^ hash.low, b ^ secrets[1]);
      hash.high = multiply (a ^ secrets[2] ^ hash.high, b ^ secrets[3]) + a;
    }
  if (n >= 16)
    {
      a = read_word (bytes + n - 16);
      b = read_word (bytes + n - 8);
    }
  else
    {
      char last[16] = { 0 };

      memcpy (last, bytes, n);
      a = read_word (last);
      b = read_word (last + 8);
    }
  hash.low = multiply (a ^ secrets[0] ^ hash.low, b ^ secrets[1] ^ salt);
  hash.high = multiply (a ^ secrets[2] ^ hash.high, b ^ secrets[3] ^ n);
  return (EmberBlockHash){ multiply (hash.low ^ secrets[3], secrets[0] | 1), multiply (hash.high ^ secrets[1], secrets[2] | 1) | 1 };
}

bool
ember_block_memo_find (const EmberBlockMemo *memo,
                       EmberBlockHash hash,
                       EmberBlockValue *value)
{
  const struct _EmberBlockMemoSlot *slot = &memo->slots[hash.low & (memo->n_slots - 1)];

  if (slot->hash.low != hash.low || slot->hash.high != hash.high)
    return false;
  *value = slot->value;
  return true;
}

void
ember_block_memo_put (EmberBlockMemo *memo,
                      EmberBlockHash hash,
                      EmberBlockValue value)
{
  memo->slots[hash.low & (memo->n_slots - 1)] = (struct _EmberBlockMemoSlot){ hash, value };
}
