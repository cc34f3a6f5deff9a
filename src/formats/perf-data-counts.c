/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-counts.h"

#include "profile/hash.h"

typedef struct
{
  uint64_t id;
  uint64_t value;
  int32_t tid;
} Counter;

void
ember_perf_counts_init (EmberPerfCounts *counts)
{
  ember_column_init (&counts->counters, sizeof (Counter));
  ember_id_table_init (&counts->index);
}

void
ember_perf_counts_clear (EmberPerfCounts *counts)
{
  ember_column_clear (&counts->counters);
  ember_id_table_clear (&counts->index);
}

static Counter *
find_counter (EmberPerfCounts *counts,
              uint64_t id,
              int32_t tid)
{
  const uint64_t hash = ember_hash_pair (id, (uint32_t) tid);
  EmberIdCursor cursor = ember_id_table_find (&counts->index, hash);
  Counter *counter;

  while (ember_id_table_next (&counts->index, &cursor))
    {
      counter = (Counter *) counts->counters.data + cursor.id;
      if (counter->id == id && counter->tid == tid)
        return counter;
    }
  ember_id_table_add (&counts->index, hash, (uint32_t) counts->counters.n);
  counter = ember_column_grow (&counts->counters, 1);
  *counter = (Counter){ .id = id, .tid = tid };
  return counter;
}

uint64_t
ember_perf_counts_take (EmberPerfCounts *counts,
                        uint64_t id,
                        int32_t tid,
                        uint64_t value)
{
  Counter *counter = find_counter (counts, id, tid);
  const uint64_t n = value > counter->value ? value - counter->value : 0;

  counter->value = value;
  return n;
}
