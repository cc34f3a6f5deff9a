/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/block-memo.h"

#include <glib.h>
#include <string.h>

/* A bucket of these is a line of the cache. */
#define SLOTS_A_BUCKET 4

typedef struct
{
  uint64_t tag; /* made of the high half of the hash and the meaning; 0: free */
  EmberBlockValue value;
} Slot;

void
ember_block_memo_init (EmberBlockMemo *memo,
                       uint32_t n_slots)
{
  g_assert ((n_slots & (n_slots - 1)) == 0 && n_slots >= SLOTS_A_BUCKET);
  memo->n_buckets = n_slots / SLOTS_A_BUCKET;
  ember_column_init (&memo->slots, sizeof (Slot));
  memset (ember_column_grow (&memo->slots, n_slots), 0, n_slots * sizeof (Slot));
  for (size_t i = 0; i < G_N_ELEMENTS (memo->secrets); i++)
    memo->secrets[i] = (uint64_t) g_random_int () << 32 | g_random_int ();
}

void
ember_block_memo_init_copy (EmberBlockMemo *memo,
                            const EmberBlockMemo *source)
{
  *memo = *source;
  ember_column_init (&memo->slots, sizeof (Slot));
  ember_column_copy (&memo->slots, &source->slots);
}

void
ember_block_memo_clear (EmberBlockMemo *memo)
{
  ember_column_clear (&memo->slots);
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

/* Two lanes take 16 bytes each in turn; what is left over is read once more together with the
 * bytes before it. */
EmberBlockHash
ember_block_memo_hash (const EmberBlockMemo *memo,
                       const char *bytes,
                       size_t n)
{
  const uint64_t *secrets = memo->secrets;
  uint64_t even = n ^ secrets[2];
  uint64_t odd = secrets[3];
  size_t at = 0;
  char last[16] = { 0 };

  for (; n - at > 32; at += 32)
    {
      even = multiply (read_word (bytes + at) ^ even, read_word (bytes + at + 8) ^ secrets[0]);
      odd = multiply (read_word (bytes + at + 16) ^ odd, read_word (bytes + at + 24) ^ secrets[1]);
    }
  if (n - at > 16)
    even = multiply (read_word (bytes + at) ^ even, read_word (bytes + at + 8) ^ secrets[0]);
  if (n >= 16)
    memcpy (last, bytes + n - 16, 16);
  else
    memcpy (last, bytes, n);
  odd = multiply (read_word (last) ^ odd, read_word (last + 8) ^ secrets[1]);
  return (EmberBlockHash){ multiply (even ^ secrets[1], odd ^ secrets[2]), multiply (even ^ secrets[3], odd ^ secrets[0]) };
}

EmberBlockHash
ember_block_memo_join (const EmberBlockMemo *memo,
                       EmberBlockHash first,
                       EmberBlockHash second)
{
  const uint64_t *secrets = memo->secrets;

  /* Halves that never meet: a chain of these waits for one multiplication a step. */
  return (EmberBlockHash){ multiply (first.low ^ secrets[0], second.low ^ secrets[1]),
                           multiply (first.high ^ secrets[2], second.high ^ secrets[3]) };
}

/* The meanings of a block share two buckets, which lie side by side. */
static Slot *
get_bucket (const EmberBlockMemo *memo,
            EmberBlockHash hash,
            uint32_t meaning)
{
  const size_t bucket = (hash.low & (memo->n_buckets - 1)) ^ ((meaning >> 2) & 1);

  return (Slot *) memo->slots.data + bucket * SLOTS_A_BUCKET;
}

static uint64_t
make_tag (EmberBlockHash hash,
          uint32_t meaning)
{
  return (hash.high ^ ((uint64_t) meaning * UINT64_C (0x9e3779b97f4a7c15))) | 1;
}

void
ember_block_memo_prefetch (const EmberBlockMemo *memo,
                           EmberBlockHash hash)
{
  __builtin_prefetch (get_bucket (memo, hash, 0));
  __builtin_prefetch (get_bucket (memo, hash, 4));
}

bool
ember_block_memo_find (const EmberBlockMemo *memo,
                       EmberBlockHash hash,
                       uint32_t meaning,
                       EmberBlockValue *value)
{
  const Slot *slots = get_bucket (memo, hash, meaning);
  const uint64_t tag = make_tag (hash, meaning);

  for (uint32_t i = 0; i < SLOTS_A_BUCKET; i++)
    if (slots[i].tag == tag)
      {
        *value = slots[i].value;
        return true;
      }
  return false;
}

/* The latest stands first; the oldest goes. */
void
ember_block_memo_put (EmberBlockMemo *memo,
                      EmberBlockHash hash,
                      uint32_t meaning,
                      EmberBlockValue value)
{
  Slot *slots = get_bucket (memo, hash, meaning);

  slots[3] = slots[2];
  slots[2] = slots[1];
  slots[1] = slots[0];
  slots[0] = (Slot){ make_tag (hash, meaning), value };
}
