/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/stack-bits.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

static uint64_t
test_few (const EmberBitmap *bits,
          const EmberStackId *stacks,
          size_t n)
{
  uint64_t word = 0;

  for (size_t i = 0; i < n; i++)
    word |= (uint64_t) ember_bitmap_get (bits, stacks[i]) << i;
  return word;
}

void
ember_stack_bits_test_plain (const EmberBitmap *bits,
                             const EmberStackId *stacks,
                             size_t n,
                             uint64_t *words)
{
  for (size_t i = 0; i < n; i += 64)
    words[i / 64] = test_few (bits, stacks + i, MIN (n - i, 64));
}

#if defined(__x86_64__)

/* Eight samples at once: the halves of words that hold their bits are gathered, and the bits moved to the sign. */
__attribute__ ((target ("avx2"))) static void
test_by_avx2 (const EmberBitmap *bits,
              const EmberStackId *stacks,
              size_t n,
              uint64_t *words)
{
  const __m256i low = _mm256_set1_epi32 (31);
  const size_t n_whole = n / 64 * 64;

  for (size_t i = 0; i < n_whole; i += 64)
    {
      uint64_t word = 0;

      for (size_t j = 0; j < 64; j += 8)
        {
          const __m256i stack = _mm256_loadu_si256 ((const __m256i *) (const void *) (stacks + i + j));
          const __m256i half = _mm256_i32gather_epi32 ((const int *) (const void *) bits->words, _mm256_srli_epi32 (stack, 5), 4);
          const __m256i sign = _mm256_sllv_epi32 (half, _mm256_sub_epi32 (low, _mm256_and_si256 (stack, low)));

          word |= (uint64_t) (uint32_t) _mm256_movemask_ps (_mm256_castsi256_ps (sign)) << j;
        }
      words[i / 64] = word;
    }
  if (n_whole < n)
    words[n_whole / 64] = test_few (bits, stacks + n_whole, n - n_whole);
}

void
ember_stack_bits_test (const EmberBitmap *bits,
                       const EmberStackId *stacks,
                       size_t n,
                       uint64_t *words)
{
  if (__builtin_cpu_supports ("avx2"))
    test_by_avx2 (bits, stacks, n, words);
  else
    ember_stack_bits_test_plain (bits, stacks, n, words);
}

#else

void
ember_stack_bits_test (const EmberBitmap *bits,
                       const EmberStackId *stacks,
                       size_t n,
                       uint64_t *words)
{
  ember_stack_bits_test_plain (bits, stacks, n, words);
}

#endif
