/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/id-table.h"

#include <string.h>

#define MIN_SLOTS 64

static void
make_slots (EmberColumn *slots,
            size_t n_slots)
{
  ember_column_init (slots, sizeof (EmberIdSlot));
  memset (ember_column_grow (slots, n_slots), 0, n_slots * sizeof (EmberIdSlot));
}

static void
put (EmberColumn *slots,
     EmberIdSlot entry)
{
  EmberIdSlot *data = slots->data;
  size_t slot = entry.hash & (slots->n - 1);

  while (data[slot].id_plus_one != 0)
    slot = (slot + 1) & (slots->n - 1);
  data[slot] = entry;
}

static void
double_slots (EmberIdTable *table)
{
  EmberColumn doubled;
  const EmberIdSlot *old = table->slots.data;

  make_slots (&doubled, table->slots.n * 2);
  for (size_t i = 0; i < table->slots.n; i++)
    if (old[i].id_plus_one != 0)
      put (&doubled, old[i]);
  ember_column_clear (&table->slots);
  table->slots = doubled;
}

void
ember_id_table_init (EmberIdTable *table)
{
  make_slots (&table->slots, MIN_SLOTS);
  table->n_used = 0;
}

void
ember_id_table_clear (EmberIdTable *table)
{
  ember_column_clear (&table->slots);
  table->n_used = 0;
}

void
ember_id_table_empty (EmberIdTable *table)
{
  memset (table->slots.data, 0, table->slots.n * sizeof (EmberIdSlot));
  table->n_used = 0;
}

void
ember_id_table_add (EmberIdTable *table,
                    uint64_t hash,
                    uint32_t id)
{
  if ((table->n_used + 1) * 2 > table->slots.n)
    double_slots (table);
  put (&table->slots, (EmberIdSlot){ .id_plus_one = id + 1, .hash = ember_id_table_fold (hash) });
  table->n_used++;
}
