/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/column.h"

/* EmberIdTable: an open-addressing index from a hash to ids 0, 1, 2, …
 *
 * The things themselves stand in the caller's columns; the table holds ids and
 * 32 bits of hash. To look up, walk the candidates and compare:
 *
 *     EmberIdCursor cursor = ember_id_table_find (table, hash);
 *     while (ember_id_table_next (table, &cursor))
 *       if (things[cursor.id] is the one)
 *         return cursor.id;
 *     ember_id_table_add (table, hash, new_id);
 */
typedef struct
{
  EmberColumn slots; /* of EmberIdSlot, a power of two of them */
  size_t n_used;
} EmberIdTable;

typedef struct
{
  uint32_t id_plus_one; /* 0: the slot is free */
  uint32_t hash;
} EmberIdSlot;

typedef struct
{
  size_t slot;
  uint32_t hash;
  uint32_t id;
} EmberIdCursor;

void ember_id_table_init (EmberIdTable *table);

void ember_id_table_clear (EmberIdTable *table);

/* Forgets all ids; keeps the memory. */
void ember_id_table_empty (EmberIdTable *table);

/* @id: must not be in the table; amortized O(1) */
void ember_id_table_add (EmberIdTable *table,
                         uint64_t hash,
                         uint32_t id);

static inline uint32_t
ember_id_table_fold (uint64_t hash)
{
  return (uint32_t) (hash ^ (hash >> 32));
}

static inline EmberIdCursor
ember_id_table_find (const EmberIdTable *table,
                     uint64_t hash)
{
  const uint32_t folded = ember_id_table_fold (hash);

  return (EmberIdCursor){ .slot = folded & (table->slots.n - 1), .hash = folded };
}

/* Steps to the next id with the cursor's hash; false when there is none. */
static inline bool
ember_id_table_next (const EmberIdTable *table,
                     EmberIdCursor *cursor)
{
  const EmberIdSlot *slots = table->slots.data;

  while (slots[cursor->slot].id_plus_one != 0)
    {
      const EmberIdSlot slot = slots[cursor->slot];

      cursor->slot = (cursor->slot + 1) & (table->slots.n - 1);
      if (slot.hash == cursor->hash)
        {
          cursor->id = slot.id_plus_one - 1;
          return true;
        }
    }
  return false;
}
