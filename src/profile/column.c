/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/column.h"

#include <glib.h>
#include <string.h>
#include <sys/mman.h>

#ifdef EMBER_COLUMN_IS_POISONED
#include <sanitizer/asan_interface.h>
#define POISON(begin, size) ASAN_POISON_MEMORY_REGION (begin, size)
#define UNPOISON(begin, size) ASAN_UNPOISON_MEMORY_REGION (begin, size)
#else
#define POISON(begin, size) ((void) 0)
#define UNPOISON(begin, size) ((void) 0)
#endif

/* Columns below this size come from malloc(): a profile of ten samples must
 * not map thirty regions. */
#define MAP_THRESHOLD_BYTES ((size_t) 1 << 16)
#define PAGE_BYTES ((size_t) 1 << 12)
#define HUGE_PAGE_BYTES ((size_t) 1 << 21)

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23
#endif

static bool
is_mapped (size_t capacity_bytes)
{
  return capacity_bytes >= MAP_THRESHOLD_BYTES;
}

static size_t
round_up (size_t size_bytes,
          size_t step_bytes)
{
  return (size_bytes + step_bytes - 1) & ~(step_bytes - 1);
}

static size_t
choose_capacity (size_t old_bytes,
                 size_t needed_bytes)
{
  const size_t grown_bytes = MAX (needed_bytes, old_bytes + old_bytes / 2);

  if (grown_bytes < 64)
    return 64;
  if (grown_bytes < MAP_THRESHOLD_BYTES)
    return round_up (grown_bytes, 16);
  return round_up (grown_bytes, grown_bytes < HUGE_PAGE_BYTES ? PAGE_BYTES : HUGE_PAGE_BYTES);
}

static void *
check_memory (void *memory,
              size_t size_bytes)
{
  if (memory == MAP_FAILED || memory == NULL)
    g_error ("out of memory: %" G_GSIZE_FORMAT " bytes were refused", size_bytes);
  return memory;
}

static void *
map_pages (size_t size_bytes)
{
  void *memory = mmap (NULL, size_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  return check_memory (memory, size_bytes);
}

/* Where huge pages can lie: the kernel would put the mapping anywhere. */
static void *
map_aligned_pages (size_t size_bytes)
{
  char *memory = map_pages (size_bytes + HUGE_PAGE_BYTES);
  const size_t n_before = -(uintptr_t) memory & (HUGE_PAGE_BYTES - 1);

  if (n_before > 0)
    munmap (memory, n_before);
  munmap (memory + n_before + size_bytes, HUGE_PAGE_BYTES - n_before);
  return memory + n_before;
}

/* A page fault costs some 13 µs on a virtual machine, be it for 4 KiB or 2 MiB; pages that
 * are asked for together cost 1 µs each. Kernels that know neither go on without. */
static void
populate (char *memory,
          size_t old_bytes,
          size_t size_bytes)
{
  if (size_bytes > old_bytes)
    madvise (memory + old_bytes, size_bytes - old_bytes, MADV_POPULATE_WRITE);
}

static void
prefault (char *memory,
          size_t old_bytes,
          size_t size_bytes)
{
  if (size_bytes >= HUGE_PAGE_BYTES)
    madvise (memory, size_bytes, MADV_HUGEPAGE);
  else
    populate (memory, old_bytes, size_bytes);
}

/* Mapped pages move without a copy, and huge ones whole from one aligned place to another. */
static void *
remap_pages (const EmberColumn *column,
             size_t capacity_bytes)
{
  const size_t old_bytes = column->capacity_bytes;
  void *memory;

  if (capacity_bytes < HUGE_PAGE_BYTES || capacity_bytes <= old_bytes)
    return check_memory (mremap (column->data, old_bytes, capacity_bytes, MREMAP_MAYMOVE), capacity_bytes);
  if (old_bytes >= HUGE_PAGE_BYTES)
    {
      memory = mremap (column->data, old_bytes, capacity_bytes, 0);
      if (memory != MAP_FAILED)
        return memory;
    }
  memory = mremap (column->data, old_bytes, capacity_bytes, MREMAP_MAYMOVE | MREMAP_FIXED, map_aligned_pages (capacity_bytes));
  return check_memory (memory, capacity_bytes);
}

/* Moves the content to @capacity_bytes of memory. */
static void
reallocate (EmberColumn *column,
            size_t capacity_bytes)
{
  const size_t used_bytes = column->n * column->element_size;
  const size_t mapped_bytes = is_mapped (column->capacity_bytes) ? column->capacity_bytes : 0;
  void *memory;

  UNPOISON (column->data, column->capacity_bytes);
  if (!is_mapped (capacity_bytes))
    {
      memory = g_realloc (column->data, capacity_bytes);
    }
  else if (!is_mapped (column->capacity_bytes))
    {
      memory = capacity_bytes < HUGE_PAGE_BYTES ? map_pages (capacity_bytes) : map_aligned_pages (capacity_bytes);
      prefault (memory, 0, capacity_bytes);
      if (used_bytes > 0)
        memcpy (memory, column->data, used_bytes);
      g_free (column->data);
    }
  else
    {
      memory = remap_pages (column, capacity_bytes);
      prefault (memory, mapped_bytes, capacity_bytes);
    }
  column->data = memory;
  column->capacity_bytes = capacity_bytes;
  POISON ((char *) memory + used_bytes, capacity_bytes - used_bytes);
}

void
ember_column_init (EmberColumn *column,
                   size_t element_size)
{
  *column = (EmberColumn){ .element_size = element_size };
}

void
ember_column_clear (EmberColumn *column)
{
  UNPOISON (column->data, column->capacity_bytes);
  if (is_mapped (column->capacity_bytes))
    munmap (column->data, column->capacity_bytes);
  else
    g_free (column->data);
  ember_column_init (column, column->element_size);
}

void *
ember_column_grow (EmberColumn *column,
                   size_t n_more)
{
  const size_t used_bytes = column->n * column->element_size;
  size_t more_bytes;
  size_t needed_bytes;

  if (__builtin_mul_overflow (n_more, column->element_size, &more_bytes) ||
      __builtin_add_overflow (used_bytes, more_bytes, &needed_bytes) ||
      needed_bytes > G_MAXSSIZE / 2)
    g_error ("out of memory: a column of %" G_GSIZE_FORMAT " more elements", n_more);

  if (more_bytes == 0)
    return column->data;
  if (needed_bytes > column->capacity_bytes)
    reallocate (column, choose_capacity (column->capacity_bytes, needed_bytes));
  UNPOISON ((char *) column->data + used_bytes, more_bytes);
  column->n += n_more;
  return (char *) column->data + used_bytes;
}

void
ember_column_fill_up (EmberColumn *column,
                      size_t n)
{
  const size_t old_bytes = column->capacity_bytes;
  const size_t needed_bytes = n * column->element_size;

  g_assert (n >= column->n && n <= G_MAXSSIZE / 2 / column->element_size);
  if (needed_bytes > old_bytes && is_mapped (needed_bytes))
    {
      reallocate (column, round_up (needed_bytes, PAGE_BYTES));
      populate (column->data, is_mapped (old_bytes) ? old_bytes : 0, column->capacity_bytes);
    }
  ember_column_grow (column, n - column->n);
}

void
ember_column_empty (EmberColumn *column)
{
  POISON (column->data, column->capacity_bytes);
  column->n = 0;
}

void
ember_column_shrink (EmberColumn *column,
                     size_t n)
{
  size_t used_bytes;

  g_assert (n <= column->n);
  column->n = n;
  if (n == 0)
    {
      ember_column_clear (column);
      return;
    }
  used_bytes = n * column->element_size;
  if (is_mapped (column->capacity_bytes))
    reallocate (column, MAX (round_up (used_bytes, PAGE_BYTES), MAP_THRESHOLD_BYTES));
  else
    POISON ((char *) column->data + used_bytes, column->capacity_bytes - used_bytes);
}

void
ember_column_narrow (EmberColumn *column)
{
  const uint64_t *wide = column->data;
  uint32_t *narrow = column->data;
  uint64_t bits = 0;

  if (column->n == 0 || column->element_size == sizeof *narrow)
    return;
  for (size_t i = 0; i < column->n; i++)
    bits |= wide[i];
  if (bits > UINT32_MAX)
    return;
  /* None is written over before it is read; memcpy() says that they are the same bytes. */
  for (size_t i = 0; i < column->n; i++)
    {
      uint64_t number;

      memcpy (&number, &wide[i], sizeof number);
      memcpy (&narrow[i], &(uint32_t){ (uint32_t) number }, sizeof *narrow);
    }
  column->element_size = sizeof *narrow;
  ember_column_shrink (column, column->n);
}

void
ember_column_copy (EmberColumn *target,
                   const EmberColumn *source)
{
  g_assert (target->data == NULL && target->element_size == source->element_size);
  if (source->n > 0)
    memcpy (ember_column_grow (target, source->n), source->data, source->n * source->element_size);
}

void
ember_column_take (EmberColumn *target,
                   EmberColumn *source)
{
  g_assert (target->data == NULL && target->element_size == source->element_size);
  *target = *source;
  ember_column_init (source, source->element_size);
}
