/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "profile/column.h"

/* EmberBlockHash: 128 bits that stand for a block of text. Two blocks are taken for one with
 * a probability of 2^-64, so nothing is compared. */
typedef struct
{
  uint64_t low;
  uint64_t high;
} EmberBlockHash;

/* EmberBlockMemo: what a block of text was parsed into, for as many of the latest
 * blocks as there are slots. Hashes differ from memo to memo, so that no file can be made to collide.
 *
 * The same block may mean several things; a number tells which is asked for. */
typedef struct
{
  EmberColumn slots;
  size_t n_buckets; /* of four slots, a power of two */
  uint64_t secrets[4];
} EmberBlockMemo;

/* What is remembered. */
typedef struct
{
  uint32_t id;
  uint32_t extra;
} EmberBlockValue;

void ember_block_memo_init (EmberBlockMemo *memo,
                            uint32_t n_slots);

/* Makes @memo know what @source knows, with the same hashes. */
void ember_block_memo_init_copy (EmberBlockMemo *memo,
                                 const EmberBlockMemo *source);

void ember_block_memo_clear (EmberBlockMemo *memo);

/* Cost: about 8 bytes a cycle */
EmberBlockHash ember_block_memo_hash (const EmberBlockMemo *memo,
                                      const char *bytes,
                                      size_t n);

/* The hash of two blocks behind each other, which is not that of their bytes in one. */
EmberBlockHash ember_block_memo_join (const EmberBlockMemo *memo,
                                      EmberBlockHash first,
                                      EmberBlockHash second);

/* Begins to bring what may be asked for next into the cache. */
void ember_block_memo_prefetch (const EmberBlockMemo *memo,
                                EmberBlockHash hash);

/* @meaning: which of the block's meanings
 * Returns: false where it was never known, or forgotten */
bool ember_block_memo_find (const EmberBlockMemo *memo,
                            EmberBlockHash hash,
                            uint32_t meaning,
                            EmberBlockValue *value);

/* Forgets what stood in the same slot. */
void ember_block_memo_put (EmberBlockMemo *memo,
                           EmberBlockHash hash,
                           uint32_t meaning,
                           EmberBlockValue value);
