/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-script-threads.h"

#include <string.h>

#include "profile/hash.h"
#include "profile/idle.h"

#define N_SLOTS 1024u
/* "comm pid/tid" as wide as perf prints it; what is longer is not remembered. */
#define MAX_KEY_BYTES 40

struct _EmberPerfScriptThreadSlot
{
  char key[MAX_KEY_BYTES];
  uint32_t n_key; /* 0: free */
  int32_t pid;
  int32_t tid;
  EmberPerfScriptThread thread;
};

void
ember_perf_script_threads_init (EmberPerfScriptThreads *threads,
                                EmberProfileBuilder *builder)
{
  threads->builder = builder;
  threads->slots = g_new0 (struct _EmberPerfScriptThreadSlot, N_SLOTS);
}

void
ember_perf_script_threads_init_copy (EmberPerfScriptThreads *threads,
                                     const EmberPerfScriptThreads *source,
                                     EmberProfileBuilder *builder)
{
  threads->builder = builder;
  threads->slots = g_memdup2 (source->slots, N_SLOTS * sizeof *source->slots);
}

void
ember_perf_script_threads_clear (EmberPerfScriptThreads *threads)
{
  g_clear_pointer (&threads->slots, g_free);
}

static EmberPerfScriptThread
add_thread (EmberPerfScriptThreads *threads,
            const EmberPerfScriptHeader *header)
{
  const EmberStringId comm = ember_profile_builder_add_string (threads->builder, header->comm, (gssize) header->n_comm);
  const EmberThread thread = { header->pid, header->tid, comm };

  return (EmberPerfScriptThread){
    .id = ember_profile_builder_add_thread (threads->builder, &thread),
    .comm_stack = ember_profile_builder_add_comm (threads->builder, comm),
    .is_idle_task = ember_idle_is_idle_task (&thread),
  };
}

const EmberPerfScriptThread *
ember_perf_script_threads_find (EmberPerfScriptThreads *threads,
                                const EmberPerfScriptHeader *header)
{
  const uint64_t hash = ember_hash_bytes (header->thread, header->n_thread);
  struct _EmberPerfScriptThreadSlot *slot = &threads->slots[hash & (N_SLOTS - 1)];

  if (slot->n_key == header->n_thread && slot->n_key > 0 && slot->pid == header->pid && slot->tid == header->tid &&
      memcmp (slot->key, header->thread, header->n_thread) == 0)
    return &slot->thread;
  slot->thread = add_thread (threads, header);
  slot->n_key = 0;
  if (header->n_thread <= MAX_KEY_BYTES)
    {
      slot->n_key = (uint32_t) header->n_thread;
      slot->pid = header->pid;
      slot->tid = header->tid;
      memcpy (slot->key, header->thread, header->n_thread);
    }
  return &slot->thread;
}
