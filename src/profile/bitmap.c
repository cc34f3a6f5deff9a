/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/bitmap.h"

EmberBitmap *
ember_bitmap_new (size_t n)
{
  EmberBitmap *bitmap = g_new0 (EmberBitmap, 1);

  g_atomic_ref_count_init (&bitmap->ref_count);
  bitmap->n = n;
  bitmap->words = g_new0 (uint64_t, n / 64 + 1);
  return bitmap;
}

EmberBitmap *
ember_bitmap_ref (EmberBitmap *bitmap)
{
  g_atomic_ref_count_inc (&bitmap->ref_count);
  return bitmap;
}

void
ember_bitmap_unref (EmberBitmap *bitmap)
{
  if (!g_atomic_ref_count_dec (&bitmap->ref_count))
    return;
  g_free (bitmap->words);
  g_free (bitmap);
}

/* The bits of a word from @first up to, not with, @last. */
static uint64_t
mask_between (size_t first,
              size_t last)
{
  return (UINT64_MAX << first) & (last == 64 ? UINT64_MAX : (UINT64_C (1) << last) - 1);
}

size_t
ember_bitmap_count (const EmberBitmap *bitmap,
                    size_t first,
                    size_t last)
{
  size_t n = 0;

  while (first < last)
    {
      const size_t word = first / 64;
      const size_t stop = MIN (last, (word + 1) * 64);

      n += (size_t) __builtin_popcountll (bitmap->words[word] & mask_between (first % 64, stop - word * 64));
      first = stop;
    }
  return n;
}

void
ember_bitmap_set_range (EmberBitmap *bitmap,
                        size_t first,
                        size_t last)
{
  while (first < last)
    {
      const size_t word = first / 64;
      const size_t stop = MIN (last, (word + 1) * 64);

      bitmap->words[word] |= mask_between (first % 64, stop - word * 64);
      first = stop;
    }
}

void
ember_bitmap_intersect (EmberBitmap *bitmap,
                        const EmberBitmap *other)
{
  g_assert (bitmap->n == other->n);
  for (size_t i = 0; i <= bitmap->n / 64; i++)
    bitmap->words[i] &= other->words[i];
}

void
ember_bitmap_subtract (EmberBitmap *bitmap,
                       const EmberBitmap *other)
{
  g_assert (bitmap->n == other->n);
  for (size_t i = 0; i <= bitmap->n / 64; i++)
    bitmap->words[i] &= ~other->words[i];
}
