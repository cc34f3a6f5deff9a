/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/stack-ranges.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

static uint64_t
test_few (const EmberStackRange *ranges,
          uint32_t n_ranges,
          const EmberStackId *stacks,
          size_t n)
{
  uint64_t word = 0;

  for (uint32_t r = 0; r < n_ranges; r++)
    for (size_t i = 0; i < n; i++)
      word |= (uint64_t) (stacks[i] - ranges[r].begin < ranges[r].end - ranges[r].begin) << i;
  return word;
}

void
ember_stack_ranges_test_plain (const EmberStackRange *ranges,
                               uint32_t n_ranges,
                               const EmberStackId *stacks,
                               size_t n,
                               uint64_t *words)
{
  for (size_t i = 0; i < n; i += 64)
    words[i / 64] = test_few (ranges, n_ranges, stacks + i, MIN (n - i, 64));
}

#if defined(__x86_64__)

/* Eight samples at once, whose distances from the begin of a range are at most that of its last node. */
__attribute__ ((target ("avx2"))) static void
test_by_avx2 (const EmberStackRange *ranges,
              uint32_t n_ranges,
              const EmberStackId *stacks,
              size_t n,
              uint64_t *words)
{
  const size_t n_whole = n / 64 * 64;

  for (size_t i = 0; i < n_whole; i += 64)
    {
      const __m256i *at = (const __m256i *) (const void *) (stacks + i);
      __m256i in[8] = { 0 };
      uint64_t word = 0;

      for (uint32_t r = 0; r < n_ranges; r++)
        {
          const __m256i begin = _mm256_set1_epi32 ((int) ranges[r].begin);
          const __m256i most = _mm256_set1_epi32 ((int) (ranges[r].end - ranges[r].begin - 1));

          for (int j = 0; j < 8; j++)
            {
              const __m256i distance = _mm256_sub_epi32 (_mm256_loadu_si256 (at + j), begin);

              in[j] = _mm256_or_si256 (in[j], _mm256_cmpeq_epi32 (_mm256_min_epu32 (distance, most), distance));
            }
        }
      for (int j = 0; j < 8; j++)
        word |= (uint64_t) (uint32_t) _mm256_movemask_ps (_mm256_castsi256_ps (in[j])) << (j * 8);
      words[i / 64] = word;
    }
  if (n_whole < n)
    words[n_whole / 64] = test_few (ranges, n_ranges, stacks + n_whole, n - n_whole);
}

void
ember_stack_ranges_test (const EmberStackRange *ranges,
                         uint32_t n_ranges,
                         const EmberStackId *stacks,
                         size_t n,
                         uint64_t *words)
{
  if (__builtin_cpu_supports ("avx2"))
    test_by_avx2 (ranges, n_ranges, stacks, n, words);
  else
    ember_stack_ranges_test_plain (ranges, n_ranges, stacks, n, words);
}

#else

void
ember_stack_ranges_test (const EmberStackRange *ranges,
                         uint32_t n_ranges,
                         const EmberStackId *stacks,
                         size_t n,
                         uint64_t *words)
{
  ember_stack_ranges_test_plain (ranges, n_ranges, stacks, n, words);
}

#endif
