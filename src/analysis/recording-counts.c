/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/recording-counts.h"

static void
count_tables (EmberRecordingCounts *counts,
              const EmberProfile *profile)
{
  const uint32_t n_stacks = ember_stacks_get_n (ember_profile_get_stacks (profile));
  g_autofree bool *is_used = g_new0 (bool, n_stacks);
  uint32_t n_tables;
  const EmberSampleTable *tables = ember_profile_get_tables (profile, &n_tables);

  for (uint32_t t = 0; t < n_tables; t++)
    {
      const EmberStackId *stacks = ember_sample_table_get_stacks (&tables[t]);
      const size_t n_samples = ember_sample_table_get_n (&tables[t]);

      counts->n_idle += tables[t].is_idle ? n_samples : 0;
      for (size_t row = 0; row < n_samples; row++)
        {
          counts->n_stacks += !is_used[stacks[row]];
          is_used[stacks[row]] = true;
        }
    }
}

static void
count_threads (EmberRecordingCounts *counts,
               const EmberProfile *profile)
{
  g_autoptr (GHashTable) threads = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) processes = g_hash_table_new (g_direct_hash, g_direct_equal);
  const EmberThreads *all = ember_profile_get_threads (profile);

  for (uint32_t i = 0; i < ember_threads_get_n (all); i++)
    {
      const EmberThread *thread = ember_threads_get (all, i);
      int64_t *key = g_new (int64_t, 1);

      *key = (int64_t) (((uint64_t) (uint32_t) thread->pid << 32) | (uint32_t) thread->tid);
      g_hash_table_add (threads, key);
      if (thread->pid >= 0)
        g_hash_table_add (processes, GINT_TO_POINTER (thread->pid));
    }
  counts->n_threads = g_hash_table_size (threads);
  counts->n_processes = g_hash_table_size (processes);
}

EmberRecordingCounts
ember_recording_counts_new (const EmberProfile *profile)
{
  EmberRecordingCounts counts = { 0 };
  uint32_t n_notices;
  const EmberNotice *notices = ember_profile_get_notices (profile, &n_notices);

  count_tables (&counts, profile);
  count_threads (&counts, profile);
  for (uint32_t i = 0; i < n_notices; i++)
    counts.n_skipped += notices[i].count;
  return counts;
}
