/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/stack-mask.h"

#include "analysis/stack-bits.h"

/* How far ahead memory is asked for, in words of nodes. */
#define WORDS_AHEAD 16

/* The end of the run of bits like the one at @first, which is below the number of bits. */
static size_t
find_run_end (const EmberBitmap *bits,
              size_t first)
{
  const uint64_t flip = ember_bitmap_get (bits, first) ? UINT64_MAX : 0;
  size_t word = first / 64;
  uint64_t left = (bits->words[word] ^ flip) >> (first % 64) << (first % 64);

  while (left == 0 && ++word <= bits->n / 64)
    left = bits->words[word] ^ flip;
  return left == 0 ? bits->n : MIN (word * 64 + (size_t) __builtin_ctzll (left), bits->n);
}

EmberStackMask *
ember_stack_mask_new_of_nodes (EmberBitmap *nodes)
{
  EmberStackMask *mask = g_new0 (EmberStackMask, 1);
  EmberColumn ranges;

  ember_column_init (&ranges, sizeof (EmberStackRange));
  for (size_t id = 0; id < nodes->n;)
    {
      const size_t end = find_run_end (nodes, id);

      if (ember_bitmap_get (nodes, id))
        *(EmberStackRange *) ember_column_grow (&ranges, 1) = (EmberStackRange){ (EmberStackId) id, (EmberStackId) end };
      id = end;
    }
  mask->n_ranges = (uint32_t) ranges.n;
  mask->ranges = g_memdup2 (ranges.data, ranges.n * sizeof (EmberStackRange));
  mask->nodes = ember_bitmap_ref (nodes);
  ember_column_clear (&ranges);
  return mask;
}

/* The nodes of the frames themselves. */
static EmberBitmap *
find_nodes (const EmberStacks *stacks,
            const bool *frames,
            uint32_t n_frames)
{
  g_autoptr (EmberBitmap) is_meant = ember_bitmap_new (n_frames);
  EmberBitmap *nodes = ember_bitmap_new (ember_stacks_get_n (stacks));

  for (EmberFrameId i = 0; i < n_frames; i++)
    is_meant->words[i / 64] |= (uint64_t) frames[i] << (i % 64);
  ember_stack_bits_test (is_meant, stacks->frames.data, nodes->n, nodes->words);
  return nodes;
}

/* Has the processor fetch the ends of the nodes in a word. */
static void
ask_for_ends (const EmberStacks *stacks,
              const EmberBitmap *nodes,
              size_t word)
{
  const EmberStackId *ends = stacks->ends.data;

  for (uint64_t left = word <= nodes->n / 64 ? nodes->words[word] : 0; left != 0; left &= left - 1)
    __builtin_prefetch (ends + word * 64 + __builtin_ctzll (left));
}

/* Adds what lies below the nodes. */
static void
add_subtrees (const EmberStacks *stacks,
              EmberBitmap *nodes)
{
  size_t end = 0; /* of the last subtree */

  for (size_t word = 0; word <= nodes->n / 64; word++)
    {
      uint64_t left = nodes->words[word];

      ask_for_ends (stacks, nodes, word + WORDS_AHEAD);
      for (; left != 0; left &= left - 1)
        {
          const EmberStackId id = (EmberStackId) (word * 64 + (size_t) __builtin_ctzll (left));

          if (id < end)
            continue;
          end = ember_stacks_get_end (stacks, id);
          ember_bitmap_set_range (nodes, id, end);
        }
    }
}

EmberStackMask *
ember_stack_mask_new (const EmberStacks *stacks,
                      const bool *frames,
                      uint32_t n_frames)
{
  g_autoptr (EmberBitmap) nodes = find_nodes (stacks, frames, n_frames);

  add_subtrees (stacks, nodes);
  return ember_stack_mask_new_of_nodes (nodes);
}

EmberStackMask *
ember_stack_mask_new_of_search (const EmberSearch *search)
{
  const EmberProfile *profile = ember_search_get_profile (search);
  const uint32_t n = ember_frames_get_n (ember_profile_get_frames (profile));
  g_autofree bool *frames = g_new (bool, n);

  for (EmberFrameId i = 0; i < n; i++)
    frames[i] = ember_search_matches (search, i);
  return ember_stack_mask_new (ember_profile_get_stacks (profile), frames, n);
}

void
ember_stack_mask_free (EmberStackMask *mask)
{
  g_free (mask->ranges);
  ember_bitmap_unref (mask->nodes);
  g_free (mask);
}
