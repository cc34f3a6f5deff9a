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

static inline __attribute__ ((always_inline)) size_t
count_bits (const uint64_t *words,
            size_t first,
            size_t last)
{
  const size_t first_word = first / 64, last_word = (last - 1) / 64;
  size_t n = 0;

  if (first_word == last_word)
    return (size_t) __builtin_popcountll (words[first_word] & mask_between (first % 64, last - first_word * 64));
  n = (size_t) __builtin_popcountll (words[first_word] & mask_between (first % 64, 64));
  for (size_t word = first_word + 1; word < last_word; word++)
    n += (size_t) __builtin_popcountll (words[word]);
  return n + (size_t) __builtin_popcountll (words[last_word] & mask_between (0, last - last_word * 64));
}

#if defined(__x86_64__)

/* The same code, where the processor has an instruction that counts the bits of a word. */
__attribute__ ((target ("popcnt"))) static size_t
count_by_popcnt (const uint64_t *words,
                 size_t first,
                 size_t last)
{
  return count_bits (words, first, last);
}

#endif

size_t
ember_bitmap_count_plain (const EmberBitmap *bitmap,
                          size_t first,
                          size_t last)
{
  return first < last ? count_bits (bitmap->words, first, last) : 0;
}

size_t
ember_bitmap_count (const EmberBitmap *bitmap,
                    size_t first,
                    size_t last)
{
#if defined(__x86_64__)
  if (first < last && __builtin_cpu_supports ("popcnt"))
    return count_by_popcnt (bitmap->words, first, last);
#endif
  return ember_bitmap_count_plain (bitmap, first, last);
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
