/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/blank-line.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

size_t
ember_blank_line_find_plain (const char *bytes,
                             size_t n)
{
  const char *end = bytes + n;
  const char *at = bytes;

  while (at < end && (at = memchr (at, '\n', (size_t) (end - at))) != NULL)
    {
      at++;
      if (at < end && *at == '\n')
        return (size_t) (at - bytes);
    }
  return n;
}

#ifdef __SSE2__

static __m128i
find_pairs (const char *bytes,
            __m128i newline)
{
  const __m128i first = _mm_loadu_si128 ((const __m128i *) (const void *) bytes);
  const __m128i second = _mm_loadu_si128 ((const __m128i *) (const void *) (bytes + 1));

  return _mm_and_si128 (_mm_cmpeq_epi8 (first, newline), _mm_cmpeq_epi8 (second, newline));
}

size_t
ember_blank_line_find (const char *bytes,
                       size_t n)
{
  const __m128i newline = _mm_set1_epi8 ('\n');
  size_t at = 0;

  while (n - at > 64)
    {
      const __m128i a = find_pairs (bytes + at, newline);
      const __m128i b = find_pairs (bytes + at + 16, newline);
      const __m128i c = find_pairs (bytes + at + 32, newline);
      const __m128i d = find_pairs (bytes + at + 48, newline);

      if (_mm_movemask_epi8 (_mm_or_si128 (_mm_or_si128 (a, b), _mm_or_si128 (c, d))) != 0)
        {
          const unsigned long long mask = (unsigned long long) (unsigned) _mm_movemask_epi8 (a) |
                                          (unsigned long long) (unsigned) _mm_movemask_epi8 (b) << 16 |
                                          (unsigned long long) (unsigned) _mm_movemask_epi8 (c) << 32 |
                                          (unsigned long long) (unsigned) _mm_movemask_epi8 (d) << 48;

          return at + (size_t) __builtin_ctzll (mask) + 1;
        }
      at += 64;
    }
  return at + ember_blank_line_find_plain (bytes + at, n - at);
}

#else

size_t
ember_blank_line_find (const char *bytes,
                       size_t n)
{
  return ember_blank_line_find_plain (bytes, n);
}

#endif
