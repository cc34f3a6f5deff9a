/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/wakeups.h"

#include "analysis/work-stream.h"

#define PAUSE_PERIODS 2.1
#define ROWS_A_CHECK 65536

double
ember_wakeups_get_pause (const EmberSamplingClock *clock)
{
  return clock->period_ns * PAUSE_PERIODS + clock->jitter_ns;
}

static void
add_sample (EmberWakeups *self,
            const EmberWorkSample *sample,
            int64_t pause_ns)
{
  GArray **wakeups = &self->threads[sample->thread];
  EmberWakeup *last;

  if (*wakeups == NULL)
    *wakeups = g_array_new (FALSE, FALSE, sizeof (EmberWakeup));
  last = (*wakeups)->len > 0 ? &g_array_index (*wakeups, EmberWakeup, (*wakeups)->len - 1) : NULL;
  if (last != NULL && sample->time_ns - last->end_ns <= pause_ns)
    {
      last->end_ns = sample->time_ns;
      last->n_samples++;
    }
  else if ((*wakeups)->len < EMBER_WAKEUPS_MAX)
    {
      const EmberWakeup wakeup = { sample->time_ns, sample->time_ns, 1 };

      g_array_append_val (*wakeups, wakeup);
    }
}

EmberWakeups *
ember_wakeups_new (const EmberTableSet *set,
                   const EmberSamplingClock *clock,
                   GCancellable *cancellable)
{
  g_autoptr (EmberWakeups) self = g_new0 (EmberWakeups, 1);
  const int64_t pause_ns = (int64_t) ember_wakeups_get_pause (clock);
  g_auto (EmberWorkStream) stream;
  EmberWorkSample sample;
  size_t n = 0;

  self->n_threads = ember_threads_get_n (ember_profile_get_threads (set->profile));
  self->threads = g_new0 (GArray *, MAX (self->n_threads, 1));
  ember_work_stream_init (&stream, set, clock->range, false);
  while (ember_work_stream_next (&stream, &sample))
    {
      if (++n % ROWS_A_CHECK == 0 && g_cancellable_is_cancelled (cancellable))
        return NULL;
      add_sample (self, &sample, pause_ns);
    }
  return g_steal_pointer (&self);
}

void
ember_wakeups_free (EmberWakeups *wakeups)
{
  for (uint32_t i = 0; i < wakeups->n_threads; i++)
    g_clear_pointer (&wakeups->threads[i], g_array_unref);
  g_free (wakeups->threads);
  g_free (wakeups);
}
