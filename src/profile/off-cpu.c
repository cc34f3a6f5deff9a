/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/off-cpu.h"

#include <glib.h>

#include "profile/time-order.h"

/* Threads go by the kernel's numbers where switches tell them, else by the
 * recording's: then both are the same. */
typedef struct
{
  const EmberSwitch *switches;
  int64_t *waits_ns;
  GHashTable *waiting; /* thread → index of its switch-out + 1 */
  GHashTable *numbers; /* number in the recording → thread */
} Threads;

static void
come_back (Threads *threads,
           int32_t thread,
           int64_t time_ns)
{
  const size_t index = GPOINTER_TO_SIZE (g_hash_table_lookup (threads->waiting, GINT_TO_POINTER (thread)));

  if (index == 0)
    return;
  threads->waits_ns[index - 1] = time_ns - threads->switches[index - 1].time_ns;
  g_hash_table_remove (threads->waiting, GINT_TO_POINTER (thread));
}

static void
leave (Threads *threads,
       size_t index)
{
  const EmberSwitch *out = &threads->switches[index];
  const int32_t thread = out->out >= 0 ? out->out : out->tid;
  size_t before;

  if (thread <= 0)
    return;
  before = GPOINTER_TO_SIZE (g_hash_table_lookup (threads->waiting, GINT_TO_POINTER (thread)));
  if (before > 0)
    threads->waits_ns[before - 1] = EMBER_OFF_CPU_UNSEEN;
  threads->waits_ns[index] = EMBER_OFF_CPU_NOT_BACK;
  g_hash_table_insert (threads->waiting, GINT_TO_POINTER (thread), GSIZE_TO_POINTER (index + 1));
  g_hash_table_insert (threads->numbers, GINT_TO_POINTER (out->tid), GINT_TO_POINTER (thread));
}

bool
ember_off_cpu_measure (const EmberColumn *switches,
                       int64_t *waits_ns)
{
  g_autoptr (GHashTable) waiting = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) numbers = g_hash_table_new (NULL, NULL);
  g_autofree int64_t *times = g_new (int64_t, switches->n);
  Threads threads = { switches->data, waits_ns, waiting, numbers };
  const EmberTimeOrderEntry *entries;
  bool has_in = false;
  EmberColumn order;

  for (size_t i = 0; i < switches->n; i++)
    {
      times[i] = threads.switches[i].time_ns;
      waits_ns[i] = EMBER_OFF_CPU_NO_WAIT;
    }
  ember_column_init (&order, sizeof (EmberTimeOrderEntry));
  ember_time_order_sort (&order, times, switches->n);
  entries = order.data;
  for (size_t i = 0; i < switches->n; i++)
    {
      const EmberSwitch *at = &threads.switches[entries[i].row];
      const int32_t in = at->event == EMBER_SWITCH_NO_EVENT ? GPOINTER_TO_INT (g_hash_table_lookup (numbers, GINT_TO_POINTER (at->tid))) : at->in;

      has_in = has_in || in > 0;
      if (in > 0)
        come_back (&threads, in, at->time_ns);
      if (at->event != EMBER_SWITCH_NO_EVENT)
        leave (&threads, entries[i].row);
    }
  ember_column_clear (&order);
  return has_in;
}
