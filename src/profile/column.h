/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__SANITIZE_ADDRESS__)
#define EMBER_COLUMN_IS_POISONED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define EMBER_COLUMN_IS_POISONED 1
#endif
#endif

/* EmberColumn: a flat array that grows, for data as long as a recording.
 *
 * Memory comes from the kernel in large steps and in huge pages where it has
 * them; growing moves pages, not bytes, so a column never stands in memory
 * twice. Out of memory aborts. What lies behind the last element is poisoned
 * when built with AddressSanitizer. Elements are plain bytes of one size.
 */
typedef struct
{
  void *data; /* n elements; moves when the column grows */
  size_t n;
  size_t element_size;
  size_t capacity_bytes;
} EmberColumn;

void ember_column_init (EmberColumn *column,
                        size_t element_size);

void ember_column_clear (EmberColumn *column);

/* Adds @n_more elements whose content is undefined.
 * Returns: (transfer none): the first of them, valid until the next call */
void *ember_column_grow (EmberColumn *column,
                         size_t n_more);

/* Adds one element, as ember_column_grow() does; for those who add many, one by one. */
static inline void *
ember_column_add (EmberColumn *column)
{
#ifdef EMBER_COLUMN_IS_POISONED
  return ember_column_grow (column, 1);
#else
  const size_t used_bytes = column->n * column->element_size;

  if (used_bytes + column->element_size > column->capacity_bytes)
    return ember_column_grow (column, 1);
  column->n++;
  return (char *) column->data + used_bytes;
#endif
}

/* Adds elements whose content is undefined until there are @n, and no room for more: for those who know how many there will
 * be. Their memory is asked for at once. */
void ember_column_fill_up (EmberColumn *column,
                           size_t n);

/* Forgets all elements and keeps their memory for those to come. */
void ember_column_empty (EmberColumn *column);

/* Cuts the column down to @n elements and gives whole pages back. */
void ember_column_shrink (EmberColumn *column,
                          size_t n);

/* Keeps the numbers of a column of uint64_t in 32 bits where none needs more, and the next ones too. */
void ember_column_narrow (EmberColumn *column);

/* Of a column of uint64_t, narrowed or not. */
static inline uint64_t
ember_column_get_number (const EmberColumn *column,
                         size_t i)
{
  return column->element_size == sizeof (uint32_t) ? ((const uint32_t *) column->data)[i] : ((const uint64_t *) column->data)[i];
}

/* Fills @target, which must hold nothing, with what @source holds. */
void ember_column_copy (EmberColumn *target,
                        const EmberColumn *source);

/* Moves the content of @source to @target, which must hold nothing. */
void ember_column_take (EmberColumn *target,
                        EmberColumn *source);
