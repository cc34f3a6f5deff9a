/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz/profile-invariants.h"

static void
check_table (const EmberProfile *profile,
             const EmberSampleTable *table)
{
  const int64_t *times = ember_sample_table_get_times (table);
  const EmberTimeRange range = ember_profile_get_range (profile);
  uint32_t n_events;

  ember_profile_get_events (profile, &n_events);
  g_assert_cmpuint (table->event, <, n_events);
  g_assert_cmpuint (ember_sample_table_get_n (table), >, 0);
  for (size_t i = 0; i < ember_sample_table_get_n (table); i++)
    {
      const EmberSample sample = ember_sample_table_get (table, i);

      g_assert_cmpint (times[i], >=, i > 0 ? times[i - 1] : 0);
      g_assert_cmpuint (sample.stack, <, ember_stacks_get_n (ember_profile_get_stacks (profile)));
      g_assert_cmpuint (sample.stack, >, EMBER_STACK_ROOT);
      g_assert_cmpuint (sample.thread, <, ember_threads_get_n (ember_profile_get_threads (profile)));
      g_assert_cmpint (sample.cpu, >=, -1);
      if (ember_profile_has_times (profile))
        g_assert_true (times[i] >= range.begin_ns && times[i] < range.end_ns);
    }
}

static void
check_stacks (const EmberProfile *profile)
{
  const EmberStacks *stacks = ember_profile_get_stacks (profile);

  for (EmberStackId id = 1; id < ember_stacks_get_n (stacks); id++)
    {
      const EmberStackId parent = ember_stacks_get_parent (stacks, id);

      g_assert_cmpuint (parent, <, id);
      g_assert_cmpuint (ember_stacks_get_end (stacks, id), >, id);
      g_assert_cmpuint (ember_stacks_get_end (stacks, id), <=, ember_stacks_get_end (stacks, parent));
      g_assert_cmpuint (ember_stacks_get_frame (stacks, id), <, ember_frames_get_n (ember_profile_get_frames (profile)));
      g_assert_cmpuint (ember_stacks_get_depth (stacks, id), ==, ember_stacks_get_depth (stacks, parent) + 1);
    }
}

/* Waits end within the time there is. */
static void
check_waits (const EmberSampleTable *table)
{
  const int64_t *times = ember_sample_table_get_times (table);

  for (size_t row = 0; row < ember_sample_table_get_n (table); row++)
    g_assert_cmpuint (ember_sample_table_get_weight (table, row), <=, (uint64_t) (EMBER_TIME_MAX_NS - times[row]));
}

void
profile_invariants_check (const EmberProfile *profile)
{
  uint32_t n_tables;
  const EmberSampleTable *tables = ember_profile_get_tables (profile, &n_tables);
  uint32_t n_events;
  const EmberEvent *events = ember_profile_get_events (profile, &n_events);
  uint64_t n_samples = 0;

  for (uint32_t i = 0; i < n_tables; i++)
    {
      check_table (profile, &tables[i]);
      if (events[tables[i].event].is_span)
        check_waits (&tables[i]);
      else
        n_samples += ember_sample_table_get_n (&tables[i]);
    }
  g_assert_cmpuint (n_samples, ==, ember_profile_get_n_samples (profile));
  check_stacks (profile);
}
