/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* EmberBitmap: one bit for each row of a table, or each of any other things.
 *
 * Filled by whoever made it, then shared without a lock; reference counted.
 */
typedef struct
{
  size_t n;        /* bits; those behind the last are 0 */
  uint64_t *words; /* bit i is words[i / 64] >> (i % 64) & 1 */
  /*< private >*/
  gatomicrefcount ref_count;
} EmberBitmap;

/* All bits are 0. */
EmberBitmap *ember_bitmap_new (size_t n);

EmberBitmap *ember_bitmap_ref (EmberBitmap *bitmap);

void ember_bitmap_unref (EmberBitmap *bitmap);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberBitmap, ember_bitmap_unref)

/* How many of the bits [first, last) are 1; 64 bits a step. */
size_t ember_bitmap_count (const EmberBitmap *bitmap,
                           size_t first,
                           size_t last);

/* The same without asking what the processor has. */
size_t ember_bitmap_count_plain (const EmberBitmap *bitmap,
                                 size_t first,
                                 size_t last);

/* Makes the bits [first, last) 1; 64 bits a step. */
void ember_bitmap_set_range (EmberBitmap *bitmap,
                             size_t first,
                             size_t last);

/* Leaves the bits that @other, which is as long, has, too. */
void ember_bitmap_intersect (EmberBitmap *bitmap,
                             const EmberBitmap *other);

/* Leaves the bits that @other, which is as long, lacks. */
void ember_bitmap_subtract (EmberBitmap *bitmap,
                            const EmberBitmap *other);

static inline bool
ember_bitmap_get (const EmberBitmap *bitmap,
                  size_t i)
{
  return bitmap->words[i / 64] >> (i % 64) & 1;
}

static inline void
ember_bitmap_set (EmberBitmap *bitmap,
                  size_t i)
{
  bitmap->words[i / 64] |= UINT64_C (1) << (i % 64);
}
