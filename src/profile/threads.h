/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/strings.h"

typedef uint32_t EmberThreadId;

/* EmberThread: who ran. A comm that changes (exec, prctl) makes a new entry
 * with the same tid. */
typedef struct
{
  int32_t pid; /* -1: not in the file */
  int32_t tid; /* -1: not in the file */
  EmberStringId comm;
} EmberThread;

/* EmberThreads: each distinct (pid, tid, comm) once. */
typedef struct
{
  EmberColumn threads; /* EmberThread */
  EmberIdTable index;
} EmberThreads;

void ember_threads_init (EmberThreads *threads);

void ember_threads_clear (EmberThreads *threads);

EmberThreadId ember_threads_intern (EmberThreads *threads,
                                    const EmberThread *thread);

/* Drops the index, which a frozen table does not need. */
void ember_threads_freeze (EmberThreads *threads);

static inline uint32_t
ember_threads_get_n (const EmberThreads *threads)
{
  return (uint32_t) threads->threads.n;
}

/* Returns: (transfer none): valid until the next thread is added */
static inline const EmberThread *
ember_threads_get (const EmberThreads *threads,
                   EmberThreadId id)
{
  return (const EmberThread *) threads->threads.data + id;
}
