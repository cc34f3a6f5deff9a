/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/stack-mask.h"

#include "analysis/stack-bits.h"

/* Up to so many ranges, comparing with each is faster than looking a node up. */
#define FEW_RANGES 4
/* Samples that are compared again with the next range while they are still in the cache. */
#define STEP 4096

static void
add_range (EmberColumn *ranges,
           EmberStackId begin,
           EmberStackId end)
{
  EmberStackRange *last = ranges->n > 0 ? (EmberStackRange *) ranges->data + ranges->n - 1 : NULL;

  if (last != NULL && last->end == begin)
    last->end = end;
  else
    *(EmberStackRange *) ember_column_grow (ranges, 1) = (EmberStackRange){ begin, end };
}

EmberStackMask *
ember_stack_mask_new (const EmberStacks *stacks,
                      const bool *frames)
{
  const uint32_t n = ember_stacks_get_n (stacks);
  EmberStackMask *mask = g_new0 (EmberStackMask, 1);
  EmberColumn ranges;

  ember_column_init (&ranges, sizeof (EmberStackRange));
  mask->nodes = ember_bitmap_new (n);
  for (EmberStackId id = 0; id < n;)
    if (frames[ember_stacks_get_frame (stacks, id)])
      {
        const EmberStackId end = ember_stacks_get_end (stacks, id);

        ember_bitmap_set_range (mask->nodes, id, end);
        add_range (&ranges, id, end);
        id = end;
      }
    else
      id++;
  mask->n_ranges = (uint32_t) ranges.n;
  mask->ranges = g_memdup2 (ranges.data, ranges.n * sizeof (EmberStackRange));
  ember_column_clear (&ranges);
  return mask;
}

EmberStackMask *
ember_stack_mask_new_of_search (const EmberSearch *search)
{
  const EmberProfile *profile = ember_search_get_profile (search);
  const uint32_t n = ember_frames_get_n (ember_profile_get_frames (profile));
  g_autofree bool *frames = g_new (bool, n);

  for (EmberFrameId i = 0; i < n; i++)
    frames[i] = ember_search_matches (search, i);
  return ember_stack_mask_new (ember_profile_get_stacks (profile), frames);
}

void
ember_stack_mask_free (EmberStackMask *mask)
{
  g_free (mask->ranges);
  ember_bitmap_unref (mask->nodes);
  g_free (mask);
}

/* 32 bits are added up, so that the loop becomes one over vectors. */
static uint32_t
count_range (EmberStackRange range,
             const EmberStackId *stacks,
             uint32_t n)
{
  const uint32_t size = range.end - range.begin;
  uint32_t sum = 0;

  for (uint32_t i = 0; i < n; i++)
    sum += stacks[i] - range.begin < size;
  return sum;
}

static uint32_t
count_nodes (const EmberBitmap *nodes,
             const EmberStackId *stacks,
             uint32_t n)
{
  uint64_t words[STEP / 64];
  uint32_t sum = 0;

  ember_stack_bits_test (nodes, stacks, n, words);
  for (uint32_t i = 0; i < (n + 63) / 64; i++)
    sum += (uint32_t) __builtin_popcountll (words[i]);
  return sum;
}

size_t
ember_stack_mask_count (const EmberStackMask *mask,
                        const EmberStackId *stacks,
                        size_t n)
{
  size_t sum = 0;

  for (size_t first = 0; first < n; first += STEP)
    {
      const uint32_t size = (uint32_t) MIN (STEP, n - first);

      if (mask->n_ranges > FEW_RANGES)
        sum += count_nodes (mask->nodes, stacks + first, size);
      else
        for (uint32_t i = 0; i < mask->n_ranges; i++)
          sum += count_range (mask->ranges[i], stacks + first, size);
    }
  return sum;
}

uint64_t
ember_stack_mask_get_word (const EmberStackMask *mask,
                           const EmberStackId *stacks,
                           size_t n)
{
  uint64_t word;

  ember_stack_bits_test (mask->nodes, stacks, n, &word);
  return word;
}
