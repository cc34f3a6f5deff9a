/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/profile-builder.h"

#define EMBER_PERF_THREADS_N_RECENT 256

/* What is known of a thread at the time that has been reached. */
typedef struct
{
  int32_t tid;
  int32_t pid; /* whose thread entry it is */
  EmberStringId comm;
  EmberThreadId thread; /* the builder's; UINT32_MAX: to be made */
  EmberStackId stack;   /* of the comm */
} EmberPerfThread;

/* EmberPerfThreads: which threads there are in a recording, and what they are called at the time that has been reached. */
typedef struct
{
  EmberProfileBuilder *builder;               /* borrowed */
  EmberColumn threads;                        /* EmberPerfThread */
  GHashTable *index;                          /* tid → index + 1 */
  size_t recent[EMBER_PERF_THREADS_N_RECENT]; /* of those with a tid like that: index + 1 of the last one asked for; 0: none */
} EmberPerfThreads;

void ember_perf_threads_init (EmberPerfThreads *threads,
                              EmberProfileBuilder *builder);

void ember_perf_threads_clear (EmberPerfThreads *threads);

/* Returns: an index that stays; a thread that nothing was said of has a name that says so */
size_t ember_perf_threads_find (EmberPerfThreads *threads,
                                int32_t tid);

/* The thread is called that from now on. */
void ember_perf_threads_set_comm (EmberPerfThreads *threads,
                                  int32_t tid,
                                  EmberStringId comm);

EmberStringId ember_perf_threads_get_comm (EmberPerfThreads *threads,
                                           int32_t tid);

/* Has the builder make the entry of a thread that is of process @pid. */
void ember_perf_threads_enter (EmberPerfThreads *threads,
                               size_t index,
                               int32_t pid);

/* Returns: (transfer none): valid until another thread is found */
static inline const EmberPerfThread *
ember_perf_threads_get (const EmberPerfThreads *threads,
                        size_t index)
{
  return (const EmberPerfThread *) threads->threads.data + index;
}
