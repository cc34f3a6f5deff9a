/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-data-threads.h"

void
ember_perf_threads_init (EmberPerfThreads *threads,
                         EmberProfileBuilder *builder)
{
  *threads = (EmberPerfThreads){ .builder = builder };
  ember_column_init (&threads->threads, sizeof (EmberPerfThread));
  threads->index = g_hash_table_new (NULL, NULL);
}

void
ember_perf_threads_clear (EmberPerfThreads *threads)
{
  ember_column_clear (&threads->threads);
  g_clear_pointer (&threads->index, g_hash_table_unref);
}

static EmberPerfThread *
get (EmberPerfThreads *threads,
     size_t index)
{
  return (EmberPerfThread *) threads->threads.data + index;
}

/* perf knows a thread that it was told nothing of by its number. */
static EmberStringId
get_first_comm (EmberPerfThreads *threads,
                int32_t tid)
{
  g_autofree char *name = tid == 0 ? g_strdup ("swapper") : g_strdup_printf (":%d", tid);

  return ember_profile_builder_add_string (threads->builder, name, -1);
}

/* Returns: index + 1 */
static size_t
look_up (EmberPerfThreads *threads,
         int32_t tid)
{
  const size_t index = GPOINTER_TO_SIZE (g_hash_table_lookup (threads->index, GINT_TO_POINTER (tid)));

  if (index > 0)
    return index;
  *(EmberPerfThread *) ember_column_grow (&threads->threads, 1) = (EmberPerfThread){
    .tid = tid,
    .thread = UINT32_MAX,
    .comm = get_first_comm (threads, tid),
  };
  g_hash_table_insert (threads->index, GINT_TO_POINTER (tid), GSIZE_TO_POINTER (threads->threads.n));
  return threads->threads.n;
}

size_t
ember_perf_threads_find (EmberPerfThreads *threads,
                         int32_t tid)
{
  size_t *recent = &threads->recent[(uint32_t) tid % EMBER_PERF_THREADS_N_RECENT];

  if (*recent == 0 || get (threads, *recent - 1)->tid != tid)
    *recent = look_up (threads, tid);
  return *recent - 1;
}

void
ember_perf_threads_set_comm (EmberPerfThreads *threads,
                             int32_t tid,
                             EmberStringId comm)
{
  EmberPerfThread *thread = get (threads, ember_perf_threads_find (threads, tid));

  thread->comm = comm;
  thread->thread = UINT32_MAX;
}

EmberStringId
ember_perf_threads_get_comm (EmberPerfThreads *threads,
                             int32_t tid)
{
  return get (threads, ember_perf_threads_find (threads, tid))->comm;
}

void
ember_perf_threads_enter (EmberPerfThreads *threads,
                          size_t index,
                          int32_t pid)
{
  EmberPerfThread *thread = get (threads, index);
  const EmberThread entry = { .pid = pid, .tid = thread->tid, .comm = thread->comm };

  thread->pid = pid;
  thread->thread = ember_profile_builder_add_thread (threads->builder, &entry);
  thread->stack = ember_profile_builder_add_comm (threads->builder, thread->comm);
}
