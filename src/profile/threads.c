/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/threads.h"

#include "profile/hash.h"

void
ember_threads_init (EmberThreads *threads)
{
  ember_column_init (&threads->threads, sizeof (EmberThread));
  ember_id_table_init (&threads->index);
}

void
ember_threads_clear (EmberThreads *threads)
{
  ember_column_clear (&threads->threads);
  ember_id_table_clear (&threads->index);
}

EmberThreadId
ember_threads_intern (EmberThreads *threads,
                      const EmberThread *thread)
{
  const uint64_t hash = ember_hash_pair ((uint64_t) (uint32_t) thread->pid << 32 | (uint32_t) thread->tid, thread->comm);
  EmberIdCursor cursor = ember_id_table_find (&threads->index, hash);
  const uint32_t id = ember_threads_get_n (threads);

  while (ember_id_table_next (&threads->index, &cursor))
    {
      const EmberThread *known = ember_threads_get (threads, cursor.id);

      if (known->pid == thread->pid && known->tid == thread->tid && known->comm == thread->comm)
        return cursor.id;
    }
  *(EmberThread *) ember_column_grow (&threads->threads, 1) = *thread;
  ember_id_table_add (&threads->index, hash, id);
  return id;
}

void
ember_threads_freeze (EmberThreads *threads)
{
  ember_id_table_clear (&threads->index);
}
